"""From what was opened to the tables that a packet passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from typing import TYPE_CHECKING

from iptblob.diff.sets import SetContents, sets_of
from iptblob.errors import UsageError
from iptblob.escape import Untrusted
from iptblob.extensions.base import NEWEST_IPTABLES, Context
from iptblob.packets.program import Program
from iptblob.packets.world import World
from iptblob.reading.source import Source
from iptblob.reading.wrapping import unwrapped
from iptblob.table import Table
from iptblob.unread import Unread

if TYPE_CHECKING:
    from iptblob.nftables.read import NftRules

NATIVE = "NOT WALKED: packets may pass it too"  # of rules that iptables did not write


@dataclass
class Passage:
    """The tables of one family in one network namespace. ``missing`` are those that the file does not hold though the
    kernel may have had them: of a bare buffer nobody knows."""

    netns: Untrusted
    programs: list[Program]
    missing: tuple[str, ...] = ()
    unread: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def passage_of(
    source: Source, family: str, netns: str | None = None, *, backend: str = "both",
    rules: Sequence[NftRules] | None = None,
) -> Passage:  # fmt: skip
    """What a packet of ``family`` passes; ``rules`` of nf_tables where they were read before.

    UsageError where there is no table, or several namespaces to choose from.
    """
    space = _space(source, family, netns)
    legacy = [one for one in source.tables if one.family.name == family and one.netns == space]
    chosen = legacy if backend != "nft" else []
    found = Passage(space, [_program(source, table) for table in chosen if table.hooks])
    for table in chosen:
        if not table.hooks:
            found.unread.append(Unread(table.label, source.file, "NOT WALKED: where hooks enter it is not known"))
    if backend != "legacy" and source.dumps:
        _nftables(source, rules, family, space, found)
    if not found.programs:
        raise UsageError(f"no table of {family} whose hooks are known", file=source.file)
    if source.manifest is None:
        held = {program.name for program in found.programs}
        found.missing = tuple(name for name in found.programs[0].table.family.tables if name not in held)
    return found


def _space(source: Source, family: str, netns: str | None) -> Untrusted:
    held = [one.netns for one in source.tables if one.family.name == family] + [one.netns for one in source.dumps]
    spaces = [one for one in dict.fromkeys(held) if netns is None or one == Untrusted.of(netns)]
    if len(spaces) == 1:
        return spaces[0]
    names = ", ".join(one.shown or "none that is known" for one in dict.fromkeys(held)) or "none"
    wanted = f"no table of {family}" + (f" in network namespace {netns}" if netns is not None else "")
    raise UsageError(
        f"{len(spaces)} network namespaces to choose from" if spaces else wanted, file=source.file,
        hint=f"choose with --netns: {names}" if spaces else f"it holds {names}",
    )  # fmt: skip


def world_around(source: Source, data: bytes, passage: Passage, *, local: Iterable[str] = ()) -> World:
    """What is known around the tables: by the snapshot (``data`` are the bytes of its file), and the addresses that a
    user says this host has."""
    from iptblob.packets.around import world_of

    family = passage.programs[0].table.family.name
    plain = unwrapped(data, source.file)[0] if source.manifest is not None else b""
    world = world_of(plain, source.file, source.manifest, passage.netns, family)
    own = frozenset(_number(text) for text in local)
    return replace(world, local=own) if own else world


def sets_around(source: Source, data: bytes, passage: Passage) -> Mapping[str, SetContents] | None:
    """The ipsets around some tables; None where the file (its bytes: ``data``) does not hold them."""
    if source.manifest is None:
        return None
    return sets_of(unwrapped(data, source.file)[0], source.file, source.manifest).get(passage.netns)


def _number(text: str) -> int:
    try:
        return int(ip_address(text))
    except ValueError:
        raise UsageError(f"{text}: no address") from None


def _program(source: Source, table: Table) -> Program:
    context = Context(table.family.name, table.abi, source.names_of(table), NEWEST_IPTABLES, table.origin is not None)
    return Program(table, context)


def families_of(source: Source, netns: str | None, backend: str, rules: Sequence[NftRules]) -> set[str]:
    """Families that have tables in a network namespace, or where none is named in any."""
    legacy = [one for one in source.tables if backend != "nft" and netns in (None, one.netns.shown)]
    others = [one for each in rules if backend != "legacy" and netns in (None, each.netns.shown) for one in each.tables]
    return {one.family.name for one in (*legacy, *others)}


def _nftables(
    source: Source, given: Sequence[NftRules] | None, family: str, space: Untrusted, found: Passage
) -> None:  # fmt: skip
    from iptblob.nftables import read_rules
    from iptblob.nftables.native import concerns

    for rules in read_rules(source) if given is None else given:
        if rules.netns != space:
            continue
        found.notes += [f"nf_tables: {doubt}" for doubt in rules.doubts]
        found.unread += [Unread("a dump of nf_tables", source.file, f"NOT READ: {one}") for one in rules.failures]
        for table in rules.tables:
            if table.family.name == family and table.label not in rules.dormant:
                found.programs.append(_program(source, table))
        for native in rules.natives:
            if native.rules and concerns(native, family, None):
                found.unread.append(Unread(native.so_many, source.file, NATIVE, netns=space.shown or None))
