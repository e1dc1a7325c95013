"""Texts as people keep them, against snapshots of the same rules: what is read, what is named, and the exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Done

TEXT = ROOT / "tests" / "data" / "cases" / "text"
Iptblob = Callable[..., Done]


def diff(iptblob: Iptblob, one: str, other: str, *options: str) -> Done:
    return iptblob("diff", TEXT / one, TEXT / other, *options)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("base.iptb", "nodecl.v4"), ("base.iptb", "spaces.v4"), ("base.iptb", "dblspace.v4"), ("ins.iptb", "ins.v4"),
        ("both.iptb", "both.txt"), ("base.iptb", "base.S"), ("base.iptb", "fence.v4"), ("base.iptb", "prompt.v4"),
        ("hand.iptb", "hand.v4"), ("old-recent.iptb", "old-recent.v4"), ("s2.iptb", "stray2.v4"),
    ],
)  # fmt: skip
def test_these_are_equal(iptblob: Iptblob, one: str, other: str) -> None:
    done = diff(iptblob, one, other)
    assert (done.status, done.text) == (0, "")


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("nodecl.v4", "no policy is stated for INPUT"), ("fence.v4", "left out, no part of a table: lines 1, 9"),
        ("prompt.v4", "left out, no part of a table: line 1"), ("base.S", "taken for table filter"),
    ],
)  # fmt: skip
def test_what_was_left_out_is_told(iptblob: Iptblob, other: str, told: str) -> None:
    assert told in diff(iptblob, "base.iptb", other).err


def test_a_table_that_begins_before_the_last_was_closed(iptblob: Iptblob) -> None:
    done = diff(iptblob, "two.iptb", "nocommit.v4", "--format", "json")
    result = json.loads(done.text)
    assert done.status == 2
    assert [(one["line"], one["what"]) for one in result["unread"]] == [(6, "*nat")]
    assert {change["table"] for change in result["changes"]} == {"filter"}, "the filter table is not lost"


def test_a_table_that_only_the_text_holds_is_a_difference(iptblob: Iptblob) -> None:
    done = diff(iptblob, "base.iptb", "extra-nat.v4", "--format", "json")
    changes = json.loads(done.text)["changes"]
    assert done.status == 1
    assert [(change["kind"], change["table"]) for change in changes] == [("rule-inserted", "nat")]


def test_flush_deletes_the_rules_before_it(iptblob: Iptblob) -> None:
    done = diff(iptblob, "base.iptb", "flush.v4", "--format", "json")
    assert done.status == 1
    assert [change["kind"] for change in json.loads(done.text)["changes"]] == ["rule-deleted"] * 2


def test_a_text_of_no_known_family_beside_both(iptblob: Iptblob) -> None:
    done = diff(iptblob, "both.iptb", "rules.txt")
    assert (done.status, done.text) == (2, "")
    assert "--family" in done.err
    assert diff(iptblob, "both.iptb", "rules.txt", "--family", "ipv4").status == 1


def test_a_stray_quote_ends_with_its_line(iptblob: Iptblob) -> None:
    """As iptables-restore reads it, and the rule behind it is whole."""
    done = diff(iptblob, "s2.iptb", "stray2.v4")
    assert "a quote is not closed; it ends with the line" in done.err
    assert (done.status, done.text) == (0, "")


def test_a_mapped_word_within_a_chain_name_is_no_rename(iptblob: Iptblob) -> None:
    done = diff(iptblob, "cn1.v4", "cn2.v4", "--family", "ipv4", "--auto-map")
    assert "renamed" not in done.text
    assert done.status == 0


def test_comments_are_ignored_before_pairs_are_looked_for(iptblob: Iptblob) -> None:
    done = diff(iptblob, "am1.v4", "am2.v4", "--family", "ipv4", "--auto-map", "--ignore", "comment")
    assert done.status == 0
    assert "--map-addr 192.0.2.10=192.0.2.11" in done.text


def test_an_ignored_word_is_no_changed_field(iptblob: Iptblob) -> None:
    done = diff(iptblob, "ig1.v4", "ig2.v4", "--ignore", "comment")
    assert done.status == 1
    assert "matches.tcp.dst_ports[0]: 22 -> 23" in done.text
    assert "matches.comment" not in done.text


def test_the_length_of_a_host_address_is_no_change(iptblob: Iptblob) -> None:
    done = diff(iptblob, "v6a.v6", "v6b.v6")
    assert "matches.tcp.dst_ports[0]: 22 -> 23" in done.text
    assert "head." not in done.text


def test_rules_of_a_snapshot_that_the_text_does_not_hold_are_named(iptblob: Iptblob) -> None:
    """A text says nothing of a table it does not hold: what stands there was given and not compared."""
    done = iptblob("diff", TEXT / "extra-nat.v4", TEXT / "base.v4", "--format", "json", "--family", "ipv4")
    assert done.status == 2
    assert [one["what"] for one in json.loads(done.text)["unread"]] == ["ipv4 nat"]
    only = iptblob("diff", TEXT / "extra-nat.v4", TEXT / "base.v4", "--table", "filter", "--family", "ipv4")
    assert only.status == 0


@pytest.mark.parametrize(
    "line", ["-A INPUT -j", "-A INPUT -i lo -j ACCEPT # loopback", "-A INPUT -p tcp --dport"]
)
def test_a_rule_that_is_none_is_never_equal(iptblob: Iptblob, tmp_path: Path, line: str) -> None:
    """It stands in both texts, and iptables-restore takes neither."""
    path = tmp_path / "rules.v4"
    path.write_text(f"*filter\n:INPUT ACCEPT\n{line}\nCOMMIT\n")
    done = iptblob("diff", path, path, "--family", "ipv4")
    assert done.status == 2
    assert f"rules.v4, line 3: {line}: iptables-restore would refuse it" in done.err


def test_a_blank_behind_the_star_and_words_in_other_scripts(iptblob: Iptblob, tmp_path: Path) -> None:
    one, other = tmp_path / "one.v4", tmp_path / "other.v4"
    one.write_text("*filter\n:INPUT DROP [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n")
    other.write_text("* filter\n:INPUT DROP [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n")
    assert iptblob("diff", one, other, "--family", "ipv4").status == 0
    other.write_text("*filter\n:INPUT DROP [0:0]\n\u2013A INPUT -i lo -j ACCEPT\nCOMMIT\n", "utf-8")
    done = iptblob("diff", one, other, "--family", "ipv4")
    assert done.status == 2
    assert "other.v4, line 3: \u2013A INPUT -i lo -j ACCEPT: not understood" in done.err
