"""find_check_entry: matches in order, then the target, of one entry after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from iptblob.abi import ABIS, I386, LP64_LE, Abi
from iptblob.check import extensions
from iptblob.check.changes import ARP_OWN
from iptblob.check.profile import Profile
from iptblob.check.shape import INV_PROTO, Shape, field_place
from iptblob.check.translate_table import Entry, Failure, Record
from iptblob.extensions.constraints import Constraints, Issue, Subject
from iptblob.extensions.record import Extension
from iptblob.family import FAMILIES
from iptblob.reading.hostkernel import HAS, LACKS
from iptblob.spec.layout import Layout, layout_of
from iptblob.spec.registry import SPECS
from iptblob.spec.unpack import Buffer, place_of, row_reader

HOOK_BITS = 5
MAX_REMEMBERED = 1 << 16
MAX_PLACES = 256


class Known(NamedTuple):
    """What the kernel has under (kind, name, revision, family): constraints, layout, and the payload's size.

    ``borrowed`` is true where it is not the family's own, and found because it is registered for all families.
    ``doubt`` says in words what nobody knows of the kernel's version.
    """

    extension: Extension
    revision: int
    constraints: Constraints
    layout: Layout
    size: int
    read: Any
    borrowed: bool
    doubt: str = ""


class Refused(NamedTuple):
    """Why the kernel does not even look at a payload.

    With both ``errno`` and ``needs`` it refuses in any case, but with another errno where the host lacks something.
    """

    check: str
    errno: str | None
    message: str
    needs: str | None = None
    doubt: str = ""


@dataclass
class Judge:
    """Checks of extensions for one family, layout, kernel and table name; remembers answers for equal bytes."""

    shape: Shape
    profile: Profile
    table: bytes
    payload: bool
    state: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.abi: Abi = ABIS[self.shape.abi]
        self.state["is_be"] = self.abi.is_be
        self.state["payload"] = self.payload
        place = (self.shape.family, self.shape.abi, self.profile, self.profile.host, self.table, self.payload)
        if place not in _clean and len(_clean) >= MAX_PLACES:
            _clean.clear()
        self._clean = _clean.setdefault(place, set())

    def failures(self, data: bytes, entries: Sequence[Entry], masks: Sequence[int] | None) -> Iterator[Failure]:
        """What fails, entry by entry; ``masks`` are the hooks each is reached from, None where they are unknown.

        Records that were found clean once are not looked at again as long as every byte and every circumstance is
        the same.
        """
        arp, clean = self.shape.family == "arp", self._clean
        hooks: int | None = None
        for number, entry in enumerate(entries):
            if masks is not None:
                hooks = masks[number]
            head = (entry.proto, entry.invflags, entry.flags, hooks)
            if not arp:
                for place, match in enumerate(entry.matches):
                    key = (data[match.offset : match.offset + match.size], head, "match")
                    if key not in clean:
                        yield from self._record(data, entry, record=match, kind="match", which=f"match[{place}]",
                                                hooks=hooks, number=number, key=key)
            target = entry.target
            key = (data[target.offset : target.offset + target.size], head, "target")
            if key not in clean:
                yield from self._record(data, entry, record=target, kind="target", which="target", hooks=hooks,
                                        number=number, key=key)

    def _record(
        self, data: Buffer, entry: Entry, record: Record, kind: str, which: str, hooks: int | None, number: int,
        key: tuple[Any, ...],
    ) -> Iterator[Failure]:  # fmt: skip
        found = False
        for failure in self.record(data, entry, record, kind, which, hooks=hooks, number=number):
            found = True
            yield failure
        if found:
            return
        known = lookup(kind, record.name, record.revision, self.shape.family, self.shape.abi, profile=self.profile)
        if isinstance(known, Known) and not known.constraints.shared:
            if len(self._clean) >= MAX_REMEMBERED:
                self._clean.clear()
            self._clean.add(key)

    def missing(self, entry: Entry, number: int) -> list[Failure]:
        """The first extension of an entry that the kernel does not have (compat_find_calc_match), notes before it."""
        records = [] if self.shape.family == "arp" else [("match", one) for one in entry.matches]
        for at, (kind, record) in enumerate([*records, ("target", entry.target)]):
            which = f"match[{at}]" if kind == "match" else "target"
            known = lookup(kind, record.name, record.revision, self.shape.family, self.shape.abi, profile=self.profile)
            if isinstance(known, Refused) and known.errno:
                return self._refused(known, record, which, number)
        return []

    def growth(self, kind: str, record: Record) -> int:
        """Bytes a record grows by when a 64-bit kernel expands it for itself."""
        known = lookup(kind, record.name, record.revision, self.shape.family, self.shape.abi, profile=self.profile)
        if isinstance(known, Refused) or (kind == "match" and self.shape.family == "arp"):
            return 0
        return LP64_LE.align(layout_of(known.layout.spec, LP64_LE).size) - known.size

    def _refused(self, known: Refused, record: Record, which: str, number: int) -> list[Failure]:
        """xt_find_match, xt_find_target: the refusal last; before it notes on what only the host or nobody knows."""
        field = "revision" if known.check == "extension-revision" else "name"
        offset, size = field_place(layout_of("xt_entry_target", self.abi), field)
        place = (record.offset + offset, size, f"{which}.{field}")
        found = [Failure("kernel-release", *place, known.doubt, entry=number)] if known.doubt else []
        if known.needs:
            found.append(Failure(known.check, *place, known.message, entry=number, errno=known.errno,
                                 needs=known.needs))  # fmt: skip
        if known.errno:
            found.append(Failure(known.check, *place, known.message, entry=number, errno=known.errno))
        return found

    def record(
        self, data: Buffer, entry: Entry, record: Record, kind: str, which: str, hooks: int | None, number: int
    ) -> Iterator[Failure]:
        """xt_check_match, xt_check_target, and the checkentry they call."""
        start = record.offset
        header = self.shape.record.size
        known = lookup(kind, record.name, record.revision, self.shape.family, self.shape.abi, profile=self.profile)
        if isinstance(known, Refused):
            yield from self._refused(known, record, which, number)
            return
        name, family = known.extension.name, self.shape.family
        if record.size - header != known.size:
            yield Failure("extension-size", start, 2, f"{which}.{kind}_size",
                          f"{kind} {name} has {record.size - header} bytes of payload, revision {known.revision} "
                          f"takes {known.size}", entry=number)  # fmt: skip
            return
        doubts: list[str] = [known.doubt] if known.doubt else []
        bound = self._bound(entry, known, kind, which, hooks, start=start, number=number, doubts=doubts)
        if bound is not None:
            yield from self._doubts(doubts, start, which, number)
            yield bound
            return
        if known.constraints.check is None:
            yield from self._doubts(doubts, start, which, number)
            return
        raw = data[start + header : start + record.size]
        function, path = known.constraints.function_in(family), known.extension.source_file(family)
        issues = self._issues(data, entry, known, bytes(raw), hooks=hooks, doubts=doubts)
        yield from self._doubts(doubts, start, which, number)
        for issue in issues:
            offset, size = _place(known.layout, issue.field)
            yield Failure(
                extensions.check_id(kind, name), start + header + offset, length=size, field=f"{which}.{issue.field}",
                message=f"{kind} {name}: {issue.message}", entry=number, errno=issue.errno, needs=issue.needs,
                function=function, file=path,
            )  # fmt: skip

    def _bound(
        self, entry: Entry, known: Known, kind: str, which: str, hooks: int | None, start: int, number: int,
        doubts: list[str],
    ) -> Failure | None:  # fmt: skip
        """xt_check_match, xt_check_target: table, family, hooks, protocol; then nf_ct_netns_get."""
        row, name = known.constraints, known.extension.name
        if row.table is not None and row.table.encode() != self.table:
            return Failure("extension-table", start, self.shape.record.size, which,
                           f"{kind} {name} belongs to table {row.table}", entry=number)  # fmt: skip
        if known.borrowed and self.shape.family == "arp":
            doubts += filter(None, [self.profile.doubt(ARP_OWN)])
        if known.borrowed and self.shape.family == "arp" and self.profile.made(ARP_OWN):
            return Failure("extension-family", start, self.shape.record.size, which,
                           f"{kind} {name} is not registered for arp", entry=number)  # fmt: skip
        if row.hooks and hooks is not None and hooks & ~row.hooks:
            family = FAMILIES[self.shape.family]
            used = _hook_names(family.hooks, hooks & ~row.hooks)
            allowed = _hook_names(family.hooks, row.hooks)
            return Failure("extension-hooks", start, self.shape.record.size, which,
                           f"{kind} {name} is reached from {used}, allowed are {allowed}", entry=number)  # fmt: skip
        if row.proto and (row.proto != entry.proto or entry.invflags & INV_PROTO):
            inverted = "everything but " if entry.invflags & INV_PROTO else ""
            return Failure("extension-protocol", start, self.shape.record.size, which,
                           f"{kind} {name} is for protocol {row.proto}, the rule for {inverted}{entry.proto}",
                           entry=number)  # fmt: skip
        if row.tracked and self.shape.family == "arp":
            return Failure("extension-tracking", start, self.shape.record.size, which,
                           f"{kind} {name} needs connection tracking, which arp has not", entry=number)  # fmt: skip
        return None

    def _doubts(self, doubts: list[str], start: int, which: str, number: int) -> Iterator[Failure]:
        """What nobody knows of the kernel's version, as notes."""
        for text in dict.fromkeys(doubts):
            yield Failure("kernel-release", start, self.shape.record.size, which, text, entry=number)

    def _issues(
        self, data: Buffer, entry: Entry, known: Known, raw: bytes, hooks: int | None, doubts: list[str]
    ) -> Sequence[Issue]:
        siblings = self._siblings(data, entry) if known.constraints.shared else ()
        return self._ask(known, raw, entry.proto, bool(entry.invflags & INV_PROTO), entry.flags, hooks=hooks,
                         siblings=siblings, doubts=doubts)  # fmt: skip

    def _ask(
        self, known: Known, raw: bytes, proto: int, inverted: bool, flags: int, hooks: int | None,
        siblings: Sequence[tuple[bytes, Any]], doubts: list[str],
    ) -> Sequence[Issue]:  # fmt: skip
        check = known.constraints.check
        assert check is not None
        return check(Subject(
            known.read(raw, 0), raw, layout=known.layout, revision=known.revision, proto=proto, inverted=inverted,
            flags=flags, hooks=hooks, table=self.table,
            family=self.shape.family, profile=self.profile, matches=siblings, state=self.state, doubts=doubts,
        ))  # fmt: skip

    def _siblings(self, data: Buffer, entry: Entry) -> list[tuple[bytes, Any]]:
        """The entry's matches that are understood, decoded."""
        found = []
        for match in entry.matches:
            known = lookup("match", match.name, match.revision, self.shape.family, self.shape.abi, profile=self.profile)
            if isinstance(known, Known) and match.size - self.shape.record.size == known.size:
                row = known.read(data, match.offset + self.shape.record.size)
                found.append((known.extension.name.encode(), row))
        return found


