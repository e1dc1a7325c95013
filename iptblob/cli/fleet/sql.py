"""`iptblob fleet sql`."""

from __future__ import annotations

import click

from iptblob.cli.common import CLEAN, write_text


@click.command(name="sql")
@click.argument("store")
@click.argument("query")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to print.")  # fmt: skip
def command(store: str, query: str, form: str) -> int:
    """Ask STORE one SELECT, in DuckDB's SQL. No file can be read or written from it.

    Views: snapshots, rules, seen, chains, counters, addresses, unread, labels.

    \b
    iptblob fleet sql store "SELECT host, chain, text FROM seen NATURAL JOIN rules WHERE dport_low = 22"
    """
    from iptblob.store.asking import sql
    from iptblob.store.place import Store

    found = sql(Store.opened(store), query)
    if form == "json":
        from iptblob.render.json.fleet import answer_json

        write_text([answer_json(found)])
    else:
        from iptblob.render.fleet import answer_lines

        write_text(f"{line}\n" for line in answer_lines(found))
    return CLEAN
