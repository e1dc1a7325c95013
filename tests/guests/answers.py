"""What kernels answered, as stored: one small file a kernel.

Lines ``key<TAB>value`` (version, debian, uname, compat, hz, entries of the pristine tables), then one line a pack:
``pack<TAB>digest of its payloads<TAB>errno numbers``, where ``22*7`` is seven times EINVAL and 0 is accepted.
"""

from __future__ import annotations

import errno
import lzma
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from tests.guests.cache import DATA, number
from tests.guests.packs import Payload, digest

NAMES = {**errno.errorcode, errno.EOPNOTSUPP: "EOPNOTSUPP", 524: "ENOTSUPP"}


@dataclass
class Answers:
    """``facts`` as text; ``packs`` holds (digest, errno numbers) by name."""

    facts: dict[str, str]
    packs: dict[str, tuple[str, list[int]]] = field(default_factory=dict)

    @property
    def version(self) -> str:
        return self.facts["version"]

    @property
    def compat(self) -> bool:
        return self.facts["compat"] == "yes"

    @property
    def hz(self) -> int:
        return int(self.facts["hz"])

    def counts(self) -> dict[tuple[str, str], int]:
        """Entries of the pristine tables, which num_counters must equal."""
        words = [one.rsplit(" ", 1) for one in self.facts["entries"].split(", ")]
        return {(name.split()[0], name.split()[1]): int(count) for name, count in words}

    def of(self, pack: str, payloads: tuple[Payload, ...]) -> Iterator[tuple[Payload, str | None]]:
        """Payloads with the name of the errno, None where accepted; ValueError where they are others."""
        known, found = self.packs[pack]
        if known != digest(payloads) or len(found) != len(payloads):
            raise ValueError(
                f"{self.version}: the answers to {pack} belong to other payloads; make kernels renews them"
            )
        for one, answer in zip(payloads, found, strict=True):
            yield one, name_of(answer)


def name_of(answer: int) -> str | None:
    return NAMES.get(answer, str(answer)) if answer else None


def path_of(version: str) -> Path:
    return DATA / f"{version}.tsv.xz"


def write(answers: Answers) -> None:
    lines = [f"{key}\t{value}" for key, value in answers.facts.items()]
    for pack, (known, found) in answers.packs.items():
        runs = ((value, len(list(group))) for value, group in groupby(found))
        shown = " ".join(f"{value}*{count}" if count > 1 else str(value) for value, count in runs)
        lines.append(f"{pack}\t{known}\t{shown}")
    text = "\n".join(lines) + "\n"
    path_of(answers.version).write_bytes(lzma.compress(text.encode(), preset=9))


def read(path: Path) -> Answers:
    answers = Answers({})
    for line in lzma.decompress(path.read_bytes()).decode().splitlines():
        key, value, *rest = line.split("\t")
        if not rest:
            answers.facts[key] = value
            continue
        runs = (one.partition("*") for one in rest[0].split())
        answers.packs[key] = (value, [int(number) for number, _, count in runs for _ in range(int(count or 1))])
    return answers


def earlier() -> dict[str, dict[str, str | None]]:
    """Answers to some of the small cases by case and version, from a run before there were files a kernel."""
    lines = lzma.decompress((DATA / "earlier.tsv.xz").read_bytes()).decode().splitlines()
    head, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {
        row[0]: {version: None if answer == "ok" else answer
                 for version, answer in zip(head[1:], row[1:], strict=True) if answer != "-"}
        for row in rows
    }  # fmt: skip


def stored() -> list[Answers]:
    """Every kernel's, oldest first."""
    found = [read(path) for path in DATA.glob("[0-9]*.tsv.xz")]
    return sorted(found, key=lambda one: number(one.version))
