"""Words of rules, each distinct piece - the head of a rule, a match, a target - worded once, by Python alone.

This is how the rules of small tables are worded, and what the quick way of ``rows`` must equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob import extensions
from iptblob.extensions.base import Context
from iptblob.spec import columns
from iptblob.spec.columns import Bytes
from iptblob.spec.layout import Layout
from iptblob.table import ERROR, STANDARD, UNWRITTEN, VERDICTS, Table, header_size, known_layout
from iptblob.table.walk import Group
from iptblob.words.arp import arp_head, arp_nft_head
from iptblob.words.head import HEADS, Part

Texts = NDArray[np.object_]


def rule_pieces(table: Table, context: Context) -> list[Texts]:
    """Columns of latin-1 text with a row per entry of the table, which may be a part: joined, a rule without chain
    and counters."""
    make_pieces = _arp_pieces if table.family.name == "arp" else _inet_pieces
    return make_pieces(table, context, _jumps(table))


def join_rows(pieces: list[Texts]) -> list[str]:
    """The pieces of each row joined."""
    return list(map("".join, zip(*(piece.tolist() for piece in pieces), strict=True)))


def _inet_pieces(table: Table, context: Context, jumps: Texts) -> list[Texts]:
    places = max((int(group.places[0]) for group in table.records.groups if len(group.places)), default=0) + 1
    matches = [_empty(len(table)) for _ in range(places)]
    targets = jumps
    for group in table.records.groups:
        if group.kind == "match" and is_worded(table, group):
            matches[int(group.places[0])][group.entries] = _group_texts(table, group, context, "-m")
        elif group.kind == "target" and group.name not in (STANDARD, ERROR):
            targets[group.entries] = _group_texts(table, group, context, "-j")
    return [*_heads(table, context), *matches, targets]


def is_worded(table: Table, group: Group) -> bool:
    """No words are of what iptables did not write: that is told apart."""
    return table.origin is None or group.name != UNWRITTEN


def _arp_pieces(table: Table, context: Context, jumps: Texts) -> list[Texts]:
    names, words = jumps, _empty(len(table))
    for group in table.records.groups:
        if group.kind == "target" and group.name != STANDARD:
            names[group.entries] = f" -j {group.name.decode('latin-1')}"
            found = _group_texts(table, group, context, "")
            words[group.entries] = _behind_a_space(found) if context.nft else found
        elif group.kind == "match" and is_worded(table, group):
            words[group.entries] = words[group.entries] + _group_texts(table, group, context, "-m")
    if not context.nft:
        return [names, np.full(len(table), " ", dtype=object), _arp_heads(table, arp_head), words]
    heads = _arp_heads(table, arp_nft_head)
    bare = (names == "") & (heads == "") & (words == "")
    return [names, heads, words, np.where(bare, " ", "").astype(object)]


def _behind_a_space(texts: Texts) -> Texts:
    """Options of a target as arptables-nft-save prints them: arptables-save has the space behind them."""
    return np.array([f" {text.strip(' ')}" if text.strip(" ") else "" for text in texts.tolist()], dtype=object)


def _empty(length: int) -> Texts:
    return np.full(length, "", dtype=object)


def _heads(table: Table, context: Context) -> list[Texts]:
    """Words of the part every packet is compared with first, in columns."""
    item = table.head_layout["ip"]
    assert item.struct is not None
    inverts = table.column("ip", "invflags")
    marked = inverts != 0
    texts = []
    for part in HEADS[table.family.name].parts:
        layout = columns.part_of(item.struct, part.first, part.last)
        starts = table.offsets + (item.offset + item.struct[part.first].offset)
        said = marked | columns.any_in_row(columns.gather(table.octets, starts, layout.size))
        spoken = np.flatnonzero(said)  # most heads are zero in most parts, and zeros have no words
        rows = columns.keys(table.octets, starts[spoken], layout.size, text=True)
        inverted = np.flatnonzero(marked[spoken])  # an inverted comparison is another one: invflags joins the key
        for at, flags in zip(inverted.tolist(), inverts[spoken[inverted]].tolist(), strict=True):
            rows[at] = rows[at].ljust(layout.size, b"\0") + bytes((flags,))
        text = _empty(len(table))
        text[spoken] = _worded(rows, partial(_part_texts, table, layout, part, context))
        texts.append(text)
    return texts


def _part_texts(table: Table, layout: Layout, part: Part, context: Context, distinct: list[bytes]) -> Iterable[str]:
    rows = columns.rows_of([row[: layout.size] for row in distinct], layout.size)
    inverts = [row[layout.size] if len(row) > layout.size else 0 for row in distinct]
    return part.words(columns.fields_of(layout, table.abi, rows), inverts, context)


def _arp_heads(table: Table, words: Callable[[Any], str]) -> Texts:
    item = table.head_layout["ip"]
    assert item.struct is not None
    layout = item.struct
    rows = columns.keys(table.octets, table.offsets + item.offset, item.size, text=True)
    return _worded(
        rows, lambda distinct: map(words, columns.decode(layout, table.abi, columns.rows_of(distinct, item.size)))
    )


def _worded(rows: list[bytes], words: Callable[[list[bytes]], Iterable[str]]) -> Texts:
    """Text of every row; ``words`` is asked once for each distinct one.

    By a dict and not by ``columns.decided``: that takes 0.1 ms a group, which is more than the few rows of most cost.
    """
    if not rows:
        return np.empty(0, dtype=object)
    distinct = list(dict.fromkeys(rows))
    text = dict(zip(distinct, words(distinct), strict=True))
    texts = np.empty(len(rows), dtype=object)
    texts[:] = list(map(text.__getitem__, rows))
    return texts


def _group_texts(table: Table, group: Group, context: Context, option: str) -> Texts:
    """`` -m NAME words`` of every record of a group."""
    width = group.size - header_size(table.abi)
    rows = columns.keys(table.octets, group.payloads, width, text=True)
    words = group_words(table, group, context, option)
    return _worded(rows, lambda distinct: words(columns.rows_of(distinct, width)))


def group_words(table: Table, group: Group, context: Context, option: str) -> Callable[[Bytes], list[str]]:
    """What words payloads of a group, each a row, as `` -m NAME words``; without a name where ``option`` is empty."""
    if table.text is not None and group.name == UNWRITTEN:
        return lambda rows: [row.tobytes().rstrip(b"\0").decode("latin-1") for row in rows]
    layout = known_layout(group, table.family, table.abi)
    found = extensions.find(group.kind, group.name.decode("latin-1"))
    words = found.words_for(group.revision, context.family) if found else None
    if found and found.nft_setting and table.origin is not None:
        return lambda rows: [f" {option} {found.name}" if option else ""] * len(rows)
    if layout is None or words is None or found is None:
        return lambda rows: [_unknown(group, option, row.tobytes()) for row in rows]
    printed = found.printed_for(group.revision, context.family)
    start = f" {option} {group.name.decode('latin-1')}" if option else ""

    def describe(rows: Bytes) -> list[str]:
        decoded = columns.decode(layout, table.abi, rows)
        if printed is None or not option:
            return [start + words(row, context) for row in decoded]
        return [f" {option} {printed(row, context)}{words(row, context)}" for row in decoded]

    return describe


def _unknown(group: Group, option: str, payload: bytes) -> str:
    """An extension nobody described, whole: name, revision and payload in hex."""
    name = f" {option} {group.name.decode('latin-1')}" if option else ""
    return f"{name} [unknown revision {group.revision}, {len(payload)} bytes: {payload.hex()}]"


# Verdicts and jumps


def _jumps(table: Table) -> Texts:
    """`` -j NAME`` of every standard target; a jump that lands on no chain's head shows its offset, ``-j @840``."""
    texts = _empty(len(table))
    verdicts = table.verdicts
    goto = goto_flags(table)
    for verdict in sorted(set(verdicts[verdicts < 0].tolist())):  # np.unique would import numpy.ma
        where = verdicts == verdict
        texts[where & ~goto] = f" -j {VERDICTS.get(verdict, verdict)}"
        texts[where & goto] = f" -g {VERDICTS.get(verdict, verdict)}"
    jumping, _ = table.landings
    offsets = verdicts[jumping].tolist()
    chains = table.jump_targets
    names = {}
    for offset in dict.fromkeys(offsets):
        chain = chains.get(offset)
        names[offset] = f" -j @{offset}" if chain is None else f" -j {chain.name.decode('latin-1')}"
    texts[jumping] = list(map(names.__getitem__, offsets))
    for entry in jumping[goto[jumping]].tolist():
        texts[entry] = f" -g{texts[entry][3:]}"
    return texts


def goto_flags(table: Table) -> NDArray[np.bool_]:
    if table.family.name == "arp":
        return np.zeros(len(table), dtype=bool)
    flags: NDArray[np.bool_] = (table.column("ip", "flags") & HEADS[table.family.name].goto) != 0
    return flags
