"""Which payloads a kernel takes, of those that a fuzzer may begin with."""

from __future__ import annotations

from collections.abc import Iterator

from iptblob.building.corpus import Seed, seeds
from iptblob.check.run import validate_bytes


def valid_seeds() -> Iterator[Seed]:
    """Those that the newest kernel takes. Old revisions of some extensions have no form for 32-bit programs, which is
    why they lack in that layout."""
    for seed in seeds():
        family, _, _, _, abi = seed.name.split(".")
        if validate_bytes(seed.data, "replace", family, abi, every=False).accepted:
            yield seed
