"""The validator against the stored answers of every kernel that was booted, and against what is read of others."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pytest

from iptblob.check.changes import every_change
from iptblob.check.kernels import BOOTED, READ, booted, intervals, state, version_text
from iptblob.check.profile import find_profile, profile
from iptblob.check.run import validate_bytes
from tests.guests import answers, tables
from tests.guests import intervals as written
from tests.guests.packs import Payload, cases, packs
from tests.guests.rules import COUNTS

KERNELS = {one.version: one for one in answers.stored()}
HOST = {"ipset", "nfacct", "ct-helper", "ct-timeout", "cgroup2-path", "bpf-object", "lsm"}


@cache
def small() -> dict[str, Payload]:
    return {one.name: one for one in cases("lp64-le")}


class Foretold(NamedTuple):
    """What a kernel would say to a payload; ``needs`` what only the host knows."""

    errno: str | None
    needs: tuple[str, ...]


@cache
def foretold(pack: str, behaviour: tuple[bool, ...], hz: int, compat: bool, version: str) -> list[Foretold]:
    """The verdicts of a version on a pack. Kernels that make the same changes share them: see ``first_alike``."""
    assert behaviour == behaviour_of(version)
    made = replace(find_profile(version), hz=hz, compat=compat)
    found = []
    for one in packs(compat=compat)[pack]:
        current = COUNTS.get(one.data[:31].partition(b"\0")[0].decode("latin-1"), 0)
        verdict = validate_bytes(one.data, "replace", one.family, one.abi, made, every=False, current_entries=current)
        found.append(Foretold(verdict.errno, verdict.depends_on))
    return found


def behaviour_of(version: str) -> tuple[bool, ...]:
    return tuple(find_profile(version).made(change) for change in every_change().values())


def first_alike(kernel: answers.Answers) -> str:
    """The oldest kernel that makes the same changes and is built the same way."""
    wanted = (behaviour_of(kernel.version), kernel.hz, kernel.compat)
    return next(one.version for one in KERNELS.values()
                if (behaviour_of(one.version), one.hz, one.compat) == wanted)  # fmt: skip


@pytest.mark.parametrize("version", KERNELS)
def test_every_answer_of_a_kernel_is_foretold(version: str) -> None:
    kernel = KERNELS[version]
    assert all(count == COUNTS[table] for (_, table), count in kernel.counts().items())
    for name, payloads in packs(compat=kernel.compat).items():
        verdicts = foretold(name, behaviour_of(version), kernel.hz, kernel.compat, first_alike(kernel))
        told = list(kernel.of(name, payloads))
        wrong = [(one.name, one.row, answer, verdict) for (one, answer), verdict in zip(told, verdicts, strict=True)
                 if verdict.errno != answer and not verdict.needs]  # fmt: skip
        assert not wrong, "\n".join(map(str, wrong[:10]))
        judged = sum(not verdict.needs for verdict in verdicts)
        assert judged > 0.9 * len(told), "too little depends on the bytes to prove anything"
        if kernel.compat or not name.endswith("i386"):
            assert len({answer for _, answer in told}) >= 3, "the kernel answers too little"


def test_answers_of_an_earlier_run() -> None:
    told = answers.earlier()
    assert len(told) == 220
    assert len({version for found in told.values() for version in found}) == 40
    wrong = []
    for name, found in told.items():
        payload = small()[name]
        table = payload.data[:31].partition(b"\0")[0].decode()
        for version, answer in found.items():
            given = (payload.data, "replace", payload.family, "lp64-le", find_profile(version))
            verdict = validate_bytes(*given, current_entries=COUNTS.get(table, 4), every=False)
            needs = {one for one in verdict.depends_on if one in HOST or one.startswith("module-")}
            if verdict.errno != answer and not needs:
                wrong.append((name, version, answer, verdict.errno))
    assert not wrong


def test_the_data_of_the_package_is_what_the_answers_say() -> None:
    assert written.TARGET.read_text() == written.table(answers.stored()), "python -m tests.guests intervals writes it"


def test_the_tables_of_the_docs_are_what_the_data_says() -> None:
    assert tables.text() in tables.DOCUMENT.read_text(), "python -m tests.guests tables writes them"


def test_every_change_has_a_witness_and_releases() -> None:
    assert set(every_change()) == set(written.WITNESSES) == {one.change for one in intervals()}


def test_changelogs_and_kernels_say_the_same() -> None:
    seen = {(one.change, one.series): one for one in intervals() if one.source == BOOTED}
    compared = 0
    for one in intervals():
        if one.source == READ and (one.change, one.series) in seen:
            found = seen[one.change, one.series]
            assert found.without is None or one.having is None or found.without < one.having
            assert found.having is None or one.without is None or found.having > one.without
            compared += 1
    assert compared > 20


def test_a_change_stays() -> None:
    """What a release has, all later ones of its series have."""
    for change in every_change():
        versions = [one.version for one in booted()]
        for earlier, later in pairwise(versions):
            if earlier[:2] == later[:2]:
                assert state(change, earlier).made <= state(change, later).made


# Versions between what is known


def _down(version: tuple[int, int, int]) -> object:
    """A port range that goes down, judged by the version."""
    payload = small()["multiport-ipv4-range-down"]
    return validate_bytes(payload.data, "replace", "ipv4", "lp64-le", profile(version), current_entries=4)


def test_a_version_between_two_known_ones_is_judged_by_the_lower_and_says_so() -> None:
    found = state("multiport-ranges", (6, 18, 20))
    assert (found.made, found.sure) == (False, False)
    assert found.without is not None
    assert found.having is not None
    assert found.without < (6, 18, 20) < found.having
    verdict = _down((6, 18, 20))
    assert verdict.accepted  # type: ignore[attr-defined]
    (note,) = [one for one in verdict.findings if one.id == "kernel-release"]  # type: ignore[attr-defined]
    assert version_text(found.without) in note.message
    assert version_text(found.having) in note.message
    assert note.severity == "note"
    assert note.field


@pytest.mark.parametrize("version", [(6, 18, 5), (6, 18, 44), (7, 3, 4), (6, 1, 170)])
def test_known_versions_have_no_doubts(version: tuple[int, int, int]) -> None:
    assert not [one for one in _down(version).findings if one.id == "kernel-release"]  # type: ignore[attr-defined]


def test_series_that_nobody_looked_at() -> None:
    """A series began without what a later one lacks; whether a fix came to it nobody knows."""
    assert state("multiport-ranges", (6, 6, 0)).sure
    found = state("multiport-ranges", (6, 6, 90))
    assert (found.made, found.sure, found.without) == (False, False, (6, 6, 0))
    assert state("multiport-ranges", (7, 9, 3)).made  # newer than all: as the newest
    assert state("payload-covered", (6, 14, 2)).made  # the series before and behind have it all along
    assert state("payload-covered", (7, 2, 0)).made
    found = state("hop-match-mode", (7, 0, 3))
    assert (found.made, found.sure, found.without) == (False, False, (6, 18, 44))
    found = state("hop-match-mode", (7, 2, 1))
    assert (found.made, found.sure, found.having) == (False, False, (7, 2, 6))
    assert "6.6.0 is without it" in next(
        one.message
        for one in _down((6, 6, 90)).findings
        if one.id == "kernel-release"  # type: ignore[attr-defined]
    )


def test_a_payload_that_asks_nothing_has_no_doubts() -> None:
    payload = small()["optlen-ipv4-whole"]
    verdict = validate_bytes(payload.data, "replace", "ipv4", "lp64-le", profile((6, 6, 90)), current_entries=4)
    assert not verdict.findings


def test_the_docs_name_every_kernel_and_no_other() -> None:
    told = {version for found in answers.earlier().values() for version in found}
    known = {version_text(one.version) for one in booted()} | told
    table = tables.text().partition("Last release seen")[0]
    assert set(re.findall(r"\d+\.\d+\.\d+", table)) == known
