"""`python -m iptblob`."""

from __future__ import annotations

from iptblob.cli import main

main()
