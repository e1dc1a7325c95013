"""`iptblob help`: the help of a command, as --help prints it."""

from __future__ import annotations

import click


@click.command(name="help")
@click.argument("name", metavar="[COMMAND]", required=False)
@click.pass_context
def command(context: click.Context, name: str | None) -> int:
    """Print the help of COMMAND; without one, the list of all commands.

    \b
    iptblob help diff
    """
    from iptblob.cli.common import write_text

    above = context.parent or context
    group = above.command
    if name is None or not isinstance(group, click.Group):
        write_text([f"{above.get_help()}\n"])
        return 0
    _, found, _ = group.resolve_command(above, [name])
    assert found is not None  # resolve_command raises where there is none
    with click.Context(found, info_name=name, parent=above) as asked:
        write_text([f"{found.get_help(asked)}\n"])
    return 0
