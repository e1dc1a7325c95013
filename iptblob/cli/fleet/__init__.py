"""`iptblob fleet`: many hosts in one store, the odd one out, and questions in SQL. One module for each command."""

from __future__ import annotations

import importlib

import click

from iptblob.nearest import nearest

FLEET_COMMANDS = {
    "add": "Decode snapshots into a store.",
    "odd": "Say which hosts are not like the others.",
    "missing": "Say which hosts lack a rule now.",
    "seen": "Say where and when a rule was seen.",
    "drift": "Say how hosts moved between groups in time.",
    "diff": "Compare two snapshots of a store.",
    "sql": "Ask the store in SQL.",
    "export": "Write a table of the store to a file.",
}


class FleetGroup(click.Group):
    """Knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(FLEET_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in FLEET_COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"iptblob.cli.fleet.{cmd_name}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in FLEET_COMMANDS:
            raise click.UsageError(f"no command {args[0]!r}: {nearest(args[0], FLEET_COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(FLEET_COMMANDS.items()))


@click.group(name="fleet", cls=FleetGroup)
def command() -> None:
    """Keep the snapshots of many hosts in one store, and ask it.

    A STORE is a folder of Parquet files. It needs `pip install 'iptblob[fleet]'`.

    \b
    iptblob fleet add store captures/
    iptblob fleet odd store
    iptblob fleet missing store '-A INPUT -m conntrack --ctstate INVALID -j DROP'
    iptblob fleet sql store 'SELECT host, count(*) FROM seen GROUP BY host'
    """
