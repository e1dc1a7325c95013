"""Rules with options drawn from what extensions take, from what people typed, and from what is nearly that."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from iptblob.building.sending import extension_options
from iptblob.extensions import find_revision, names
from iptblob.extensions.options import Options, RuleOption
from tests.conftest import SAMPLES

sys.path.insert(0, str(SAMPLES / "tools"))
from ruletext import read_rules

# What stands for a value anywhere: numbers in all forms and out of all ranges, ranges, lists, addresses, masks, names.
ANYTHING = [
    "0", "1", "2", "5", "7", "31", "32", "33", "63", "64", "127", "128", "255", "256", "1000", "10000", "65535",
    "65536", "4294967295", "4294967296", "18446744073709551615", "18446744073709551616", "0x10", "0XfF", "010",
    "08", "0x", "+3", "-1", "1:", ":1", "1:2", "2:1", "1:2:3", ":", "1-2", "2-1", "1/2", "1/", "/1", "0x1/0xf",
    "1,2", ",1", "1,", "a", "A", "x", "1a", "1.5", ".5", "1e1", "1e-3", "10.0.0.1", "10.0.0.1/8",
    "10.0.0.1/255.0.255.0", "10.1", "1.2.3", "0x7f.1", "10.0.0.256", "1.2.3.4-1.2.3.9", "2001:db8::1",
    "2001:db8::/32", "::1.2.3.4", "::/0", "fe80::1%lo", "any", "tcp", "UDP", "icmp", "17", "ssh", "http", "domain",
    "telnet:http", "root", "nobody", "0-5", "5-0", "eth0", "eth+", "+", "lo", "a-name-of-sixteen",
    "00:11:22:33:44:55", "0:1:2:3:4:5", "00:11:22:33:44", "1/s", "5/minute", "10/HOUR", "3/d", "1/sek", "5/",
    "10kb/s", "1mb/s", "0b/s", "2024-01-01", "2024-02-30T12:00:00", "12:30", "24:00", "8:5:9", "Mon", "Mon,Tue",
    "1,5", "sun", "none", "NONE", "all", "ALL", "new", "NEW,RELATED", "in", "out", "ipsec", "src", "dst", "src,dst",
    "both", "original", "REPLY", "random", "nth", "inf", "--", "!", "-j", "--dport",
]  # fmt: skip


class Generated(NamedTuple):
    """A rule for a family's table: the words behind ``-A CHAIN``."""

    family: str
    table: str
    words: tuple[str, ...]


