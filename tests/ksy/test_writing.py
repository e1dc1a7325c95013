"""Tables that the entry point read, changed and written again: our reader prints what the text, changed by hand, is."""

from __future__ import annotations

import random
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from kaitaistruct import KaitaiStream

import iptblob
from iptblob.abi import LP64_LE
from iptblob.family import IPV4
from iptblob.spec.kaitai_writer import Editing, LostEntryError, matches_of
from iptblob.spec.layout import layout_of
from tests.conftest import ROOT
from tests.ksy import made
from tests.ksy.compiled import compile_into, load, need_compiler
from tests.ksy.expected import samples

MOST_BYTES = 60_000
BLOBS = [(name, data) for name, kind, data in samples() if kind == "blob" and len(data) <= MOST_BYTES]
COMMENT = b"written again".ljust(layout_of("match_comment_0", LP64_LE).size, b"\0")  # of one size in every layout


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Any:
    need_compiler()
    return load(compile_into(tmp_path_factory.mktemp("rw"), ["iptables_blob"], "python", "write"), "iptables_blob")


def edited(parser: Any, data: bytes) -> Editing:
    blob = parser(KaitaiStream(BytesIO(data)))
    blob._read()
    return Editing(blob)


def table_of(data: bytes, folder: Path) -> iptblob.Table:
    path = folder / "table.blob"
    path.write_bytes(data)
    return iptblob.open(path).tables[0]


@pytest.mark.parametrize(("name", "data"), BLOBS, ids=[name for name, _ in BLOBS])
def test_what_was_read_is_written_again(parser: Any, name: str, data: bytes) -> None:
    """All numbers are found anew; they are those that stood there."""
    assert edited(parser, data).to_bytes() == data, name


KINDS = ("delete", "copy", "counters", "comment", "verdict", "last match")


def change(editing: Editing, rule: iptblob.Rule, kind: str, lines: list[str], at: int) -> None:
    """The change in the parsed table, and by hand in the lines of its text."""
    entry = editing.entries[rule.index]
    if kind == "delete":
        del editing.entries[rule.index]
        del lines[at]
    elif kind == "copy":
        editing.entries.insert(rule.index, editing.copy(entry))
        lines.insert(at, rule.text)
    elif kind == "counters":
        entry.counters.packets, entry.counters.bytes = 7, 11
    elif kind == "comment":
        matches_of(entry).append(editing.match(entry, "comment", 0, COMMENT))
        head, word, rest = rule.text.rpartition(" -j " if " -j " in rule.text else " -g ")
        lines[at] = f'{head if word else rest} -m comment --comment "written again"{word}{rest if word else ""}'
    elif kind == "last match":
        matches_of(entry).pop()
        lines[at] = rule.text.replace(rule.text[rule.text.rindex(" -m comment") : rule.text.rindex(" -j ")], "")
    else:
        editing.verdict(entry, -1)
        lines[at] = rule.text.removesuffix("ACCEPT") + "DROP"


def fits(rule: iptblob.Rule, kind: str) -> bool:
    """Whether the text can be changed by hand as the kind asks."""
    if kind == "verdict":
        return rule.text.endswith(" -j ACCEPT")
    if kind == "last match":
        return " -m comment" in rule.text and rule.text.rindex(" -m ") == rule.text.rindex(" -m comment")
    return kind != "comment" or rule.table.family != "arp"


@pytest.mark.parametrize("kind", KINDS)
def test_changes(parser: Any, kind: str, tmp_path: Path) -> None:
    """A rule of every sample that has one, changed in the parsed table and in the text."""
    draw, done = random.Random(kind), 0
    for name, data in BLOBS:
        table = table_of(data, tmp_path)
        before = table.text().splitlines()
        rules = [one for one in table.rules if before.count(one.text) == 1 and fits(one, kind)]
        if not rules or any(line.startswith("#") for line in before):  # of what text cannot say, places stand in it
            continue
        rule = draw.choice(rules)
        editing, lines = edited(parser, data), list(before)
        change(editing, rule, kind, lines, before.index(rule.text))
        written = table_of(editing.to_bytes(), tmp_path)
        assert written.text().splitlines() == lines, (name, rule.text)
        if kind == "counters":
            text = f"{rule.text}, pcnt=7 -- bcnt=11 " if table.family == "arp" else f"[7:11] {rule.text}"
            assert text in written.text(counters=True).splitlines()
        done += 1
    assert done >= 3


