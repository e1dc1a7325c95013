"""`python -m iptblob`."""

from __future__ import annotations

import sys

# -m puts the current folder first, where anyone may have put a json.py; only a checkout that one stands in needs it
if sys.path and __file__.rpartition("/")[0].rpartition("/")[0] != sys.path[0].rstrip("/"):
    del sys.path[0]

from iptblob.cli import main

main()
