"""A series of files made of texts with counters: what happens in it is known, as each step is written here."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Done

BACKDOOR = "-A INPUT -s 198.51.100.23/32 -p tcp -m tcp --dport 22 -j ACCEPT"
WEB = "-A INPUT -p tcp -m tcp --dport 443 -j ACCEPT"
# (policy of FORWARD, packets of WEB, is the backdoor there) of each file; from the fourth to the fifth somebody zeroed
STEPS = [("DROP", 100, False), ("DROP", 150, False), ("ACCEPT", 350, True), ("ACCEPT", 360, True), ("DROP", 40, False)]


def series(folder: Path, run: object) -> list[Path]:
    """The files in order."""
    made = []
    for number, (policy, packets, open_) in enumerate(STEPS):
        lines = ["*filter", ":INPUT DROP [0:0]", f":FORWARD {policy} [0:0]", ":OUTPUT ACCEPT [0:0]"]
        lines += [f"[7:420] {BACKDOOR}"] if open_ else []
        text, out = folder / f"{number}.rules", folder / f"{number}.blob"
        text.write_text("\n".join([*lines, f"[{packets}:{packets * 60}] {WEB}", "COMMIT", ""]))
        done: Done = run("build", text, "--family", "ipv4", "-o", out)  # type: ignore[operator]
        assert done.status == 0, done.err
        made.append(out)
    return made
