"""Between which releases each change lies: from what kernels answered, and from what their changelogs say.

``python -m tests.guests intervals`` writes ``iptblob/data/kernels.tsv``. Which case tells a change by which answer
stands here; the changes themselves stand in the package.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from iptblob.check.changes import every_change
from tests.guests.answers import Answers, earlier, stored
from tests.guests.cache import CACHE, DATA, ROOT, Version, number
from tests.guests.packages import read_names
from tests.guests.packs import cases

TARGET = ROOT / "iptblob" / "data" / "kernels.tsv"
CHANGELOGS = DATA / "changelogs.tsv"
Series = tuple[int, int]


class Witness(NamedTuple):
    """A small case, and whether an answer (None: accepted) shows the change."""

    case: str
    shows: Callable[[str | None], bool]


def _is(answer: str | None) -> Callable[[str | None], bool]:
    return lambda found: found == answer


WITNESSES = {
    "payload-covered": Witness("optlen-ipv4-8-short", _is("EINVAL")),
    "arp-own": Witness("arp-AUDIT-0", _is("EINVAL")),
    "per-family": Witness("revision-ipv4-target-MARK", _is("ENOENT")),
    "inet-only": Witness("revision-ipv4-match-owner", _is("ENOENT")),
    "ip6-proto-flag": Witness("ip6-reject-reset-noflag-6", _is(None)),
    "hop-match-mode": Witness("ttl-mode-4", _is("EINVAL")),
    "rt-addresses": Witness("rt-flags-00-addrs-17", _is("EINVAL")),
    "rt-empty-list": Witness("rt-flags-11-addrs-0", _is("EINVAL")),
    "ipv6-options": Witness("hbh-opts-17", _is("EINVAL")),
    "multiport-ranges": Witness("multiport-ipv4-range-down", _is("EINVAL")),
    "u32-shift": Witness("u32-shift-32", _is("EINVAL")),
    "connmark-shift": Witness("connmark2-0-32", _is("EINVAL")),
    "hashlimit-one-rate": Witness("hashlimit-2-42", _is("EINVAL")),
    "rateest-names": Witness("rateest-abs-unterminated", _is("ENAMETOOLONG")),
    "physdev-names": Witness("physdev-1-empty-hook-1", _is("EINVAL")),
    "hooks-first": Witness("set3-add-and-map-missing-filter-0", _is("EINVAL")),
    "recent-hits": Witness("recent-hitcount-256", _is(None)),
    "clusterip-gone": Witness("clusterip-zero-filter", _is("ENOENT")),
    "tos-invert": Witness("tos-1-invert-2", _is("EINVAL")),
    "tcpmss-range": Witness("tcpmss-match-2-1-0", _is("EINVAL")),
}


class Row(NamedTuple):
    """As in ``iptblob.check.kernels.Interval``."""

    change: str
    series: Series
    without: Version | None
    having: Version | None
    source: str


def answer_of(kernel: Answers, case: str) -> str | None:
    """What a kernel said to one of the small cases."""
    for payload, answer in kernel.of("cases.lp64", cases("lp64-le")):
        if payload.name == case:
            return answer
    raise KeyError(case)


def booted(kernels: Iterable[Answers]) -> list[Row]:
    """Last release without and first release with each change, by series. A change that goes away again stops it."""
    found: dict[tuple[str, Series], dict[Version, bool]] = defaultdict(dict)
    for kernel in kernels:
        version = number(kernel.version)
        for change, (case, shows) in WITNESSES.items():
            found[change, version[:2]][version] = shows(answer_of(kernel, case))
    told = earlier()
    for change, (case, shows) in WITNESSES.items():
        for name, answer in told.get(case, {}).items():
            found[change, number(name)[:2]].setdefault(number(name), shows(answer))
    return [_row(change, series, states) for (change, series), states in found.items()]


def _row(change: str, series: Series, states: dict[Version, bool]) -> Row:
    without = max((version for version, having in states.items() if not having), default=None)
    having = min((version for version, having in states.items() if having), default=None)
    if without and having and without > having:
        raise SystemExit(
            f"{change}: {without} is without it, the earlier {having} has it: no single change explains this"
        )
    return Row(change, series, without, having, "booted")


@cache
def _sections(text: str) -> tuple[tuple[tuple[Version, ...], str], ...]:
    """(releases, their lines joined) of a Debian changelog; several releases where their lines are not told apart."""
    found: list[tuple[tuple[Version, ...], str]] = []
    pending: list[Version] = []
    body: list[str] = []
    for line in text.splitlines():
        release = re.search(r"/ChangeLog-(\d+)\.(\d+)\.(\d+)$", line)
        ends = line.startswith(("  * ", " -- ", "linux"))
        if (release or ends) and body:
            found.append((tuple(pending), " ".join(body)))
            pending, body = [], []
        if ends:
            pending = []
        if release:
            pending.append((int(release[1]), int(release[2]), int(release[3])))
        elif pending and line.startswith("    "):
            body.append(line.strip())
    return tuple(found)


def read(texts: Iterable[str]) -> list[Row]:
    """What changelogs say: the release before the one that brought a change, and that one."""
    rows: dict[tuple[str, Series], Row] = {}
    for text in texts:
        for releases, body in _sections(text):
            for change in every_change().values():
                if not change.subject or f"- {change.subject}" not in body:
                    continue
                first, last = min(releases), max(releases)
                without = (first[0], first[1], first[2] - 1)
                row = Row(change.id, first[:2], without, last, "changelog")
                known = rows.get((change.id, first[:2]))
                if known is None or known.having is None or last > known.having:  # taken back in between
                    rows[change.id, first[:2]] = row
    return list(rows.values())


def renew_changelogs() -> None:
    """Read the changelogs of the kernels in the cache again, and keep what they say of changes."""
    texts = [
        gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in sorted(CACHE.glob("*/changelog.gz"))
    ]
    known = {(row.change, row.series): row for row in read_changelogs()}
    for row in read(texts):
        known[row.change, row.series] = row
    lines = [
        "# Written by `python -m tests.guests intervals`: what the changelogs of Debian's packages say."
    ]
    lines += ["\t".join(_cells(row)) for row in sorted(known.values())]
    CHANGELOGS.write_text("\n".join(lines) + "\n")


def read_changelogs() -> list[Row]:
    if not CHANGELOGS.exists():
        return []
    rows = [line.split("\t") for line in CHANGELOGS.read_text().splitlines() if not line.startswith("#")]
    return [Row(row[0], _series(row[1]), number(row[2]), number(row[3]), row[4]) for row in rows]


def _series(text: str) -> Series:
    major, minor = text.split(".")
    return int(major), int(minor)


def _cells(row: Row) -> list[str]:
    shown = [".".join(map(str, version)) if version else "-" for version in (row.without, row.having)]
    return [row.change, ".".join(map(str, row.series)), *shown, row.source]


def table(kernels: list[Answers]) -> str:
    """The data file of the package."""
    lines = ["# Written by `python -m tests.guests intervals`; do not edit. Kernels that were booted and asked:",
             "# version, uname -r, version of Debian's package, compat code for 32-bit programs, HZ."]  # fmt: skip
    for kernel in kernels:
        facts = kernel.facts
        debian = "" if facts["debian"] == "-" else facts["debian"]
        lines.append("\t".join(["kernel", kernel.version, facts["release"], debian, facts["compat"], facts["hz"]]))
    lines.append("# Names of Debian's packages: package, `uname -r` without its flavour, version of the package.")
    lines += [f"package\t{name}\t{version}" for name, version in read_names().items()]
    lines += [
        "# Changes: id, series, last release without it, first release with it (- unknown), where that was seen."
    ]
    rows = sorted([*booted(kernels), *read_changelogs()], key=lambda row: (row.change, row.series, row.source))
    lines += ["\t".join(["change", *_cells(row)]) for row in rows]
    return "\n".join(lines) + "\n"


def main() -> None:
    renew_changelogs()
    TARGET.write_text(table(stored()))
