"""Lines on standard error."""

from __future__ import annotations

import sys

from iptblob.cli.progress import end_progress
from iptblob.escape import visible


def warn(message: str) -> None:
    """One line on standard error."""
    end_progress()
    sys.stdout.flush()
    sys.stderr.write(f"iptblob: {visible(message.encode('utf-8', 'surrogateescape'))}\n")


def note(message: str) -> None:
    """The same of what is no error: not with --quiet."""
    from iptblob.cli.quiet import quiet

    if not quiet():
        warn(message)
