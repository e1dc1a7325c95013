"""Rebuild one sample: load its rules in a namespace, capture, store text, snapshot and metadata.

    python3 build.py FOLDER [--objects] [--all-tables] [--shell FILE]
    python3 build.py FOLDER --meta-only   when something else has made the captures

Reads FOLDER/rules.v4, rules.v6, rules.arp (those that exist; for ``everything`` the texts of load.py).
Writes FOLDER/<name>.iptb, FOLDER/expected/* and FOLDER/META.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import netns

INPUTS = ("rules.v4", "rules.v6", "rules.arp")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--objects", action="store_true")
    parser.add_argument("--all-tables", action="store_true")
    parser.add_argument("--shell", type=Path)
    parser.add_argument("--meta-only", action="store_true")
    wish = parser.parse_args()
    folder = wish.folder.resolve()
    if wish.meta_only:
        write_meta(folder)
        return
    texts = [_read(folder / name) for name in INPUTS]
    if (folder / "load.py").exists():
        texts = _emitted(folder)
    loaded = netns.load(
        v4=texts[0], v6=texts[1], arp=texts[2], objects=wish.objects, all_tables=wish.all_tables,
        snapshot=True, shell=wish.shell.read_text() if wish.shell else None,
    )  # fmt: skip
    for note in loaded.notes:
        print(f"refused: {note}", file=sys.stderr)
    store(folder, loaded)


def store(folder: Path, loaded: netns.Loaded, name: str | None = None, expected: str = "expected") -> None:
    """Write what was loaded beside its recipe."""
    target = folder / expected
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for (family, table), text in loaded.saves.items():
        (target / f"{family}.{table}.{'list' if family == 'arp' else 'save'}").write_bytes(text)
    for file, data in loaded.extra.items():
        (target / file).write_bytes(data)
    if loaded.snapshot is None:
        raise SystemExit("no snapshot came back")
    (folder / f"{name or folder.name}.iptb").write_bytes(loaded.snapshot)
    write_meta(folder)


def write_meta(folder: Path) -> None:
    """META.json: what the sample was made on, and the sha256 of every other file in its folder."""
    files = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "META.json" and "__pycache__" not in path.parts
    }
    meta = {
        "kernel": platform.release(),
        "machine": platform.machine(),
        "iptables": _version("iptables-legacy"),
        "ip6tables": _version("ip6tables-legacy"),
        "arptables": _version("arptables-legacy"),
        "captured": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "sha256": files,
    }
    (folder / "META.json").write_text(json.dumps(meta, indent=2) + "\n")


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _emitted(folder: Path) -> list[bytes | None]:
    sys.path.insert(0, str(folder))
    import load

    texts = load.texts()
    return [texts["ipv4"], texts["ipv6"], texts["arp"]]


def _version(tool: str) -> str:
    done = subprocess.run([tool, "-V"], capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip()


if __name__ == "__main__":
    main()
