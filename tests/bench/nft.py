"""Rules of nf_tables: iptblob beside iptables-nft-save and nft of the same tables live.

    python nft.py SNAPSHOT    prints {"seconds": from the file's bytes to tables, "rules": how many}
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from inputs import IPTBLOB, Namespace, bigtable_text
from measure import Command, Series, side_by_side

NFT_SAVE, NFT_LIST, IN_PROCESS = "iptables-nft-save", "nft list ruleset", "nf_tables to tables, in process"


def commands(folder: Path, space: Namespace, snapshot: Path) -> Iterator[Command]:
    """What is compared; ``snapshot`` holds what ``space`` does."""
    again = folder / "again.iptb"
    yield Command(NFT_SAVE, space.words("iptables-nft-save"), out=folder / "nft.save")
    yield Command("iptblob show", [IPTBLOB, "show", "--backend", "nft", str(snapshot)], out=folder / "nft.show")
    yield Command(IN_PROCESS, [sys.executable, __file__, str(snapshot)], answers=True)
    yield Command(NFT_LIST, space.words("nft", "list", "ruleset"))
    yield Command("iptblob capture", space.words(IPTBLOB, "capture", "-o", str(again)), fresh=again)


def measured(folder: Path, shape: str, rules: int, runs: int) -> tuple[list[Series], dict[str, int], bool]:
    """(series, sizes in bytes, whether the texts are equal) of so many rules."""
    space = Namespace()
    space.run("iptables-nft-restore", stdin=bigtable_text(folder, "nft", "--rules", str(rules), "--shape", shape))
    snapshot = folder / "nft.iptb"
    space.run(IPTBLOB, "capture", "-o", str(snapshot))
    series = side_by_side(list(commands(folder, space, snapshot)), runs)
    space.close()
    texts = [lines(folder / name) for name in ("nft.save", "nft.show")]
    sizes = {"iptb": snapshot.stat().st_size, "text": (folder / "nft.save").stat().st_size}
    return series, sizes, texts[0] == texts[1]


def lines(path: Path) -> list[bytes]:
    """The lines of a text that are no comments."""
    return [line for line in path.read_bytes().splitlines() if not line.startswith(b"#")]


def main() -> None:
    import gc

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does
    from iptblob.nftables import read_rules
    from iptblob.reading.opening import open_source

    gc.disable()  # as the command does
    source = open_source(sys.argv[1], answers=True)
    begin = time.perf_counter(), time.process_time()
    found = list(read_rules(source))
    seconds, cpu = time.perf_counter() - begin[0], time.process_time() - begin[1]
    rules = sum(len(table) for one in found for table in one.tables)
    print(json.dumps({"seconds": seconds, "cpu": cpu, "rules": rules}))


if __name__ == "__main__":
    main()
