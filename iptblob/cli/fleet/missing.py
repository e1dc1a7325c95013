"""`iptblob fleet missing`."""

from __future__ import annotations

import click

from iptblob.cli.account import account, unread
from iptblob.cli.common import CLEAN, FOUND, write_text
from iptblob.unread import Unread


@click.command(name="missing", context_settings={"ignore_unknown_options": True})
@click.argument("store")
@click.argument("rule")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to print.")  # fmt: skip
def command(store: str, rule: str, form: str) -> int:
    """Say which hosts lack RULE now, by their last snapshot each.

    RULE is text as iptables takes it (`-A INPUT -p tcp --dport 22 -j ACCEPT`; without -A CHAIN any chain will do), or a
    digest as the store has it. It is compared by meaning.
    Exit status: 0 every host has it, 1 some lack it, 2 of some it cannot be said.

    \b
    iptblob fleet missing store '-A INPUT -m conntrack --ctstate INVALID -j DROP'
    """
    from iptblob.store.asking import missing, rule_of
    from iptblob.store.place import Store

    asked = rule_of(rule)
    found = missing(Store.opened(store), asked)
    unread(Unread(why, host, "it may have the rule where it could not be read") for host, why in found.unread)
    if form == "json":
        from iptblob.render.json.fleet import missing_json

        write_text([missing_json(asked, found, account().unread)])
    else:
        from iptblob.render.fleet import missing_lines

        write_text(f"{line}\n" for line in missing_lines(found))
    return FOUND if found.hosts else CLEAN