_clean: dict[Any, set[tuple[Any, ...]]] = {}


@cache
def _cached(kind: str, name: bytes, revision: int, family: str, abi: str, profile: Profile) -> Known | Refused:
    """xt_find_match, xt_find_target."""
    text = name.decode("latin-1")
    shown_name = f"the standard {kind}" if not text else f"{kind} {text}"
    found, home = extensions.registered(kind, text, revision, family), family
    shared = extensions.for_all_families(kind, text, profile, revision)
    if found is None and shared and (kind, family) != ("match", "arp"):
        found, home = extensions.registered(kind, text, revision, "ipv4"), "ipv4"
    if found is not None:
        layout = layout_of(SPECS[kind, text, revision, home], ABIS[abi])
        size = payload_size(layout, abi, own_compat_size=found.own_compat_size)
        borrowed = home != family or (bool(shared) and bool(found.unspec))
        return Known(found.extension, revision, found.constraints, layout, size,
                     read=row_reader(layout, ABIS[abi].order), borrowed=borrowed,
                     doubt=shared.doubt if family == "arp" else "")  # fmt: skip
    optional = extensions.optional(kind, text, revision, family, profile)
    if optional:
        return Refused("extension-unknown", None, f"{shown_name} exists only where the kernel was built with it",
                       f"module-{text}", optional.doubt)  # fmt: skip
    return _other_revision(kind, text, revision, family, profile=profile, doubt=optional.doubt or shared.doubt)


