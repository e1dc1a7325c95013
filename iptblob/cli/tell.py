"""Lines on standard error."""

from __future__ import annotations

import sys

from iptblob.escape import visible


def warn(message: str) -> None:
    """One line on standard error."""
    sys.stdout.flush()
    sys.stderr.write(f"iptblob: {visible(message.encode('utf-8', 'surrogateescape'))}\n")
