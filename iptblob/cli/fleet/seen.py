"""`iptblob fleet seen`."""

from __future__ import annotations

import click

from iptblob.cli.common import CLEAN, write_text


@click.command(name="seen", context_settings={"ignore_unknown_options": True})
@click.argument("store")
@click.argument("rule")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to print.")  # fmt: skip
def command(store: str, rule: str, form: str) -> int:
    """Say on which hosts RULE was seen, first and last, and in which chains.

    RULE is text as iptables takes it (without -A CHAIN any chain will do), or a digest as the store has it.
    Exit status: 0, also where no host ever had it; 2 the rule or the store could not be read.

    \b
    iptblob fleet seen store '-A INPUT -s 198.51.100.23 -j ACCEPT'
    """
    from iptblob.store.asking import rule_of, seen
    from iptblob.store.place import Store

    asked = rule_of(rule)
    found = seen(Store.opened(store), asked)
    if form == "json":
        from iptblob.render.json.fleet import seen_json

        write_text([seen_json(asked, found)])
    else:
        from iptblob.render.fleet import seen_lines

        write_text(f"{line}\n" for line in seen_lines(found))
    return CLEAN