def _other_revision(kind: str, name: str, revision: int, family: str, profile: Profile, doubt: str) -> Refused:
    """xt_find_match: no such revision. EPROTOTYPE where the name is registered for all families, else ENOENT."""
    shown_name = f"{kind} {name}" if name else f"the standard {kind}"
    shared = extensions.for_all_families(kind, name, profile)
    if shared:
        known = extensions.revisions_of(kind, name, *FAMILIES if family == "arp" else (family,))
        shown = ", ".join(map(str, dict.fromkeys(known))) or "0"
        needs = f"module-{name}" if extensions.host_has(kind, name, family) else None
        return Refused("extension-revision", "EPROTOTYPE", f"{shown_name} has no revision {revision}, only {shown}",
                       needs, doubt or shared.doubt)  # fmt: skip
    own = extensions.revisions_of(kind, name, family)
    if own:
        shown = ", ".join(map(str, own))
        return Refused("extension-revision", "ENOENT", f"{shown_name} has no revision {revision}, only {shown}",
                       None, doubt or shared.doubt)  # fmt: skip
    return Refused("extension-unknown", "ENOENT", f"{family} has no {kind} {name!r}", None, doubt or shared.doubt)


def lookup(kind: str, name: bytes, revision: int, family: str, abi: str, profile: Profile) -> Known | Refused:
    """xt_request_find_match, xt_request_find_target, which ask xt_find_match. ``name`` is all 29 bytes of it."""
    cut, end, _ = name.partition(b"\0")
    if not end:
        return Refused("extension-name", "EINVAL", "the name has no NUL within its 29 bytes")
    if not extensions.is_name(kind, cut):
        return Refused("extension-unknown", "ENOENT", f"{family} has no {kind} {cut.decode('latin-1')!r}")
    found = _cached(kind, cut, revision, family, abi, profile=profile)
    if profile.host is None:
        return found
    return _as_host(found, kind, cut.decode("latin-1"), revision, family=family, profile=profile)


