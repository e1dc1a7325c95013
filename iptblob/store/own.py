"""Values that belong to a host: learnt from all hosts, told, and never where one host's value stands out.

A rule that only one host has, or a few, may be the same rule with the host's own address, name or made-up interface in
it. It is taken for that where the same rule with a hole in it stands on at least three hosts and nearly every one of
them has another value there. Where the captured addresses say whose the values are, a value that is not the host's own
stays what it is; so does one that two hosts have, or that lies far from all others, or does not go up with the number
in the host's name as the others do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from iptblob.store.census import Census, ChainPlace, Host
from iptblob.store.words import HOLE, MADE, holes, number_of, own_words

FEWEST_HOSTS = 3  # hosts that must have a rule before a place in it can be one for own values
NEARLY = 0.8  # as many values as hosts there must be, at least
RARE = 50  # a rule is looked at where at most one host in so many has it, or two

PatternKey = tuple[ChainPlace, str]  # a place, made names taken out, and a rule with holes


class RareRule(NamedTuple):
    """A rare rule of a host, by its name."""

    host: str
    place: ChainPlace
    rule: int


@dataclass
class OwnValue:
    """What was taken for hosts' own: a rule with holes, and what each host has there. ``outstanding`` are hosts whose
    value was not, and why."""

    place: ChainPlace
    pattern: str
    why: str
    values: dict[str, str] = field(default_factory=dict)
    outstanding: dict[str, str] = field(default_factory=dict)


@dataclass
class Own:
    """What is known of own values: the pattern that stands for each rule of a host that has some."""

    values: list[OwnValue] = field(default_factory=list)
    patterns: dict[RareRule, str] = field(default_factory=dict)
    places: dict[ChainPlace, ChainPlace] = field(default_factory=dict)


def learnt(census: Census) -> Own:
    """What belongs to the hosts of a census."""
    own = Own(places=_places(census))
    if len(census.hosts) < FEWEST_HOSTS:
        return own
    entries, usual = _entries(census, own)
    left = _by_addresses(census, entries, own)
    _by_variation(census, left, usual, own)
    return own


def _places(census: Census) -> dict[ChainPlace, ChainPlace]:
    """Places by what they are called: chains whose made-up names few hosts have, without them."""
    held = Counter(place for host in census.hosts for place in host.chains)
    few = _few(census)
    return {
        place: place._replace(chain=MADE.sub(HOLE, place.chain)) if count <= few else place
        for place, count in held.items()
    }


def _few(census: Census) -> int:
    return max(2, len(census.hosts) // RARE)


def _entries(census: Census, own: Own) -> tuple[list[RareRule], dict[ChainPlace, Counter[int]]]:
    """Rules that few hosts have, host by host; of all others how many hosts have them, by place."""
    holders = Counter(
        (own.places[place], chain.content) for host in census.hosts for place, chain in host.chains.items()
    )
    counts: dict[ChainPlace, Counter[int]] = defaultdict(Counter)
    for (place, content), hosts in holders.items():
        for rule in set(census.contents[content].tolist()):
            counts[place][rule] += hosts
    few = _few(census)
    rare = {place: {rule for rule, hosts in held.items() if hosts <= few} for place, held in counts.items()}
    some = {pair: [rule for rule in census.contents[pair[1]].tolist() if rule in rare[pair[0]]] for pair in holders}
    entries = [
        RareRule(host.name, place, rule)
        for host in census.hosts
        for place, chain in host.chains.items()
        for rule in some[own.places[place], chain.content]
    ]
    usual = {place: Counter({rule: n for rule, n in held.items() if n > few}) for place, held in counts.items()}
    return entries, usual


def _by_addresses(census: Census, entries: Iterable[RareRule], own: Own) -> list[RareRule]:
    """Take out the captured addresses and names of hosts where at least three have the same rule then; gives back the
    entries that are not explained so."""
    told: dict[PatternKey, list[RareRule]] = defaultdict(list)
    plain, hosts = [], census.by_name
    for entry in entries:
        host, text = hosts[entry.host], census.texts[entry.rule]
        named = own_words(text, host.addresses, host.name)
        if named == text:
            plain.append(entry)
        else:
            told[own.places[entry.place], named].append(entry)
    claimed: dict[PatternKey, OwnValue] = {}
    for (place, pattern), held in told.items():
        if len({entry.host for entry in held}) < FEWEST_HOSTS:
            plain += held
            continue
        value = OwnValue(place, pattern, "the hosts' own addresses or names")
        own.values.append(value)
        for entry in held:
            own.patterns[entry] = pattern
            host, text = hosts[entry.host], census.texts[entry.rule]
            for hole, gone in holes(text):
                if any(own_words(word, host.addresses, host.name) != word for word in gone):
                    claimed.setdefault((place, hole), value)
                    value.values.setdefault(entry.host, " ".join(gone))
    return [entry for entry in plain if not _explained(census, hosts, entry, claimed, own)]


def _explained(
    census: Census, hosts: dict[str, Host], entry: RareRule, claimed: dict[PatternKey, OwnValue], own: Own
) -> bool:
    """Is it a rule that has the own value of its host on others? Of a host whose addresses are not known it is taken
    for one too, unless another host has the same; else it stands out."""
    known = bool(hosts[entry.host].addresses)
    for hole, gone in holes(census.texts[entry.rule]):
        value = claimed.get((own.places[entry.place], hole))
        if value is None:
            continue
        told = " ".join(gone)
        if known or told in value.values.values():
            value.outstanding[entry.host] = f"{told} is not its own, as on {len(value.values)} others"
        else:
            value.values[entry.host] = told
            own.patterns[entry] = value.pattern
        return True
    return False


def _by_variation(census: Census, entries: list[RareRule], usual: dict[ChainPlace, Counter[int]], own: Own) -> None:
    """Take out what differs on nearly every host."""
    told: dict[PatternKey, dict[RareRule, str]] = defaultdict(dict)
    for entry in entries:
        for hole, gone in holes(census.texts[entry.rule]):
            told[own.places[entry.place], hole][entry] = " ".join(gone)
    enough = {key: held for key, held in told.items() if len({entry.host for entry in held}) >= FEWEST_HOSTS}
    others = _usual(census, usual, enough)
    ranked = sorted(enough.items(), key=lambda pair: (pair[0][1].count(HOLE), -len(pair[1])))
    for key, held in ranked:
        left = {entry: value for entry, value in held.items() if entry not in own.patterns}
        holders = Counter(left.values())
        if len({entry.host for entry in left}) < FEWEST_HOSTS or len(holders) < NEARLY * (len(left) + others[key]):
            continue
        found = OwnValue(*key, "differs on nearly every host")
        reasons = dict(_outstanding(left, holders))
        for entry, value in left.items():
            if entry.host in reasons:
                found.outstanding[entry.host] = reasons[entry.host]
            else:
                found.values[entry.host] = value
                own.patterns[entry] = key[1]
        own.values.append(found)


def _usual(census: Census, usual: dict[ChainPlace, Counter[int]], wanted: Iterable[PatternKey]) -> Counter[PatternKey]:
    """How many hosts have a rule that fits one of the ``wanted`` patterns and is no rare one."""
    found: Counter[PatternKey] = Counter()
    patterns: dict[ChainPlace, set[str]] = defaultdict(set)
    for place, pattern in wanted:
        patterns[place].add(pattern)
    for place, asked in patterns.items():
        for rule, hosts in usual.get(place, {}).items():
            for hole, _ in holes(census.texts[rule]):
                if hole in asked:
                    found[place, hole] += hosts
    return found


def _outstanding(held: dict[RareRule, str], holders: Counter[str]) -> Iterator[tuple[str, str]]:
    """Hosts whose value does not look like those of the others, and why."""
    for entry, value in held.items():
        if holders[value] > 1:
            yield entry.host, f"{value} is on {holders[value]} hosts, where each has its own"
    numbers = {entry.host: number for entry, value in held.items() if (number := number_of(value)) is not None}
    if len(numbers) < len(held) * NEARLY:
        return
    yield from _far(numbers, {entry.host: value for entry, value in held.items()})
    yield from _out_of_step(numbers, {entry.host: value for entry, value in held.items()})


def _far(numbers: dict[str, int], values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Addresses further from all others than those are from one another."""
    ordered = sorted(numbers, key=numbers.__getitem__)
    most = max(1, len(ordered) // RARE)
    for side in (ordered, ordered[::-1]):
        for count in range(1, most + 1):
            rest = side[count:]
            if len(rest) < FEWEST_HOSTS:
                break
            span = abs(numbers[rest[-1]] - numbers[rest[0]])
            if abs(numbers[rest[0]] - numbers[side[count - 1]]) > max(span, 256):
                for host in side[:count]:
                    yield host, f"{values[host]} is far from those of the {len(rest)} others"
                break


def _out_of_step(numbers: dict[str, int], values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Addresses that do not go up with the number in the host's name, where those of nearly all others do."""
    steps = {}
    for host, number in numbers.items():
        match = re.search(r"(\d+)\D*$", host)
        if match:
            steps[host] = number - int(match.group(1))
    if len(steps) < FEWEST_HOSTS + 1:
        return
    step, count = Counter(steps.values()).most_common(1)[0]
    if count < len(steps) - max(1, len(steps) // RARE):
        return
    for host, own in steps.items():
        if own != step:
            yield host, f"{values[host]} does not fit the host's number, as it does on {count} others"


def normal_rules(census: Census, own: Own, host: Host, place: ChainPlace) -> list[str | int]:
    """The rules of a host's chain: numbers, or patterns where they have own values; what is made up stands once."""
    rules = census.contents[host.chains[place].content].tolist()
    kept: list[str | int] = []
    seen: set[str] = set()
    for rule in rules:
        one = own.patterns.get(RareRule(host.name, place, rule), rule)
        if isinstance(one, str) and MADE.search(census.texts[rule]):
            if one in seen:
                continue
            seen.add(one)
        kept.append(one)
    return kept
