"""Which hosts have the same rules, and which are the odd ones out: no baseline is needed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from iptblob.store.census import Census, ChainPlace, Host
from iptblob.store.own import Own, RareRule, learnt, normal_rules
from iptblob.store.words import HOLE, shown

SMALL = 100  # a group is odd that has at most one host for so many of the group it is like
LIKE = 200  # groups among which the one is looked for that another is like

Rules = tuple[str | int, ...]


class Difference(NamedTuple):
    """What a group has otherwise than the group it is compared with: ``change`` is added, removed, moved,
    chain-added, chain-removed or policy; ``position`` is that of the rule in its chain, of removed ones there."""

    change: str
    place: ChainPlace
    position: int | None
    text: str
    other: str = ""


@dataclass
class AlikeHosts:
    """Hosts, by number, whose rules mean the same but for own values. ``like`` is the larger group it is compared
    with, None of one that is like no other."""

    hosts: list[int]
    by: str = ""
    like: int | None = None
    differences: list[Difference] = field(default_factory=list)


@dataclass
class Oddness:
    """Groups, the largest first, and what was taken for hosts' own. ``odd`` are hosts that are alone."""

    census: Census
    own: Own
    groups: list[AlikeHosts]

    @property
    def odd(self) -> list[int]:
        """Hosts that no other is like, or no more than one in a hundred of those they are compared with; and those with
        a value that stands out."""
        alone = {at for one in self.groups if self._is_small(one) for at in one.hosts}
        names = {host for value in self.own.values for host in value.outstanding}
        return sorted(alone | {at for at, host in enumerate(self.census.hosts) if host.name in names})

    def _is_small(self, group: AlikeHosts) -> bool:
        if len(self.census.hosts) < 2:
            return False
        most = 0 if group.like is None else len(self.groups[group.like].hosts) // SMALL
        return len(group.hosts) <= max(1, most)

    @property
    def agree(self) -> bool:
        """Is there one group in each class, and nothing that stands out?"""
        return len({one.by for one in self.groups}) == len(self.groups) and not any(
            value.outstanding for value in self.own.values
        )