def _as_host(
    found: Known | Refused, kind: str, name: str, revision: int, family: str, profile: Profile
) -> Known | Refused:
    """xt_find_match, xt_find_target: what the host's own kernel said goes before what is known of its version."""
    assert profile.host is not None
    state = profile.host.state(kind, name, revision, family)
    if state == HAS and isinstance(found, Refused) and found.errno:
        said = f"the host's kernel has {kind} {name} revision {revision}; what it asks for is not known here"
        return Refused(found.check, None, said, f"module-{name}", found.doubt)
    if state == LACKS:
        shown = ", ".join(map(str, profile.host.revisions(kind, name, family) or ()))
        errno = "EPROTOTYPE" if extensions.for_all_families(kind, name, profile) else "ENOENT"
        said = f"the host's kernel has {kind} {name} in revision {shown} alone, not {revision}"
        return Refused("extension-revision", errno, said)
    return found


def payload_size(layout: Layout, abi: str, *, own_compat_size: bool) -> int:
    """Bytes of payload the kernel wants, alignment included.

    From an i386 caller a 64-bit kernel expects its own struct, aligned as i386 does, unless the extension registers
    a size for such callers.
    """
    if ABIS[abi] is not I386 or own_compat_size:
        return ABIS[abi].align(layout.size)
    return I386.align(layout_of(layout.spec, LP64_LE).size)


def _place(layout: Layout, path: str) -> tuple[int, int]:
    try:
        offset, found = place_of(layout, path)
    except KeyError:
        return 0, layout.size
    return offset, found.size


def _hook_names(names: Sequence[str], mask: int) -> str:
    return ", ".join(names[bit] for bit in range(HOOK_BITS) if mask >> bit & 1 and bit < len(names)) or "no hook"