def test_rules_are_put_before_the_first_of_a_chain(parser: Any, tmp_path: Path) -> None:
    """Hooks and jumps lead to the new first rule, as they do after ``iptables -I``."""
    done = 0
    for name, data in BLOBS:
        table = table_of(data, tmp_path)
        if "\n#" in table.text():
            continue
        for chain in [chain for chain in table.chains if len(chain.rules) > 1]:
            editing = edited(parser, data)
            first, last = chain.rules[0], chain.rules[-1]
            editing.entries.insert(first.index, editing.copy(editing.entries[last.index]))
            lines = table.text().splitlines()
            spot = next((at for at, line in enumerate(lines) if line.startswith(f"-A {chain.name} ")), None)
            if spot is None or lines[spot] != first.text:
                continue
            lines.insert(spot, last.text)
            assert table_of(editing.to_bytes(), tmp_path).text().splitlines() == lines, (name, chain.name)
            done += 1
    assert done > 100


def test_what_leads_to_an_entry_that_is_gone_is_told(parser: Any) -> None:
    """The first policy: the underflow of its hook."""
    editing = edited(parser, BLOBS[0][1])
    ofs_policy, at = editing.info.ofs_underflows[editing.hooks[0]], 0
    for entry in list(editing.entries):
        if at == ofs_policy:
            editing.entries.remove(entry)
        at += entry.ofs_next
    with pytest.raises(LostEntryError, match="an entry that is gone"):
        editing.to_bytes()


def test_a_jump_to_a_chain_that_is_gone_is_told(parser: Any, tmp_path: Path) -> None:
    """A chain's head, whose first rule a jump leads to, is taken out with its rules."""
    done = 0
    for _, data in BLOBS:
        table = table_of(data, tmp_path)
        called = {jump for line in table.text().splitlines() for jump in re.findall(r" -[jg] (\S+)", line)}
        for chain in [chain for chain in table.chains if chain.name in called]:
            editing = edited(parser, data)
            first = chain.rules[0].index if chain.rules else None
            if first is None:
                continue
            del editing.entries[first - 1 : first + len(chain.rules) + 1]
            with pytest.raises(LostEntryError, match="an entry that is gone"):
                editing.to_bytes()
            done += 1
    assert done


def test_a_hook_that_leads_to_no_entry_is_told(parser: Any) -> None:
    blob = parser(KaitaiStream(BytesIO(BLOBS[0][1])))
    blob._read()
    blob._fetch_instances()
    hook = next(at for at in range(32) if blob.table.info.valid_hooks.value >> at & 1)
    blob.table.info.ofs_hook_entries[hook] += 1
    with pytest.raises(LostEntryError, match="no entry begins at"):
        Editing(blob)


def test_a_table_without_entries_is_told(parser: Any) -> None:
    data = made.buffer("blob", LP64_LE, IPV4, b"")
    with pytest.raises(EOFError):
        edited(parser, data)


def test_the_page_s_example(parser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What docs/kaitai.md shows does what its comments say."""
    page = (ROOT / "docs" / "kaitai.md").read_text()
    (code,) = (block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "Editing" in block)
    data = next(data for name, data in BLOBS if "router" in name and "ipv4/filter" in name)
    before = table_of(data, tmp_path).text().splitlines()
    (tmp_path / "filter.blob").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    exec(code, {"IptablesBlob": parser})
    after = iptblob.open(tmp_path / "changed.blob").tables[0]
    allow, road, loop = (next(line for line in before if word in line) for word in ("RELATED", "road", "-i lo"))
    forward = [line for line in before if line.startswith("-A FORWARD ")]
    wanted = [line for line in before if line != forward[1]]
    wanted[wanted.index(allow)] = allow.replace("ACCEPT", "DROP")
    wanted[wanted.index(loop)] = loop.replace("-j", "-m comment --comment loopback -j")
    at = wanted.index(road)
    wanted[at : at + 1] = [road.replace("10.99.0.0/24", "10.99.1.0/24")] * 2
    assert after.text().splitlines() == wanted
    assert after.text(counters=True).count("[0:0] -A INPUT -s 10.99.1.0/24") == 2
