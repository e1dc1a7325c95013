"""Texts compiled to tables, against captures of the same rules; and where in a text something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import iptblob as api
from iptblob.abi import ABIS, LP64_LE
from iptblob.api.tables import Snapshot
from iptblob.building.grammar import MOST_CHAINS, RuleError, RuleReader
from iptblob.building.phrases import Phrases
from iptblob.building.relay import relay
from iptblob.building.source import source_of_text
from iptblob.building.text import CompiledTable, compile_table
from iptblob.errors import UsageError
from iptblob.family import FAMILIES, IPV4
from iptblob.names import debian_12
from iptblob.restore.arguments import arguments
from iptblob.restore.document import read
from iptblob.restore.lines import logical_lines
from iptblob.restore.problems import spot_of, word_spans
from iptblob.table import Table
from tests.building.spellings import ACCEPTED, lines
from tests.conftest import SAMPLES, Done
from tests.stress import texts

HEADER = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
WHOLE = ["ufw/ufw", "docker/docker", "kube-proxy/kube-proxy", "incident/before", "incident/after", "empty/empty"]


def rules(*texts: str, before: str = "") -> bytes:
    made = "".join(f"-A INPUT {text}\n" for text in texts)
    return f"{HEADER}{before}{made}COMMIT\n".encode("latin-1")


def compiled(text: bytes, family: str = "ipv4", abi: str = "lp64-le") -> CompiledTable:
    return compile_table(read(text, "text", family=family).tables[0], FAMILIES[family], ABIS[abi], debian_12())


def as_sent(table: Table, data: bytes) -> bytes:
    """Without what no text says: the kernel's mark in the heads, and what ran off the end of user chains."""
    octets = np.frombuffer(data, dtype=np.uint8).copy()
    closing = np.array([one.policy for one in table.chains if one.hook is None and one.policy is not None], dtype=int)
    for name, starts in (("comefrom", table.offsets), ("counters", table.offsets[closing])):
        field = table.head_layout[name]
        for at in range(field.offset, field.offset + field.size):
            octets[starts + at] = 0
    return octets.tobytes()


@pytest.mark.parametrize("name", WHOLE)
def test_what_save_prints_of_a_capture_compiles_to_its_bytes(name: str) -> None:
    """Tables of which every rule is compiled: the same bytes, offsets, hooks, counters; the kernel's own members are
    zero in both."""
    whole = 0
    for table in api.open(SAMPLES / f"{name}.iptb").tables:
        raw = table._table
        if table.family == "arp":
            continue
        text = table.text(counters=True).encode("utf-8", "surrogateescape")
        made = compile_table(read(text, "text", family=table.family).tables[0], raw.family, raw.abi,
                             table.snapshot.source.names_of(raw))  # fmt: skip
        if not made.refusals:
            whole += 1
            assert made.relaid.hooks == raw.hooks
            assert made.relaid.num_entries == raw.num_entries
            assert as_sent(raw, made.relaid.data) == as_sent(raw, relay(raw, raw.abi).data)
    assert whole


def test_repeated_phrases_say_what_whole_rules_say() -> None:
    """The quick way, where it is taken, gives the same parts as reading all words of the rule."""
    texts = {text for path in SAMPLES.glob("*/rules.v4") for table in read(path.read_bytes(), "t").tables
             for chain in table.chains.values() for text in (rule.text for rule in chain.rules)}  # fmt: skip
    texts |= {f" {line}" for line in lines(ACCEPTED)}
    phrases = Phrases(IPV4, debian_12(), frozenset({"GUESTS", "KUBE-MARK-MASQ"}))
    quick = 0
    for text in sorted(texts):
        parts = phrases._quickly(text)
        if not parts:
            continue
        quick += 1
        whole = RuleReader(arguments(text), IPV4, debian_12(), phrases.chains).read()
        assert len(whole) == len(parts)
        for one, rule in zip(parts, whole, strict=True):
            assert phrases.heads[one.head] == rule.head
            assert [phrases.records[at] for at in one.matches] == list(rule.matches)
            assert (phrases.records[one.target] if one.target >= 0 else None) == rule.target
            assert one.jump == rule.jump
    assert quick > 1000


