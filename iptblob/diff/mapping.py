"""Two hosts with one policy: names and addresses that differ from host to host, given by the user or solved for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iptblob.diff.align import align
from iptblob.diff.chains import pair_chains
from iptblob.diff.lines import Lines, from_lines
from iptblob.diff.orient import in_turn, turned
from iptblob.diff.spelling import Words
from iptblob.errors import UsageError

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

    Network = IPv4Network | IPv6Network

ADDRESS, INTERFACE, NAME = "addr", "iface", "name"

_ADDRESS = (
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?=[0-9A-Fa-f:]*::|(?:[0-9A-Fa-f]+:){7})[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(?![\w.])"
)
_INTERFACE_OPTIONS = ("-i", "-o", "--physdev-in", "--physdev-out", "--oif")
# names made by machines: bridges and veth pairs of docker, Calico's, container and kube-proxy hashes
_MADE = (
    r"\b(?:veth[0-9a-f]{4,11}|br-[0-9a-f]{12}|cali[0-9a-f]{11}|tap[0-9a-f]{8}-[0-9a-f]{2}|eni[0-9a-f]{11}"
    r"|(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}|[0-9a-f]{12,64}|cali:[A-Za-z0-9_-]{16}"
    r"|KUBE-(?:SVC|SEP|FW|EXT|SVL|XLB)-[A-Z2-7]{16}|KUBE-POD-FW-[A-Z2-7]{16}|neutron-openvswi-[a-z][0-9a-f-]{4,10}"
    r")(?![0-9A-Za-z_])"
)
BARRED = "#"  # before a word of A that stands for no word of B
ENOUGH_VOTES = 2  # an address seen once may as well be an edit; a name made by a machine is none

@dataclass
class Mapping:
    """Words of A that stand for words of B, by kind; ``networks`` are whole networks moved to others.

    ``votes`` counts the rules that speak for a pair that was solved. ``barred`` are words of A that stand for no word
    of B, not even for the one that is spelled alike, because that was solved to stand for another.
    """

    words: dict[str, dict[str, str]] = field(default_factory=lambda: {ADDRESS: {}, INTERFACE: {}, NAME: {}})
    networks: list[tuple[Network, Network]] = field(default_factory=list)
    votes: dict[tuple[str, str], int] = field(default_factory=dict)
    barred: dict[str, set[str]] = field(default_factory=lambda: {ADDRESS: set(), INTERFACE: set(), NAME: set()})

    def __bool__(self) -> bool:
        return any(self.words.values()) or bool(self.networks)

    def add(self, kind: str, pair: str) -> None:
        """Take ``A=B`` as a user writes it; UsageError where it says nothing."""
        old, sign, new = pair.partition("=")
        if not sign or not old or not new:
            raise UsageError(f"{pair!r} is no mapping such as 192.0.2.1=198.51.100.1")
        if kind != ADDRESS:
            self.words[kind][old] = new
            return
        from ipaddress import ip_network

        try:
            one, other = ip_network(old, strict=False), ip_network(new, strict=False)
        except ValueError as error:
            raise UsageError(f"{pair!r}: {error}") from error
        if one.version != other.version or one.prefixlen != other.prefixlen:
            raise UsageError(f"{pair!r}: both sides must be addresses or networks of one size")
        if one.prefixlen == one.max_prefixlen:
            self.words[ADDRESS][str(one.network_address)] = str(other.network_address)
        else:
            self.networks.append((one, other))

    def rewrite(self, words: Words) -> Words:
        """Words of a rule of A with B's names in them."""
        out = []
        previous = ""
        for word in words:
            changed = re.sub(_ADDRESS, lambda found: self._address(found[0]), word)
            if previous in _INTERFACE_OPTIONS:
                changed = self.words[INTERFACE].get(word, changed)
                changed = f"{BARRED}{word}" if word in self.barred[INTERFACE] else changed
            if self.words[NAME] and not (previous in _INTERFACE_OPTIONS and changed != word):
                changed = re.sub(_MADE, lambda found: self._name(found[0]), changed)
            out.append(changed)
            previous = word
        return tuple(out)

    def chain_name(self, name: str) -> str:
        """The name a chain of A has in B."""
        return self.words[NAME].get(name) or re.sub(_MADE, lambda found: self._name(found[0]), name)

    def _name(self, text: str) -> str:
        return f"{BARRED}{text}" if text in self.barred[NAME] else self.words[NAME].get(text, text)

    def _address(self, text: str) -> str:
        if text in self.barred[ADDRESS]:
            return f"{BARRED}{text}"
        known = self.words[ADDRESS].get(text)
        if known or not self.networks:
            return known or text
        value = _as_address(text)
        for one, other in self.networks:
            if value is not None and value in one:
                moved = int(other.network_address) + int(value) - int(one.network_address)
                return str(type(value)(moved))
        return text

    def options(self) -> list[str]:
        """The mapping as options that can be given again."""
        lines = [f"--map-addr {one}={other}" for one, other in self.networks]
        flags = {ADDRESS: "--map-addr", INTERFACE: "--map-iface", NAME: "--map-name"}
        return lines + [
            f"{flags[kind]} {one}={other}" for kind, pairs in self.words.items() for one, other in sorted(pairs.items())
        ]


