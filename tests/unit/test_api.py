"""The Python API against what the tools printed, against the readers, and as a user would type it."""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import iptblob
from iptblob.spec import columns
from iptblob.spec.layout import PADDING
from iptblob.table.fields import entries_of
from tests.conftest import ROOT, SAMPLES, corpus_id, corpus_tables

SNAPSHOTS = ["docker", "everything", "kube-proxy", "router", "ufw"]
PAGE = (ROOT / "docs" / "python-api.md").read_text()


def expected(sample: str) -> dict[tuple[str, str], list[str]]:
    """Lines of the save tools, counters and all, by family and table."""
    texts = {}
    for path in (SAMPLES / sample / "expected").glob("ip*.save"):
        if path.name != "ipset.save":
            family, table, _ = path.name.split(".")
            lines = path.read_bytes().decode("utf-8", "surrogateescape").split("\n")
            texts[family, table] = [line for line in lines if line and not line.startswith("#")]
    return texts


@pytest.mark.parametrize("sample", SNAPSHOTS)
def test_chains_and_rules_are_those_the_tools_printed(sample: str) -> None:
    snapshot = iptblob.open(SAMPLES / sample / f"{sample}.iptb")
    texts = expected(sample)
    assert texts
    for (family, name), lines in texts.items():
        table = snapshot.table(name, family)
        made = [f"*{table.name}"]
        for chain in table.chains:
            made.append(f":{chain.name} {chain.policy or '-'} [{chain.packets if chain.hook else 0}:"
                        f"{chain.bytes if chain.hook else 0}]")  # fmt: skip
        made += [f"[{rule.packets}:{rule.bytes}] {rule.text}" for rule in table.rules]
        assert [*made, "COMMIT"] == lines
        assert table.text(counters=True).splitlines() == lines


@pytest.mark.parametrize("info", corpus_tables(), ids=corpus_id)
def test_records_are_those_the_columns_read(info: Path, tmp_path: Path) -> None:
    blob = tmp_path / "table.blob"
    blob.write_bytes(info.read_bytes() + info.with_suffix(".entries").read_bytes())
    table = iptblob.open(blob).tables[0]
    entries = list(entries_of(table.reading.table))
    seen = 0
    for rule in table.rules:
        entry = entries[rule.index]
        assert (rule.offset, rule.size) == (entry.offset, entry.size)
        assert rule.fields == entry.fields
        assert rule.broken is None
        assert rule.target is not None
        for prefix, record in [*((f"matches[{n}]", m) for n, m in enumerate(rule.matches)), ("target", rule.target)]:
            seen += 1
            values = {
                item.path: item.value
                for item in entry.fields
                if item.path.startswith(f"{prefix}.") and item.role != PADDING
            }
            assert iptblob.visible(record.name) == iptblob.visible(values[f"{prefix}.name"])
            assert record.revision == values[f"{prefix}.revision"]
            if not record.known:
                assert record.payload == record.raw == values.get(f"{prefix}.data", b"")
                continue
            assert flat(record.payload, f"{prefix}.payload") == {
                path: value for path, value in values.items() if ".payload." in path
            }
    assert seen or not list(table.rules)


