"""What one expression does, as far as iptables-nft writes it; all others are foreign.

Each is understood once and kept: few expressions of a ruleset are unlike all others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from iptblob.abi import Abi
from iptblob.escape import visible
from iptblob.family import Family
from iptblob.netlink.messages import DamagedError
from iptblob.nftables.expressions import Expression, read_expression
from iptblob.nftables.numbers import EQ, NEQ, NFTRACE, VERDICT_REGISTER
from iptblob.spec.layout import layout_of
from iptblob.spec.pack import Value, pack
from iptblob.spec.registry import SPECS
from iptblob.table import UNWRITTEN

NO_MATCHES = "arptables has no matches"


class ForeignError(Exception):
    """A rule holds what iptables-nft does not write; the text says what."""


class Step(NamedTuple):
    """What an expression does: ``kind`` is load, mask, test, range, value, trace, match, target, verdict or counter.

    ``register`` is the one read or written. ``source`` is what a load loads: (base, offset, length) of a payload, or
    (key,) of meta. ``operator`` is that of a test, or the code of a verdict. ``octets`` is a value, mask or whole
    record, or the name of a chain; ``end`` the upper end of a range. ``counts`` are packets and bytes. ``copied``: the
    value, or the payload of the record, means the same whatever its bytes are.
    """

    kind: str
    register: int = 0
    source: tuple[int, ...] = ()
    operator: int = 0
    octets: bytes = b""
    end: bytes = b""
    counts: tuple[int, int] = (0, 0)
    copied: bool = False


class ExpressionSteps:
    """ExpressionSteps of the expressions of one family and layout."""

    def __init__(self, family: Family, abi: Abi) -> None:
        self.family, self.abi = family, abi
        self._known: dict[bytes, Step | str] = {}

    def of(self, content: bytes) -> Step:
        """The step of an expression, as it stands in a rule. Raises ForeignError."""
        found = self._known.get(content)
        if found is None:
            found = self._understood(content)
            if isinstance(found, str) or found.kind != "counter":
                self._known[content] = found
        if isinstance(found, str):
            raise ForeignError(found)
        return found

    def _understood(self, content: bytes) -> Step | str:
        try:
            expression = read_expression(content, self.abi)
            make, wanted, optional = _MAKERS.get(expression.name, (None, (), ()))
            if make is None:
                return f"iptables writes no expression {visible(expression.name)}"
            if expression.odd:
                return f"{expression.name}: {expression.odd}"
            if not set(wanted) <= expression.values.keys() <= {*wanted, *optional}:
                return f"iptables writes {expression.name} with other attributes"
            return make(expression, self.family, self.abi)
        except DamagedError as error:
            return f"an expression is damaged: {error.message}"
        except OverflowError as error:
            return f"what no struct of iptables can hold: {error}"


def record(kind: str, name: bytes, revision: int, payload: bytes, abi: Abi) -> bytes:
    """A match or target with its header, as it stands in a legacy table."""
    layout = layout_of(f"xt_entry_{kind}", abi)
    payload = payload.ljust(abi.align(len(payload)), b"\0")
    size = {f"{kind}_size": layout.size + len(payload)}
    head: dict[str, Value] = {**size, "name": name, "revision": revision}
    return pack(layout, abi, head) + payload


def own_record(kind: str, name: str, revision: int, family: Family, abi: Abi, values: dict[str, Value]) -> bytes:
    """The same of an extension that nf_tables has an expression of its own for."""
    layout = layout_of(SPECS[kind, name, revision, family.name], abi)
    return record(kind, name.encode(), revision, pack(layout, abi, values), abi)


def _number(expression: Expression, kind: int) -> int:
    return expression.number(kind) or 0


def _payload(one: Expression, _family: Family, _abi: Abi) -> Step | str:
    return Step("load", _number(one, 1), (_number(one, 2), _number(one, 3), _number(one, 4)))


def _meta(one: Expression, _family: Family, _abi: Abi) -> Step | str:
    key = _number(one, 2)
    if (1 in one.values) == (3 in one.values):
        return "iptables writes meta with one register"
    if 1 in one.values:
        return Step("load", _number(one, 1), (key,))
    return Step("trace", _number(one, 3)) if key == NFTRACE else f"iptables does not set meta key {key}"


def _compared(one: Expression, _family: Family, _abi: Abi) -> Step | str:
    value, operator = one.value(3), _number(one, 2)
    if not value:
        return "cmp has no value"
    return Step("test", _number(one, 1), operator=operator, octets=value, copied=operator in (EQ, NEQ))


def _ranged(one: Expression, _family: Family, _abi: Abi) -> Step | str:
    low, high = one.value(3), one.value(4)
    if not low or not high:
        return "range has no value"
    return Step("range", _number(one, 1), operator=_number(one, 2), octets=low, end=high, copied=True)


def _bitwise(one: Expression, _family: Family, _abi: Abi) -> Step | str:
    mask, xor, length = one.value(4), one.value(5), _number(one, 3)
    if _number(one, 6) or not mask or xor is None or any(xor) or not len(mask) == len(xor) == length:
        return "iptables writes bitwise with a mask only"
    if one.number(1) != one.number(2):
        return "iptables masks a register in place"
    return Step("mask", _number(one, 1), octets=mask)


def _immediate(one: Expression, _family: Family, _abi: Abi) -> Step | str:
    register, verdict, value = _number(one, 1), one.verdict(2), one.value(2)
    if register != VERDICT_REGISTER:
        return Step("value", register, octets=value) if value else "immediate has no value"
    return Step("verdict", operator=verdict[0], octets=verdict[1]) if verdict else "immediate has no verdict"


def _counter(one: Expression, _family: Family, _abi: Abi) -> Step | str:
    if len(one.values[1]) != COUNTER_SIZE or len(one.values[2]) != COUNTER_SIZE:
        return "a counter has eight bytes"
    return Step("counter", counts=(_number(one, 2), _number(one, 1)))


def _match(one: Expression, family: Family, abi: Abi) -> Step | str:
    if family.name == "arp":
        return NO_MATCHES
    if one.text(1) == UNWRITTEN:
        return "no match of the kernel has this name"
    return Step("match", octets=record("match", one.text(1), _number(one, 2), one.values[3], abi), copied=True)


def _target(one: Expression, _family: Family, abi: Abi) -> Step | str:
    if not one.text(1) or one.text(1) == b"ERROR":
        return "a target without a name, or the one that no rule has"
    return Step("target", octets=record("target", one.text(1), _number(one, 2), one.values[3], abi), copied=True)


COUNTER_SIZE = 8  # bytes of packets and of bytes (be64)
LIMIT_SCALE = 10_000  # XT_LIMIT_SCALE: units of ``avg`` in a second (uapi/linux/netfilter/xt_limit.h, v6.1)


def _limit(one: Expression, family: Family, abi: Abi) -> Step | str:
    if family.name == "arp":
        return NO_MATCHES
    rate, unit = _number(one, 1), _number(one, 2)
    if not rate or _number(one, 4) or _number(one, 5):
        return "iptables limits packets, and not those over the limit"
    values: dict[str, Value] = {"avg": LIMIT_SCALE * unit // rate, "burst": _number(one, 3)}
    return Step("match", octets=own_record("match", "limit", 0, family, abi=abi, values=values))


COPY_LEN = 1  # XT_NFLOG_F_COPY_LEN (uapi/linux/netfilter/xt_NFLOG.h, v6.1)


def _log(one: Expression, family: Family, abi: Abi) -> Step | str:
    if family.name == "arp":
        return "arptables writes no log"
    values: dict[str, Value] = {"group": _number(one, 1), "prefix": one.text(2), "threshold": _number(one, 4)}
    if 3 in one.values:
        values |= {"len_copy": _number(one, 3), "flags": COPY_LEN}
    if len(one.text(2)) > 64:
        return "a prefix longer than any of iptables"
    return Step("target", octets=own_record("target", "NFLOG", 0, family, abi=abi, values=values))


Maker = Callable[[Expression, Family, Abi], "Step | str"]
# name -> (what understands it, attributes it must have, those it may have); numbers: nf_tables.h, see ``numbers``
_MAKERS: dict[str, tuple[Maker, tuple[int, ...], tuple[int, ...]]] = {
    "payload": (_payload, (1, 2, 3, 4), ()),
    "meta": (_meta, (2,), (1, 3)),
    "cmp": (_compared, (1, 2, 3), ()),
    "range": (_ranged, (1, 2, 3, 4), ()),
    "bitwise": (_bitwise, (1, 2, 3, 4, 5), (6,)),
    "immediate": (_immediate, (1, 2), ()),
    "counter": (_counter, (1, 2), (3,)),
    "match": (_match, (1, 2, 3), ()),
    "target": (_target, (1, 2, 3), ()),
    "limit": (_limit, (1, 2, 3), (4, 5, 6)),
    "log": (_log, (1,), (2, 3, 4)),
}