def odd_ones(census: Census, by: str = "", own: Own | None = None) -> Oddness:
    """Groups of hosts; with ``by``, a label of theirs, each class of hosts by itself. ``own`` are the values
    that belong to hosts, learnt if not given."""
    own = own or learnt(census)
    digests = Digests(census, own)
    held = [frozenset(digests.of_host(at).items()) for at in range(len(census.hosts))]
    classes: dict[str, list[int]] = defaultdict(list)
    for at, host in enumerate(census.hosts):
        classes[host.labels.get(by, "") if by else ""].append(at)
    groups: list[AlikeHosts] = []
    for name, members in sorted(classes.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        groups += _of_class(census, own, held, members, by=name, start=len(groups))
    return Oddness(census, own, groups)


class Digests:
    """Digests of what hosts have in their chains, own values left out; worked out once for each content."""

    def __init__(self, census: Census, own: Own) -> None:
        self._census, self._own = census, own
        self._touched = {(entry.host, entry.place) for entry in own.patterns}
        self._plain: dict[int, bytes] = {}

    def of_host(self, number: int) -> dict[tuple[ChainPlace, str, bytes], int]:
        """(place, policy, digest of the rules) -> how often: a chain with a made-up name counts once."""
        host = self._census.hosts[number]
        found = Counter(
            (self._own.places.get(place, place), chain.policy, self._of(host, place, chain.content))
            for place, chain in host.chains.items()
        )
        return {key: 1 if HOLE in key[0].chain else count for key, count in found.items()}

    def _of(self, host: Host, place: ChainPlace, content: int) -> bytes:
        if (host.name, place) in self._touched:
            return _digest(repr(normal_rules(self._census, self._own, host, place)))
        if content not in self._plain:
            self._plain[content] = _digest(repr(self._census.contents[content].tolist()))
        return self._plain[content]


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


Held = frozenset[tuple[tuple[ChainPlace, str, bytes], int]]


def _of_class(
    census: Census, own: Own, held: Sequence[Held], members: Iterable[int], *, by: str, start: int
) -> list[AlikeHosts]:
    """The groups of one class; ``like`` counts from ``start``."""
    alike: dict[Held, list[int]] = defaultdict(list)
    for at in members:
        alike[held[at]].append(at)
    ordered = sorted(alike.items(), key=lambda pair: (-len(pair[1]), pair[1][0]))
    groups: list[AlikeHosts] = []
    for at, (key, hosts) in enumerate(ordered):
        group = AlikeHosts(hosts, by)
        if at:
            others = [one for one, _ in ordered[: min(at, LIKE)]]
            best = max(range(len(others)), key=lambda other: (len(key & others[other]), -other))
            found = list(differences(census, own, ordered[best][1][0], hosts[0]))
            if len(found) <= _size(census, hosts[0]):  # else it is not the same rule set with changes
                group.like, group.differences = start + best, found
        groups.append(group)
    return groups


def _size(census: Census, at: int) -> int:
    """Half as many rules and chains as a host has."""
    chains = census.hosts[at].chains.values()
    return max(4, (len(chains) + sum(len(census.contents[chain.content]) for chain in chains)) // 2)


def differences(census: Census, own: Own, a: int, b: int) -> Iterator[Difference]:
    """What host ``b`` has otherwise than host ``a``, own values left out."""
    one, other = _by_place(census, own, a), _by_place(census, own, b)
    for place in sorted({*one, *other}):
        mine, theirs = one.get(place), other.get(place)
        if mine is None or theirs is None:
            yield Difference("chain-added" if mine is None else "chain-removed", place, None, "")
        elif mine.policy != theirs.policy:
            yield Difference("policy", place, None, theirs.policy or "-", mine.policy or "-")
        yield from _rules_differ(place, mine, theirs)


class Listed(NamedTuple):
    """A chain of a host: what stands for each rule, the rules as they are, and their positions."""

    policy: str
    rules: Rules
    texts: Sequence[str]
    positions: Sequence[int]


def _by_place(census: Census, own: Own, number: int) -> dict[ChainPlace, Listed]:
    found: dict[ChainPlace, Listed] = {}
    host = census.hosts[number]
    for place, chain in sorted(host.chains.items()):
        rules = census.contents[chain.content].tolist()
        normal = tuple(own.patterns.get(RareRule(host.name, place, rule), rule) for rule in rules)
        texts = [census.texts[rule] for rule in rules]
        positions = range(1, len(rules) + 1) if census.positions is None else census.positions[chain.content].tolist()
        found.setdefault(own.places.get(place, place), Listed(chain.policy, normal, texts, positions))
    return found


def _rules_differ(place: ChainPlace, a: Listed | None, b: Listed | None) -> Iterator[Difference]:
    one, other = (a.rules if a else ()), (b.rules if b else ())
    gone, new = Counter(one) - Counter(other), Counter(other) - Counter(one)
    for number, rule in enumerate(one):
        if gone[rule] > 0:
            gone[rule] -= 1
            assert a is not None
            text = shown(rule) if isinstance(rule, str) else a.texts[number]
            yield Difference("removed", place, a.positions[number], text)
    for number, rule in enumerate(other):
        if new[rule] > 0:
            new[rule] -= 1
            assert b is not None
            yield Difference("added", place, b.positions[number], b.texts[number])
    if a is not None and b is not None:
        yield from _moved(place, a, b)


def _moved(place: ChainPlace, a: Listed, b: Listed) -> Iterator[Difference]:
    """Rules of both that are not in a longest run of those in one order."""
    waiting: dict[str | int, deque[int]] = defaultdict(deque)
    for number, rule in enumerate(a.rules):
        waiting[rule].append(number)
    pairs = [(at, waiting[rule].popleft()) for at, rule in enumerate(b.rules) if waiting[rule]]
    kept = _longest_rise([other for _, other in pairs])
    for at, (number, other) in enumerate(pairs):
        if at not in kept:
            yield Difference("moved", place, b.positions[number], b.texts[number], f"from {a.positions[other]}")


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Indices of a longest rising run (patience sorting)."""
    tails: list[int] = []
    at_tail: list[int] = []
    before = [-1] * len(numbers)
    for at, number in enumerate(numbers):
        place = bisect_left(tails, number)
        before[at] = at_tail[place - 1] if place else -1
        tails[place : place + 1] = [number]
        at_tail[place : place + 1] = [at]
    kept: set[int] = set()
    at = at_tail[-1] if at_tail else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
