"""`iptblob agent`: the capture program as one file."""

from __future__ import annotations

import sys

import click


@click.command(name="agent")
def command() -> int:
    """Print the capture program: one file, Python 3.6 or later, nothing to install.

    \b
    iptblob agent > iptblob-agent.py
    ssh root@HOST python3 -I - < iptblob-agent.py > HOST.iptb
    """
    from iptblob.capture.bundle import bundle

    sys.stdout.write(bundle())
    return 0
