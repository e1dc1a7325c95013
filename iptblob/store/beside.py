"""Many files against one: which of them mean the same is found by digests, and one of each kind is compared.

Values that belong to a host are learnt from all of the files, as in a store; edits that are nothing else are mappings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from ipaddress import ip_interface
from typing import Any

import numpy as np

from iptblob.diff.backends import diff_files
from iptblob.diff.files import FileDiff, Wishes
from iptblob.diff.mapping import ADDRESS, NAME, Mapping
from iptblob.diff.script import Change
from iptblob.diff.sides import Side
from iptblob.packets.around import addresses_of
from iptblob.reading.opening import read_bytes
from iptblob.store.census import Census, ChainPlace, HeldChain, Host
from iptblob.store.decode import Decoder, Rows
from iptblob.store.odd import Digests
from iptblob.store.own import Own, learnt

Placed = tuple[str, str, str, str]  # family, table, chain, rule


class Beside:
    """Files that are compared with one, taken in one after the other; nothing of their bytes is kept."""

    def __init__(self) -> None:
        self._decoder, self._rows = Decoder(), Rows()
        self._files: dict[bytes, tuple[str, object]] = {}

    def take(self, side: Side) -> None:
        """Take a file in; one with more to it than tables (sets, doubts, what was not read) is like no other."""
        key = sha256(side.file.encode("utf-8", "surrogateescape")).digest()[:16]
        lost = self._decoder.add_side(key, side, self._rows)
        nft = side.nft
        plain = not (side.sets or side.notes or side.anything or lost or (nft and (nft.notes or nft.sets)))
        self._files[key] = side.file, (side.complete, _extensions(side)) if plain else side.file
        for space, name, address in _addresses(side):
            self._rows.one("addresses", snapshot=key, netns=space, interface=name, address=address)

    def census(self) -> Census:
        """All files as hosts, called as the files are."""
        numbers, digests, texts, families = _rules(self._rows)
        contents, known = _contents(self._rows, numbers)
        hosts = {key: Host(file, key, file, None) for key, (file, _) in self._files.items()}
        _fill(self._rows, hosts, contents)
        return Census(list(hosts.values()), known, texts, families, digests)

    def kinds(self, census: Census, own: Own) -> dict[str, object]:
        """What is equal for files that mean the same."""
        found = Digests(census, own)
        return {
            host.file: (self._files[host.snapshot][1], frozenset(found.of_host(at).items()))
            for at, host in enumerate(census.hosts)
        }


def compare_beside(
    base: Side, others: Iterable[Side], opened: Callable[[str], Side], wishes: Wishes
) -> Iterator[FileDiff]:
    """Each of ``others`` against ``base``; ``opened`` opens one of them again, to be looked at closer."""
    beside = Beside()
    beside.take(base)
    present = []
    for side in others:
        present.append(side.file)
        if side.file != base.file:
            beside.take(side)
    census = beside.census()
    own = learnt(census)
    kinds = beside.kinds(census, own)
    hosts = census.by_name
    done: dict[object, FileDiff] = {}
    for file in present:
        kind = kinds[file]
        found = done.get(kind)
        if found is None:
            found = _without_own(diff_files(base, opened(file), wishes), own, census, hosts[base.file], hosts[file])
            if not found.notes and not found.unread:  # those name the file they are about
                done[kind] = found
        yield replace(found, b=file, mapping=_mapping(own, base.file, file))


def _addresses(side: Side) -> list[tuple[str, str, str]]:
    if side.manifest is None or side.file == "-":
        return []
    return addresses_of(read_bytes(side.file), side.file, side.manifest)


def _extensions(side: Side) -> object:
    members = (side.manifest or {}).get("members")
    record = members.get("kernel/extensions.json") if isinstance(members, dict) else None
    return record.get("sha256") if isinstance(record, dict) else None


def _columns(rows: Rows, table: str, names: str) -> Iterator[tuple[Any, ...]]:
    for piece in rows.pieces[table]:
        yield from zip(*(_listed(piece[name]) for name in names.split()), strict=True)


def _listed(column: Any) -> list[Any]:
    if isinstance(column, np.ndarray):
        return [row.tobytes() for row in column] if column.ndim == 2 else column.tolist()
    return list(column)


def _rules(rows: Rows) -> tuple[dict[bytes, int], list[bytes], list[str], list[str]]:
    found = list(_columns(rows, "rules", "rule text family"))
    digests = [one[0] for one in found]
    numbers = {digest: at for at, digest in enumerate(digests)}
    return numbers, digests, [one[1] for one in found], [one[2] for one in found]


def _contents(rows: Rows, numbers: dict[bytes, int]) -> tuple[dict[bytes, int], list[Any]]:
    rules: dict[bytes, list[int]] = defaultdict(list)
    for content, rule in _columns(rows, "contents", "content rule"):
        rules[content].append(numbers[rule])
    known = {content: at for at, content in enumerate(rules)}
    return known, [*(np.array(found, dtype=np.int64) for found in rules.values()), np.empty(0, dtype=np.int64)]


def _fill(rows: Rows, hosts: dict[bytes, Host], contents: dict[bytes, int]) -> None:
    """Chains and addresses of the hosts; a chain without rules has the number behind all contents."""
    tables = {
        (key, number): (netns, backend, family, table)
        for key, number, netns, backend, family, table in _columns(
            rows, "tables", "snapshot number netns backend family table"
        )
    }
    spaces: dict[bytes, dict[str, int]] = defaultdict(dict)
    for (key, _), (netns, *_) in tables.items():
        spaces[key].setdefault(netns, len(spaces[key]))
    for key, number, chain, policy, content in _columns(rows, "chains", "snapshot number chain policy content"):
        netns, backend, family, table = tables[key, number]
        space = "" if len(spaces[key]) == 1 else str(spaces[key][netns])
        place = ChainPlace(space, backend, family, table, chain)
        while place in hosts[key].chains:
            place = place._replace(chain=place.chain + "'")
        hosts[key].chains[place] = HeldChain(policy or "", contents.get(content, len(contents)))
    for key, interface, address in _columns(rows, "addresses", "snapshot interface address"):
        hosts[key].addresses.setdefault(address, interface)


def _patterns(own: Own, census: Census, host: Host) -> dict[Placed, str]:
    return {
        (rule.place.family, rule.place.table, rule.place.chain, census.texts[rule.rule]): pattern
        for rule, pattern in own.patterns.items()
        if rule.host == host.name
    }


def _without_own(found: FileDiff, own: Own, census: Census, a: Host, b: Host) -> FileDiff:
    """The result without the edits that only put a host's own value in the place of another's."""
    before, after = _patterns(own, census, a), _patterns(own, census, b)
    if not before or not after:
        return found
    tables = [replace(table, changes=list(_others(table.changes, before, after))) for table in found.tables]
    return replace(found, tables=tables)


def _others(changes: Sequence[Change], before: dict[Placed, str], after: dict[Placed, str]) -> Iterator[Change]:
    told = [(_pattern(one, one.chain, one.before, before), _pattern(one, one.chain_b or one.chain, one.after, after))
            for one in changes]  # fmt: skip
    gone = Counter(old for (old, new), one in zip(told, changes, strict=True) if old and one.after is None)
    come = Counter(new for (old, new), one in zip(told, changes, strict=True) if new and one.before is None)
    both = gone & come
    left = [both.copy(), both.copy()]
    for (old, new), one in zip(told, changes, strict=True):
        if old and old == new:
            continue
        pattern, side = (old, 0) if one.after is None else (new, 1) if one.before is None else ("", 0)
        if pattern and left[side][pattern]:
            left[side][pattern] -= 1
            continue
        yield one


def _pattern(change: Change, chain: str, line: str | None, patterns: dict[Placed, str]) -> str:
    if line is None or not change.kind.startswith("rule"):
        return ""
    text = line.removeprefix(f"-A {chain} ")
    return patterns.get((change.family, change.table, chain, text), "")


def _mapping(own: Own, a: str, b: str) -> Mapping:
    """What of A stands for what of B."""
    found = Mapping()
    for value in own.values:
        one, other = value.values.get(a), value.values.get(b)
        if one is None or other is None or one == other:
            continue
        try:
            found.words[ADDRESS][str(ip_interface(one).ip)] = str(ip_interface(other).ip)
        except ValueError:
            found.words[NAME][one] = other
    return found
