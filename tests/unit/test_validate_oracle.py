"""The validator against answers of Linux 6.18.44: stored ones everywhere, fresh ones where the kernel can be asked."""

from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from iptblob.abi import ABIS
from iptblob.check import run
from iptblob.check.bulk import nothing_fails
from iptblob.check.explain import check_of
from iptblob.check.files import Request, judge_file, likeliest
from iptblob.check.profile import find_profile
from iptblob.check.run import validate_bytes
from iptblob.reading.evidence import REPLACE
from tests.conftest import ROOT, SAMPLES, blob_of, corpus_tables

DATA = ROOT / "tests" / "data"
PROFILE = find_profile("6.18.44")
NAMES = ("lp64", "i386")


def stored(name: str) -> list[dict[str, Any]]:
    lines = lzma.decompress((DATA / f"oracle-{name}.jsonl.xz").read_bytes()).decode().splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", NAMES)
def test_every_stored_answer_is_foretold(name: str) -> None:
    wrong = []
    cases = stored(name)
    assert len({case["answer"] for case in cases}) >= 6, "the corpus knows too few answers to prove anything"
    for case in cases:
        data = bytes.fromhex(case["payload"])
        verdict = validate_bytes(
            data, REPLACE, case["family"], case["abi"], PROFILE, current_entries=case["current"]
        )
        if verdict.errno != case["answer"] or verdict.accepted != (case["answer"] is None):
            wrong.append((case["case"], case["mutations"], case["answer"], verdict.errno))
    assert not wrong


@pytest.mark.parametrize("name", NAMES)
def test_first_check_alone_gives_the_same_verdict(name: str) -> None:
    for case in stored(name)[::3]:
        data = bytes.fromhex(case["payload"])
        short, whole = (
            validate_bytes(data, REPLACE, case["family"], case["abi"], PROFILE, every=every) for every in (False, True)
        )
        assert short.errno == whole.errno
        assert short.deciding == whole.deciding  # with its place


def test_columns_and_single_entries_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large tables are looked at in columns first: here every table is large, and not one answer may change."""
    ran = []
    monkeypatch.setattr(run, "IN_COLUMNS", 0)
    monkeypatch.setattr(run, "nothing_fails", lambda *given: ran.append(nothing_fails(*given)) or ran[-1])
    for case in stored("lp64"):
        data = bytes.fromhex(case["payload"])
        verdict = validate_bytes(data, REPLACE, case["family"], case["abi"], PROFILE, current_entries=case["current"])
        assert verdict.errno == case["answer"], case["case"]
    assert sum(marks is not None for marks in ran) > len(ran) // 4, "the columns hardly ever decided"
    for info in corpus_tables():
        family = info.name.split(".")[0]
        for abi in ("lp64-le", "i386", "lp64-be"):
            if info.parts[-3] != {"lp64-le": "x86_64", "i386": "i386", "lp64-be": "s390x"}[abi]:
                continue
            with monkeypatch.context() as exact:
                exact.setattr(run, "IN_COLUMNS", 1 << 40)
                slow = validate_bytes(blob_of(info), "blob", family, abi, PROFILE)
            assert validate_bytes(blob_of(info), "blob", family, abi, PROFILE) == slow


@pytest.mark.parametrize("name", NAMES)
def test_findings_lie_inside_the_file_and_can_be_explained(name: str) -> None:
    for case in stored(name)[::5]:
        data = bytes.fromhex(case["payload"])
        verdict = validate_bytes(data, REPLACE, case["family"], case["abi"], PROFILE)
        for finding in verdict.findings:
            assert check_of(finding.id).wants
            assert finding.offset is not None
            assert 0 <= finding.offset <= finding.offset + finding.length <= len(data) or finding.id == "payload-short"
        assert sum(finding.decides for finding in verdict.findings) == (not verdict.accepted)


@pytest.mark.parametrize("name", NAMES)
def test_family_and_layout_of_damaged_payloads(name: str) -> None:
    missed: Counter[str] = Counter()
    cases = stored(name)
    for case in cases:
        found = likeliest(bytes.fromhex(case["payload"]), REPLACE, None, None)
        missed["family"] += found.family.name != case["family"]
        missed["abi"] += found.abi.name != case["abi"]
    assert missed["family"] <= len(cases) // 200
    assert missed["abi"] <= len(cases) // 100


@pytest.mark.parametrize("path", sorted((SAMPLES / "broken").glob("*.replace")), ids=lambda path: path.stem)
def test_broken_samples(path: Path) -> None:
    answer = json.loads((SAMPLES / "broken" / "answers.json").read_text())[path.name]
    (judged,) = judge_file(str(path), Request(profile=PROFILE))
    verdict = judged.verdict  # type: ignore[union-attr]
    if answer["errno"] == "EAGAIN":  # only the table that is replaced can tell
        assert "num_counters" in verdict.depends_on
        assert verdict.accepted
        return
    assert (verdict.family, verdict.abi, verdict.errno) == (answer["family"], answer["abi"], answer["errno"])
    if answer["changes"] and not verdict.accepted:
        change, deciding = answer["changes"][0], verdict.deciding
        assert deciding is not None
        if deciding.id in ("standard-verdict", "ip-flags", "ip-invflags"):
            assert deciding.offset == change["offset"]


@pytest.mark.kernel
@pytest.mark.parametrize("abi", ["lp64-le", "i386"])
def test_fresh_answers_of_the_running_kernel(abi: str) -> None:
    reason = why_not()
    if reason:
        pytest.skip(reason)
    done = subprocess.run(
        [sys.executable, "-m", "tests.oracle.run", "--count", "2000", "--seed", str(os.getpid())],
        cwd=ROOT, env={**os.environ, "IPTBLOB_ORACLE_ABI": abi, "PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    tally = json.loads(done.stdout.splitlines()[0])
    assert tally["cases"] == 2000
    assert min(tally["answers"].get(answer, 0) for answer in ("None", "EINVAL", "ELOOP", "ENOENT")) > 0


def why_not() -> str | None:
    """Why the kernel cannot be asked here, or None."""
    release = os.uname()
    if release.machine != "x86_64" or not release.release.startswith("6.18."):
        return f"answers are known for Linux 6.18 on x86_64, this is {release.release} on {release.machine}"
    flags = ["-n"] if os.geteuid() == 0 else ["-rn"]
    probe = "from tests.oracle import kernel; kernel.Tables().info('ipv4', 'filter')"
    try:
        done = subprocess.run(
            ["unshare", *flags, sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        return "not installed: unshare"
    if done.returncode == 0:
        return None
    return f"no tables in a namespace of our own: {done.stderr.strip().splitlines()[-1]}"


def test_layouts_of_the_corpus_are_real_ones() -> None:
    assert {case["abi"] for name in NAMES for case in stored(name)} <= set(ABIS)
