"""A table as iptables-save prints it (iptables-save.c do_output, iptables.c print_rule4, iptables 1.8.9).

Every distinct piece - the head of a rule, a match, a target - is put into words once; rules are joined from pieces.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob import ext
from iptblob.ext.base import Context
from iptblob.model import Finding
from iptblob.render.arp import arp_head
from iptblob.render.escape import visible
from iptblob.render.head import HEADS
from iptblob.spec import columns
from iptblob.table import STANDARD, VERDICTS, Chain, Table
from iptblob.walk import Group

Texts = NDArray[np.object_]


@dataclass(frozen=True)
class SavedTable:
    """Text of a table.

    ``rules`` holds one latin-1 line per entry, without chain and counters. ``notes`` are `#` lines to print before
    a rule, ``findings`` what a reader must be told.
    """

    table: Table
    rules: list[str]
    notes: dict[int, list[str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def save_rules(table: Table, context: Context) -> SavedTable:
    """Words of every rule of a table."""
    jumps, findings = _jumps(table)
    make_pieces = _arp_pieces if table.family.name == "arp" else _inet_pieces
    pieces = make_pieces(table, context, jumps)
    rules = list(map("".join, zip(*(piece.tolist() for piece in pieces), strict=True)))
    notes: dict[int, list[str]] = {}
    for finding, entry in findings:
        notes.setdefault(entry, []).append(finding.message)
    every = [finding for finding, _ in findings]
    for entry, (offset, reason) in sorted(table.records.broken.items()):
        start, length = int(table.offsets[entry]), int(table.next_offsets[entry])
        whole = bytes(table.data[start : start + length]).hex()
        notes.setdefault(entry, []).append(f"not decoded: {reason}; {length} bytes: {whole}")
        every.append(_finding(table, "entry-undecodable", offset, entry, f"the rule is not decoded: {reason}"))
    return SavedTable(table, rules, notes, tuple(every))


def save_text(saved: SavedTable, *, counters: bool = False) -> str:
    """The whole table from ``*table`` to ``COMMIT`` as latin-1 text."""
    table = saved.table
    if table.family.name == "arp":
        return _arp_text(saved, counters=counters)
    lines = [f"*{table.name.decode('latin-1')}\n"]
    heads = table.heads["counters"]
    packets, octets = heads["packets"].tolist(), heads["bytes"].tolist()
    for chain in table.saved_chains:
        name = chain.name.decode("latin-1")
        if chain.hook is None:
            lines.append(f":{name} - [0:0]\n")
        else:
            at = chain.policy
            count = "0:0" if at is None else f"{packets[at]}:{octets[at]}"
            lines.append(f":{name} {policy_name(table, chain)} [{count}]\n")
    rules = saved.rules
    for chain in table.saved_chains:
        start = f"-A {chain.name.decode('latin-1')}"
        span = range(chain.start, chain.end)
        if counters:
            written = [f"[{packets[at]}:{octets[at]}] {start}{rules[at]}\n" for at in span]
        else:
            written = [f"{start}{rules[at]}\n" for at in span]
        lines += _with_notes(saved, chain, written)
    lines.append("COMMIT\n")
    lines += _unread(table)
    return "".join(lines)


def _with_notes(saved: SavedTable, chain: Chain, written: list[str]) -> list[str]:
    noted = [at for at in saved.notes if chain.start <= at < chain.end]
    for at in noted:
        place = f"{visible(chain.name)}:{at - chain.start + 1}, byte {saved.table.offsets[at]}"
        comments = "".join(f"# {place}: {note}\n" for note in saved.notes[at])
        undecoded = at in saved.table.records.broken
        written[at - chain.start] = comments if undecoded else comments + written[at - chain.start]
    return written


def _unread(table: Table) -> list[str]:
    if table.walk.stopped_at is None:
        return []
    at = table.walk.stopped_at
    rest = bytes(table.data[at : at + 256])
    more = " ..." if len(table.data) > at + 256 else ""
    return [f"# not read beyond byte {at}: {table.walk.reason}; what follows: {rest.hex()}{more}\n"]


def policy_name(table: Table, chain: Chain) -> str:
    """ACCEPT, DROP, ... of a built-in chain; the number where libiptc has no name for it."""
    if chain.policy is None:
        return "-"
    verdict = int(table.verdicts[chain.policy])
    return VERDICTS.get(verdict, str(verdict))


# Pieces


def _inet_pieces(table: Table, context: Context, jumps: Texts) -> list[Texts]:
    describe, _ = HEADS[table.family.name]
    places = max((int(group.places[0]) for group in table.records.groups if len(group.places)), default=0) + 1
    matches = [_empty(len(table)) for _ in range(places)]
    targets = jumps
    for group in table.records.groups:
        if group.kind == "match":
            matches[int(group.places[0])][group.entries] = _group_texts(table, group, context, "-m")
        elif group.name != STANDARD:
            targets[group.entries] = _group_texts(table, group, context, "-j")
    return [_heads(table, lambda ip: describe(ip, context)), *matches, targets]


def _arp_pieces(table: Table, context: Context, jumps: Texts) -> list[Texts]:
    names, words = jumps, _empty(len(table))
    for group in table.records.groups:
        if group.kind == "target" and group.name != STANDARD:
            names[group.entries] = f" -j {group.name.decode('latin-1')}"
            words[group.entries] = _group_texts(table, group, context, "")
        elif group.kind == "match":
            words[group.entries] = words[group.entries] + _group_texts(table, group, context, "-m")
    return [names, np.full(len(table), " ", dtype=object), _heads(table, arp_head), words]


def _empty(length: int) -> Texts:
    return np.full(length, "", dtype=object)


def _spread(texts: list[str], inverse: columns.Index) -> Texts:
    distinct = np.empty(len(texts), dtype=object)
    distinct[:] = texts
    spread: Texts = distinct[inverse]
    return spread


def _heads(table: Table, describe: Callable[[Any], str]) -> Texts:
    """Words of the part every packet is compared with first, for every entry."""
    field = table.head_layout["ip"]
    assert field.struct is not None
    rows = columns.gather(table.octets, table.offsets + field.offset, field.size)
    first, inverse = columns.distinct(rows)
    decoded = columns.decode(field.struct, table.abi, rows[first])
    return _spread([describe(row) for row in decoded], inverse)


def _group_texts(table: Table, group: Group, context: Context, option: str) -> Texts:
    """`` -m NAME words`` of every record of a group."""
    layout, rows = table.rows(group)
    first, inverse = columns.distinct(rows)
    found = ext.find(group.kind, group.name.decode("latin-1"))
    words = found.words_for(group.revision, context.family) if found else None
    if layout is None or words is None or found is None:
        return _spread([_unknown(group, option, row.tobytes()) for row in rows[first]], inverse)
    decoded = columns.decode(layout, table.abi, rows[first])
    if not option:
        return _spread([words(row, context) for row in decoded], inverse)
    printed = found.printed_for(group.revision, context.family)
    if printed is not None:
        return _spread([f" {option} {printed(row, context)}{words(row, context)}" for row in decoded], inverse)
    start = f" {option} {group.name.decode('latin-1')}"
    return _spread([start + words(row, context) for row in decoded], inverse)


def _unknown(group: Group, option: str, payload: bytes) -> str:
    """An extension nobody described, whole: name, revision and payload in hex."""
    name = f" {option} {group.name.decode('latin-1')}" if option else ""
    return f"{name} [unknown revision {group.revision}, {len(payload)} bytes: {payload.hex()}]"


# Verdicts and jumps


def _jumps(table: Table) -> tuple[Texts, list[tuple[Finding, int]]]:
    """`` -j NAME`` of every standard target, and findings for jumps that do not land on the head of a chain."""
    texts = _empty(len(table))
    findings: list[tuple[Finding, int]] = []
    verdicts = table.verdicts
    goto = _goto(table)
    following = table.offsets + table.next_offsets
    for verdict in np.unique(verdicts[verdicts < 0]).tolist():
        where = verdicts == verdict
        texts[where & ~goto] = f" -j {VERDICTS.get(verdict, verdict)}"
        texts[where & goto] = f" -g {VERDICTS.get(verdict, verdict)}"
    jumping = np.flatnonzero((verdicts > 0) & (verdicts != following))
    names: dict[int, str] = {}
    for entry, offset in zip(jumping.tolist(), verdicts[jumping].tolist(), strict=True):
        option = " -g " if goto[entry] else " -j "
        name = names.get(offset)
        if name is None:
            chain = table.jump_targets.get(offset)
            name = names[offset] = f"@{offset}" if chain is None else chain.name.decode("latin-1")
        texts[entry] = option + name
        if offset not in table.jump_targets:
            findings.append((_stray_jump(table, entry, offset), entry))
    return texts, findings


def _goto(table: Table) -> NDArray[np.bool_]:
    if table.family.name == "arp":
        return np.zeros(len(table), dtype=bool)
    flags: NDArray[np.bool_] = (table.heads["ip"]["flags"] & HEADS[table.family.name][1]) != 0
    return flags


def _stray_jump(table: Table, entry: int, offset: int) -> Finding:
    return _finding(table, "jump-not-chain-head", int(table.offsets[entry]), entry,
                    f"the jump goes to byte {offset}, {landing(table, offset)}")  # fmt: skip


def landing(table: Table, offset: int) -> str:
    """Where a jump to ``offset`` lands, in words."""
    entry = table.entry_at.get(offset)
    if entry is None:
        return "which is not the start of any rule" if offset < len(table.data) else "which is beyond the table"
    if entry in table.chain_heads:
        return f"the ERROR head of chain {visible(table.chain_heads[entry])}"
    place = table.rule_number(entry)
    if place is None or entry == len(table) - 1:
        return "the entry that closes the table"
    chain, number = place
    what = "the policy" if chain.policy == entry and chain.hook is not None else f"rule {number}"
    if chain.policy == entry and chain.hook is None:
        what = "the closing RETURN"
    return f"{what} of chain {visible(chain.name)}, not its head"


def _finding(table: Table, finding: str, offset: int, entry: int, message: str) -> Finding:
    place = table.rule_number(entry)
    chain, number = (visible(place[0].name), place[1]) if place else (None, None)
    return Finding(finding, "warning", message, table.base + offset, int(table.next_offsets[entry]),
                   chain=chain, rule=number)  # fmt: skip


def _arp_text(saved: SavedTable, *, counters: bool) -> str:
    """A table as arptables-save prints it; with counters as ``arptables -L -v`` shows them."""
    table = saved.table
    heads = table.heads["counters"]
    packets, octets = heads["packets"].tolist(), heads["bytes"].tolist()
    lines = [f"*{table.name.decode('latin-1')}\n"]
    for chain in table.saved_chains:
        policy = "-" if chain.hook is None else policy_name(table, chain)
        lines.append(f":{chain.name.decode('latin-1')} {policy}\n")
    for chain in table.saved_chains:
        start = f"-A {chain.name.decode('latin-1')}"
        written = []
        for at in range(chain.start, chain.end):
            count = f", pcnt={packets[at]} -- bcnt={octets[at]} " if counters else ""
            # arptables-save drops a rule that has neither target nor condition: its line would be empty
            hidden = "# " if saved.rules[at] == " " else ""
            written.append(f"{hidden}{start}{saved.rules[at]}{count}\n")
        lines += _with_notes(saved, chain, written)
    lines += ["\n", *_unread(table)]
    return "".join(lines)
