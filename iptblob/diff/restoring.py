"""The lines for iptables-restore that turn B back into A: for an operator to read and apply, never applied here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_interface
from typing import NamedTuple

import numpy as np

from iptblob.diff.align import align
from iptblob.diff.files import FileDiff
from iptblob.diff.listing import UNSTATED, Listing
from iptblob.diff.script import Compared
from iptblob.family import FAMILIES
from iptblob.restore.tables import NAME_ROOM, POLICIES
from iptblob.unread import Unread

TOOLS = {"ipv4": "iptables-restore", "ipv6": "ip6tables-restore"}
# What iptables-save prints and nobody can read back: extensions in hex, jumps beside a chain, raw control characters.
_unsayable = re.compile(r"\[unknown revision|\[unsupported revision|-[jg] @\d|[\0-\x1f\x7f]").search
_addresses = re.compile(r" -[sd] (\S+)").findall
_word = re.compile(r"[^-!:\s\"'\0-\x1f\x7f][^\s\"'\\\0-\x1f\x7f]*").fullmatch


class Restoring(NamedTuple):
    """The lines of all tables, and the rules that no line can say."""

    lines: list[str]
    unread: list[Unread]


def restoring(found: FileDiff) -> Restoring:
    """What to apply to B with ``--noflush`` so that iptables-save prints A, counters apart."""
    lines: list[str] = []
    unread: list[Unread] = []
    for compared in found.tables:
        own = list(_table(compared))
        if not own:
            continue
        unread += [
            Unread(f"{compared.a.family} {compared.a.table}", found.a, f"no line of iptables can say {line!r}")
            for line in own if _unsayable(line) or _has_host_bits(line)
        ]  # fmt: skip
        unread += [
            Unread(f"{compared.a.family} {compared.a.table}", file, f"no line of iptables can name its chain {name!r}")
            for file, listing in ((found.a, compared.a), (found.b, compared.b)) for name in _unnamable(listing)
        ]  # fmt: skip
        tool = TOOLS.get(compared.a.family, "")
        if not tool:
            what = f"{compared.a.family} {compared.a.table}"
            unread.append(Unread(what, found.a, "there is no restore of arptables that reads commands"))
            continue
        lines += [f"# {tool} --noflush, {compared.a.family} {compared.a.table}", f"*{compared.a.table}", *own, "COMMIT"]
    return Restoring(lines, unread)


def _has_host_bits(line: str) -> bool:
    """An address that its mask cuts: the tool would cut it, too, so that the rule comes to be another one."""
    for text in _addresses(line):
        try:
            if ip_interface(text).ip != ip_interface(text).network.network_address:
                return True
        except ValueError:  # masks with holes
            continue
    return False


def _unnamable(listing: Listing) -> Iterator[str]:
    """Names of chains that stand for something else where iptables reads them, or for nothing: those of two chains, of
    hooks, of verdicts, and what is no word."""
    seen: set[str] = set()
    for chain in listing.chains:
        name = chain.name.decode("latin-1")
        strange = not _word(name) or len(name) > NAME_ROOM or (chain.hook is None and name in _taken(listing.family))
        if strange or name in seen:
            yield name
        seen.add(name)


def _taken(family: str) -> frozenset[str]:
    return frozenset((*FAMILIES[family].hooks, *POLICIES))


def _table(compared: Compared) -> Iterator[str]:
    """New chains first, for rules may jump there; chains that are gone last, when no rule does any more."""
    a, b = compared.a, compared.b
    of_a, of_b = _chains(a), _chains(b)
    hooks = FAMILIES[a.family].hooks
    built_in = {name for name in (*of_a, *of_b) if name in hooks}
    yield from (f":{name} - [0:0]" for name in of_a if name not in of_b and name not in built_in)
    policies_a, policies_b = _policies(a), _policies(b)
    for name in sorted(built_in, key=hooks.index):
        wanted, has = policies_a.get(name, "ACCEPT"), policies_b.get(name, "ACCEPT")
        if wanted != has and UNSTATED not in (wanted, has):
            yield f"-P {name} {wanted}"
    gone = [name for name in of_b if name not in of_a and name not in built_in]
    yield from (f"-F {name}" for name in gone)
    for name in (*of_b, *(name for name in of_a if name not in of_b)):
        if name not in gone:
            yield from _rules(name, of_a.get(name, []), of_b.get(name, []))
    yield from (f"-X {name}" for name in gone)


def _rules(name: str, wanted: list[str], has: list[str]) -> Iterator[str]:
    """Deletions from the end, so that numbers stay true, then insertions from the start."""
    numbers: dict[str, int] = {}
    left, right = (
        np.array([numbers.setdefault(text, len(numbers)) for text in side], dtype=np.int64) for side in (wanted, has)
    )
    kept_a, kept_b = (set(kept.tolist()) for kept in align(left, right))
    yield from (f"-D {name} {at + 1}" for at in reversed(range(len(has))) if at not in kept_b)
    yield from (f"-I {name} {at + 1}{wanted[at]}" for at in range(len(wanted)) if at not in kept_a)


def _chains(listing: Listing) -> dict[str, list[str]]:
    entries = [at for chain in listing.chains for at in range(chain.start, chain.end)]
    texts = iter(listing.texts(entries))
    return {chain.name.decode("latin-1"): [next(texts) for _ in range(chain.start, chain.end)]
            for chain in listing.chains}  # fmt: skip


def _policies(listing: Listing) -> dict[str, str]:
    return {chain.name.decode("latin-1"): listing.policy(chain) for chain in listing.chains if chain.hook is not None}
