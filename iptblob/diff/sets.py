"""What ipsets hold: a blob names a set by number, so equal bytes may let other addresses through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from iptblob import extensions
from iptblob.escape import Untrusted
from iptblob.table import Table

# Options of `create` that say how the kernel keeps the members, not which: the first grows with them, the last is drawn
# anew for each set, and which of them are printed depends on the version (ipset 7.17).
HOW_KEPT = ("hashsize", "bucketsize", "initval")
ONE_SIDED = "what these ipsets hold only one side says, and it is not compared"
RUNNING = ("packets", "bytes", "timeout")  # of a member
LIST = "list:set"


@dataclass(frozen=True, slots=True)
class SetContents:
    """One set as ``ipset save`` prints it: its type with options, and its members."""

    kind: str
    members: frozenset[str]


def parse_sets(text: str) -> dict[str, SetContents]:
    """Sets by name from ``ipset save`` output. Left out are counters and timeouts of members, which run, and how the
    kernel keeps them."""
    kinds: dict[str, str] = {}
    members: dict[str, set[str]] = {}
    for line in text.splitlines():
        words = line.split(" ")
        if words[0] == "create" and len(words) > 2:
            kinds[words[1]] = " ".join(_without(HOW_KEPT, words[2:]))
            members.setdefault(words[1], set())
        elif words[0] == "add" and len(words) > 2 and words[1] in kinds:
            members[words[1]].add(" ".join(_without(RUNNING, words[2:])))
    return {name: SetContents(kind, frozenset(members[name])) for name, kind in kinds.items()}


def _without(options: Sequence[str], words: Sequence[str]) -> list[str]:
    """The words but for these options and the value of each."""
    kept, skip = [], False
    for word in words:
        if skip or word in options:
            skip = not skip
            continue
        kept.append(word)
    return kept


def sets_of(data: bytes, file: str, manifest: Mapping[str, Any] | None) -> dict[Untrusted, dict[str, SetContents]]:
    """Sets by network namespace, as far as the snapshot ``data`` holds them as text; IptblobError where it does not
    give what its manifest names."""
    records = (manifest or {}).get("ipsets")
    found: dict[Untrusted, dict[str, SetContents]] = {}
    if not isinstance(records, Mapping):
        return found
    members = {
        netns: record["member"]
        for netns, record in records.items()
        if isinstance(record, Mapping) and str(record.get("member", "")).endswith(".txt")
    }
    if not members:
        return found
    from iptblob import bounds
    from iptblob.snapshot.container import read_snapshot

    snapshot = read_snapshot(data, file)
    parsed: dict[str, dict[str, SetContents]] = {}  # a member may be named for many namespaces
    for netns, member in members.items():
        if member not in parsed:
            parsed[member] = parse_sets(snapshot.read(member, bounds.limit_of(bounds.MAX_SETS)).decode("latin-1"))
        found[Untrusted.of(netns)] = parsed[member]
    return found


def differing(a: Mapping[str, SetContents], b: Mapping[str, SetContents]) -> dict[str, frozenset[str]]:
    """Sets that hold something else in B, by name: which of them differ, itself or those that it lists.

    A set of sets holds no sets of sets (list_set_uadt, net/netfilter/ipset/ip_set_list_set.c, v6.18).
    """
    both = a.keys() & b.keys()
    plain = {name for name in both if a[name] != b[name]}
    found = {name: frozenset((name,)) for name in plain}
    for name in both:
        if LIST in (a[name].kind.partition(" ")[0], b[name].kind.partition(" ")[0]):
            listed = {one.partition(" ")[0] for one in a[name].members | b[name].members}
            below = (listed | {name}) & plain
            if below:
                found[name] = frozenset(below)
    return found


def has_sets(table: Table) -> bool:
    """True where some rule names a set."""
    return any(extensions.names_ipsets(group.kind, group.name) for group in table.records.groups)


def both_sides(
    sets: Sequence[Mapping[str, SetContents] | None],
) -> tuple[Mapping[str, SetContents], Mapping[str, SetContents]] | None:
    """The sets of A and of B, None where either is not known."""
    one, other = sets
    return None if one is None or other is None else (one, other)


def not_held(files: Sequence[str]) -> str:
    """What is not compared of two tables that name sets."""
    says = f"{files[0]} does" if len(files) == 1 else f"{' and '.join(files)} do"
    return f"what the ipsets hold that rules name is not compared: {says} not say it"
