"""A check that no case meets is a check that nobody has seen fail: every one has a case, or a reason here."""

from __future__ import annotations

import ast
import json
import lzma
import re

import pytest

from iptblob.check import graph
from iptblob.check.catalogue import CHECKS
from iptblob.check.explain import every_check
from iptblob.check.extensions import every_one
from iptblob.check.files import Judged, Request, expand, judge_file
from iptblob.check.profile import find_profile
from iptblob.check.run import truth_of, validate_bytes
from iptblob.model import NOTE
from tests.conftest import ROOT, SAMPLES

Key = tuple[str, str, int, str]
HUGE = "wants more entries than a test can hold"
NOT_SENT = "no stored answer of the kernel is about it: the mutations never broke this one condition"
CAPTURED = "no sample has such bytes"
SOME_KERNELS = "said of some kernels only: tests/unit/test_kernels.py holds it against what those answered"
WITHOUT_CASE = {
    "compat-num-entries": HUGE,
    "compat-num-entries-memory": HUGE,
    "match-room": "matches end where the target begins in all that was mutated",
    "extension-family": "no extension of one family is sent under another one's name",
    "entry-undecodable": CAPTURED,
    "comefrom-differs": CAPTURED,
    "replies-disagree": CAPTURED,
    "kernel-pointer": CAPTURED,
    "host-extension": "no sample's kernel contradicts itself: tests/account/test_host_kernel.py alters what it said",
    "nf-tables": "said of rules in nf_tables: tests/nft/test_validate.py",
    "kernel-release": SOME_KERNELS,
    "kernel-build": SOME_KERNELS,
    "extension-tracking": SOME_KERNELS,
    "checkentry-match-tcpmss": SOME_KERNELS,
    "checkentry-match-tos": SOME_KERNELS,
} | {
    f"checkentry-match-{name}": NOT_SENT
    for name in (
        "ah", "dccp", "dst", "frag", "hl", "ipcomp", "ipv6header", "l2tp", "rt", "sctp", "ttl", "u32", "udplite",
    )
}  # fmt: skip


def met() -> set[str]:
    """Ids of all findings in the samples and in what the kernel was asked."""
    found: set[str] = set()
    folders = ("broken", "misleading", "unsent", "corpus", "everything")
    for path in expand(tuple(str(SAMPLES / name) for name in folders)).files:
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


WALKS = {name: getattr(graph, name) for name in ("CHAIN_LOOP", "JUMP_NOWHERE", "FALLS_OFF_END")}
FUNCTIONS = [
    (path.name, node)
    for path in sorted((ROOT / "iptblob" / "check").glob("*.py"))
    for node in ast.walk(ast.parse(path.read_text()))
    if isinstance(node, ast.FunctionDef)
]


def checked_in(function: ast.FunctionDef) -> set[str]:
    """Ids of the kernel's checks that a function finds: strings in it, but for those of functions within."""
    inner = {id(one) for node in ast.walk(function) if node is not function and isinstance(node, ast.FunctionDef)
             for one in ast.walk(node)}  # fmt: skip
    values = [node.value for node in ast.walk(function) if isinstance(node, ast.Constant) and id(node) not in inner]
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} & set(WALKS)
    return ({value for value in values if isinstance(value, str)} | {WALKS[name] for name in names}) & set(CHECKS)


@pytest.mark.parametrize(("file", "function"), FUNCTIONS, ids=lambda one: getattr(one, "name", one))
def test_what_finds_a_check_names_the_kernels_function(file: str, function: ast.FunctionDef) -> None:
    first = (ast.get_docstring(function) or "").partition("\n")[0]
    wanted = {CHECKS[name].function for name in checked_in(function) if CHECKS[name].severity != NOTE}
    assert not {name for name in wanted if name not in first}, f"{file}: {function.name}: {first}"


def test_every_check_is_found_by_some_function() -> None:
    found = set().union(*(checked_in(function) for _, function in FUNCTIONS))
    assert set(CHECKS) - found == set()


CHECKED = {key: one for key, one in every_one() if one.constraints.check}


@pytest.mark.parametrize("key", CHECKED, ids=lambda key: "-".join(map(str, key)))
def test_what_checks_an_extension_names_the_kernels_function(key: Key) -> None:
    """In one line; what is made of the conditions that many share has it in its record."""
    constraints = CHECKED[key].constraints
    condition, name = constraints.check, constraints.function_in(key[3])
    assert condition is not None
    if condition.__module__ != "iptblob.extensions.constraints":
        assert name in all_between(condition.__doc__ or "")
        assert "\n" not in (condition.__doc__ or "")
    else:
        assert name != "checkentry"


def all_between(text: str) -> set[str]:
    """Names in a docstring; ``f_v0 to f_v3`` are four."""
    found = set(re.findall(r"\w+", text))
    for start, first, last in re.findall(r"(\w+_v)(\d)\w* to \1(\d)", text):
        pattern = rf"{start}{first}(\w*)"
        rest = re.search(pattern, text)
        found |= {f"{start}{number}{rest[1] if rest else ''}" for number in range(int(first), int(last) + 1)}
    return found