def flat(row: Any, path: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in row._asdict().items():
        if hasattr(value, "_asdict"):
            found |= flat(value, f"{path}.{name}")
        elif isinstance(value, list) and value and hasattr(value[0], "_asdict"):
            for number, item in enumerate(value):
                found |= flat(item, f"{path}.{name}[{number}]")
        else:
            found[f"{path}.{name}"] = value
    return found


def test_one_match_does_not_decode_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = iptblob.open(SAMPLES / "kube-proxy" / "kube-proxy.iptb").table("nat").chain("PREROUTING").rules[1]

    def refuse(*_: Any) -> Any:
        raise AssertionError("a column was decoded")

    monkeypatch.setattr(columns, "decode", refuse)
    monkeypatch.setattr("iptblob.words.save.save_rules", refuse)
    assert [match.payload.comment for match in rule.matches] == [b"kubernetes service portals"]
    assert rule.jump is not None
    assert rule.jump.chain is not None
    assert rule.jump.chain.name == "KUBE-SERVICES"
    with pytest.raises(AssertionError):
        _ = rule.text


def test_texts_of_a_table_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from iptblob.words import save

    calls = []
    real = save.save_rules
    monkeypatch.setattr(save, "save_rules", lambda *given: calls.append(given) or real(*given))  # type: ignore[func-returns-value]
    table = iptblob.open(SAMPLES / "ufw" / "ufw.iptb").table("filter")
    assert len({rule.text for rule in table.rules}) > 50
    assert len(calls) == 1


def test_heads_are_typed() -> None:
    rules = {
        rule.text: rule
        for name in ("after", "before")
        for rule in iptblob.open(SAMPLES / "incident" / f"{name}.iptb").table("filter").rules
    }
    rule = rules["-A FORWARD -s 10.20.0.0/24 -i eth1 -o eth0 -j EGRESS"]
    assert str(rule.source) == "10.20.0.0/24"
    assert rule.destination is None
    assert rule.in_interface is not None
    assert (rule.in_interface.name, rule.in_interface.wildcard, rule.in_interface.inverted) == ("eth1", False, False)
    assert rule.out_interface is not None
    assert rule.out_interface.name == "eth0"
    assert rule.protocol is None
    assert rule.reached_from == ("FORWARD",)
    tcp = rules["-A EGRESS -s 10.20.0.12/32 -p tcp -m tcp --dport 25 -j ACCEPT"]
    assert tcp.protocol is not None
    assert (tcp.protocol.number, tcp.protocol.name, tcp.protocol.compared) == (6, "tcp", True)
    assert tcp.verdict == "ACCEPT"
    assert tcp.jump is None
    assert [caller.text for caller in tcp.chain.callers] == [rule.text]


@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
def test_addresses_are_those_of_the_text(family: str) -> None:
    """Prefixes, masks with holes, inverted ones: what stands behind -s and -d in the tool's own lines."""
    table = iptblob.open(SAMPLES / "everything" / "everything.iptb").table("filter", family)
    printed = [line.partition("] ")[2] for line in expected("everything")[family, "filter"] if line.startswith("[")]
    odd = 0
    for rule, line in zip(table.rules, printed, strict=True):
        found = re.match(r"-A \S+(?: (! -s|-s) (\S+))?(?: (! -d|-d) (\S+))?", line)
        assert found is not None
        for address, option, text in ((rule.source, found[1], found[2]), (rule.destination, found[3], found[4])):
            if option is None:
                assert address is None
                continue
            assert address is not None
            assert str(address) == f"{'! ' if option[0] == '!' else ''}{text}"
            holes = "/" in text and not text.partition("/")[2].isdigit()
            assert (address.network is None) == holes
            odd += holes + address.inverted
    assert odd > 20


def test_a_jump_into_a_chain_tells_where_it_lands() -> None:
    rules = iptblob.open(SAMPLES / "misleading" / "jump-into-a-chain.iptb").table("filter").rules
    jumps = [rule.jump for rule in rules if rule.jump is not None]
    stray = [jump for jump in jumps if jump.chain is None]
    assert len(stray) == 1
    assert re.fullmatch(r"rule \d+ of chain \S+, not its head", stray[0].landing)


def test_arp_rules() -> None:
    table = iptblob.open(SAMPLES / "everything" / "everything.iptb").table("filter", "arp")
    rule = next(rule for rule in table.rules if rule.source is not None and not rule.source.inverted)
    assert rule.protocol is None
    assert str(rule.source).removesuffix("/32") in rule.text
    assert {name for rule in table.rules for name in rule.reached_from} == {"INPUT", "OUTPUT", "FORWARD"}


def test_rule_at_finds_every_byte_of_a_rule_and_no_policy() -> None:
    table = iptblob.open(SAMPLES / "router" / "router.iptb").table("filter")
    rule = next(table.rules)
    assert table.rule_at(rule.offset) == table.rule_at(rule.offset + rule.size - 1) == rule
    closing = table.chain("INPUT").rules[-1]
    with pytest.raises(iptblob.UsageError):
        table.rule_at(closing.offset + closing.size)
    for beyond in (-1, len(table.raw), 1 << 80):
        with pytest.raises(iptblob.UsageError):
            table.rule_at(beyond)


def test_errors_say_what_there_is() -> None:
    snapshot = iptblob.open(SAMPLES / "docker" / "docker.iptb")
    with pytest.raises(iptblob.UsageError, match="ipv4 nat"):
        snapshot.table("nope")
    with pytest.raises(iptblob.UsageError, match="DOCKER-USER"):
        snapshot.table("filter").chain("nope")
    with pytest.raises(iptblob.ReadError):
        iptblob.open(SAMPLES / "README.md")
    with pytest.raises(iptblob.UsageError):
        iptblob.open(SAMPLES / "docker" / "docker.iptb", abi="pdp11")
    with pytest.raises(AttributeError):
        _ = iptblob.nothing


def test_objects_are_frozen_and_equal_by_place() -> None:
    table = iptblob.open(SAMPLES / "ufw" / "ufw.iptb").table("filter")
    rules = table.chain("INPUT").rules
    assert rules[0] == next(iter(rules))
    assert rules[0] != rules[1]
    assert len({rules[0], rules[0], rules[1]}) == 2
    with pytest.raises(AttributeError):
        rules[0].index = 3  # type: ignore[misc]


def test_hostile_records_are_told_not_raised() -> None:
    """Every damaged payload of samples/broken that opens at all."""
    opened = told = 0
    for path in sorted((SAMPLES / "broken").glob("*.replace")):
        try:
            table = iptblob.open(path).tables[0]
        except iptblob.IptblobError:
            continue
        opened += 1
        for rule in table.rules:
            _ = (
                rule.matches,
                rule.jump,
                rule.verdict,
                rule.source,
                rule.protocol,
                rule.fields,
                rule.text,
                rule.find(int),
            )
            told += rule.broken is not None
            assert (rule.broken is not None) == (rule.index in table.reading.table.records.broken)
    assert opened > 50
    assert told > 3


def test_import_loads_nothing_heavy() -> None:
    code = "import json, sys, iptblob; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert not {"numpy", "click", "rich", "deepdiff", "kaitaistruct", "iptblob.api"} & set(json.loads(done.stdout))


def test_a_program_type_checks() -> None:
    mypy = pytest.importorskip("mypy.api")
    # silent: a user's mypy does not look into installed packages for errors either
    options = ["--strict", "--follow-imports=silent", "--config-file", "/dev/null"]
    out, _, status = mypy.run([*options, str(ROOT / "tests" / "typing" / "api.py")])
    assert status == 0, out


def test_a_program_runs() -> None:
    program = ROOT / "tests" / "typing" / "api.py"
    command = [sys.executable, program, SAMPLES / "incident" / "after.iptb"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env={"PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr.decode()
    assert "['BLOCKLIST', 'INPUT', 'SERVICES']" in done.stdout.decode()


def test_the_page_prints_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```\n\nprints\n\n```\n(.*?)```", PAGE, re.S)
    assert len(blocks) == PAGE.count("```python") == 8
    names: dict[str, Any] = {"__name__": "page"}
    for code, printed in blocks:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(code, names)
        assert out.getvalue() == printed


def test_changes_hand_out_what_was_not_read() -> None:
    hostile = ROOT / "tests" / "data" / "cases" / "hostile"
    one, other = (iptblob.open(hostile / name) for name in ("diff-a-nonat.iptb", "diff-b-damaged-nat.iptb"))
    found = one.changes(other)
    assert [lost.what.rpartition("/")[2] for lost in found.unread] == ["nat.blob"]
    assert (found.complete, found.unread) == (False, other.unread)
    assert one.changes(one).complete
    nft = iptblob.open(ROOT / "tests" / "golden" / "inputs" / "nftables.iptb")
    assert not nft.changes(nft).complete
