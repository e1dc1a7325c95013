"""What the text of `diff` says of an edit: once, and why it is one."""

from __future__ import annotations

import re

from iptblob.diff.files import FileDiff, Wishes, diff_sides, side_of_text
from iptblob.diff.script import Change, compare
from iptblob.extensions.base import Context
from iptblob.names import debian_12
from iptblob.reading.opening import open_source
from iptblob.render.diff import side_by_side, unified
from iptblob.render.faces import faces_of
from iptblob.restore.document import read as read_rules
from iptblob.words.save import save_rules
from tests.conftest import SAMPLES
from tests.diff.model import Model, listings

SAVED = """*filter
:INPUT ACCEPT [0:0]
[1:60] -A INPUT -s 10.0.0.1/32 -p tcp -j ACCEPT
[2:120] -A INPUT -j DROP
[5:9] -A INPUT -i lo -j LOG
COMMIT
"""
LATER = """*filter
:INPUT ACCEPT [0:0]
[3:180] -A INPUT -s 10.0.0.2/32 -p tcp -j ACCEPT
[5:9] -A INPUT -i lo -j LOG
[9:540] -A INPUT -j DROP
COMMIT
"""


def counted() -> FileDiff:
    a, b = (side_of_text(read_rules(text.encode(), "file")) for text in (SAVED, LATER))
    return diff_sides(a, b, Wishes((1, 8, 9), counters=True))


def test_counters_of_an_edited_or_moved_rule_stand_with_it() -> None:
    lines = list(unified(counted()))
    assert [line for line in lines if line.startswith(("- ", "+ "))] == [
        "- -A INPUT -s 10.0.0.1/32 -p tcp -j ACCEPT", "+ -A INPUT -s 10.0.0.2/32 -p tcp -j ACCEPT",
    ]  # fmt: skip
    assert "      counters: [1:60] -> [3:180]" in lines
    moved = next(at for at, line in enumerate(lines) if line.startswith(">"))
    assert sum("-j DROP" in line or "-j LOG" in line for line in lines) == 1
    assert ("counters" in lines[moved + 1]) == ("-j DROP" in lines[moved])


def test_columns_show_them_once_too() -> None:
    lines = [line for line in side_by_side(counted()) if "10.0.0.1/32" in line]
    assert len(lines) == 1
    assert "[1:60] -A INPUT" in lines[0]
    assert "[3:180] -A INPUT" in lines[0]


def edit_with_equal_lines() -> tuple[FileDiff, Change]:
    one, other = listings(*[Model({}, {"INPUT": ["-j DROP"]})] * 2)
    compared = compare(one, other._replace(meaning=other.meaning + 1))
    return FileDiff("a", "b", [compared]), compared.changes[0]


def test_an_edit_with_equal_lines_says_why() -> None:
    found, change = edit_with_equal_lines()
    assert change.before == change.after
    lines = list(unified(found))
    assert lines.count("  -A INPUT -j DROP") == 1
    assert not [line for line in lines if line.startswith(("- ", "+ "))]
    assert lines[-1].strip().startswith("both print alike")


def test_an_edit_of_sets_says_so() -> None:
    found, change = edit_with_equal_lines()
    found.tables[0].changes[:] = [change._replace(sets=({"office": {"type": "hash:ip"}}, {"office": {"type": "x"}}))]
    lines = [line.strip() for line in unified(found)]
    assert lines[-2] == "the rule is the same, the sets it names hold something else:"
    assert lines[-1] == "set office: hash:ip -> x"


def test_fields_are_in_words_that_the_rule_has() -> None:
    """Rates are those of the line; addresses, interfaces and numbers with names are as people write them."""
    everything = open_source(str(SAMPLES / "everything" / "everything.iptb"))
    tried: set[str] = set()
    for table in everything.tables:
        names = everything.names_of(table)
        saved = save_rules(table, Context(table.family.name, table.abi, names, (1, 8, 9)))
        groups = [one for one in table.records.groups if one.name in (b"limit", b"hashlimit")]
        entries = sorted({entry for group in groups for entry in group.entries.tolist()})
        for entry, faces in zip(entries, faces_of(table, entries, names), strict=True):
            for name in ("matches.limit.avg", "matches.hashlimit.avg"):
                text = faces.get(name, "")
                if text:
                    assert f" {text}" in saved.rules[entry], (entry, name)
                    tried.add(name)
    assert len(tried) == 2


def test_fields_of_an_edit() -> None:
    tables = [one for one in open_source(str(SAMPLES / "router" / "router.iptb")).tables if one.label == "ipv4 filter"]
    faces = list(faces_of(tables[0], range(len(tables[0])), debian_12()))
    assert {one["head.proto"] for one in faces} >= {"tcp", "udp", "0"}
    assert any(one.get("matches.conntrack.state_mask") == "ESTABLISHED|RELATED" for one in faces)
    assert any(re.fullmatch(r"\d+", one.get("matches.tcp.dst_ports[0]", "")) for one in faces)
    assert "matches.nowhere.field" not in faces[0]
