"""What a host's kernel answered about its matches and targets: registered names, and the revisions of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from iptblob.escape import visible
from iptblob.table import Table
from iptblob.table.table import ERROR

HAS, LACKS, ABSENT = "has", "lacks", "absent"
_PLURAL = {"match": "matches", "target": "targets"}
_CORE = (b"", ERROR)  # the targets of ip_tables itself


class HostExtensions:
    """The answers to IPT_SO_GET_REVISION_MATCH and _TARGET, by family and kind, for the names that the kernel listed in
    /proc/net/{ip,ip6,arp}_tables_{matches,targets} (nf_tables and x_tables alike, net/netfilter/x_tables.c, v6.18)."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._told = told

    def revisions(self, kind: str, name: str, family: str) -> tuple[int, ...] | None:
        """The revisions that it has, () where the name was not registered; None where it did not say.

        It answers no question about arp matches, and none without the right to ask.
        """
        listed = self._listed(kind, family)
        if listed is None:
            return None
        found = listed.get(name)
        if found is None:
            return ()
        known = tuple(one for one in found if type(one) is int) if isinstance(found, list) else ()
        return known or None

    def state(self, kind: str, name: str, revision: int, family: str) -> str | None:
        """``has``, ``lacks`` (the name in other revisions alone), ``absent`` (no such name); None where it is not
        known."""
        known = self.revisions(kind, name, family)
        if known is None:
            return None
        return (HAS if revision in known else LACKS) if known else ABSENT

    def unasked(self, kind: str, family: str) -> bool:
        """True where the kernel told names and answers no question about them: it has no such option for arp matches
        (include/uapi/linux/netfilter_arp/arp_tables.h, v6.18)."""
        return (kind, family) == ("match", "arp") and self._listed(kind, family) is not None

    def _listed(self, kind: str, family: str) -> Mapping[str, Any] | None:
        told = _mapping(_mapping(self._told.get(family)).get(_PLURAL[kind]))
        listed = told.get("revisions")
        return listed if told.get("source") == "proc" and isinstance(listed, dict) and listed else None


class Lacking(NamedTuple):
    """What of a table a host's kernel could not load, as far as it said.

    ``what`` is the kind, name and revision of an extension, or of several that the kernel cannot be asked about;
    ``state`` is lacks, absent, or "" for those. ``entries`` are those of the table that use it.
    """

    what: str
    state: str
    has: tuple[int, ...]
    entries: tuple[int, ...]

    def text(self, table: Table, host: str) -> str:
        """In words: in which rules, what ``host`` has."""
        more = len(self.entries) - 1
        where = f"{table.label}: {_place(table, self.entries[0])}{f' and {more} more' if more else ''}"
        if self.state == LACKS:
            has = ", ".join(map(str, self.has))
            return f"{where}: {host} has no {self.what}, only {has}: it could not load the rule"
        if self.state == ABSENT:
            return f"{where}: {host} had no {self.what.partition(' revision')[0]} registered"
        return f"{where}: whether {host} has {self.what} is not known: no kernel can be asked about arp matches"


def lacking(table: Table, host: HostExtensions) -> Iterator[Lacking]:
    """The extensions of a legacy table that a host's kernel said it has not, and those nobody can ask it about."""
    if table.origin:  # iptables-nft writes much without the kernel's match
        return
    family, unasked = table.family.name, []
    for group in table.records.groups:
        if group.kind == "target" and group.name in _CORE:
            continue
        name, entries = group.name.decode("latin-1"), tuple(sorted(group.entries.tolist()))
        what = f"{group.kind} {visible(group.name)} revision {group.revision}"
        state = host.state(group.kind, name, group.revision, family)
        if state in (LACKS, ABSENT):
            has = host.revisions(group.kind, name, family) or ()
            yield Lacking(what, state, has, entries)
        elif state is None and host.unasked(group.kind, family):
            unasked.append((what, entries))
    if unasked:
        told = ", ".join(dict.fromkeys(what for what, _ in unasked))
        yield Lacking(told, "", (), tuple(sorted({entry for _, entries in unasked for entry in entries})))


def _place(table: Table, entry: int) -> str:
    placed = table.rule_number(entry)
    return f"{visible(placed[0].name)}:{placed[1]}" if placed else f"byte {table.base + int(table.offsets[entry])}"


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
