"""Which packets change their fate, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iptblob.packets.follow import Outcome
from iptblob.packets.question import value_text
from iptblob.packets.reach import FateChange, FateSide
from iptblob.packets.who import Arrival, DeadRule
from iptblob.render.trace import texts_of

MOST_SPANS = 6
WITNESS = (
    "ctstate", "proto", "src", "sport", "dst", "dport", "tcpflags", "itype", "icode", "fragoff", "in", "out", "mark",
)  # fmt: skip
WITH_PORTS = (6, 17, 33, 132, 136)


def change_lines(change: FateChange, texts: dict[int, Callable[[int], str]]) -> Iterator[str]:
    """From where to where, which packets, and one of them."""
    yield f"{change.family} {change.table} {change.hook}"
    for sign, side in (("-", change.before), ("+", change.after)):
        text = texts.setdefault(id(side.program), texts_of(side.program))
        byte = side.program.table.base + int(side.program.table.offsets[side.entry])
        where = f"{side.program.place(side.entry)} at byte {byte}"
        yield f"  {sign} {outcome_text(side)}, by {where}: {text(side.entry)}"
    said = "; ".join(f"{name} {spans_text(change, name)}" for name in change.spans) or "all"
    yield f"    packets: {said}" + ("" if change.exact or not change.spans else " (not every combination of these)")
    yield f"    such as: {witness_text(change)}" + ("" if change.confirmed else " (not confirmed by the walk)")
    for key, answer in change.facts.items():
        yield f"    where {'it is so' if answer else 'it is not so'}: {key}"


def arrival_lines(one: Arrival, texts: dict[int, Callable[[int], str]]) -> Iterator[str]:
    """Where packets end, and which."""
    table = one.program.table
    text = texts.setdefault(id(one.program), texts_of(one.program))
    byte = table.base + int(table.offsets[one.entry])
    where = f"{table.label} {one.hook} {one.program.place(one.entry)} at byte {byte}"
    yield f"{fate_text(one.outcome)}, by {where}: {text(one.entry)}"
    said = "; ".join(f"{name} {spans_text(one, name)}" for name in one.spans) or "all"
    yield f"    packets: {said}" + ("" if one.exact or not one.spans else " (not every combination of these)")


def dead_line(one: DeadRule, texts: dict[int, Callable[[int], str]]) -> str:
    """A rule that no packet matches, and why."""
    table = one.program.table
    text = texts.setdefault(id(one.program), texts_of(one.program))
    byte = table.base + int(table.offsets[one.entry])
    shadows = ", ".join(one.program.place(at) for at in one.shadows)
    nobody = "of the packets that come by none" if one.is_reached else "no packet comes by"
    why = f"taken before by {shadows}" if shadows else nobody
    return f"{table.label} {one.program.place(one.entry)} at byte {byte}: {text(one.entry)}  [{why}]"


def outcome_text(side: FateSide) -> str:
    """The verdict, and what rules did to the packet before."""
    return fate_text(side.outcome)


def fate_text(outcome: Outcome) -> str:
    change = outcome.change
    done = [f"{name} & {keep:#x} ^ {flip:#x}" for name, keep, flip in change.fields]
    done += [act for act in change.acts if not act.endswith((" changes", " change"))]
    return outcome.verdict + (f" with {', '.join(done)}" if done else "")


def spans_text(change: FateChange | Arrival, name: str) -> str:
    """``22``, ``1024:65535``, ``10.0.0.0-10.0.0.255``; of many ranges how many there are."""
    spans = change.spans[name]
    if name in ("in", "out"):
        values = [value for low, high in spans for value in range(low, high + 1)]
        return ", ".join(device_text(change, value) for value in values if value < len(change.devices))
    if not spans:
        return "in very many ranges"
    if len(spans) > MOST_SPANS:
        ends = (_value(change, name, spans[0][0]), _value(change, name, spans[-1][1]))
        return f"in {len(spans)} ranges from {ends[0]} to {ends[1]}"
    join = "-" if name in ("src", "dst") else ":"
    return ", ".join(
        _value(change, name, low) if low == high else f"{_value(change, name, low)}{join}{_value(change, name, high)}"
        for low, high in spans
    )


def device_text(change: FateChange | Arrival, value: int) -> str:
    name = change.devices[value].decode("latin-1")
    return "none" if not name else "any other" if name == "other0" else name


def _value(change: FateChange | Arrival, name: str, value: int) -> str:
    family = change.family if isinstance(change, FateChange) else change.program.table.family.name
    return value_text(name, value, family)


def witness_text(change: FateChange) -> str:
    """One packet of the set."""
    have = change.witness
    wanted: tuple[str, ...] = ("src", "dst", "op", "in", "out")
    names = tuple(name for name in wanted if name in have)  # a cut table asks for less
    if change.family != "arp":
        ports = have["proto"] in WITH_PORTS
        left_out = ({"sport", "dport"} if not ports else set()) | ({"tcpflags"} if have["proto"] != 6 else set())
        left_out |= {"itype", "icode"} if have["proto"] not in (1, 58) else set()
        left_out |= set() if have["fragoff"] else {"fragoff"}
        names = tuple(name for name in WITNESS if name in have and name not in left_out)
    shown = []
    for name in names:
        value = device_text(change, have[name]) if name in ("in", "out") else _value(change, name, have[name])
        if name not in ("in", "out") or value != "none":
            shown.append(f"{name} {value}")
    return ", ".join(shown)
