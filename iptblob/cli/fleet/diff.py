"""`iptblob fleet diff`."""

from __future__ import annotations

import click

from iptblob.cli.account import account, unread
from iptblob.cli.common import CLEAN, FOUND, write_text
from iptblob.unread import Unread


@click.command(name="diff")
@click.argument("store")
@click.argument("first", metavar="HOST[@TIME]")
@click.argument("second", metavar="HOST[@TIME]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to print.")  # fmt: skip
def command(store: str, first: str, second: str, form: str) -> int:
    """Say what the second snapshot has otherwise than the first, by chain and rule.

    TIME is UTC, 2026-11-23 or 2026-11-23T13:53:23Z: the last snapshot at or before it is taken; without one, the last.
    Exit status: 0 their rules mean the same, 1 they do not, 2 something of them was not read.

    \b
    iptblob fleet diff store web1@2026-11-01 web1
    iptblob fleet diff store web1 web2
    """
    from iptblob.store.asking import compared
    from iptblob.store.place import Store

    found = compared(Store.opened(store), first, second)
    unread(Unread(what, host.file, "NOT COMPARED: it could not be read")
           for host in (found.a, found.b) for what in host.unread)  # fmt: skip
    if form == "json":
        from iptblob.render.json.fleet import pair_json

        write_text([pair_json(found, account().unread)])
    else:
        from iptblob.render.fleet import pair_lines

        write_text(f"{line}\n" for line in pair_lines(found))
    return FOUND if found.differences else CLEAN
