"""Where the kernel accepts a table, but the text of it would mislead: what ``show`` warns of and ``validate`` reports.

A finding is a warning where iptables-save prints something else than what the kernel does, a note where bytes or rules
are merely worth a look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from iptblob.escape import mixes_scripts, visible
from iptblob.model import NOTE, WARNING, Check, Finding
from iptblob.spec import columns
from iptblob.spec.columns import Index
from iptblob.spec.layout import layout_of
from iptblob.table import ERROR, VERDICTS, ChainSpan, Table, header_size, known_layout
from iptblob.table.walk import Group

LIBIPTC, SAVE = "libiptc/libiptc.c (iptables 1.8.9)", "iptables/iptables-save.c (iptables 1.8.9)"
RETURN = -5
MAX_EACH = 50
Flags = Any  # an array of bool, one per row
RESERVED = frozenset(VERDICTS.values())


def _row(name: str, severity: str, wants: str, why: str, function: str = "do_output", file: str = SAVE) -> Check:
    return Check(name, None, function, file, wants, why=why, severity=severity)


_ROWS = (
    _row("jump-not-chain-head", WARNING, "jumps to the first entry of a chain",
         "The kernel takes a jump to any entry. The text names the chain the goal stands in, or nothing at all.",
         "iptcc_find_chain_by_offset", file=LIBIPTC),
    _row("entry-undecodable", WARNING, "matches and target within their entry",
         "What is not inside its entry cannot be put into words; the bytes are printed instead."),
    _row("chain-name-twice", WARNING, "one chain of each name",
         "Both are printed as one: rules of the second one are lost, those of the first printed twice.",
         "iptcc_find_label", file=LIBIPTC),
    _row("chain-name-odd", WARNING, "chain names of printable characters",
         "Newlines and control characters are printed raw and look like other lines; an empty name like no jump."),
    _row("chain-name-reserved", WARNING, "chain names that are no verdict, target or built-in chain",
         "A jump to a chain called ACCEPT is printed just like the verdict."),
    _row("chain-end-hidden", WARNING, "user chains that end in a bare RETURN",
         "The last entry of a chain is taken for the RETURN that iptables puts there, and not printed.",
         "iptcc_chain_iterator_advance", file=LIBIPTC),
    _row("policy-not-last", WARNING, "the policy as the last entry of a built-in chain",
         "The text prints the last entry's verdict as the policy, the kernel's underflow is another one.",
         "cache_add_entry", file=LIBIPTC),
    _row("hook-inside-chain", WARNING, "hooks that begin where another chain ended",
         "A hook that begins within a chain shares its rules; the text shows them once.", "cache_add_entry",
         file=LIBIPTC),
    _row("table-tail-missing", WARNING, "an ERROR entry at the end", "The last entry is never printed, whatever it is.",
         "parse_table", file=LIBIPTC),
    _row("address-outside-mask", WARNING, "addresses without bits outside of their mask",
         "The packet's address is masked before it is compared, the rule's is not: they never agree. The text looks "
         "like a rule that matches.", "ip_packet_match", file="net/ipv4/netfilter/ip_tables.c (v6.18)"),
    _row("interface-mask-holes", WARNING, "interface masks that begin with ones and end with zeros",
         "The kernel compares the bytes under the mask; the text can only say a name or a prefix."),
    _row("text-control", WARNING, "texts of printable characters",
         "A newline or control character in a comment, prefix or name is printed raw and looks like other lines."),
    _row("rule-skipped", WARNING, "chains that are entered at their first rule",
         "Packets reach rules behind it in its chain, but not the rule itself: a jump lands behind it."),
    _row("comefrom-differs", WARNING, "in comefrom the hooks the entry is reached from",
         "The kernel leaves its own answer in comefrom; the bytes were changed after it did.",
         "mark_source_chains", file="net/ipv4/netfilter/ip_tables.c (v6.18)"),
    _row("replies-disagree", WARNING, "one size in both replies, and as many bytes",
         "GET_INFO and GET_ENTRIES were not taken from one state of the table, or bytes are missing."),
    _row("rule-unreached", NOTE, "rules that some hook leads to", "Code behind an unconditional verdict."),
    _row("chain-unreferenced", NOTE, "chains that something jumps to", "No packet ever enters the chain."),
    _row("padding-not-zero", NOTE, "zero bytes in padding and behind a terminator",
         "Nothing prints or tests them; they may hold what was in memory before, or something hidden."),
    _row("kernel-pointer", NOTE, "zero bytes in the kernel's private part of a payload",
         "Kernels before 4.11 copied pointers out: remove them before the file is given away."),
)  # fmt: skip
TEXT_CHECKS: dict[str, Check] = {row.id: row for row in _ROWS}


def text_findings(table: Table) -> list[Finding]:
    """What the text hides or twists, seen from the bytes alone."""
    found = [*stray_jumps(table), *undecodable(table)]
    found += _capped(_chain_names(table))
    found += _capped(_chain_ends(table))
    found += _hook_places(table)
    found += _capped(_heads(table))
    found += _control_characters(table)
    last = len(table) - 1
    if table.walk.stopped_at is None and len(table) and not _is_error(table, last):
        found.append(finding(table, "table-tail-missing", last, "the last entry of the table is no ERROR entry"))
    return found


def _is_error(table: Table, entry: int) -> bool:
    return any(
        group.kind == "target" and group.name == ERROR and bool((group.entries == entry).any())
        for group in table.records.groups
    )


def finding(table: Table, name: str, entry: int, message: str, at: int | None = None, length: int = 0) -> Finding:
    """A finding in an entry; ``at`` is in bytes from the first entry where it is not the entry as a whole."""
    check = TEXT_CHECKS[name]
    place = table.rule_number(entry)
    chain, number = (visible(place[0].name), place[1]) if place else (None, None)
    start = int(table.offsets[entry]) if at is None else at
    return Finding(
        name, check.severity, message, table.base + start, length or int(table.next_offsets[entry]), chain=chain,
        rule=number, function=check.function, source=check.file,
        is_policy=place is not None and place[0].policy == entry,
    )  # fmt: skip


def bytes_found(
    table: Table, group: Group, name: str, where: Flags, offset: int, size: int, what: str,
    holds: str = "non-zero bytes",
) -> Finding:  # fmt: skip
    count = int(where.sum())
    first = int(np.flatnonzero(where)[0])
    many = f", and so in {count - 1} more" if count > 1 else ""
    shown = visible(group.name)
    return finding(table, name, int(group.entries[first]), f"{group.kind} {shown}: {holds} in {what}{many}",
                   int(group.payloads[first]) + offset, length=size)  # fmt: skip


def _capped(found: Iterator[Finding]) -> list[Finding]:
    """At most MAX_EACH findings of each kind: a hostile table must not make a report without end."""
    seen: Counter[str] = Counter()
    kept = []
    for one in found:
        seen[one.id] += 1
        if seen[one.id] <= MAX_EACH:
            kept.append(one)
    return kept


# Jumps and entries


def stray_jumps(table: Table) -> list[Finding]:
    """Jumps that do not land on the first entry of a chain."""
    return [stray_jump(table, entry, offset) for entry, offset in stray_places(table)]


def stray_places(table: Table) -> list[tuple[int, int]]:
    """(entry, offset it jumps to) of each such jump."""
    jumping, landing = table.landings
    strays = jumping[landing < 0]
    return list(zip(strays.tolist(), table.verdicts[strays].tolist(), strict=True))


def stray_jump(table: Table, entry: int, offset: int) -> Finding:
    return finding(table, "jump-not-chain-head", entry, f"the jump goes to byte {offset}, {landing(table, offset)}")


def undecodable(table: Table) -> list[Finding]:
    """Entries whose matches or target do not fit."""
    return [
        finding(table, "entry-undecodable", entry, f"the rule is not decoded: {reason}", offset)
        for entry, (offset, reason) in sorted(table.records.broken.items())
    ]


def landing(table: Table, offset: int) -> str:
    """Where a jump to ``offset`` lands, in words."""
    entry = table.index_of(offset)
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


# Chains


def _chain_names(table: Table) -> Iterator[Finding]:
    layout = layout_of("target_error_0", table.abi)
    names = [chain.name for chain in table.chains]
    different = set(names)
    reserved = {name.encode() for name in RESERVED | set(table.family.hooks)}
    plain = b"" not in different and _is_plain(b"".join(names)) and max(map(len, names), default=0) < layout.size
    if plain and len(different) == len(names) and len(reserved & different) == len(table.hooks):
        return  # every name is a name, there is one of each, and only the built-in chains have reserved ones
    counts = Counter(names)
    for chain in table.chains:
        raw = chain.name
        strange = not _is_plain(raw) and (visible(raw).encode() != raw or mixes_scripts(raw))
        odd = not raw or len(raw) == layout.size or strange
        is_reserved = raw in reserved
        if chain.head is None or not (odd or is_reserved or counts[raw] > 1):
            continue
        at = int(table.offsets[chain.head] + table.target_offsets[chain.head]) + header_size(table.abi)
        name = visible(raw)
        if counts[raw] > 1:
            yield finding(table, "chain-name-twice", chain.head, f'{counts[raw]} chains are called "{name}"', at,
                          length=layout.size)  # fmt: skip
        if odd:
            why = "mixes letters of several scripts" if mixes_scripts(raw) else "does not print as it is"
            what = "is empty" if not raw else f'is "{name}", which {why}'
            yield finding(table, "chain-name-odd", chain.head, f"the chain's name {what}", at, length=layout.size)
        if is_reserved:
            yield finding(table, "chain-name-reserved", chain.head,
                          f"a chain is called {name}, as verdicts or built-in chains are", at,
                          length=layout.size)  # fmt: skip


def _is_plain(name: bytes) -> bool:
    return name.isascii() and name.decode("ascii").isprintable()


def _chain_ends(table: Table) -> Iterator[Finding]:
    closes = {underflow for _, underflow in table.hooks.values()}
    for entry in _unusual_ends(table).tolist():
        yield finding(table, "chain-end-hidden", entry, "the chain ends in a rule that is never printed")
    for chain in [table.chains[at] for at in table.built_in]:
        if chain.policy is not None and closes and int(table.offsets[chain.policy]) not in closes:
            yield finding(table, "policy-not-last", chain.policy,
                          f"the last entry of {visible(chain.name)} is not the policy the kernel applies")  # fmt: skip


def _unusual_ends(table: Table) -> Index:
    """Last entries of user chains that are no bare RETURN."""
    closing = np.delete(table.chain_bounds[:, 2], table.built_in)
    last = closing[closing >= 0]
    if not len(last):
        return last
    ip = table.head_layout["ip"]
    conditions = columns.gather(table.octets, table.offsets[last] + ip.offset, ip.size).any(axis=1)
    plain = (table.verdicts[last] == RETURN) & (table.target_offsets[last] == table.head_layout.size)
    unusual: Index = last[~plain | conditions]
    return unusual


def _hook_places(table: Table) -> list[Finding]:
    """Hooks that begin in the middle of what was a chain already."""
    found = []
    closes = {underflow for _, underflow in table.hooks.values()}
    starts: Counter[int] = Counter(start for start, _ in table.hooks.values())
    for hook, (start, _) in sorted(table.hooks.items()):
        entry = table.index_of(start)
        if entry is None:
            continue
        before = int(table.offsets[entry - 1]) if entry else None
        shared = starts[start] > 1
        if shared or (before is not None and before not in closes):
            what = "where another hook begins" if shared else "behind an entry that closes no built-in chain"
            found.append(finding(table, "hook-inside-chain", entry, f"{table.family.hooks[hook]} begins {what}"))
    return found


# Heads and texts

ADDRESS_PAIRS = {"arp": (("src", "smsk"), ("tgt", "tmsk"))}
INET_ADDRESSES = (("src", "smsk"), ("dst", "dmsk"))
INTERFACES = ("iniface", "outiface")
CONTROL = bytes([*range(1, 0x20), 0x7F])


def _heads(table: Table) -> Iterator[Finding]:
    """Address parts of rules whose text is not what is compared."""
    if not len(table):
        return
    ip = table.head_layout["ip"]
    assert ip.struct is not None
    struct = ip.struct

    def part(name: str, entries: Index | None = None) -> columns.Bytes:
        starts = table.offsets if entries is None else table.offsets[entries]
        return columns.gather(table.octets, starts + (ip.offset + struct[name].offset), struct[name].size)

    def where(entries: Index, name: str, check: str, message: str) -> Iterator[Finding]:
        for entry in entries[: MAX_EACH + 1].tolist():
            at = int(table.offsets[entry]) + ip.offset + struct[name].offset
            yield finding(table, check, entry, message, at, length=struct[name].size)

    pairs = ADDRESS_PAIRS.get(table.family.name, INET_ADDRESSES)
    block = columns.part_of(struct, pairs[0][0], pairs[1][1])
    start = struct[pairs[0][0]].offset

    def outside(rows: columns.Bytes) -> Flags:
        """Of each row and pair, whether the address has bits outside of its mask."""
        both = ((rows[:, struct[one].offset - start :][:, : struct[one].size] for one in pair) for pair in pairs)
        return np.stack([(_words(value) & ~_words(mask)).any(axis=1) for value, mask in both], axis=1)

    beyond = np.concatenate(list(_in_blocks(table, table.offsets + (ip.offset + start), block.size, outside)))
    for at, (name, mask) in enumerate(pairs):
        told = f"{name} has bits outside of {mask}: it equals no address"
        yield from where(np.flatnonzero(beyond[:, at]), name, "address-outside-mask", told)
    block = columns.part_of(struct, "iniface", "outiface_mask")
    starts = table.offsets + (ip.offset + struct["iniface"].offset)
    named = _in_blocks(table, starts, block.size, columns.any_in_row)
    some = np.flatnonzero(np.concatenate(list(named)))  # few rules name an interface
    for name in INTERFACES:
        compared = part(f"{name}_mask", some)
        holes = np.any((compared != 0) & (compared != 0xFF), axis=1)
        holes |= np.any(compared[:, 1:] > compared[:, :-1], axis=1)
        told = f"only some bytes of {name} are compared"
        yield from where(some[holes], f"{name}_mask", "interface-mask-holes", told)
        control = some[_has_control(part(name, some))]
        yield from where(control, name, "text-control", f"{name} holds a control character")


def _in_blocks(
    table: Table, starts: Index, width: int, look: Callable[[columns.Bytes], Flags]
) -> Iterator[Flags]:
    """What ``look`` says of rows of bytes, some thousand at a time: so they stay in the processor's cache."""
    for at in range(0, len(starts), columns.CACHED_ROWS):
        yield look(columns.gather(table.octets, starts[at : at + columns.CACHED_ROWS], width))