def _as_address(text: str) -> IPv4Address | IPv6Address | None:
    from ipaddress import ip_address

    try:
        return ip_address(text)
    except ValueError:
        return None


# Leaving out


def without(ignored: Iterable[str]) -> Callable[[Words], Words]:
    """Rewrites a rule to what is left when some matches and parts of the head do not count."""
    dropped = set(ignored)
    options = {option for word in dropped for option in _HEAD_OPTIONS.get(word, ())}

    def rewrite(words: Words) -> Words:
        out: list[str] = []
        at = 0
        while at < len(words):
            word = words[at]
            if word == "-m" and at + 1 < len(words) and words[at + 1] in dropped:
                at = _end_of_match(words, at + 2)
            elif word in options:
                if out and out[-1] == "!":
                    out.pop()
                at += 2
            else:
                out.append(word)
                at += 1
        return tuple(out)

    return rewrite


_HEAD_OPTIONS = {
    "interface": ("-i", "-o"), "in-interface": ("-i",), "out-interface": ("-o",), "address": ("-s", "-d"),
    "source": ("-s",), "destination": ("-d",), "protocol": ("-p",),
}  # fmt: skip


def _end_of_match(words: Words, at: int) -> int:
    while at < len(words) and words[at] not in ("-m", "-j", "-g"):
        at += 1
    return at


# Solving


def solve(
    pairs: Sequence[tuple[Lines, Lines]], given: Mapping, unmapped: frozenset[tuple[str, str]] = frozenset()
) -> Mapping:
    """``given`` and what else makes rules of A rules of B: one word of A for one of B, everywhere.

    Rules meet with all variable words blanked; each meeting votes. A word that meets itself is no variable.
    """
    votes: dict[str, Counter[tuple[str, str]]] = {ADDRESS: Counter(), INTERFACE: Counter(), NAME: Counter()}
    for one, other in pairs:
        _vote(one, other, given, votes)
    solved = Mapping(
        {kind: dict(pairs) for kind, pairs in given.words.items()}, list(given.networks), dict(given.votes)
    )
    for kind, counted in votes.items():
        _elect(kind, Counter({pair: n for pair, n in counted.items() if (kind, pair[0]) not in unmapped}), solved)
    return solved


def _vote(one: Lines, other: Lines, given: Mapping, votes: dict[str, Counter[tuple[str, str]]]) -> None:
    listings = from_lines(
        [one, other], [_blanked(one, given), _blanked(other, Mapping())]
    )
    pairing = pair_chains(listings[0], listings[1])
    spans = [(one.chains[i], other.chains[j]) for i, j in pairing.pairs]
    of_a, of_b = listings[0].meaning, listings[1].meaning
    backwards = turned(listings[0], listings[1], of_a, of_b, spans)
    for (span_a, span_b), back in zip(spans, backwards, strict=True):
        names = span_a.name.decode("latin-1"), span_b.name.decode("latin-1")
        if re.fullmatch(_MADE, names[0]) and re.fullmatch(_MADE, names[1]):
            votes[NAME][names] += 1
        numbers = in_turn((of_a[span_a.start : span_a.end], of_b[span_b.start : span_b.end]), back)
        kept = in_turn(align(*numbers), back)
        for x, y in zip(kept[0].tolist(), kept[1].tolist(), strict=True):
            words_a = given.rewrite(one.words_at(span_a.start + x))
            words_b = other.words_at(span_b.start + y)
            for kind, left, right in _variables(words_a, words_b):
                votes[kind][left, right] += 1


def _blanked(side: Lines, given: Mapping) -> Callable[[Words], Words]:
    return lambda words: _blank(given.rewrite(side.drop(words) if side.drop else words))


def _blank(words: Words) -> Words:
    out = []
    previous = ""
    for word in words:
        changed = re.sub(_MADE, "#name", re.sub(_ADDRESS, "#addr", word))
        out.append("#iface" if previous in _INTERFACE_OPTIONS else changed)
        previous = word
    return tuple(out)


def _variables(one: Words, other: Words) -> Iterable[tuple[str, str, str]]:
    previous = ""
    for left, right in zip(one, other, strict=False):
        if previous in _INTERFACE_OPTIONS:
            yield INTERFACE, left, right
        else:
            for kind, pattern in ((ADDRESS, _ADDRESS), (NAME, _MADE)):
                found = zip(re.findall(pattern, left), re.findall(pattern, right), strict=False)
                yield from ((kind, *pair) for pair in found)
        previous = left


def _elect(kind: str, votes: Counter[tuple[str, str]], solved: Mapping) -> None:
    """One for one, where most rules of either word speak for it; a word that also stands for itself is left alone."""
    constant = {left for left, right in votes if left == right}
    of_left: Counter[str] = Counter()
    of_right: Counter[str] = Counter()
    for (left, right), count in votes.items():
        of_left[left] += count
        of_right[right] += count
    taken = set(solved.words[kind].values()) | constant
    for (left, right), count in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        if left in constant or left in solved.words[kind] or right in taken:
            continue
        if 2 * count <= max(of_left[left], of_right[right]):
            continue
        if count < ENOUGH_VOTES and not (re.search(_MADE, left) and re.search(_MADE, right)):
            continue
        solved.words[kind][left] = right
        solved.votes[left, right] = count
        taken.add(right)
        solved.barred[kind].add(right)
    solved.barred[kind] -= solved.words[kind].keys()
