"""Many captures of nf_tables while another process replaces the ruleset; run in a network namespace of its own:

    unshare -rn python -m tests.stress.generations 1000

Each ruleset carries one number everywhere: in its chains, in the comment of each rule, in its set. Two numbers in one
capture are a torn one.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from typing import IO

from iptblob.capture.agent.nftables import NftAnswers, coherent_pass, one_pass

STATES = 3
_NUMBER = re.compile(rb"epoch(\d)")


def ruleset(number: int) -> str:
    """A whole ruleset that replaces the one before it in one transaction."""
    name = f"epoch{number}"
    rules = "\n".join(f'ip saddr 10.{n >> 8}.{n & 255}.0/24 counter comment "{name}"' for n in range(150))
    return (
        f"flush ruleset\ntable ip t {{\nset {name} {{ type ipv4_addr; elements = {{ 192.0.2.{number} }} }}\n"
        f"chain {name} {{ type filter hook input priority 0;\n{rules}\nip saddr @{name} drop\n}}\n}}\n"
    )


def writer(seconds: float) -> subprocess.Popen[bytes]:
    """A process that loads the rulesets round and round for at most so many seconds."""
    feed = (
        "import subprocess, time\n"
        f"states, end = {[ruleset(n) for n in range(STATES)]!r}, time.monotonic() + {seconds}\n"
        "while time.monotonic() < end:\n"
        "    for state in states:\n"
        "        subprocess.run(['nft', '-f', '-'], input=state.encode(), check=True)\n"
    )
    return subprocess.Popen([sys.executable, "-c", feed], start_new_session=True)


def numbers(got: NftAnswers) -> set[bytes]:
    """Which rulesets show in one pass over all dumps."""
    return {
        found
        for name, answer in got.answers.items()
        if not name.startswith("gen")
        for datagram in answer.datagrams
        for found in _NUMBER.findall(datagram)
    }


def main(count: int, out: IO[str] = sys.stdout) -> int:
    """Take the ruleset ``count`` times; the number of captures that were torn and not told."""
    process = writer(seconds=900)
    tries: Counter[int] = Counter()
    told = torn = naive = empty = 0
    seen: set[int | None] = set()
    started = time.monotonic()
    try:
        time.sleep(0.5)
        for _ in range(count):
            got, attempts = coherent_pass()
            tries[min(attempts, 10)] += 1
            seen.add(got.after)
            shown = numbers(got)
            empty += not shown
            told += bool(got.problem)
            torn += not got.problem and len(shown) > 1
            naive += len(numbers(one_pass())) > 1
        alive = process.poll() is None
    finally:
        process.kill()
        process.wait()
    result = {
        "captures": count, "torn_unnoticed": torn, "torn_without_care": naive, "marked_not_coherent": told,
        "empty": empty, "generations_seen": len(seen), "tries": dict(sorted(tries.items())),
        "seconds": round(time.monotonic() - started, 1), "writer_alive": alive,
    }  # fmt: skip
    out.write(json.dumps(result) + "\n")
    return torn + empty + (not alive) + (not naive)


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]))))