@cache
def typed_values(family: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """By option, the words that stand behind it in samples/everything, as typed there."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for rule in read_rules(SAMPLES / "everything" / "rules" / family):
        words = [word.decode("latin-1") for word in rule.words]
        for at, word in enumerate(words):
            if word.startswith("--"):
                found.setdefault(word, set()).add(tuple(words[at + 1 : at + 3]))
    return {name: tuple(sorted(values)) for name, values in found.items()}


@cache
def parts(family: str) -> tuple[tuple[str, str, Options, str, int], ...]:
    """(kind, name, options, table, protocol) of all that the tools send in a family; table and protocol are where the
    kernel asks for them."""
    found = []
    for kind, name in sorted(names()):
        sent = extension_options(kind, name, family) if name else None
        if sent is None:
            continue
        extension, revision, options = sent
        known = find_revision(kind, extension.name, revision, family)
        asked = known.constraints if known else None
        found.append((kind, name, options, (asked.table or "") if asked else "", asked.proto if asked else 0))
    return tuple(found)


def rules(seed: int, count: int) -> Iterator[Generated]:
    rnd = random.Random(seed)
    for _ in range(count):
        yield rule(rnd)


def rule(rnd: random.Random) -> Generated:
    """One to three extensions with some of their options each."""
    family = rnd.choice(("ipv4", "ipv6"))
    rate = rnd.choice((0.02, 0.07, 0.4))  # of values that are nearly those of people, or anything
    chosen = [rnd.choice(parts(family)) for _ in range(rnd.choice((1, 1, 1, 2, 2, 3)))]
    targets = [one for one in chosen if one[0] == "target"][:1]
    matches = [one for one in chosen if one[0] == "match"]
    protocol = next((one[4] for one in chosen if one[4]), 0)
    words = head(rnd, family, protocol)
    for kind, name, options, *_ in (*matches, *targets):
        named = (
            []
            if kind == "match" and rnd.random() < 0.15 and f"-p {name}" in " ".join(words)
            else ["-m" if kind == "match" else "-j", name]
        )
        words += [*named, *written(rnd, family, options, rate)]
    if rnd.random() < 0.05:
        words.insert(rnd.randrange(len(words) + 1), rnd.choice(ANYTHING))
    return Generated(family, next((one[3] for one in chosen if one[3]), "mangle"), tuple(words))


def head(rnd: random.Random, family: str, protocol: int) -> list[str]:
    words: list[str] = []
    if protocol or rnd.random() < 0.3:
        number = protocol or rnd.choice((6, 17, 1, 58, 132, 33, 50, 51, 108, 135))
        spelled = {6: "tcp", 17: "udp", 1: "icmp", 58: "ipv6-icmp", 132: "sctp", 33: "dccp", 50: "esp", 51: "ah",
                   108: "ipcomp", 135: "mh"}  # fmt: skip
        words += [*(["!"] if rnd.random() < 0.05 else []), "-p", rnd.choice((str(number), spelled.get(number, "6")))]
    if rnd.random() < 0.15:
        v4 = ("10.0.0.1", "10.1.2.3/8", "10.1", "0/0", "1.2.3.4,5.6.7.8/24", "10.0.0.1/255.0.255.0", "010.0x1.2",
              "1.2.3.4/33", "10.256")  # fmt: skip
        v6 = (
            "2001:db8::1",
            "2001:db8::/32",
            "::/0",
            "fe80::1,fe80::2/64",
            "2001:db8::1/ffff::ff",
            "::1/129",
            "1.2.3.4",
        )
        words += [*(["!"] if rnd.random() < 0.2 else []), rnd.choice(("-s", "-d", "--source", "--dst", "--sour")),
                  rnd.choice(v4 if family == "ipv4" else v6)]  # fmt: skip
    return words


def written(rnd: random.Random, family: str, options: Options, rate: float) -> list[str]:
    """Options with values: mostly those without which it is refused, and some of the others."""
    wanted = [one for one in options.table if one.required]
    if options.one_of and rnd.random() < 0.9:
        name = rnd.choice(options.one_of)
        wanted += [one for one in options.table if one.name == name]
    others = [one for one in options.table if one not in wanted]
    wanted += rnd.sample(others, min(len(others), rnd.choice((0, 0, 1, 1, 2, 3))))
    if rnd.random() < 0.05 and wanted:
        wanted.append(rnd.choice(wanted))
    rnd.shuffle(wanted)
    return [word for one in wanted for word in spelled(rnd, family, one, rate)]


def spelled(rnd: random.Random, family: str, option: RuleOption, rate: float) -> list[str]:
    name = rnd.choice((option.name, *option.aliases))
    values = list(value(rnd, family, option, rate))
    if rnd.random() < 0.1 and len(name) > 5:
        name = name[: rnd.randrange(4, len(name))]
    inverted = rnd.random() < (0.25 if option.invertible else 0.02)
    if values and rnd.random() < 0.05:
        name, values = f"{name}={values[0]}", values[1:]
    if rnd.random() < 0.01:
        values = values[:-1]
    return [*(["!"] if inverted else []), name, *values]


def value(rnd: random.Random, family: str, option: RuleOption, rate: float) -> Iterator[str]:
    if option.maybe:
        typed = [words for words in typed_values(family).get(option.name, ()) if words and words[0][:1] not in "-!"]
        if typed and rnd.random() < 0.7:
            yield rnd.choice(typed)[0]
        return
    if not option.words:
        return
    typed = [words for name in (option.name, *option.aliases) for words in typed_values(family).get(name, ())
             if len(words) >= option.words]  # fmt: skip
    found = (
        list(rnd.choice(typed)[: option.words])
        if typed and rnd.random() < 0.75
        else [rnd.choice(ANYTHING) for _ in range(option.words)]
    )
    for word in found:
        yield changed(rnd, word) if rnd.random() < rate else word


def changed(rnd: random.Random, word: str) -> str:
    """Nearly the same word; one line stays one line."""
    at = rnd.randrange(len(word) + 1)
    ways = (word[:at], word + rnd.choice("0x/,:-. a"), word[:at] + word[at + 1 :], word.upper(), word.lower(),
            word[:at] + rnd.choice("0129af/,:-.+ ") + word[at:], " " + word, "+" + word, "0" + word)  # fmt: skip
    return rnd.choice(ways)


ARP_VALUES = {
    "-s": ("10.1", "1.2.3.4/8", "1.2.3.4/255.0.255.0", "0/0", "010.1.1.1", "1.2.3.4/33", "1.2.3.4/0x8", "1.2.3"),
    "--source-mac": ("1:2:3:4:5:6", "unicast", "Broadcast", "1:2:3:4:5", "1:2:3:4:5:6/ff:ff:0:0:0:0", "multicast"),
    "--h-length": ("6", "6/15", "0x6", "256", "08", "", "/1", "6/"),
    "--opcode": ("1", "request", "Reply", "Req", "010", "0x1", "70000", "-1", "1/", "1/7", "1/0xff", "ARP_NAK"),
    "--h-type": ("1", "ff", "0x1", "ethernet", "10000", "1/ff", "1/", "eth"),
    "--proto-type": ("0x800", "ipv4", "2048", "010", "08", "0x800/0xff00", "0x800/ff", "IP", "65536"),
    "-i": ("eth0", "eth+", "+", "averylongname123", "a-name-of-fifte"),
    "--mangle-ip-s": ("1.2.3.4", "1.2.3.4/8", "10.1"),
    "--mangle-mac-d": ("1:2:3:4:5:6", "1:2:3:4:5", "0:0:0:0:0:0"),
    "--mangle-target": ("DROP", "ACCEPT", "CONTINUE", "drop"),
    "--set-mark": ("1", "0x10", "ff", "zz", "1g", "ffffffff"),
    "--and-mark": ("1", "0x10", "f0"),
    "--set-class": ("1:1", "1", "ffff:ffff", "1:2x", "10:"),
}  # fmt: skip
ARP_NAMES = {
    "-s": ("-s", "-d", "--source-ip", "--dst-ip", "--src-ip", "--source", "--destination-ip"),
    "--source-mac": ("--source-mac", "--src-mac", "--dst-mac", "--destination-mac", "--src-m"),
    "--h-length": ("--h-length", "-l", "--h-le"), "-i": ("-i", "-o", "--in-interface", "--in", "--out-i"),
    "--mangle-ip-s": ("--mangle-ip-s", "--mangle-ip-d"), "--mangle-mac-d": ("--mangle-mac-d", "--mangle-mac-s"),
}  # fmt: skip
ARP_TARGETS = {
    "ACCEPT": (), "mangle": ("--mangle-ip-s", "--mangle-mac-d", "--mangle-target"), "CLASSIFY": ("--set-class",),
    "MARK": ("--set-mark", "--and-mark"),
}  # fmt: skip


def arp_rules(seed: int, count: int) -> Iterator[Generated]:
    rnd = random.Random(seed)
    for _ in range(count):
        target = rnd.choice(("ACCEPT", "ACCEPT", "mangle", "CLASSIFY", "MARK"))
        own = ARP_TARGETS[target]
        head = [name for name in ARP_VALUES if not name.startswith(("--mangle", "--set", "--and"))]
        words = [word for name in rnd.sample(head, rnd.randrange(3)) for word in _arp(rnd, name)]
        if target == "mangle" and rnd.random() < 0.7:
            words += ["--h-length", "6"]
        words += ["-j", target]
        words += [word for name in rnd.sample(own, min(len(own), rnd.choice((1, 1, 2)))) for word in _arp(rnd, name)]
        yield Generated("arp", "filter", tuple(words))


def _arp(rnd: random.Random, name: str) -> list[str]:
    spelled_ = rnd.choice(ARP_NAMES.get(name, (name,)))
    value_ = rnd.choice(ARP_VALUES[name])
    way = rnd.random()
    return ["!", spelled_, value_] if way < 0.1 else [spelled_, "!", value_] if way < 0.25 else [spelled_, value_]
