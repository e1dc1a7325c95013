"""Single checks, one by one; the kernel's answers to them were measured on Linux 6.18.44."""

from __future__ import annotations

import json
import lzma
import random
import struct
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iptblob.abi import ABIS, LP64_LE
from iptblob.check import extensions
from iptblob.check.explain import every_check
from iptblob.check.find_check_entry import payload_size
from iptblob.check.graph import END, FALL_THROUGH, WILD, mark_source_chains
from iptblob.check.kernels import booted
from iptblob.check.profile import NEWEST, find_profile, profile
from iptblob.check.run import validate_bytes
from iptblob.check.verdict import Verdict
from iptblob.errors import UsageError
from iptblob.extensions.constraints import PROTO_FLAG_SET, Constraints, Subject
from iptblob.family import FAMILIES
from iptblob.misleading import text as misleading
from iptblob.reading.detect import detect
from iptblob.spec.layout import layout_of
from iptblob.spec.registry import SPECS
from iptblob.spec.unpack import row_reader
from tests.conftest import ROOT, SAMPLES, Done, blob_of, corpus_id, corpus_tables
from tests.unit.test_registry import sampled

DATA = ROOT / "tests" / "data"
GOOD = (SAMPLES / "broken" / "good.replace").read_bytes()
REPLACE = layout_of("ipt_replace", LP64_LE)
RUNNING = find_profile("6.18")


def judge(data: bytes, **rest: object) -> Verdict:
    return validate_bytes(data, "replace", "ipv4", "lp64-le", RUNNING, **rest)  # type: ignore[arg-type]


def changed(**fields: int | bytes) -> bytes:
    """The good payload with other numbers in its header."""
    data = bytearray(GOOD)
    for name, value in fields.items():
        at = REPLACE[name].offset
        if isinstance(value, bytes):
            data[at : at + len(value)] = value
        else:
            struct.pack_into("<I", data, at, value)
    return bytes(data)


# Captures


@pytest.mark.parametrize("info", corpus_tables(), ids=corpus_id)
def test_what_a_kernel_handed_out_is_accepted_and_its_masks_are_found_again(info: Path) -> None:
    family = info.name.split(".")[0]
    abi = {"i386": "i386", "s390x": "lp64-be"}.get(info.parts[-3], "lp64-le")
    kernel = find_profile("6.1") if abi == "lp64-be" else RUNNING
    data = blob_of(info)
    verdict = validate_bytes(data, "blob", family, abi, kernel)
    assert verdict.accepted, verdict.deciding
    table = detect(data, family=FAMILIES[family], abi=ABIS[abi], kinds=("blob",)).table
    assert verdict.masks is not None
    assert list(verdict.masks) == table.column("comefrom").tolist()


def test_sizes_are_those_measured_on_the_kernel() -> None:
    rows = dict(extensions.every_one())
    measured = set()
    for line in (DATA / "extension-sizes.tsv").read_text().splitlines()[1:]:
        kind, name, revision, families, size = line.split("\t")
        for letter in families:
            family = {"4": "ipv4", "6": "ipv6", "a": "arp"}[letter]
            if family == "arp" and (kind, name, revision, family) not in rows and (kind, name) != ("target", "mangle"):
                continue  # found there, but refused as not registered for arp
            spec = SPECS[kind, name, int(revision), family]
            assert payload_size(layout_of(spec, LP64_LE), "lp64-le", own_compat_size=False) == int(size), line
            assert (kind, name, int(revision), family) in rows, line
            measured.add((kind, name, int(revision)))
    known = {key[:3] for key in rows} - {("target", "", 0), ("target", "ERROR", 0)}
    assert measured <= known
    seen = {key[:3] for key in sampled()}  # what a kernel took and handed out again has the size it wants
    assert known - measured <= seen, "neither measured nor seen in a capture: make a sample"


READING = [(key, one.constraints) for key, one in extensions.every_one() if one.constraints.reads is not None]