def _words(octets: columns.Bytes) -> Any:
    return np.ascontiguousarray(octets).view(np.uint32)


def _has_control(texts: columns.Bytes) -> Flags:
    """Which rows hold a control character before their NUL."""
    texts = np.ascontiguousarray(texts[:, : columns.used_width(texts)])
    if len(texts.tobytes().translate(None, CONTROL)) == texts.size:
        return np.zeros(len(texts), dtype=bool)
    suspect = ((texts < 0x20) & (texts != 0)) | (texts == 0x7F)
    return np.any(suspect & ~np.logical_or.accumulate(texts == 0, axis=1), axis=1)


def _control_characters(table: Table) -> list[Finding]:
    """Comments, prefixes and names with control characters: one finding for each extension and field."""
    found = []
    for group in table.records.groups:
        layout = known_layout(group, table.family, table.abi)
        if layout is None or group.name == ERROR:  # chain names are looked at as such
            continue
        for field in layout.fields:
            if field.kind == "strz" and not field.count:
                blocks = list(_in_blocks(table, group.payloads + field.offset, field.size, _has_control))
                flags = np.concatenate(blocks) if blocks else np.zeros(0, dtype=bool)
                if flags.any():
                    found.append(bytes_found(table, group, name="text-control", where=flags, offset=field.offset,
                                             size=field.size, what=field.name,
                                             holds="a control character"))  # fmt: skip
    return found


