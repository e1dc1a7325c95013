"""`iptblob info`: what is in a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from iptblob.cli.limit import limit_option

if TYPE_CHECKING:
    from iptblob.nftables import NftRules
    from iptblob.reading.source import Source

CLEAN = 0


@click.command(name="info")
@click.argument("file")
@click.option("--family", type=click.Choice(["ipv4", "ipv6", "arp"]), help="Address family of a bare buffer.")
@click.option("--abi", metavar="NAME", help="Layout of a bare buffer; detected by default.")
@click.option(
    "--backend", type=click.Choice(["legacy", "nft", "both"]), default="both", show_default=True,
    help="Only the legacy tables, or only those of nf_tables.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--extensions", is_flag=True, help="Which revisions of which extensions the host's kernel knows.")
@limit_option
def command(file: str, family: str | None, abi: str | None, backend: str, form: str, extensions: bool) -> int:
    """Tell what is in FILE: host, kernel, layout, tables, sizes, hashes, time, warnings.

    Exit status: 0 all of it was read, 2 it could not be read, or only partly: what is missing is named.

    \b
    iptblob info host.iptb
    iptblob info host.iptb --format json
    """
    from iptblob.cli.account import account
    from iptblob.cli.common import LEGACY, NFTABLES, AbiType, opened, unread, write_text
    from iptblob.family import FAMILIES
    from iptblob.reading.bare import bare_reply
    from iptblob.reading.opening import read_bytes
    from iptblob.reading.wrapping import unwrapped
    from iptblob.render.info import bare_text, info_text
    from iptblob.render.json.info import bare_json, info_json
    from iptblob.render.netlink import netlink_facts
    from iptblob.snapshot import read_snapshot
    from iptblob.unread import Unread

    layout = AbiType().convert(abi, None, None) if abi else None
    data = read_bytes(file)
    bare = bare_reply(data, FAMILIES[family] if family else None, layout)
    if bare is not None:
        write_text([bare_json(bare, file) if form == "json" else bare_text(bare, file)])
        return CLEAN
    source = opened(file, family, layout, data, answers=True)
    if backend == NFTABLES:
        source = replace(source, readings=())
    unread(source.unread)
    data, _ = unwrapped(data, source.file)
    if extensions:
        return _extensions(data, source, form)
    facts = netlink_facts(source.manifest, read_snapshot(data, source.file).read) if source.manifest else []
    unread(Unread("netlink", source.file, str(failure)) for group in facts for failure in group["failures"])
    nft = _nft_of(source) if source.dumps and backend != LEGACY else []
    unread(Unread("a dump of nf_tables", source.file, f"NOT READ: {one}") for rules in nft for one in rules.failures)
    write_text([info_json(source, facts, account().unread, nft)] if form == "json" else info_text(source, facts, nft))
    return CLEAN


def _nft_of(source: Source) -> list[NftRules]:
    from iptblob.nftables import read_rules  # most files have none

    return list(read_rules(source))


def _extensions(data: bytes, source: Source, form: str) -> int:
    """Print what the kernel said to xt_get_revision; a file that does not hold it is an error, not an empty answer."""
    from iptblob.cli.common import write_text
    from iptblob.errors import IptblobError
    from iptblob.render.json.info import extensions_json
    from iptblob.render.kernel_extensions import extensions_text
    from iptblob.snapshot import read_snapshot

    member = (source.manifest or {}).get("extensions")
    if not isinstance(member, str):
        raise IptblobError("it does not tell which extensions the kernel knows", file=source.file,
                           hint="snapshots of `iptblob capture` do")  # fmt: skip
    known = read_snapshot(data, source.file).read_json(member)
    if not isinstance(known, dict):
        raise IptblobError(f"{member} is no list of extensions", file=source.file)
    write_text([extensions_json(known, source.file)] if form == "json" else
               (f"{line}\n" for line in extensions_text(known)))  # fmt: skip
    return CLEAN
