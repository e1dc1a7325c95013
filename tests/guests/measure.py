"""Asking one kernel: boot it with packs of payloads, and keep or compare what it answers."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.guests.answers import Answers, path_of, read
from tests.guests.boot import Report, boot
from tests.guests.cache import about
from tests.guests.packs import Payload, digest, packed, packs


def ask(version: str, wanted: Mapping[str, tuple[Payload, ...]]) -> Report:
    """Boot ``version`` and send every pack; SystemExit where the guest gives no whole answer."""
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "packs").mkdir()
        for name, payloads in wanted.items():
            (Path(made) / "packs" / name).write_bytes(packed(payloads))
        report = boot(version, Path(made)).needed()
    for name, payloads in wanted.items():
        if len(report.packs.get(name, ())) != len(payloads):
            raise SystemExit(f"{version}: {len(report.packs.get(name, ()))} of {len(payloads)} answers to {name}")
    return report


def facts_of(version: str, report: Report) -> dict[str, str]:
    """What is stored beside the answers."""
    known = about(version)
    entries = ", ".join(f"{family} {table} {count}" for (family, table), count in sorted(report.counts.items()))
    return {
        "version": version, "debian": known["debian"], "release": known["release"], "uname": report.uname,
        "compat": "yes" if known["compat"] else "no", "hz": str(known["hz"]), "entries": entries,
    }  # fmt: skip


def complete(version: str) -> bool:
    """True where every pack was answered already."""
    if not path_of(version).exists():
        return False
    known = read(path_of(version))
    wanted = packs(compat=known.compat)
    return all(name in known.packs and known.packs[name][0] == digest(some) for name, some in wanted.items())


def measure(version: str) -> Answers:
    """The answers to every stored pack; what is known already is not asked again."""
    wanted = packs(compat=bool(about(version)["compat"]))
    known = read(path_of(version)).packs if path_of(version).exists() else {}
    kept = {name: known[name] for name, some in wanted.items() if name in known and known[name][0] == digest(some)}
    missing = {name: some for name, some in wanted.items() if name not in kept}
    if not missing:
        return read(path_of(version))
    report = ask(version, missing)
    found = {name: (digest(some), report.packs[name]) for name, some in missing.items()}
    return Answers(facts_of(version, report), {name: (kept | found)[name] for name in wanted})