def test_a_value_that_is_none_is_told_in_a_form_that_is_known() -> None:
    phrases = Phrases(IPV4, debian_12(), frozenset())
    for port in ("22", "23"):
        assert phrases.rules(f" -p tcp -m tcp --dport {port}")
    assert phrases._forms
    with pytest.raises(RuleError):
        phrases.rules(" -p tcp -m tcp --dport 70000")
    (again,) = phrases.rules(" -p tcp -m tcp --dport 24")
    (whole,) = RuleReader(arguments("-p tcp -m tcp --dport 24"), IPV4, debian_12(), frozenset()).read()
    assert [phrases.records[at] for at in again.matches] == list(whole.matches)


@pytest.mark.parametrize("text", [
    "-m tcp --dport 22 -p tcp -j ACCEPT", "-p tcp -m tcp --dpo 22", "-j LOG -m comment --comment x",
    "-m comment --comment -j -j DROP", '-m comment --comment "a -j DROP" -j ACCEPT',
    "-p tcp -m tcp -m comment --sport 5", "-p udp -m comment --comment x --dport 53 -j DROP",
])  # fmt: skip
def test_rules_of_no_usual_form_are_read_whole(text: str) -> None:
    """What a phrase alone would say otherwise: options before their protocol or behind another match, abbreviations,
    values that look like options."""
    phrases = Phrases(IPV4, debian_12(), frozenset())
    try:
        whole = RuleReader(arguments(text), IPV4, debian_12(), frozenset()).read()
    except RuleError as refused:
        with pytest.raises(RuleError, match=str(refused).replace("(", ".")):
            phrases.rules(f" {text}")
        return
    (one,) = phrases.rules(f" {text}")
    assert [phrases.records[at] for at in one.matches] == list(whole[0].matches)
    assert (one.jump, phrases.heads[one.head]) == (whole[0].jump, whole[0].head)


def test_chains_lie_as_libiptc_sends_them() -> None:
    """Hooks first, users by name, each with its head; jumps go behind it."""
    made = compiled(rules("-j Z", "-g A", "-s 192.0.2.1,192.0.2.2 -j DROP", before=":Z - [0:0]\n:A - [0:0]\n"))
    table = made.table
    assert [chain.name for chain in table.chains] == [b"INPUT", b"FORWARD", b"OUTPUT", b"A", b"Z"]
    assert [(table.chains[at].name) for at in table.landings[1].tolist()] == [b"Z", b"A"]
    assert [len(range(chain.start, chain.end)) for chain in table.chains] == [4, 0, 0, 0, 0]
    assert table.text is not None
    assert list(table.text.lines[:5]) == [7, 8, 9, 9, 0]


@pytest.mark.parametrize("abi", ABIS)
def test_every_layout_reads_back(abi: str) -> None:
    made = compiled(rules("-p tcp --dport 22 -m limit --limit 5/min -j LOG --log-prefix x", "-j REJECT"), abi=abi)
    text = Snapshot(source_of_text(rules("-j DROP"), "t", family=IPV4).source).tables[0].text()
    assert ":INPUT ACCEPT [0:0]\n" in text
    assert made.table.abi.name == abi
    assert made.table.walk.stopped_at is None
    assert not made.table.records.broken


def test_what_is_not_compiled_stands_by_its_words() -> None:
    text = rules("-s host.example -j DROP", "-p tcp --dsport 22 -j ACCEPT", "-j NOWHERE", "-j INPUT", "-j ACCEPT")
    found = source_of_text(text, "text", family=IPV4)
    assert [(one.line, one.column, one.unknown) for one in found.problems] == [
        (5, 13, True), (6, 17, False), (7, 13, False), (8, 13, False),
    ]  # fmt: skip
    saved = Snapshot(found.source).tables[0].text().splitlines()
    assert saved[4:6] == ["-A INPUT -s host.example -j DROP", "-A INPUT -p tcp --dsport 22 -j ACCEPT"]
    assert saved[6:8] == ["-A INPUT -j NOWHERE", "-A INPUT -j INPUT"]


def test_a_rule_that_is_too_large_is_refused() -> None:
    made = compiled(rules("".join(f"-m comment --comment {at} " for at in range(300))))
    assert ["none has more than 65535" in one.why for one in made.refusals] == [True]


