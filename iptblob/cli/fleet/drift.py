"""`iptblob fleet drift`."""

from __future__ import annotations

import click

from iptblob.cli.common import CLEAN, FOUND, write_text


@click.command(name="drift")
@click.argument("store")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to print.")  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Print every host and every difference, not the first few.")
def command(store: str, form: str, every: bool) -> int:
    """Say how hosts moved between groups in time: what changed, on how many hosts, first and last.

    Exit status: 0 no host changed, 1 some did, 2 the store could not be read.

    \b
    iptblob fleet drift store
    """
    from iptblob.store.asking import drift
    from iptblob.store.place import Store

    found = drift(Store.opened(store))
    if form == "json":
        from iptblob.render.json.fleet import drift_json

        write_text([drift_json(found)])
    else:
        from iptblob.render.fleet import drift_lines

        write_text(f"{line}\n" for line in drift_lines(found, every=every))
    return FOUND if found.moves else CLEAN