@pytest.mark.parametrize(("key", "row"), READING, ids=["-".join(map(str, key)) for key, _ in READING])
def test_conditions_look_at_no_other_field_than_they_say(key: tuple[str, str, int, str], row: Constraints) -> None:
    """Large tables are judged by these fields alone."""
    _, name, revision, family = key
    layout = layout_of(SPECS[key], LP64_LE)
    read, choice = row_reader(layout, "<"), random.Random(name)
    answers = set()
    for _ in range(500):
        raw, other = bytearray(choice.randbytes(layout.size)), bytearray(choice.randbytes(layout.size))
        for name in row.reads or ():
            span = slice(layout[name].offset, layout[name].offset + layout[name].size)
            raw[span] = other[span] = bytes(choice.choice((0, 1, 0xFF, choice.randrange(256))) for _ in raw[span])
        both = [
            row.check(Subject(read(bytes(data), 0), bytes(data), layout, revision, row.proto, False, 0, None,
                              b"filter", family, RUNNING, (), {}, []))  # type: ignore[misc]
            for data in (raw, other)
        ]  # fmt: skip
        assert both[0] == both[1]
        answers.add(tuple(both[0]))
    assert len(answers) > 1


# The header, in the kernel's order


@pytest.mark.parametrize(
    ("fields", "errno", "check"),
    [
        ({"num_counters": 0}, "EINVAL", "num-counters-zero"),
        ({"num_counters": 0x7FFFFFF}, "ENOMEM", "num-counters-large"),
        ({"num_counters": 0x7FFFFFF, "size": 0x7FFFFFFF}, "ENOMEM", "num-counters-large"),
        ({"num_counters": 0, "size": 0x7FFFFFFF}, "EINVAL", "num-counters-zero"),
        ({"num_counters": 33554433}, "ENOMEM", "num-counters-memory"),
        ({"size": len(GOOD) - REPLACE.size + 1}, "EINVAL", "payload-short"),
        ({"num_entries": 134217729}, "ENOMEM", "num-entries-large"),
        ({"num_entries": 134217728}, "EINVAL", "num-entries-mismatch"),
        ({"valid_hooks": 0x8000000E}, "EINVAL", "valid-hooks"),
        ({"name": b"nosuch"}, "EINVAL", "extension-table"),
        ({"valid_hooks": 0}, "EINVAL", "valid-hooks"),
    ],
)
def test_header(fields: dict[str, int | bytes], errno: str, check: str) -> None:
    verdict = judge(changed(**fields))
    assert verdict.deciding is not None
    assert (verdict.errno, verdict.deciding.id) == (errno, check)


def test_short_header_is_the_kernels_answer_not_a_reading_error() -> None:
    for length in (0, 1, REPLACE.size - 1):
        verdict = judge(GOOD[:length])
        assert (verdict.verdict, verdict.errno) == ("reject", "EINVAL")
        assert verdict.deciding is not None
        assert verdict.deciding.id == "header-short"


def test_table_name_is_cut_by_the_kernel() -> None:
    assert judge(changed(name=b"filter\0" + b"x" * 25)).accepted
    assert judge(changed(name=b"f" * 32)).errno == "EINVAL"  # REJECT belongs to table filter


def test_bytes_behind_the_entries_are_ignored() -> None:
    assert judge(GOOD + b"junk").accepted


def test_counters_of_the_installed_table() -> None:
    assert judge(GOOD).depends_on == ("num_counters",)
    assert judge(GOOD, current_entries=4).depends_on == ()
    assert judge(GOOD, current_entries=4).accepted
    assert judge(GOOD, current_entries=5).errno == "EAGAIN"


def test_unknown_kind_family_or_layout() -> None:
    with pytest.raises(UsageError):
        validate_bytes(GOOD, "replace", "ipx", "lp64-le")


# Chains


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_masks_are_what_can_be_reached(data: st.DataObject) -> None:
    """A second, naive definition: breadth first over every way on; it must agree wherever the walk does not fail."""
    count = data.draw(st.integers(2, 12))
    steps = data.draw(st.lists(st.integers(-3, count - 1), min_size=count, max_size=count))
    starts = sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=3)))
    marks = mark_source_chains(steps, list(enumerate(starts)))
    reach = [reachable(steps, start) for start in starts]
    if marks.failed is None:
        assert marks.masks == [sum(1 << hook for hook, seen in enumerate(reach) if at in seen) for at in range(count)]
        assert not any(steps[at] == WILD for seen in reach for at in seen)
    elif marks.failed == "jump-nowhere":
        assert steps[marks.entry] == WILD
        assert marks.entry in reach[marks.hook]


