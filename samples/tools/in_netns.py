"""Runs inside the namespaces that netns.py makes: load, save, take the raw buffers, write everything to files."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import netns
import objects
import rawtables
import ruletext

RESTORE = {"ipv4": "iptables-legacy-restore", "ipv6": "ip6tables-legacy-restore"}
SAVE = {"ipv4": "iptables-legacy-save", "ipv6": "ip6tables-legacy-save"}
INPUT = {"ipv4": "rules.v4", "ipv6": "rules.v6"}
NAMES = {"ipv4": "ip_tables_names", "ipv6": "ip6_tables_names", "arp": "arp_tables_names"}


def main(job: Path) -> None:
    wish = json.loads((job / "wish.json").read_text())
    out = job / "out"
    (out / "extra").mkdir(parents=True)
    with contextlib.ExitStack() as stack:
        notes = stack.enter_context(objects.made()) if wish["objects"] else []
        for family, name in INPUT.items():
            if (job / name).exists():
                notes += restore(family, (job / name).read_bytes())
        if (job / "rules.arp").exists():
            notes += restore_arp((job / "rules.arp").read_bytes())
        if wish["all_tables"]:
            _touch_all()
        if wish["shell"]:
            _call(["sh", "-ec", wish["shell"]], env={**os.environ, "OUT": str(out / "extra")})
        for family in ("ipv4", "ipv6", "arp"):
            for table in tables(family):
                (out / f"{family}.{table}.save").write_bytes(save(family, table))
                (out / f"{family}.{table}.blob").write_bytes(rawtables.blob(family, table))
        if "arp" in {path.name.partition(".")[0] for path in out.iterdir()}:
            (out / "extra" / "arp.filter.arptables-save").write_bytes(_arptables_save())
        if wish["objects"]:
            (out / "extra" / "ipset.save").write_bytes(_call(["ipset", "save"]))
        if wish["snapshot"]:
            netns.capture(out / "snapshot.iptb")
        (out / "notes").write_text("".join(f"{note}\n" for note in notes))


def _call(command: Sequence[str | bytes], stdin: bytes = b"", ok: Sequence[int] = (0,),
          env: dict[str, str] | None = None) -> bytes:  # fmt: skip
    done = subprocess.run(command, input=stdin, capture_output=True, check=False, env=env)
    if done.returncode not in ok:
        words = " ".join(part if isinstance(part, str) else part.decode(errors="replace") for part in command)
        sys.exit(f"{words}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def restore(family: str, text: bytes) -> list[str]:
    """Load in one go; when that fails, rule by rule, noting the refused ones (a machine may lack an extension)."""
    done = subprocess.run([RESTORE[family], "-c"], input=text, capture_output=True, check=False)
    return [] if done.returncode == 0 else _restore_piecemeal(family, text)


def _restore_piecemeal(family: str, text: bytes) -> list[str]:
    notes = []
    table = b""
    for line in text.split(b"\n"):
        if line.startswith(b"*"):
            table = line[1:]
            _empty(family, table.decode())  # the first try may have got that far
        if not line.startswith(b":") and b"-A " not in line:
            continue
        part = b"*%s\n%s\nCOMMIT\n" % (table, line)
        done = subprocess.run([RESTORE[family], "-c", "--noflush"], input=part, capture_output=True, check=False)
        if done.returncode:
            reason = done.stderr.decode(errors="replace").strip().splitlines()[:1]
            notes.append(f"{family} {table.decode()}: {line.decode(errors='replace')}: {' '.join(reason)}")
    return notes


def restore_arp(text: bytes) -> list[str]:
    """arptables-legacy has no restore of its own worth the name: one command a line, chains first."""
    notes = []
    lines = text.split(b"\n")
    for line in lines:
        if line.startswith(b":"):
            chain, policy, *_ = line[1:].split()
            if chain.decode() in ("INPUT", "OUTPUT", "FORWARD"):
                _call(["arptables-legacy", "-P", chain, policy])
            else:
                _call(["arptables-legacy", "-N", chain])
    for index, line in enumerate(line for line in lines if line.startswith(b"-A ")):
        packets, size = ruletext.COUNTERS[index % len(ruletext.COUNTERS)]
        words = ruletext.split_words(line)
        done = subprocess.run(
            [b"arptables-legacy", *words, b"-c", str(packets).encode(), str(size).encode()],
            capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            notes.append(f"arp filter: {line.decode(errors='replace')}: {done.stderr.decode(errors='replace').strip()}")
    return notes


def flush() -> None:
    """Empty all tables that hold rules: chains gone, policies back to ACCEPT."""
    for family in RESTORE:
        for table in tables(family):
            _empty(family, table)
    for command in (["-F"], ["-X"], *(["-P", chain, "ACCEPT"] for chain in ("INPUT", "OUTPUT", "FORWARD"))):
        _call(["arptables-legacy", *command])


def _empty(family: str, table: str) -> None:
    chains = "".join(f":{chain} ACCEPT [0:0]\n" for chain in ruletext.BUILTIN[table])
    _call([RESTORE[family]], f"*{table}\n{chains}COMMIT\n".encode())


def _touch_all() -> None:
    for tool in ("iptables-legacy", "ip6tables-legacy"):
        for table in ruletext.BUILTIN:
            _call([tool, "-t", table, "-S"])
    _call(["arptables-legacy", "-L", "-n"])


def tables(family: str) -> list[str]:
    """Tables that exist; where the list may not be read (a user namespace of our own) all that there can be."""
    try:
        return Path(f"/proc/net/{NAMES[family]}").read_text().split()
    except PermissionError:
        return ["filter"] if family == "arp" else list(ruletext.BUILTIN)


def save(family: str, table: str) -> bytes:
    """What the family's tool prints of the table, counters included."""
    return _call(save_command(family, table))


def save_command(family: str, table: str) -> list[str]:
    if family == "arp":
        return ["arptables-legacy", "-L", "-n", "-v"]
    return [SAVE[family], "-c", "-t", table]


def _arptables_save() -> bytes:
    """What Debian's script arptables-legacy-save prints, its tool path turned to the legacy tool."""
    script = Path("/usr/sbin/arptables-legacy-save")
    if not script.exists():
        return b""
    text = script.read_text().replace('"/usr/sbin/arptables"', '"/usr/sbin/arptables-legacy"')
    return _call(["perl", "-e", text])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
