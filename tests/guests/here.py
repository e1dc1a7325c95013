"""The running kernel as one more kernel, asked in a network namespace of its own: ``python -m tests.guests.here``."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

from tests.guests import answers
from tests.guests.boot import read_report
from tests.guests.build import compile_judge, facts
from tests.guests.packs import digest, packed, packs


def main() -> None:
    if os.environ.get("IPTBLOB_ORACLE") != "inside":
        command = ["unshare", "-n", sys.executable, "-m", "tests.guests.here"]
        sys.exit(subprocess.run(command, env={**os.environ, "IPTBLOB_ORACLE": "inside"}, check=False).returncode)
    known = facts(gzip.decompress(Path("/proc/config.gz").read_bytes()).decode())
    judge = compile_judge()
    text = subprocess.run([judge, "count"], stdout=subprocess.PIPE, check=True, text=True).stdout
    wanted = packs(compat=bool(known["compat"]))
    for name, payloads in wanted.items():
        path = Path("/tmp") / f"iptblob-{os.getpid()}"
        path.write_bytes(packed(payloads))
        verb = "run32" if name.endswith(".i386") else "run"
        done = subprocess.run([judge, verb, path], stdout=subprocess.PIPE, check=True, text=True)
        path.unlink()
        text += f"PACK {name}\n{done.stdout}"
    report = read_report(text)
    uname = os.uname()
    version = uname.release.partition("-")[0]
    entries = ", ".join(f"{family} {table} {count}" for (family, table), count in sorted(report.counts.items()))
    found = answers.Answers({
        "version": version, "debian": "-", "release": version, "uname": f"{version} {uname.version}",
        "compat": "yes" if known["compat"] else "no", "hz": str(known["hz"]), "entries": entries,
    }, {name: (digest(payloads), report.packs[name]) for name, payloads in wanted.items()})  # fmt: skip
    answers.write(found)


if __name__ == "__main__":
    main()