def reachable(steps: list[int], start: int) -> set[int]:
    seen, waiting = set(), [start]
    while waiting:
        at = waiting.pop()
        if at in seen or at >= len(steps):
            continue
        seen.add(at)
        if steps[at] >= 0:
            waiting += [steps[at], at + 1]
        elif steps[at] == FALL_THROUGH:
            waiting.append(at + 1)
    return seen


def test_deep_chains_need_no_recursion() -> None:
    depth = 200_000
    steps = [step for at in range(depth) for step in (2 * at + 2, END)] + [END]
    assert mark_source_chains(steps, [(0, 0)]).failed is None


def test_unreachable_loops_are_accepted() -> None:
    assert mark_source_chains([END, 1], [(0, 0)]).failed is None
    assert mark_source_chains([END, WILD], [(0, 0)]).failed is None
    assert mark_source_chains([1, 1], [(0, 0)]).failed == "chain-loop"


# Kernels


def test_profiles_know_stable_releases() -> None:
    assert not find_profile("6.18").made(PROTO_FLAG_SET)
    assert find_profile("7.3").made(PROTO_FLAG_SET)
    assert profile((6, 1, 189)).made(PROTO_FLAG_SET)
    assert not profile((6, 1, 188)).made(PROTO_FLAG_SET)
    assert NEWEST.version == booted()[-1].version
    with pytest.raises(UsageError):
        find_profile("4.4")
    with pytest.raises(UsageError):
        find_profile("six")


def test_tcp_reset_in_ipv6_without_the_flag() -> None:
    """6.18.44 leaves IP6T_F_PROTO to the caller; kernels with the fix set it."""
    from tests.oracle.build import assemble, chain_head, set_field, standard_entry

    size = layout_of("ip6t_entry", LP64_LE).size
    rule = bytearray(size) + struct.pack("<H29sBI4x", 40, b"REJECT", 0, 6)
    set_field(rule, "ipv6", "target_offset", size)
    set_field(rule, "ipv6", "next_offset", len(rule))
    set_field(rule, "ipv6", "ip.proto", 6)
    entries = [rule, *(standard_entry("ipv6", -2) for _ in range(3)), chain_head("ipv6", b"ERROR")]
    data = bytes(assemble("ipv6", "filter", 0x0E, entries, {1: 0, 2: 2, 3: 3}, {1: 1, 2: 2, 3: 3}, [], 4))
    assert validate_bytes(data, "replace", "ipv6", "lp64-le", find_profile("6.18")).errno == "EINVAL"
    assert validate_bytes(data, "replace", "ipv6", "lp64-le", find_profile("7.2")).accepted


# The command


def test_every_check_can_be_explained(iptblob: Callable[..., Done]) -> None:
    listed = iptblob("validate", "--explain", "list")
    assert listed.status == 0
    names = [line.split()[0] for line in listed.out.decode().splitlines()]
    assert names == list(every_check())
    assert set(misleading.TEXT_CHECKS) <= set(names)
    for name in names:
        said = iptblob("validate", "--explain", name)
        assert said.status == 0
        assert b"accepted" in said.out
    assert iptblob("validate", "--explain", "nothing").status == 2


def test_text_begins_with_the_verdict(iptblob: Callable[..., Done]) -> None:
    done = iptblob("validate", "--kernel", "6.18", SAMPLES / "broken" / "loop-of-two-chains.replace")
    assert done.status == 1
    assert done.out.startswith(b"REJECT ELOOP")
    assert b"mark_source_chains" in done.out
    good = iptblob("validate", "--kernel", "6.18", SAMPLES / "broken" / "good.replace")
    assert (good.status, good.out[:6]) == (0, b"ACCEPT")


def test_json_has_the_fields_of_the_contract(iptblob: Callable[..., Done]) -> None:
    done = iptblob("validate", "--format", "json", SAMPLES / "broken" / "verdict-stolen.replace")
    line, last = map(json.loads, done.out.splitlines())
    assert last == {"schema": 1, "unread": []}
    assert {"file", "family", "table", "abi", "verdict", "errno", "findings", "depends_on"} <= line.keys()
    assert (line["verdict"], line["errno"]) == ("reject", "EINVAL")
    deciding = next(finding for finding in line["findings"] if finding["decides"])
    assert (deciding["id"], deciding["length"], deciding["field"]) == ("standard-verdict", 4, "target.verdict")


