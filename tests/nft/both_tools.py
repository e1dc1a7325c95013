"""Load each given rules file with iptables-legacy-restore and with iptables-nft-restore, and compare both back-ends.

    python -m tests.nft.both_tools FAMILY FILE...    in a network namespace of its own for each file

Prints a JSON object a line: the file, how many lines were loaded, which were refused by either tool, the changes, the
exit status of diff and what it said of what was not read.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TOOLS = {"ipv4": "iptables", "ipv6": "ip6tables"}
RULE = re.compile(r"(?:\[\d+:\d+\] )?-A ").match
IPTBLOB = str(Path(sys.executable).with_name("iptblob"))


def restored(tool: str, family: str, lines: list[str]) -> str:
    """What a tool says of a whole text; empty where it takes it."""
    done = subprocess.run(
        [f"{TOOLS[family]}-{tool}-restore"], input="\n".join([*lines, ""]), capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stderr.strip() or f"exit status {done.returncode}"


def loadable(family: str, lines: list[str]) -> tuple[list[str], list[str]]:
    """(the text without the rules that one of the tools refuses, these): each rule is tried alone where all fail."""
    taken, refused = lines, []
    if any(restored(tool, family, lines) for tool in ("legacy", "nft")):
        taken = []
        table, chains = "", []
        for line in lines:
            if line.startswith("*"):
                table, chains = line, []
            if line.startswith(":"):
                chains.append(line)
            if RULE(line):
                alone = [table, *chains, line, "COMMIT"]
                if any(restored(tool, family, alone) for tool in ("legacy", "nft")):
                    refused.append(line)
                    continue
            taken.append(line)
    return taken, refused


def main() -> None:
    family, path = sys.argv[1:]
    lines = [line for line in Path(path).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    taken, refused = loadable(family, lines)
    said = [restored(tool, family, taken) for tool in ("legacy", "nft")]
    with tempfile.TemporaryDirectory() as folder:
        snapshot = f"{folder}/here.iptb"
        subprocess.run([IPTBLOB, "capture", "-q", "-o", snapshot], check=True, capture_output=True)
        done = subprocess.run(
            [IPTBLOB, "diff", "--backend", "legacy:nft", "--family", family, "--format", "json", snapshot, snapshot],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    found = json.loads(done.stdout) if done.stdout else {"changes": None, "unread": None}
    print(json.dumps({
        "file": path, "rules": sum(bool(RULE(line)) for line in taken), "refused": refused, "said": said,
        "status": done.returncode, "changes": found["changes"], "unread": found["unread"], "err": done.stderr,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
