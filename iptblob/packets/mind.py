"""A packet on its way: what is known of it at each moment, and what must be asked.

Nothing is guessed: a test of a field that is not known, and every fact, is a question. ``NeedAnswer`` says which one;
whoever walks begins anew with each of its answers, so that everything asked before is asked in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping

from iptblob.errors import IptblobError
from iptblob.packets.doubt import Doubt
from iptblob.packets.question import relation_of
from iptblob.packets.world import World
from iptblob.terms import (
    ESTABLISHED,
    INVALID,
    NEW,
    RELATED,
    STATE_NAMES,
    Between,
    Bits,
    Device,
    Either,
    Every,
    Fact,
    Not,
    Term,
    width_of,
)

DEVICE_OCTETS = 16  # IFNAMSIZ
DEVICE_SIDES = ("in", "out")
TYPE_WIDTH, LOCAL_TYPE = 4, 2  # RTN_LOCAL


class NeedAnswer(Exception):  # noqa: N818 - no error: the walk goes on with each answer
    """A question without an answer yet."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class UnfollowedError(IptblobError):
    """What happens next is not known to anybody who has the tables alone."""


def device_number(name: bytes) -> int:
    """An interface name as a number of 16 bytes, zeros behind."""
    return int.from_bytes(name.ljust(DEVICE_OCTETS, b"\0"), "big")


