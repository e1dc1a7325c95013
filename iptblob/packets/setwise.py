"""Sets that hold something else on the other side: who is a member on each side, as far as a packet's head tells.

Members of both sides stay one fact, asked once; those of one side alone are terms over fields beside it. Where what
a set asks is more than addresses and ports, each side has a fact of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from ipaddress import ip_address, ip_network

from iptblob.diff.sets import SetContents, differing
from iptblob.names import packet_protocol
from iptblob.packets.flow import WITH_PORTS
from iptblob.packets.members import DEFAULT_PROTOCOL, DIMENSIONS, UNDECIDED
from iptblob.terms import FIRST_FRAGMENT, Either, Every, Fact, Not, Term, between, either, equals, every

MOST_TERMS = 2_000  # of one side alone that are made terms
TIMES = ("before", "after")
Sets = Mapping[str, SetContents]
Refine = Callable[[Fact], Term]


def refined(term: Term, refine: Refine) -> Term:
    """A term with ``refine`` of its facts in their place."""
    if isinstance(term, Fact):
        return refine(term)
    if isinstance(term, Not):
        return Not(refined(term.term, refine))
    if isinstance(term, Every):
        return every(*(refined(one, refine) for one in term.terms))
    if isinstance(term, Either):
        return either(*(refined(one, refine) for one in term.terms))
    return term


def refiner(sets: tuple[Sets, Sets], side: int, family: str) -> Refine:
    """What the facts about sets are on one side, where both sides' members are ``sets``."""
    changed = differing(*sets)
    made: dict[Fact, Term] = {}

    def refine(fact: Fact) -> Term:
        if fact not in made:
            made[fact] = _refined(fact, sets, side, changed, family=family)
        return made[fact]

    return refine


def _refined(
    fact: Fact, sets: tuple[Sets, Sets], side: int, changed: Mapping[str, frozenset[str]], *, family: str
) -> Term:
    name = next((one for one in changed if fact.key.startswith(f"set {one} ")), None)
    if name is None:
        return fact
    own = Fact(f"{fact.key} ({TIMES[side]})", fact.reason, fact.stateful, fact.by_hook, fact.about)
    if fact.about is None:
        return own
    terms: list[Term] = []
    for one in sorted(changed[name]):  # the set, or those that it lists: a member of one is a member of the list
        more = _of_one_side(sets[side][one], sets[1 - side][one], fact.about.sides, family=family)
        if more is None:
            return own
        terms += more
    return either(fact, *terms)


def _of_one_side(
    here: SetContents, there: SetContents, sides: Sequence[str], *, family: str
) -> list[Term] | None:  # fmt: skip
    """The members of one side alone; None where those of either side are too many, or no terms: the fact about the
    others would not be the same on both."""
    if not _plain(here, there, sides):
        return None
    if ("family inet6" in here.kind) != (family == "ipv6") and not here.kind.startswith("bitmap:port"):
        return []  # no packet of this family is a member
    ours, theirs = _elements(here), _elements(there)
    if max(len(ours - theirs), len(theirs - ours)) > MOST_TERMS:
        return None
    try:
        terms = {one: _member(one, here, sides, family) for one in ours ^ theirs}
    except ValueError:
        return None
    return [terms[one] for one in sorted(ours - theirs)]


def _elements(contents: SetContents) -> set[str]:
    return {member.partition(" ")[0] for member in contents.members}


def _plain(here: SetContents, there: SetContents, sides: Sequence[str]) -> bool:
    """Is a packet a member exactly where one of the members fits it?"""
    kinds = [set(contents.kind.split(" ")) for contents in (here, there)]
    dimensions = DIMENSIONS.get(here.kind.partition(" ")[0])
    return (
        dimensions is not None
        and here.kind.partition(" ")[0] == there.kind.partition(" ")[0]
        and ("inet6" in kinds[0]) == ("inet6" in kinds[1])
        and len(sides) >= len(dimensions)
        and not any(kind & set(UNDECIDED) for kind in kinds)
        and not any("nomatch" in member.split(" ")[1:] for one in (here, there) for member in one.members)
    )


def _member(element: str, contents: SetContents, sides: Sequence[str], family: str) -> Term:
    """The packets that an element fits; ValueError where it is none that ipset lists of its type."""
    dimensions = DIMENSIONS[contents.kind.partition(" ")[0]]
    parts = element.split(",")
    if len(parts) != len(dimensions):
        raise ValueError(element)
    return every(
        *(_part(part, dimension, side, family) for part, dimension, side in zip(parts, dimensions, sides, strict=False))
    )


def _part(part: str, dimension: str, side: str, family: str) -> Term:
    if dimension in ("ip", "net"):
        if "-" in part:
            low, high = (int(ip_address(one)) for one in part.split("-", 1))
        else:
            network = ip_network(part, strict=False)
            low, high = int(network.network_address), int(network.broadcast_address)
        return between(side, low, high, family=family)
    protocol, _, ports = part.rpartition(":")
    first, _, last = ports.partition("-")
    numbers: Sequence[int | None] = WITH_PORTS
    if dimension == "port":
        numbers = (packet_protocol(protocol) if protocol else DEFAULT_PROTOCOL,)
    known = [number for number in numbers if number in WITH_PORTS and number is not None]
    if not known:
        raise ValueError(part)
    has_ports = either(*(equals("proto", number) for number in known))
    return every(has_ports, FIRST_FRAGMENT, between(f"{side[0]}port", int(first), int(last or first)))
