"""Many captures while another process replaces the table as fast as it can; run in a network namespace of its own:

    unshare -rn python -m tests.stress.coherence 10000

The writer swaps a rule between INPUT and FORWARD, at equal sizes, so GET_ENTRIES never answers EAGAIN, and sometimes
empties the table. Each rule says in its comment where it belongs: a torn capture shows a rule in the wrong chain.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections import Counter
from typing import IO

from iptblob.capture.agent import coherent, sockopt, structs
from iptblob.check.run import validate_bytes

HEAD = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:USER - [0:0]\n"
STATES = [
    "-A INPUT -m comment --comment {i} -j ACCEPT\n" * 2 + "-A FORWARD -m comment --comment {f} -j ACCEPT\n",
    "-A INPUT -m comment --comment {i} -j ACCEPT\n" + "-A FORWARD -m comment --comment {f} -j ACCEPT\n" * 2,
    "-A OUTPUT -m comment --comment {o} -j DROP\n" + "-A INPUT -m comment --comment {i} -j ACCEPT\n" * 2,
    "-A USER -m comment --comment {u} -j DROP\n" + "-A INPUT -m comment --comment {i} -j ACCEPT\n" * 2,
    "",
]
NAMES = {"i": "belongs-INPUT", "f": "belongs-FORWD", "o": "belongs-OUTPT", "u": "belongs-USERC"}
CHAINS = {1: b"belongs-INPUT", 2: b"belongs-FORWD", 3: b"belongs-OUTPT"}
SCRIPT = "".join(f"{HEAD}{state.format(**NAMES)}COMMIT\n" for state in STATES)


def writer(seconds: float) -> subprocess.Popen[bytes]:
    """A process that loads the states round and round for at most so many seconds."""
    feed = (
        "import subprocess, sys, time\n"
        f"script, end = {SCRIPT!r}.encode() * 20, time.monotonic() + {seconds}\n"
        "pipe = subprocess.Popen(['iptables-legacy-restore'], stdin=subprocess.PIPE)\n"
        "while time.monotonic() < end and pipe.poll() is None:\n"
        "    pipe.stdin.write(script)\n"
    )
    return subprocess.Popen([sys.executable, "-c", feed], start_new_session=True)


def misplaced(info: structs.Getinfo, entries: memoryview) -> list[str]:
    """Rules of a capture that are not in the chain their comment names."""
    family = structs.FAMILIES["ipv4"]
    starts = coherent.walk(family, entries)[0]
    wrong = []
    for start, end in zip(starts, [*starts[1:], len(entries)], strict=True):
        raw = bytes(entries[start:end])
        at = raw.find(b"belongs-")
        if at >= 0:
            hook = next((h for h in CHAINS if info.hook_entry[h] <= start <= info.underflow[h]), 0)
            expected = CHAINS.get(hook, b"belongs-USERC")
            if raw[at : at + 13] != expected:
                wrong.append(f"{raw[at : at + 13]!r} at {start} is in hook {hook}")
    return wrong


def torn_without_care(sock: socket.socket) -> bool:
    """Does one GET_INFO and one GET_ENTRIES, believed as they come, show a torn table? Proves that the writer bites."""
    family = structs.FAMILIES["ipv4"]
    info = sockopt.get_info(sock, family, "filter")
    try:
        data = sockopt.get_entries(sock, family, "filter", info.size)
    except OSError:
        return False
    return bool(misplaced(info, memoryview(data)[40:]))


def main(count: int, out: IO[str] = sys.stdout) -> int:
    """Take the table ``count`` times; the number of captures that were torn and not told."""
    family = structs.FAMILIES["ipv4"]
    process = writer(seconds=600)
    tries: Counter[int] = Counter()
    told = torn = refused = different = naive = 0
    previous = b""
    started = time.monotonic()
    try:
        time.sleep(0.3)
        with sockopt.open_socket(family) as sock:
            for _ in range(count):
                info, data, attempts, wrong = coherent.take_table(sock, family, "filter")
                tries[min(attempts, 10)] += 1
                different += bytes(info) != previous
                previous = bytes(info)
                if wrong:
                    told += 1
                elif misplaced(info, memoryview(data)[40:]):
                    torn += 1
                refused += (
                    validate_bytes(bytes(info) + bytes(data), "blob", "ipv4", structs.abi_name()).verdict != "accept"
                )
                naive += torn_without_care(sock)
        alive = process.poll() is None
    finally:
        process.kill()
        process.wait()
    took = time.monotonic() - started
    result = {
        "captures": count, "torn_unnoticed": torn, "torn_without_care": naive, "marked_not_coherent": told,
        "validator_refuses": refused, "seen_to_change": different, "tries": dict(sorted(tries.items())),
        "seconds": round(took, 1), "writer_alive": alive,
    }  # fmt: skip
    out.write(json.dumps(result) + "\n")
    return torn + refused + (not alive) + (not naive)


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]))))
