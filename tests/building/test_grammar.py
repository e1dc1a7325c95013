"""Rules compiled from what iptables-save printed, against the bytes that the kernel gave of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import iptblob as api
from iptblob.abi import ABIS, LP64_LE
from iptblob.building.grammar import RuleError, compile_rule
from iptblob.family import IPV4, IPV6
from iptblob.names import debian_12
from iptblob.restore.arguments import arguments
from tests.building.compiled import outcomes
from tests.conftest import SAMPLES

# What the tools loaded; in the others are revisions that none sends and texts that hide things.
LOADED = [path for path in sorted(SAMPLES.glob("*/*.iptb")) if path.parent.name not in ("unsent", "misleading")]
NOT_KNOWN = re.compile(r"how (match|target) \S+ is written is not known here").fullmatch
# Texts that iptables-save 1.8.9 prints of several rules: `-i +`, inverted or not, and `-p 0` as nothing; whole port
# ranges, inverted, as nothing; every code of ICMP type 255 as "any"; a rate between two whole numbers as one of them.
AMBIGUOUS = {
    "-A core -j ACCEPT", "-A core -i eth+ -j QUEUE", "-A protocols -j ACCEPT", "-A protocols -j RETURN",
    "-A m_icmp -p icmp -m icmp --icmp-type any -j ACCEPT", "-A m_icmp -p icmp -m icmp ! --icmp-type any -j ACCEPT",
    "-A m_tcp -p tcp -m tcp -j ACCEPT", "-A m_udp -p udp -m udp -j ACCEPT",
    "-A m_limit -m limit --limit 1/sec -j ACCEPT",
}  # fmt: skip

# Names of interfaces with blanks in them, which are printed as they are: nobody can read that back.
UNREADABLE = {"-A core -i a b -o ! -j DROP", "-A core -i a b -o wlan-+ -j DROP"}


@pytest.mark.parametrize("path", LOADED, ids=lambda path: path.stem)
def test_compiled_rules_are_the_bytes_of_the_capture(path: Path) -> None:
    """Every rule is either the same bytes, or names the extension that is not known here."""
    same, unknown = 0, 0
    for found in outcomes(api.open(path)):
        if found.refused is not None:
            assert NOT_KNOWN(str(found.refused)) or found.text in UNREADABLE, found
            unknown += 1
        elif found.differs:
            assert found.text in AMBIGUOUS, found
        else:
            same += 1
    if path.parent.name == "everything":
        assert same > 2700
    else:
        assert same >= unknown


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
