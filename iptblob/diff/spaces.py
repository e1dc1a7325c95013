"""Which network namespace of one snapshot is which of the other. Inode numbers say nothing: they are given anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from iptblob.diff.sides import Side
from iptblob.table import Table


def spaces_of_b(a: Side, b: Side) -> dict[str, str]:
    """Network namespaces of B under the labels A has for them: paired by name, by container, by content, in this
    order; by label last. One without counterpart that is called like one of A gets a label of its own."""
    left, right = _spaces(a), _spaces(b)
    found: dict[str, str] = {}
    if len(left) == 1 and len(right) == 1:
        return {right[0]: left[0]}
    if a.manifest is None or b.manifest is None:
        return found
    for key in (_names, _containers):
        _by_key({one: key(a, one) for one in left}, {one: key(b, one) for one in right}, found)
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


def _record(side: Side, label: str) -> Mapping[str, Any]:
    spaces = (side.manifest or {}).get("netns")
    for space in spaces if isinstance(spaces, list) else ():
        if isinstance(space, dict) and space.get("label") == label:
            return space
    return {}


def _names(side: Side, label: str) -> frozenset[str]:
    names = _record(side, label).get("names")
    return frozenset(name for name in names if isinstance(name, str)) if isinstance(names, list) else frozenset()


def _containers(side: Side, label: str) -> frozenset[str]:
    people = _record(side, label).get("processes")
    found = (
        one.get(key) for one in (people if isinstance(people, list) else ()) if isinstance(one, dict)
        for key in ("container", "cgroup")
    )  # fmt: skip
    return frozenset(value for value in found if isinstance(value, str) and value)


def _by_key(left: Mapping[str, frozenset[str]], right: Mapping[str, frozenset[str]], found: dict[str, str]) -> None:
    for space, keys in right.items():
        mates = [one for one in left if one not in found.values() and left[one] & keys]
        if space not in found and len(mates) == 1:
            found[space] = mates[0]


def _by_content(a: Side, b: Side, left: list[str], right: list[str], found: dict[str, str]) -> None:
    """The most alike first; of those as much alike, the ones of one label."""
    if not left or not right:
        return
    of_a, of_b = ({one: _lines_of(side, one) for one in spaces} for side, spaces in ((a, left), (b, right)))
    likeness = [
        (_alike(of_a[i], of_b[j]), i == j, -x, -y, i, j) for x, i in enumerate(left) for y, j in enumerate(right)
    ]
    taken: set[str] = set()
    for share, same, _, _, i, j in sorted(likeness, reverse=True):
        if j not in found and i not in taken and (share > 0 or same):
            found[j] = i
            taken.add(i)


def _lines_of(side: Side, label: str) -> Counter[tuple[str, str, str]]:
    """The rules of a network namespace, as words."""
    from iptblob.diff.lines import lines_of_table
    from iptblob.extensions.base import DEBIAN_12_IPTABLES

    found: Counter[tuple[str, str, str]] = Counter()
    for place, table in side.tables.items():
        if place[0] == label and isinstance(table, Table):
            lines = lines_of_table(table, side.names_of(table), DEBIAN_12_IPTABLES)
            found.update((*place[1:], line) for line in lines.lines)
            found.update((*place[1:], policy) for policy in lines.policies.values())
    return found


def _alike(one: Counter[tuple[str, str, str]], other: Counter[tuple[str, str, str]]) -> float:
    total = max(one.total(), other.total())
    return (one & other).total() / total if total else 0.0