def test_folders_give_one_line_a_file_and_a_summary(iptblob: Callable[..., Done]) -> None:
    done = iptblob("validate", "--format", "json", SAMPLES / "broken")
    files = sorted((SAMPLES / "broken").glob("*.replace"))
    *lines, last = map(json.loads, done.out.splitlines())
    assert [line["file"] for line in lines] == [str(path) for path in files]
    assert last["unread"] == []
    assert f"{len(files)} tables by first failing check" in done.err


def test_sarif_is_valid_against_the_published_schema(iptblob: Callable[..., Done]) -> None:
    schema = json.loads(lzma.decompress((DATA / "sarif-2.1.0.json.xz").read_bytes()))
    done = iptblob("validate", "--format", "sarif", SAMPLES / "broken")
    log = json.loads(done.out)
    jsonschema.Draft4Validator(schema).validate(log)
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in log["runs"][0]["results"]]
    assert regions
    assert all(set(region) == {"startLine", "byteOffset", "byteLength"} for region in regions)


def test_sarif_is_what_code_hosts_take(iptblob: Callable[..., Done], tmp_path: Path) -> None:
    """A line of every result, help of every rule, fingerprints that tell results apart, notes for the unreached."""
    text = tmp_path / "rules.v4"
    rules = "-A INPUT -j ACCEPT\n-A INPUT -p tcp --dprt 22 -j DROP\n"
    text.write_text(f"*filter\n:INPUT DROP [0:0]\n{rules}COMMIT\n")
    done = iptblob("validate", "--format", "sarif", SAMPLES / "broken", text)
    run = json.loads(done.out)["runs"][0]
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
    results = run["results"]
    places = [one["locations"][0]["physicalLocation"] for one in results]
    assert all(place["region"]["startLine"] >= 1 for place in places)
    own = [place["region"] for place in places if place["artifactLocation"]["uri"].endswith("rules.v4")]
    assert own == [{"startLine": 4, "startColumn": 17}]
    prints = [json.dumps(one["partialFingerprints"]) for one in results]
    assert len(set(prints)) == len(prints)
    again = json.loads(iptblob("validate", "--format", "sarif", SAMPLES / "broken", text).out)["runs"][0]
    assert prints == [json.dumps(one["partialFingerprints"]) for one in again["results"]]
    errors = [one for one in results if one["level"] == "error"]
    assert all(one["properties"]["decides"] or one["properties"]["errno"] is None for one in errors)
    assert any(one["level"] == "note" and one["properties"]["errno"] for one in results)


def test_junit_has_a_case_for_every_table_and_file(iptblob: Callable[..., Done], tmp_path: Path) -> None:
    for name in ("good.replace", "arp-flags.replace"):
        (tmp_path / name).write_bytes((SAMPLES / "broken" / name).read_bytes())
    (tmp_path / "README").write_text("Payloads of last week.\n")
    (tmp_path / "cut.blob").write_bytes(b"nothing of a table" * 9)
    (tmp_path / "odd\x1b[31m.replace").write_bytes((SAMPLES / "misleading/name-with-newline.replace").read_bytes())
    done = iptblob("validate", tmp_path, "--format", "junit")
    suite = fromstring(done.out)[0]
    assert done.status == 2
    assert dict(suite.attrib) == {
        "name": "iptblob validate", "tests": "5", "failures": "2", "errors": "1", "skipped": "1",
    }  # fmt: skip
    said = {Path(case.attrib["classname"]).name: [one.tag for one in case] for case in suite}
    assert said == {
        "good.replace": [], "arp-flags.replace": ["failure"], "odd\\x1b[31m.replace": ["failure"],
        "cut.blob": ["error"], "README": ["skipped"],
    }  # fmt: skip
    assert suite.find("testcase/failure[@type='ip-flags']") is not None
    assert "\x1b" not in done.text


def test_unreadable_files_are_one_line_and_status_2(iptblob: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "x.blob").write_bytes(b"no table at all, but enough bytes to be looked at" * 9)
    done = iptblob("validate", tmp_path / "x.blob")
    assert done.status == 2
    assert done.err.count("\n") == 1


# Truth of the text

