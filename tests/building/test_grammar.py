"""Rules compiled from what iptables-save printed, against the bytes that the kernel gave of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import iptblob as api
from iptblob.abi import ABIS, LP64_LE
from iptblob.api.tables import Snapshot
from iptblob.building.grammar import RuleError, RuleReader, compile_rule
from iptblob.building.heads import misplaced
from iptblob.building.sending import OLD_TEXTS, Sender
from iptblob.family import IPV4, IPV6
from iptblob.names import debian_12
from iptblob.reading.opening import open_source
from iptblob.restore.arguments import arguments
from tests.building.compiled import Outcome, outcomes
from tests.building.typed import typed
from tests.conftest import SAMPLES, blob_of, corpus_id, corpus_tables

# What the tools loaded; in the others are revisions that none sends and texts that hide things.
LOADED = [path for path in sorted(SAMPLES.glob("*/*.iptb")) if path.parent.name not in ("unsent", "misleading")]

# Texts that iptables 1.8.9 prints and nobody can read back, itself included: names that are printed as they are with
# blanks or quotes in them, numbers with a sign, an empty list of days, rates and prefixes that are zero, a mask that
# its option does not take, sets by their number.
UNREADABLE = re.compile(
    r" -i (a b|we ird) | --(ct)?state -j| --(seconds|hitcount|led-delay) -\d| --(weekdays|monthdays)  "
    r"| --hashlimit-(upto|above) 0b/s| -j [SD]NPT --(src|dst)-pfx \S+$| --cluster-local-nodemask 0x80000000 "
    r'| --(match|add|del|map)-set \d|name (odd|with|a) |--label (lab "q"|a b)|--genre Free BSD|[AUj] q"uo"te'
    r"|^-A with space | --h-type \d{5}| --proto-type 0x\w+/\w*[a-f]"
).search
# arptables prints types of hardware and masks of protocols in another base than it reads.
OTHER_BASE = re.compile(r" --h-type \d\d| --h-type \S+/| --proto-type \S+/").search
# Texts of a whole rule that stand for several: `-i +`, inverted or not, and `-p 0` are printed as nothing; and
# `--compres` alone, which is printed of a range from 0 to the end and means 0 alone.
AMBIGUOUS = {
    "-A core -j ACCEPT", "-A core -i eth+ -j QUEUE", "-A protocols -j ACCEPT", "-A protocols -j RETURN",
    "-A USER -j ACCEPT", "-A USER -j DROP", "-A INPUT -j ACCEPT", "-A INPUT -j DROP ",
}  # fmt: skip
SAID_LESS = re.compile("-m ipcomp (?!--ipcompspi)").search


@pytest.mark.parametrize("path", LOADED, ids=lambda path: path.stem)
def test_compiled_text_is_the_bytes_of_the_capture(path: Path) -> None:
    """Every rule is the same bytes, or its text says less than they do: then both have the same words, in all five
    layouts."""
    hold_all(path.stem, list(outcomes(api.open(path))))


FOREIGN = [path for path in corpus_tables() if path.parent.name in ("all", "docker", "ufw", "names", "rev0", "rev1")]


@pytest.mark.parametrize("path", FOREIGN, ids=corpus_id)
def test_compiled_text_of_other_machines_is_their_bytes(path: Path) -> None:
    hold_all(corpus_id(path), list(outcomes(Snapshot(open_source(str(path), data=blob_of(path))))))


def hold_all(name: str, found: list[Outcome]) -> None:
    unread = [one for one in found if one.refused is not None]
    assert [one for one in unread if not UNREADABLE(one.text)] == []
    assert [one for one in found if one.reworded and not SAID_LESS(one.text)] == []
    assert [
        one for one in found if "head" in one.differs and one.text not in AMBIGUOUS and not OTHER_BASE(one.text)
    ] == []
    same = [one for one in found if one.refused is None and not one.differs]
    print(f"{name}: {len(found)} rules, {len(same)} the same bytes, {len(unread)} that nobody can read back")


@pytest.mark.parametrize(("family", "least"), [("ipv4", 3600), ("ipv6", 3900), ("arp", 240)])
def test_every_rule_as_it_was_typed_is_the_bytes_that_the_kernel_gave(family: str, least: int) -> None:
    """What iptables made of a line and what is made of it here, in every byte of configuration and padding; the one
    exception is the descriptor of a pinned program, which is the loading process' own."""
    found = list(typed(api.open(SAMPLES / "everything" / "everything.iptb"), family))
    assert len(found) > least
    other = [one for one in found if one.refused is not None or one.differs]
    assert [one for one in other if one.differs != ("match bpf",) or b"--object-pinned" not in one.line.rest] == []
    print(f"{family}: {len(found)} rules as typed, {len(found) - len(other)} the same bytes")


def refusal(text: str) -> tuple[str, str]:
    """(what is said, the word it is said of)."""
    words = arguments(text)
    with pytest.raises(RuleError) as told:
        compile_rule(words, IPV4, LP64_LE, debian_12())
    return str(told.value), words[told.value.word] if told.value.word < len(words) else ""


