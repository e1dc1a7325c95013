"""`iptblob info`: what is in a file."""

from __future__ import annotations

import click

from iptblob.cli.limit import limit_option

CLEAN, FAILED = 0, 2


@click.command(name="info")
@click.argument("file")
@click.option("--family", type=click.Choice(["ipv4", "ipv6", "arp"]), help="Address family of a bare buffer.")
@click.option("--abi", metavar="NAME", help="Layout of a bare buffer; detected by default.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@limit_option
def command(file: str, family: str | None, abi: str | None, form: str) -> int:
    """Tell what is in FILE: host, kernel, layout, tables, sizes, hashes, time, warnings."""
    from iptblob.cli.common import AbiType, open_input, write_text
    from iptblob.reading.opening import read_bytes
    from iptblob.render.info import info_text
    from iptblob.render.json.info import info_json
    from iptblob.render.netlink import netlink_facts
    from iptblob.snapshot import read_snapshot

    layout = AbiType().convert(abi, None, None) if abi else None
    data = read_bytes(file)
    source = open_input(file, family, layout, data)
    facts = netlink_facts(source.manifest, read_snapshot(data, source.file).read) if source.manifest else []
    write_text([info_json(source, facts)] if form == "json" else info_text(source, facts))
    damaged = any(group["failures"] for group in facts)
    return FAILED if damaged or (source.failures and not source.readings) else CLEAN