MISLEADING = {
    "jump-into-a-chain": "jump-not-chain-head",
    "goto-into-a-chain": "jump-not-chain-head",
    "jump-to-a-head": "jump-not-chain-head",
    "two-chains-one-name": "chain-name-twice",
    "name-empty": "chain-name-odd",
    "name-with-newline": "chain-name-odd",
    "name-with-control-characters": "chain-name-odd",
    "chain-called-like-a-verdict": "chain-name-reserved",
    "chain-called-like-a-builtin": "chain-name-reserved",
    "impossible-address": "address-outside-mask",
    "interface-mask-with-holes": "interface-mask-holes",
    "comment-with-newline": "text-control",
}


@pytest.mark.parametrize("name", sorted(MISLEADING))
def test_misleading_samples(name: str, iptblob: Callable[..., Done]) -> None:
    path = SAMPLES / "misleading" / f"{name}.replace"
    done = iptblob("validate", "--kernel", "6.18", "--format", "json", path)
    line, _ = map(json.loads, done.out.splitlines())
    assert (done.status, line["verdict"]) == (1, "accept")
    assert MISLEADING[name] in {finding["id"] for finding in line["findings"] if finding["severity"] == "warning"}
    shown = iptblob("show", path)
    assert f"[{MISLEADING[name]}]" in shown.err


def test_skipped_rule_is_named() -> None:
    data = (SAMPLES / "misleading" / "jump-into-a-chain.replace").read_bytes()
    from iptblob.check.run import truth_of

    verdict = truth_of(validate_bytes(data, "replace", "ipv4", "lp64-le", RUNNING), data)
    skipped = [finding for finding in verdict.findings if finding.id == "rule-skipped"]
    assert [(finding.chain, finding.rule) for finding in skipped] == [("GUARD", 1)]


# Minimizing


SHRINKING = ("loop-of-two-chains", "multiport-sixteen-ports", "underflows-shared", "unknown-match")


@pytest.mark.parametrize("name", SHRINKING)
def test_minimized_payloads_fail_alike(name: str, iptblob: Callable[..., Done], tmp_path: Path) -> None:
    path = SAMPLES / "broken" / f"{name}.replace"
    goal = tmp_path / "min.replace"
    assert iptblob("minimize", path, "--kernel", "6.18", "-o", goal).status == 0
    before, after = (judge(one.read_bytes()).deciding for one in (path, goal))
    assert before is not None
    assert after is not None
    assert before.id == after.id
    assert len(goal.read_bytes()) < len(path.read_bytes()) // 2


def test_accepted_payloads_are_not_minimized(iptblob: Callable[..., Done]) -> None:
    assert iptblob("minimize", SAMPLES / "broken" / "good.replace", "-o", "-").status == 2


# Hostile bytes


def test_any_bytes_have_a_verdict() -> None:
    chance = random.Random("any bytes")
    for number in range(3000):
        family, abi = chance.choice(list(FAMILIES)), chance.choice(list(ABIS))
        kind = chance.choice(("replace", "blob", "entries"))
        data = bytearray(GOOD[: chance.randrange(len(GOOD))]) if number % 3 else bytearray(chance.randbytes(400))
        for _ in range(chance.randrange(9)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        assert validate_bytes(bytes(data), kind, family, abi).verdict in ("accept", "reject")


def test_the_deciding_check_is_found_behind_any_number_of_notes() -> None:
    from tests.oracle.build import assemble, chain_head, set_field, standard_entry

    size = layout_of("ipt_entry", LP64_LE).size

    def rule(target: bytes) -> bytearray:
        entry = bytearray(size) + target
        set_field(entry, "ipv4", "target_offset", size)
        set_field(entry, "ipv4", "next_offset", len(entry))
        return entry

    adding = rule(struct.pack("<H29sBHBBHBBII", 48, b"SET", 2, 3, 1, 0, 0xFFFF, 0, 0, 0, 0))
    loud = rule(struct.pack("<H29sBBB30s", 64, b"LOG", 0, 9, 0, b"x"))
    entries = [*[bytearray(adding) for _ in range(900)], loud, *(standard_entry("ipv4", -2) for _ in range(3))]
    entries.append(chain_head("ipv4", b"ERROR"))
    hooks = {1: 901, 2: 902, 3: 903}
    data = bytes(assemble("ipv4", "filter", 0x0E, entries, {**hooks, 1: 0}, hooks, [], 4))
    verdict = judge(data)
    assert verdict.errno == "EINVAL"
    assert verdict.deciding is not None
    assert verdict.deciding.id == "checkentry-target-log"
    assert verdict.depends_on == ("ipset",)
