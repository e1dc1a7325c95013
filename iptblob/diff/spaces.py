"""Which network namespace of one snapshot is which of the other. Inode numbers say nothing: they are given anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from iptblob.diff.sides import Side
from iptblob.reading.spaces import containers_of, names_of, records
from iptblob.table import Table

Lines = Counter[tuple[str, str, str]]
MAX_PAIRS = 100_000  # of namespaces that are compared rule by rule; 300 on each side


def spaces_of_b(a: Side, b: Side) -> dict[str, str]:
    """Network namespaces of B under the labels A has for them: paired by name, by container, by content, in this
    order; by label last. One without counterpart that is called like one of A gets a label of its own."""
    left, right = _spaces(a), _spaces(b)
    found: dict[str, str] = {}
    if len(left) == 1 and len(right) == 1:
        return {right[0]: left[0]}
    if a.manifest is None or b.manifest is None:
        return found
    of_a, of_b = records(a.manifest), records(b.manifest)
    for key in (names_of, containers_of):
        _by_key({one: key(of_a.get(one, {})) for one in left}, {one: key(of_b.get(one, {})) for one in right}, found)
    _by_content(a, b, _rest(left, found.values()), _rest(right, found), found)
    for one in _rest(right, found):
        if one in left:
            found[one] = f"{one} of B"
    return found


def _spaces(side: Side) -> list[str]:
    places = [place[0] for place in (*side.tables, *sorted(side.unreadable))]
    return list(dict.fromkeys(places))


def _rest(spaces: list[str], taken: Iterable[str]) -> list[str]:
    done = set(taken)
    return [one for one in spaces if one not in done]


def _by_key(left: Mapping[str, frozenset[str]], right: Mapping[str, frozenset[str]], found: dict[str, str]) -> None:
    having: dict[str, list[str]] = {}
    for one, keys in left.items():
        for key in keys:
            having.setdefault(key, []).append(one)
    taken = set(found.values())
    for space, keys in right.items():
        mates = {one for key in keys for one in having.get(key, ()) if one not in taken}
        if space not in found and len(mates) == 1:
            found[space] = mates.pop()
            taken.add(found[space])


def _by_content(a: Side, b: Side, left: list[str], right: list[str], found: dict[str, str]) -> None:
    """The most alike first; of those as much alike, the ones of one label. Where very many are left that are not the
    same, only those of one label are looked at: a file may name a namespace for each of its bytes."""
    if not left or not right:
        return
    of_a, of_b = _lines_of(a, left), _lines_of(b, right)
    _by_equal_content(of_a, of_b, found)
    taken = set(found.values())
    left, right = [one for one in left if one not in taken], [one for one in right if one not in found]
    places = {one: at for at, one in enumerate(right)}
    few = len(left) * len(right) <= MAX_PAIRS
    likeness = [
        (_alike(of_a[i], of_b[j]), i == j, -x, -places[j], i, j)
        for x, i in enumerate(left)
        for j in (right if few else [i] * (i in places))
    ]
    for share, same, _, _, i, j in sorted(likeness, reverse=True):
        if j not in found and i not in taken and (share > 0 or same):
            found[j] = i
            taken.add(i)


def _by_equal_content(of_a: Mapping[str, Lines], of_b: Mapping[str, Lines], found: dict[str, str]) -> None:
    """Those that hold the same rules: of one label first, then in their order."""
    groups: dict[frozenset[tuple[tuple[str, str, str], int]], tuple[list[str], list[str]]] = {}
    for side, spaces in enumerate((of_a, of_b)):
        for one, lines in spaces.items():
            if lines:
                groups.setdefault(frozenset(lines.items()), ([], []))[side].append(one)
    for mine, theirs in groups.values():
        both = set(mine) & set(theirs)
        found.update({one: one for one in both})
        rest = ([one for one in spaces if one not in both] for spaces in (theirs, mine))
        found.update(zip(*rest, strict=False))


def _lines_of(side: Side, labels: list[str]) -> dict[str, Lines]:
    """The rules of network namespaces, as words."""
    from iptblob.diff.lines import lines_of_table
    from iptblob.extensions.base import DEBIAN_12_IPTABLES

    found: dict[str, Lines] = {label: Counter() for label in labels}
    for place, table in side.tables.items():
        if place[0] in found and isinstance(table, Table):
            lines = lines_of_table(table, side.names_of(table), DEBIAN_12_IPTABLES)
            found[place[0]].update((*place[1:], line) for line in lines.lines)
            found[place[0]].update((*place[1:], policy) for policy in lines.policies.values())
    return found


def _alike(one: Lines, other: Lines) -> float:
    total = max(one.total(), other.total())
    return (one & other).total() / total if total else 0.0
