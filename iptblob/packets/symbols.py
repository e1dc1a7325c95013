"""Terms as sets of packets: bits of fields and facts are variables, shared by all tables that are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as made_by

from iptblob.packets.bdd import Diagrams, Edge, PlainDiagrams, TooLargeError
from iptblob.packets.program import Program
from iptblob.terms import Between, Bits, Device, Either, Every, Fact, Not, Term, width_of

DEVICE_OCTETS = 16
# What a packet is mostly told apart by comes first; other fields follow as they are met.
FIELDS_FIRST = (
    "out", "in", "ctstate", "proto", "dst", "dport", "src", "sport", "tcpflags", "itype", "icode", "fragoff",
)  # fmt: skip
OTHER_DEVICE = b"other0"
MOST_RANGES = 256


@dataclass(frozen=True)
class Wrought:
    """What was done to fields so far: ``field = (field & keep) ^ flip``, and in ``acts`` what has no such form."""

    fields: tuple[tuple[str, int, int], ...] = ()
    acts: tuple[str, ...] = ()

    def of(self, name: str) -> tuple[int, int] | None:
        return next(((keep, flip) for field_, keep, flip in self.fields if field_ == name), None)

    def then(self, name: str, keep: int, flip: int, mask: int) -> Wrought:
        old_keep, old_flip = self.of(name) or (mask, 0)
        new = (name, old_keep & keep, (old_flip & keep) ^ flip)
        left = tuple(one for one in self.fields if one[0] != name)
        return Wrought(tuple(sorted((*left, new))) if new[1:] != (mask, 0) else left, self.acts)

    def acted(self, act: str) -> Wrought:
        return Wrought(self.fields, (*self.acts, act))


UNCHANGED = Wrought()


def engine() -> Diagrams:
    """oxidd where it is installed, else plain Python."""
    try:
        from iptblob.packets.bdd_oxidd import OxiddDiagrams
    except ImportError:
        return PlainDiagrams()
    return OxiddDiagrams()


@dataclass
class Symbols:
    """Variables of one comparison, for one family. ``devices`` are names that stand for all that are told apart."""

    family: str
    diagrams: Diagrams = made_by(default_factory=engine)
    levels: dict[str, list[int]] = made_by(default_factory=dict)
    facts: dict[str, int] = made_by(default_factory=dict)
    reasons: dict[str, Fact] = made_by(default_factory=dict)
    devices: list[bytes] = made_by(default_factory=list)
    _made: dict[tuple[Term, str, Wrought], Edge] = made_by(default_factory=dict)

    def prepare(self, terms: Iterable[Term]) -> None:
        """Choose the interface names, then make the variables of the fields that every packet has."""
        patterns = {(leaf.name, leaf.mask) for term in terms for leaf in leaves(term) if isinstance(leaf, Device)}
        names = {b"", OTHER_DEVICE}
        for name, mask in patterns:
            length = len(mask.rstrip(b"\0"))
            if mask[:length].strip(b"\xff"):
                raise TooLargeError("interface masks with holes are not followed")
            known = name[:length].rstrip(b"\0")
            names |= {known} if b"\0" in name[:length] or length == DEVICE_OCTETS else {known, known + b"0"}
        self.devices = sorted(one for one in names if len(one) < DEVICE_OCTETS)
        for first in FIELDS_FIRST:
            self.field(first)

    def width(self, name: str) -> int:
        if name in ("in", "out"):
            return max(1, (len(self.devices) - 1).bit_length())
        return width_of(name, self.family)

    def field(self, name: str) -> list[int]:
        """Its variables, the most significant bit first."""
        if name not in self.levels:
            self.levels[name] = self.diagrams.variables(self.width(name))
        return self.levels[name]

    def fact(self, key: str, fact: Fact) -> Edge:
        """The packets of which a fact holds."""
        if key not in self.facts:
            self.facts[key] = self.diagrams.variables(1)[0]
            self.reasons[key] = fact
        return self.diagrams.node(self.facts[key], self.diagrams.false, self.diagrams.true)

    def equal(self, name: str, value: int) -> Edge:
        levels = self.field(name)
        return self.diagrams.cube(levels, [value >> at & 1 for at in reversed(range(len(levels)))])

    def among(self, name: str, low: int, high: int) -> Edge:
        """The packets whose field is within a range."""
        levels = self.field(name)
        top = (1 << len(levels)) - 1
        found = self._ordered(levels, low, least=True) if low > 0 else self.diagrams.true
        return self.diagrams.both(found, self._ordered(levels, high, least=False)) if high < top else found

    def _ordered(self, levels: list[int], value: int, *, least: bool) -> Edge:
        node, every, none = self.diagrams.node, self.diagrams.true, self.diagrams.false
        edge = every
        for at, level in enumerate(reversed(levels)):
            bit = value >> at & 1
            if least:
                edge = node(level, none, edge) if bit else node(level, edge, every)
            else:
                edge = node(level, every, edge) if bit else node(level, edge, none)
        return edge

    def packets(self, term: Term, owner: str = "", change: Wrought = UNCHANGED) -> Edge:
        """The packets that a term is true of, after ``change``; ``owner`` names the rule, for its own facts."""
        key = (term, owner if owner and is_stateful(term) else "", change)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._make(term, owner, change)
        return found

    def _make(  # noqa: PLR0911 - one return per kind of term
        self, term: Term, owner: str, change: Wrought
    ) -> Edge:
        diagrams = self.diagrams
        if isinstance(term, bool):
            return self.diagrams.true if term else self.diagrams.false
        if isinstance(term, Not):
            return diagrams.neg(self.packets(term.term, owner, change))
        if isinstance(term, Every):
            edge = self.diagrams.true
            for one in term.terms:
                edge = diagrams.both(edge, self.packets(one, owner, change))
            return edge
        if isinstance(term, Either):
            return diagrams.any_of(self.packets(one, owner, change) for one in term.terms)
        if isinstance(term, Fact):
            if term.about is not None and f"members of {term.about.name} change" in change.acts:
                raise TooLargeError(f"set {term.about.name} is asked after a rule changed its members")
            return self.fact(f"{term.key} at {owner}" if term.stateful else term.key, term)
        if isinstance(term, Device):
            return self._device(term)
        return self._compare(term, change)

    def _device(self, term: Device) -> Edge:
        mask = int.from_bytes(term.mask, "big")
        wanted = int.from_bytes(term.name, "big") & mask
        numbers = (int.from_bytes(name.ljust(DEVICE_OCTETS, b"\0"), "big") for name in self.devices)
        fitting = [at for at, number in enumerate(numbers) if number & mask == wanted]
        return self.diagrams.any_of(self.equal(term.side, at) for at in fitting)

    def _compare(self, term: Bits | Between, change: Wrought) -> Edge:
        if f"{term.field} changes" in change.acts:
            raise TooLargeError(f"{term.field} is asked after a rule changed it in a way that is not followed")
        done = change.of(term.field)
        full = (1 << self.width(term.field)) - 1
        if done is not None and isinstance(term, Between):
            if done[0]:
                raise TooLargeError(f"a range of {term.field}, of which some bits were changed before")
            return self.diagrams.true if term.low <= done[1] <= term.high else self.diagrams.false
        if isinstance(term, Between):
            return self.among(term.field, term.low, term.high)
        mask, value = term.mask, term.value
        if done is not None:
            keep, flip = done
            if (flip ^ value) & mask & ~keep & full:
                return self.diagrams.false
            mask, value = mask & keep, (value ^ flip) & mask & keep
        levels = self.field(term.field)
        places = [at for at in range(len(levels)) if mask >> (len(levels) - 1 - at) & 1]
        bits = [value >> (len(levels) - 1 - at) & 1 for at in places]
        return self.diagrams.cube([levels[at] for at in places], bits)

    @staticmethod
    def is_own(term: Term) -> bool:
        """Does a term hold a fact that each rule has for itself?"""
        return is_stateful(term)

    # back from a set to a packet

    def values(self, edge: Edge) -> tuple[dict[str, int], dict[str, bool]]:
        """(fields, facts) of one packet of a set: what may be anything is left out of the facts, and 0 in fields."""
        picked = self.diagrams.pick(edge)
        fields = {}
        for name, levels in self.levels.items():
            number = 0
            for level in levels:
                number = number << 1 | picked.get(level, 0)
            fields[name] = number
        facts = {key: bool(picked[level]) for key, level in self.facts.items() if level in picked}
        return fields, facts

    def spans(self, edge: Edge, name: str, most: int = MOST_RANGES) -> list[tuple[int, int]] | None:
        """The values that a field has within a set, as ranges; None where every value occurs, none where there are more
        than ``most``."""
        levels = self.levels[name]
        left = self.diagrams.exist(range(levels[0], levels[-1] + 1), edge)
        found: list[tuple[int, int]] = []
        if not self._collect(left, levels, 0, 0, found, most=most):
            return []
        return None if found == [(0, (1 << len(levels)) - 1)] else found

    def _collect(
        self, edge: Edge, levels: list[int], at: int, base: int, found: list[tuple[int, int]], *, most: int
    ) -> bool:
        """False where there are too many."""
        if edge == self.diagrams.false:
            return True
        if edge == self.diagrams.true:
            high = base + (1 << (len(levels) - at)) - 1
            if found and found[-1][1] + 1 == base:
                found[-1] = (found[-1][0], high)
            else:
                found.append((base, high))
            return len(found) <= most
        own = self.diagrams.level_of(edge)
        low, high_edge = (edge, edge) if own != levels[at] else self.diagrams.parts(edge)
        upper = base | 1 << (len(levels) - 1 - at)
        return self._collect(low, levels, at + 1, base, found, most=most) and self._collect(
            high_edge, levels, at + 1, upper, found, most=most
        )


def leaves(term: Term) -> Iterator[Term]:
    """What a term is made of."""
    if isinstance(term, Not):
        yield from leaves(term.term)
    elif isinstance(term, Every | Either):
        for one in term.terms:
            yield from leaves(one)
    else:
        yield term


def is_stateful(term: Term) -> bool:
    return any(isinstance(leaf, Fact) and leaf.stateful for leaf in leaves(term))


def terms_of(programs: Iterable[Program]) -> Iterator[Term]:
    """What the entries of some tables ask: interfaces of their heads, and everything of their matches."""
    for program in programs:
        yield from program.heads.devices()
        for condition in program.conditions():
            for one in condition:
                yield one.term


def domain(symbols: Symbols, hook: str) -> Edge:
    """The packets that there are at a hook: which interfaces and states they can have."""
    diagrams = symbols.diagrams
    edge = symbols.among("in", 0, len(symbols.devices) - 1)
    edge = diagrams.both(edge, symbols.among("out", 0, len(symbols.devices) - 1))
    nowhere = symbols.devices.index(b"")
    comes, leaves_by = (symbols.equal(side, nowhere) for side in ("in", "out"))
    if hook == "OUTPUT":
        edge = diagrams.both(edge, comes)
    elif hook != "POSTROUTING":
        edge = diagrams.without(edge, comes)
    sent = hook not in ("PREROUTING", "INPUT")
    edge = diagrams.without(edge, leaves_by) if sent else diagrams.both(edge, leaves_by)
    if symbols.family != "arp":
        edge = diagrams.both(edge, symbols.among("ctstate", 0, 4))
        if hook == "INPUT":
            edge = diagrams.both(edge, symbols.equal("fragoff", 0))
    return edge


