"""`iptblob info`: what is in a file."""

from __future__ import annotations

import click

CLEAN = 0


@click.command(name="info")
@click.argument("file")
@click.option("--family", type=click.Choice(["ipv4", "ipv6", "arp"]), help="Address family of a bare buffer.")
@click.option("--abi", metavar="NAME", help="Layout of a bare buffer; detected by default.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(file: str, family: str | None, abi: str | None, form: str) -> int:
    """Tell what is in FILE: host, kernel, layout, tables, sizes, hashes, time, warnings.

    Exit status: 0 all of it was read, 2 it could not be read, or only partly: what is missing is named.
    """
    from iptblob.cli.common import AbiType, open_input, unread, write_text
    from iptblob.reading.opening import read_bytes
    from iptblob.reading.wrapping import unwrapped
    from iptblob.render.info import info_text
    from iptblob.render.json.info import info_json
    from iptblob.render.netlink import netlink_facts
    from iptblob.snapshot import read_snapshot
    from iptblob.unread import Unread

    layout = AbiType().convert(abi, None, None) if abi else None
    data = read_bytes(file)
    source = open_input(file, family, layout, data)
    data, _ = unwrapped(data, source.file)
    facts = netlink_facts(source.manifest, read_snapshot(data, source.file).read) if source.manifest else []
    unread(Unread("netlink", source.file, str(failure)) for group in facts for failure in group["failures"])
    write_text([info_json(source, facts)] if form == "json" else info_text(source, facts))
    return CLEAN
