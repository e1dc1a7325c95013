"""`iptblob completion`: what a shell runs to complete commands, options, files and names."""

from __future__ import annotations

import sys

import click

SHELLS = ("bash", "zsh", "fish")


@click.command(name="completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> int:
    """Print the script that lets SHELL complete commands, options, files, tables, layouts and checks.

    \b
    bash: iptblob completion bash > ~/.local/share/bash-completion/completions/iptblob
    zsh:  iptblob completion zsh > ~/.zfunc/_iptblob   (a folder of $fpath)
    fish: iptblob completion fish > ~/.config/fish/completions/iptblob.fish
    """
    from click.shell_completion import get_completion_class

    from iptblob.cli import COMPLETING, cli

    kind = get_completion_class(shell)
    assert kind is not None  # each of SHELLS is click's own
    script = kind(cli, {}, "iptblob", COMPLETING)
    sys.stdout.write(script.source_template % script.source_vars())  # source() would first ask bash for its version
    return 0