@pytest.mark.parametrize(("text", "said", "word"), [
    ("-s host.example -j DROP", "an IPv4 address is expected; names of hosts are not looked up", "host.example"),
    ("-p tcp --dport sssh", "the number of a port or the name of a well-known service is expected", "sssh"),
    ("-m fuzzy -j DROP", "how match fuzzy is written is not known here", "fuzzy"),
    ("-p tcp --dsport 22", "no option --dsport in what is loaded here", "--dsport"),
    ("-p tcp -m tcp --dport", "--dport wants a value", "--dport"),
    ("-m comment -j DROP", "comment: --comment is expected", ""),
    ("-j DROP !", "an option is expected behind !", "!"),
    ("INPUT", "an option is expected", "INPUT"),
    ("-p tcp --s 5", "--s may mean several options", "--s"),
    ("-i lo -i eth0", "-i is given twice", "-i"),
    ("-i lo ! -j DROP", "-j cannot be inverted", "-j"),
])  # fmt: skip
def test_what_is_not_understood_is_told_with_its_word(text: str, said: str, word: str) -> None:
    assert refusal(text) == (said, word)


@pytest.mark.parametrize(("words", "chain", "table", "field"), [
    ("-o eth0", "INPUT", "filter", "-o"), ("-o eth0", "PREROUTING", "nat", "-o"), ("-i eth0", "OUTPUT", "filter", "-i"),
    ("! -i eth0", "POSTROUTING", "mangle", "-i"), ("-j DROP", "OUTPUT", "nat", "DROP"),
])  # fmt: skip
def test_what_has_no_meaning_in_a_chain_is_told(words: str, chain: str, table: str, field: str) -> None:
    (made,) = compile_rule(arguments(words), IPV4, LP64_LE, debian_12())
    assert field in misplaced(made.head, made.jump, chain, table)
    assert misplaced(made.head, made.jump, "T", "filter") == ""


def test_a_negation_behind_its_option_is_of_old_versions() -> None:
    words = arguments("-s ! 192.0.2.0/24 -p tcp -m tcp --dport ! 22")
    (old,) = RuleReader(words, IPV4, debian_12(), frozenset(), Sender(iptables=(1, 4, 10))).read()
    (new,) = RuleReader(
        arguments("! -s 192.0.2.0/24 -p tcp -m tcp ! --dport 22"), IPV4, debian_12(), frozenset()
    ).read()
    assert old == new
    (compared,) = RuleReader(words, IPV4, debian_12(), frozenset(), OLD_TEXTS).read()
    assert compared == new
    with pytest.raises(RuleError):
        RuleReader(words, IPV4, debian_12(), frozenset()).read()


def test_lists_of_addresses_make_a_rule_for_each_pair() -> None:
    made = compile_rule(arguments("-s 192.0.2.1,192.0.2.2 -d 10.0.0.0/8,172.16.0.0/12"), IPV4, LP64_LE, debian_12())
    assert [(one.head["src"][3], one.head["dst"][0]) for one in made] == [(1, 10), (1, 172), (2, 10), (2, 172)]


def test_a_jump_names_a_chain_and_a_goto_any() -> None:
    (made,) = compile_rule(["-g", "THERE"], IPV6, LP64_LE, debian_12())
    assert (made.jump, made.head["flags"]) == ("THERE", 0x04)
    (made,) = compile_rule(["-j", "LOG"], IPV4, LP64_LE, debian_12(), chains=["LOG"])
    assert (made.jump, made.target) == ("LOG", None)


def test_payloads_are_those_of_the_layout() -> None:
    words = arguments("-p tcp -m limit --limit 1/hour -j LOG")
    sizes = {name: len(compile_rule(words, IPV4, abi, debian_12())[0].matches[0].payload) for name, abi in ABIS.items()}
    assert sizes == {"lp64-le": 40, "lp64-be": 40, "i386": 28, "ilp32-le": 28, "ilp32-be": 28}


MASKS = "-m conntrack --ctorigsrc 192.0.2.0/255.0.255.0"


def test_masks_with_gaps_are_loaded_as_written_since_1_8_11() -> None:
    """Measured: 1.8.9 prints the rule without a mask, 1.8.11 with the one that was written."""
    (old,) = compile_rule(arguments(MASKS), IPV4, LP64_LE, debian_12())
    (new,) = compile_rule(arguments(MASKS), IPV4, LP64_LE, debian_12(), sender=Sender(iptables=(1, 8, 11)))
    gaps = bytes([255, 0, 255, 0])
    assert gaps in new.matches[0].payload
    assert gaps not in old.matches[0].payload


def test_the_last_queue_of_all_cannot_be_named_since_1_8_11() -> None:
    """Measured: ``1:`` is printed as 1:65534 by 1.8.11."""
    new = Sender(iptables=(1, 8, 11))
    words = arguments("-j NFQUEUE --queue-balance 5:65535")
    (old,) = compile_rule(words, IPV4, LP64_LE, debian_12())
    with pytest.raises(RuleError):
        compile_rule(words, IPV4, LP64_LE, debian_12(), sender=new)
    (open_end,) = compile_rule(arguments("-j NFQUEUE --queue-balance 5:"), IPV4, LP64_LE, debian_12(), sender=new)
    (named,) = compile_rule(arguments("-j NFQUEUE --queue-balance 5:65534"), IPV4, LP64_LE, debian_12())
    assert open_end == named != old
