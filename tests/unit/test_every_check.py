"""A check that no case meets is a check that nobody has seen fail: every one has a case, or a reason here."""

from __future__ import annotations

import json
import lzma

from iptblob.check.explain import every_check
from iptblob.check.files import Judged, Request, expand, judge_file
from iptblob.check.profile import find_profile
from iptblob.check.run import truth_of, validate_bytes
from tests.conftest import ROOT, SAMPLES

HUGE = "wants more entries than a test can hold"
NOT_SENT = "no stored answer of the kernel is about it: the mutations never broke this one condition"
CAPTURED = "no sample has such bytes"
WITHOUT_CASE = {
    "compat-num-entries": HUGE,
    "compat-num-entries-memory": HUGE,
    "match-room": "matches end where the target begins in all that was mutated",
    "extension-family": "no extension of one family is sent under another one's name",
    "extension-undescribed": "every revision that is registered is described",
    "entry-undecodable": CAPTURED,
    "comefrom-differs": CAPTURED,
    "replies-disagree": CAPTURED,
    "kernel-pointer": CAPTURED,
} | {
    f"checkentry-match-{name}": NOT_SENT
    for name in (
        "ah", "dccp", "dst", "frag", "hl", "ipcomp", "ipv6header", "l2tp", "rt", "sctp", "ttl", "u32", "udplite",
    )
}  # fmt: skip


def met() -> set[str]:
    """Ids of all findings in the samples and in what the kernel was asked."""
    found: set[str] = set()
    paths, _ = expand(tuple(str(SAMPLES / name) for name in ("broken", "misleading", "unsent", "corpus", "everything")))
    for path in paths:
        for one in judge_file(path, Request()):
            if isinstance(one, Judged):
                found |= {finding.id for finding in one.verdict.findings}
    profile = find_profile("6.18.44")
    for name in ("lp64", "i386"):
        lines = lzma.decompress((ROOT / "tests" / "data" / f"oracle-{name}.jsonl.xz").read_bytes()).splitlines()
        for case in map(json.loads, lines):
            data = bytes.fromhex(case["payload"])
            verdict = validate_bytes(
                data, "replace", case["family"], case["abi"], profile, current_entries=case["current"]
            )
            found |= {finding.id for finding in truth_of(verdict, data).findings}
    return found


def test_every_check_has_a_case_or_a_reason() -> None:
    unmet = set(every_check()) - met()
    assert unmet - set(WITHOUT_CASE) == set(), "a check came without a case: add one to samples/broken"
    assert set(WITHOUT_CASE) - unmet == set(), "these have a case now"