class Mind:
    """``values`` are the fields that are known now; the dict is never changed but replaced, so that whoever keeps it
    keeps a moment. ``asked`` are the answers that were used, in order."""

    def __init__(
        self, family: str, values: Mapping[str, int], world: World, assumed: Mapping[str, bool],
        doubts: Mapping[str, Doubt] | None = None,
    ) -> None:  # fmt: skip
        self.family, self.world = family, world
        self.values: dict[str, int] = dict(values)
        self.doubts: dict[str, Doubt] = dict(doubts or {})
        self.assumed, self.asked = assumed, dict[str, bool]()
        self.epochs: dict[str, int] = {}  # how often a field got another value that is not known
        self.told: dict[str, bool] = {}  # answers of the user that were used
        self.times: dict[str, int] = {}  # how often a fact of a rule was asked
        self.rewrites = 0
        self.place, self.hook, self.entry = "", "", 0
        self.pending = False  # tracked, but whether there is a flow, and in which state, was not asked yet
        self.changed_sets: set[str] = set()

    # fields

    def get(self, field: str) -> int | None:
        """The value of a field now, None where it is not known."""
        if field == "ctstate" and self.pending:
            self.settle_state()
        if field in ("srctype", "dsttype"):
            return self.type_of(field[:3])
        return self.values.get(field)

    def set(self, field: str, value: int | None, doubt: Doubt | None = None) -> None:
        """Another value; None is one that is not known, within ``doubt``."""
        values = dict(self.values)
        if value is None:
            values.pop(field, None)
            self.epochs[field] = self.epochs.get(field, 0) + 1
            self.doubts[field] = doubt or Doubt.between(width_of(field, self.family))
        else:
            values[field] = value
        self.values = values

    def forget(self, *fields: str) -> None:
        """These fields are not known; what was known of them before is not undone."""
        self.values = {field: value for field, value in self.values.items() if field not in fields}

    def octets(self, field: str) -> bytes | None:
        """A field in network order, for the comparison of many heads."""
        value = self.get(field)
        if value is None:
            return None
        width = DEVICE_OCTETS * 8 if field in DEVICE_SIDES else width_of(field, self.family)
        return value.to_bytes(-(-width // 8), "big")

    # questions

    def ask(self, key: str, known: bool | None = None) -> bool:
        """The answer to a question; ``known`` is what the snapshot says."""
        answer = self.world.told(key)
        if answer is not None:
            self.told[key] = answer
            return answer
        if known is not None:
            return known
        if key not in self.assumed:
            raise NeedAnswer(key)
        self.asked[key] = self.assumed[key]
        return self.assumed[key]

    def holds(self, term: Term) -> bool:  # noqa: PLR0911 - one return per kind of term
        """Is it true of the packet now?"""
        if isinstance(term, bool):
            return term
        if isinstance(term, Not):
            return not self.holds(term.term)
        if isinstance(term, Every):
            return all(map(self.holds, term.terms))
        if isinstance(term, Either):
            return any(map(self.holds, term.terms))
        if isinstance(term, Fact):
            return self._fact(term)
        if isinstance(term, Device):
            mask = int.from_bytes(term.mask, "big")
            return self._compare(Bits(term.side, mask, int.from_bytes(term.name, "big") & mask))
        return self._compare(term)

    def _compare(self, test: Bits | Between) -> bool:
        value = self.get(test.field)
        if value is not None:
            if isinstance(test, Between):
                return test.low <= value <= test.high
            return value & test.mask == test.value
        if test.field in ("srctype", "dsttype"):
            return self._about(f"type of {self.address(test.field[:3])}", self._type_doubt(test.field[:3]), test)
        width = DEVICE_OCTETS * 8 if test.field in DEVICE_SIDES else width_of(test.field, self.family)
        doubt = self.doubts.setdefault(test.field, Doubt.between(width))
        return self._about(test.field, doubt, test)

    def _about(self, name: str, doubt: Doubt, test: Bits | Between) -> bool:
        decided = doubt.decide(test)
        if decided is not None:
            return decided
        epoch = self.epochs.get(test.field, 0)
        key = f"{name} {relation_of(test, self.family)}" + (f" (rewritten {epoch})" if epoch else "")
        answer = self.ask(key)
        doubt.narrow(test, answer)
        if doubt.only is not None and test.field not in ("srctype", "dsttype"):
            self.set(test.field, doubt.only)
        return answer

    def _fact(self, fact: Fact) -> bool:
        key = f"{fact.key} at {self.place}" if fact.stateful else fact.key
        names = [key, fact.key, *([f"set {fact.about.name}"] if fact.about is not None else [])]
        for name in names:
            told = self.world.told(name)
            if told is not None:
                self.told[name] = told
                return told
        if fact.stateful:
            self.times[key] = self.times.get(key, 0) + 1
            if self.times[key] > 1:  # the packet itself came before: the answer may be another one
                key += f", time {self.times[key]}"
        elif fact.by_hook:
            key += f" in {self.hook}"
        if self.rewrites and not fact.stateful:
            key += f" (rewritten {self.rewrites})"
        known = None
        if fact.about is not None and fact.about.name in self.changed_sets:
            key += " (changed)"
        elif fact.about is not None:
            known = self.world.member(fact.about, self.values, self.family)
        return self.ask(key, known)

    # addresses

    def address(self, side: str) -> str:
        """The text of an address as it is now."""
        from iptblob.packets.question import address_text

        value = self.values.get(side)
        return f"the {side} address" if value is None else address_text(value, self.family)

    def type_of(self, side: str) -> int | None:
        """The routing type of the source or destination (inet_dev_addr_type, net/ipv4/fib_frontend.c, v6.18)."""
        value = self.values.get(side)
        found = None if value is None else self.world.type_of(value, self.family)
        return self._type_doubt(side).only if found is None else found

    def _type_doubt(self, side: str) -> Doubt:
        kinds = {1, 2, 3} if self.family == "ipv4" else {1, 2, 4, 7}  # IPv6 has no broadcast
        return self.doubts.setdefault(f"type of {self.address(side)}", Doubt.among(TYPE_WIDTH, kinds))

    def is_local(self, side: str) -> bool:
        """Is an address one of this host's?"""
        return self.holds(Between(f"{side}type", LOCAL_TYPE, LOCAL_TYPE))

    # the flow

    def settle_state(self) -> None:
        """Ask for the state of the flow, once."""
        self.pending = False
        for state in (NEW, ESTABLISHED, RELATED):
            if self.ask(f"state={STATE_NAMES[state]}"):
                self.begin_flow(state)
                return
        self.set("ctstate", INVALID)

    def begin_flow(self, state: int) -> None:
        """There is a flow; what is not said of it is not known, but for one that this packet begins."""
        from iptblob.packets.flow import flow_fields

        self.values = {**self.values, **flow_fields(self.values, state, self.family)}
        if state == ESTABLISHED and "ctstatus" not in self.values:  # confirmed, and a reply was seen
            self.doubts["ctstatus"] = Doubt.among(4, {one for one in range(16) if one & 0b1010 == 0b1010})
