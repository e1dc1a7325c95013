"""`iptblob fleet export`."""

from __future__ import annotations

import click

from iptblob.cli.common import CLEAN
from iptblob.cli.writing import require_free, write_file
from iptblob.errors import UsageError
from iptblob.nearest import nearest

_FORMS = ("csv", "parquet", "jsonl")


@click.command(name="export")
@click.argument("store")
@click.argument("view")
@click.option("--format", "form", type=click.Choice(_FORMS), default="csv", show_default=True, help="How to write it.")
@click.option("-o", "--output", metavar="OUT", default="-", show_default=True, help="Where to write it.")
@click.option("--force", is_flag=True, help="Overwrite OUT if it is there already.")
def command(store: str, view: str, form: str, output: str, force: bool) -> int:
    """Write a VIEW of the store to a file: snapshots, rules, seen, chains, counters, addresses, unread or labels.

    In CSV, a cell that a spreadsheet would run (it begins with =, +, -, @, a tab or a return) has a ' in front.

    \b
    iptblob fleet export store rules --format parquet -o rules.parquet
    """
    require_free(output, force=force)
    from iptblob.store.export import exported
    from iptblob.store.place import Store
    from iptblob.store.views import VIEWS

    if view not in VIEWS:
        raise UsageError(f"no view {view!r}: {nearest(view, VIEWS)}")
    write_file(output, [exported(Store.opened(store), view, form)], force=force)
    return CLEAN
