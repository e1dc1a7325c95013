"""A legacy table taken out of a sample, as a file of its own."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.nft.test_show import DATA


def legacy_blob(path: Path) -> Path:
    """ipv4 filter of data/mixed.iptb: ``-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT``."""
    with zipfile.ZipFile(DATA / "mixed.iptb") as archive:
        (member,) = (name for name in archive.namelist() if name.endswith(".blob"))
        path.write_bytes(archive.read(member))
    return path