# Reachability


def flow_findings(table: Table, masks: Sequence[int], *, stored: bool) -> list[Finding]:
    """Rules that no hook reaches. ``masks`` are the hooks each entry is reached from; with ``stored`` the table comes
    from a kernel, which left its own masks in comefrom."""
    found = []
    reached = np.asarray(masks, dtype=np.int64)
    if stored:
        comefrom = table.column("comefrom").astype(np.int64)
        for entry in np.flatnonzero(comefrom != reached)[:MAX_EACH].tolist():
            message = f"comefrom is {int(comefrom[entry]):#x}, the hooks that lead here are {masks[entry]:#x}"
            found.append(finding(table, "comefrom-differs", entry, message))
    for at in _unevenly_reached(table, reached):
        found += _chain_flow(table, table.chains[at], reached)
    return _capped(iter(found))


def _unevenly_reached(table: Table, reached: Index) -> list[int]:
    """Chains (by index) not all of whose entries are reached from the same hooks, and those that no hook reaches."""
    starts, ends, closing = table.chain_bounds.T
    ends = np.where(closing < 0, ends, closing + 1)
    filled = np.flatnonzero(ends > starts)
    if not len(filled):
        return []
    bounds = np.stack([starts[filled], ends[filled]], axis=1).reshape(-1)
    padded = np.append(reached, 0)
    most, least = np.bitwise_or.reduceat(padded, bounds)[::2], np.bitwise_and.reduceat(padded, bounds)[::2]
    chosen: list[int] = filled[(most != least) | (most == 0)].tolist()
    return chosen


def _chain_flow(table: Table, chain: ChainSpan, reached: Index) -> Iterator[Finding]:
    """A chain that is entered at its first rule never has a later rule reached from more hooks than an earlier one."""
    inside = reached[chain.start : chain.end if chain.policy is None else chain.policy + 1]
    if not len(inside) or (inside == inside[0]).all():
        if chain.hook is None and len(inside) and not inside[0]:
            yield finding(table, "chain-unreferenced", chain.start if chain.head is None else chain.head,
                          "no packet enters the chain")  # fmt: skip
        return
    later = np.bitwise_or.accumulate(inside[::-1])[::-1]
    missing = later & ~inside
    for at in np.flatnonzero(missing[: chain.end - chain.start]).tolist():
        hooks = ", ".join(name for hook, name in enumerate(table.family.hooks) if int(missing[at]) >> hook & 1)
        yield finding(table, "rule-skipped", chain.start + at,
                      f"packets from {hooks} reach rules behind it in its chain, but not this one")  # fmt: skip
    for at in np.flatnonzero((inside == 0) & (missing == 0))[:MAX_EACH].tolist():
        if chain.start + at < chain.end:
            yield finding(table, "rule-unreached", chain.start + at, "no packet reaches it")