def test_the_family_must_be_known_and_have_the_table() -> None:
    with pytest.raises(UsageError, match="does not say of which family"):
        source_of_text(rules("-j DROP"), "text")
    with pytest.raises(UsageError, match="ipv4 has no table broute"):
        source_of_text(b"*broute\nCOMMIT\n", "text", family=IPV4)


WORDS = st.text(st.sampled_from('ab"\\ \t-'), max_size=40)


@given(WORDS)
def test_words_are_where_they_are_said_to_be(line: str) -> None:
    """As many words as arguments() finds, one behind the other, each with the letters of its word."""
    spans = word_spans(line)
    words = arguments(line)
    assert len(spans) == len(words)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for (start, end), word in zip(spans, words, strict=True):
        assert set(word) - {"\n"} <= set(line[start:end])


@pytest.mark.parametrize(("line", "rule", "word", "column", "width"), [
    ("-A INPUT -p tcp --dport x -j DROP", " -p tcp --dport x -j DROP", 3, 25, 1),
    ("[1:2] -A INPUT -s host", " -s host", 1, 19, 4),
    ("-p tcp -I INPUT 2 --dport 99999", " -p tcp --dport 99999", 1, 4, 3),
    ("-p tcp -I INPUT 2 --dport 99999", " -p tcp --dport 99999", 3, 27, 5),
    ("-A INPUT -m comment", " -m comment", 2, 20, 1),
    ('-A INPUT -m comment --comment "two words" --x', ' -m comment --comment "two words" --x', 4, 43, 3),
])  # fmt: skip
def test_the_caret_stands_under_the_word(line: str, rule: str, word: int, column: int, width: int) -> None:
    spot = spot_of(logical_lines(f"*filter\n{line}\n").lines, 2, rule, word)
    assert (spot.line, spot.column, spot.width, spot.source) == (2, column, width, line)


def test_the_caret_stands_in_the_line_of_a_value_of_several() -> None:
    text = '*filter\n-A INPUT -m comment --comment "a\nb" --x 5\nCOMMIT\n'
    spot = spot_of(logical_lines(text).lines, 2, ' -m comment --comment "a\nb" --x 5', 4)
    assert (spot.line, spot.column, spot.source) == (3, 4, 'b" --x 5')


def test_a_path_is_no_rule(tmp_path: Path) -> None:
    """LP64 is what is built for where nothing else is said."""
    assert compiled(rules("-j DROP")).table.abi is LP64_LE


def test_mutated_texts_are_compiled_or_refused() -> None:
    """Some of tests/stress/texts.py: no traceback, and time that the size allows."""
    assert texts.hold(seed=5, count=400) == 400


def test_a_long_name_and_a_strange_policy_are_told(iptblob: Callable[..., Done], tmp_path: Path) -> None:
    path = tmp_path / "a.v4"
    path.write_text(f"*filter\n:INPUT NOWHERE\n:{'x' * 30} -\nCOMMIT\n")
    done = iptblob("build", path, "--family", "ipv4", "-o", tmp_path / "x.replace")
    assert done.status == 1
    assert "NOWHERE is no policy" in done.err
    assert "at most 29 bytes" in done.err


@pytest.mark.parametrize(("family", "word", "meant"), [
    ("ipv4", "-j DORP", "did you mean DROP"), ("ipv4", "-m comentt", "did you mean comment"),
    ("ipv4", "-j OTHR", "did you mean OTHER"), ("ipv4", "-j HLL", ""), ("ipv6", "-j HLL", "did you mean HL"),
])  # fmt: skip
def test_a_name_that_nobody_knows(family: str, word: str, meant: str) -> None:
    """What is near, of this family, or nothing."""
    (refusal,) = compiled(rules(word, before=":OTHER - [0:0]\n"), family).refusals
    assert ("did you mean" in refusal.why, meant in refusal.why) == (bool(meant), True), refusal.why


def test_chains_by_the_thousand_are_not_compared_with_each_mistake() -> None:
    """Each of them would look at all."""
    for number, hints in ((MOST_CHAINS, True), (MOST_CHAINS + 1, False)):
        many = "".join(f":OTHER{one} - [0:0]\n" for one in range(number))
        (refusal,) = compiled(rules("-j OTHR5", before=many)).refusals
        assert ("did you mean" in refusal.why) == hints
