"""Which packets change their fate, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iptblob.escape import visible
from iptblob.packets.credited import Credited
from iptblob.packets.follow import Outcome
from iptblob.packets.program import Program
from iptblob.packets.question import value_text
from iptblob.packets.reach import FateChange, FateSide
from iptblob.packets.who import Arrival, DeadRule
from iptblob.render.counted import counted
from iptblob.render.entryplace import placed
from iptblob.render.trace import texts_of

MOST_SPANS = 6
FATES_TOLD = 3  # told of one change of rules
WITNESS = (
    "ctstate", "proto", "src", "sport", "dst", "dport", "tcpflags", "itype", "icode", "fragoff", "in", "out", "mark",
)  # fmt: skip
WITH_PORTS = (6, 17, 33, 132, 136)


def change_lines(change: FateChange, texts: dict[int, Callable[[int], str]]) -> Iterator[str]:
    """From where to where, which packets, and one of them."""
    yield f"{change.family} {visible(change.table)} {change.hook}{_written_by(change.before.program)}"
    for sign, side in (("-", change.before), ("+", change.after)):
        text = texts.setdefault(id(side.program), texts_of(side.program))
        where = placed(side.program.place(side.entry), side.program.table, side.entry)
        yield f"  {sign} {outcome_text(side)}, by {where}: {text(side.entry)}"
    said = "; ".join(f"{name} {spans_text(change, name)}" for name in change.spans) or "all"
    yield f"    packets: {said}" + ("" if change.exact or not change.spans else " (not every combination of these)")
    yield f"    such as: {witness_text(change)}" + ("" if change.confirmed else " (not confirmed by the walk)")
    for key, answer in change.facts.items():
        yield f"    where {'it is so' if answer else 'it is not so'}: {key}"


def credit_lines(found: Credited, at: int) -> Iterator[str]:
    """What one change of a table, by its index, does to packets."""
    if at in found.bystanders:
        yield "it lets every packet go on as it is"
    if at not in found.by_change:
        return
    fates = [found.reached.changes[number] for number in found.by_change[at]]
    if not fates and found.decided:
        yield "no packet that it matches is treated differently"
    elif not fates:
        yield "what it does to packets is not decided"
    for fate in fates[:FATES_TOLD]:
        said = "; ".join(f"{name} {spans_text(fate, name)}" for name in fate.spans) or "all packets"
        yield f"{outcome_text(fate.before)} -> {outcome_text(fate.after)} in {fate.hook}: {said}"
        yield f"  such as: {witness_text(fate)}" + ("" if fate.confirmed else " (not confirmed by the walk)")
    if len(fates) > FATES_TOLD:
        yield f"and {counted(len(fates) - FATES_TOLD, 'more change')} of fate: iptblob reach tells all"


def arrival_lines(one: Arrival, texts: dict[int, Callable[[int], str]]) -> Iterator[str]:
    """Where packets end, and which."""
    table = one.program.table
    text = texts.setdefault(id(one.program), texts_of(one.program))
    where = placed(f"{table.label} {one.hook} {one.program.place(one.entry)}", table, one.entry)
    yield f"{fate_text(one.outcome)}, by {where}: {text(one.entry)}"
    said = "; ".join(f"{name} {spans_text(one, name)}" for name in one.spans) or "all"
    yield f"    packets: {said}" + ("" if one.exact or not one.spans else " (not every combination of these)")


def dead_line(one: DeadRule, texts: dict[int, Callable[[int], str]]) -> str:
    """A rule that no packet matches, and why."""
    table = one.program.table
    text = texts.setdefault(id(one.program), texts_of(one.program))
    shadows = ", ".join(one.program.place(at) for at in one.shadows)
    nobody = "of the packets that come by none" if one.is_reached else "no packet comes by"
    why = f"taken before by {shadows}" if shadows else nobody
    where = placed(f"{table.label} {one.program.place(one.entry)}", table, one.entry)
    return f"{where}: {text(one.entry)}  [{why}]"


def _written_by(program: Program) -> str:
    """Of a table that is not a legacy one its back-end."""
    return f", {program.table.backend}" if program.table.origin is not None else ""


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
    asked = [name for name in ("src", "dst", "op", "in", "out") if name in have]  # a cut table asks for less
    names: tuple[str, ...] = tuple(asked)
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
