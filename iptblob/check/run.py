"""The kernel's checks in the kernel's order, over one buffer.

Every stage runs over all entries before the next one begins, and the first failure decides
(do_replace -> translate_table -> __do_replace, net/ipv4/netfilter/ip_tables.c; read in v6.1, measured on v6.18).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from iptblob.abi import ABIS, I386, LP64_LE, Abi
from iptblob.check import header as head
from iptblob.check.bulk import IN_COLUMNS, nothing_fails
from iptblob.check.compat import expanded_hooks, expanded_pass
from iptblob.check.explain import check_of
from iptblob.check.find_check_entry import Judge
from iptblob.check.functions import function_of, in_compat
from iptblob.check.graph import CHAIN_LOOP, END, FALL_THROUGH, JUMP_NOWHERE, WILD, Marks, mark_source_chains
from iptblob.check.noted import NO_COMPAT, doubted
from iptblob.check.places import Place, Places, places_in, walked
from iptblob.check.profile import NEWEST, Profile
from iptblob.check.shape import Shape, shape_of
from iptblob.check.translate_table import STANDARD_TARGET, Entry, Failure, FirstPass, Hooks, first_pass
from iptblob.check.verdict import Verdict
from iptblob.errors import UsageError
from iptblob.escape import visible
from iptblob.family import FAMILIES, Family
from iptblob.misleading import text as misleading
from iptblob.misleading.unprinted import byte_findings
from iptblob.model import ERROR, NOTE, TAG, WARNING, Finding, place_text
from iptblob.reading.detect import BLOB, ENTRIES, KINDS, REPLACE, Detected
from iptblob.spec.layout import layout_of
from iptblob.spec.unpack import Buffer
from iptblob.table import Table

MAX_FINDINGS = 500


@dataclass
class Run:
    """One buffer on its way through the checks."""

    family: Family
    abi: Abi
    kind: str
    profile: Profile
    header: head.BufferHeader
    data: Buffer
    shape: Shape
    done: FirstPass = field(default_factory=FirstPass)
    marks: Marks | None = None
    current_entries: int | None = None
    table: Table | None = None
    count: int = 0
    ended_early: bool = False

    @property
    def compat(self) -> bool:
        """i386 payloads go through the 32-bit compat code of a 64-bit kernel."""
        return self.abi is I386


def validate_bytes(
    data: Buffer,
    kind: str = REPLACE,
    family: Family | str = "ipv4",
    abi: Abi | str = "lp64-le",
    profile: Profile = NEWEST,
    *,
    current_entries: int | None = None,
    every: bool = True,
) -> Verdict:
    """What a kernel would say to ``data``.

    ``kind`` is ``replace`` (SET_REPLACE payload), ``blob`` (GET_INFO and GET_ENTRIES replies) or ``entries`` (a
    GET_ENTRIES reply). ``current_entries`` is the number of entries in the table that would be replaced; without it
    EAGAIN is left to the host. With ``every`` the checks behind the one that decides are made too.
    Nothing is guessed and nothing raised for any bytes; UsageError where kind, family or abi do not exist.
    """
    of_family, of_abi = _named(kind, family, abi)
    if _misread(kind, of_abi, profile):
        given = (data, kind, of_family, LP64_LE, profile)
        return doubted(validate_bytes(*given, current_entries=current_entries, every=every), NO_COMPAT)
    header = _read_header(data, kind, of_family, of_abi)
    if header is None:
        return _too_short(data, kind, of_family, of_abi, profile)
    entries = memoryview(data)[header.base : header.base + header.size]
    shape = shape_of(of_family.name, of_abi.name)
    run = Run(of_family, of_abi, kind, profile, header, data=entries, shape=shape, current_entries=current_entries)
    return _verdict(run, _failures(run, len(data)), every=every)


def validate_reading(
    reading: Detected, profile: Profile = NEWEST, *, current_entries: int | None = None, every: bool = True
) -> Verdict:
    """What a kernel would say to a table that was opened."""
    table, kind = reading.table, reading.kind
    if _misread(kind, table.abi, profile):
        whole = getattr(table.data, "obj", table.data)
        given = (whole, kind, table.family, table.abi, profile)
        verdict = validate_bytes(*given, current_entries=current_entries, every=every)
        return truth_of(verdict, whole) if every else verdict
    family, abi = table.family, table.abi
    layout = layout_of({REPLACE: family.replace_spec, BLOB: family.info_spec}.get(kind, "xt_get_entries"), abi)
    request = 0 if kind == REPLACE else layout_of("xt_get_entries", abi).size
    start = table.base - layout.size - (request if kind == BLOB else 0)
    row = reading.request if reading.header is None else reading.header
    hooks = None
    if reading.header is not None:
        hooks = Hooks(row.valid_hooks, tuple(row.hook_entry), tuple(row.underflow))
    counters = row.num_counters if kind == REPLACE else None
    header = head.BufferHeader(layout, start, base=table.base, name=row.name[:31], size=row.size,
                               num_entries=table.num_entries, hooks=hooks, num_counters=counters)
    shape = shape_of(family.name, abi.name)
    run = Run(
        family, abi, kind, profile, header, data=table.data, shape=shape, current_entries=current_entries, table=table
    )
    verdict = _verdict(run, _failures(run, start + reading.length), every=every)
    return _with_truth(verdict, table, reading.misfit) if every and verdict.accepted else verdict


def truth_of(verdict: Verdict, data: Buffer) -> Verdict:
    """The verdict on an accepted payload, with what is misleading in its text added."""
    family, abi = FAMILIES[verdict.family], ABIS[verdict.abi]
    header = _read_header(data, verdict.kind, family, abi)
    if header is None or not verdict.accepted:
        return verdict
    hooks = {}
    if header.hooks is not None:
        pairs = zip(header.hooks.hook_entry, header.hooks.underflow, strict=True)
        hooks = {hook: pair for hook, pair in enumerate(pairs) if header.hooks.valid >> hook & 1}
    entries = memoryview(data)[header.base : header.base + header.size]
    table = Table(family, abi, header.name, entries, header.base, hooks=hooks, num_entries=header.num_entries)
    return _with_truth(verdict, table, ())


def _misread(kind: str, abi: Abi, profile: Profile) -> bool:
    """True where a kernel without CONFIG_NETFILTER_XTABLES_COMPAT takes a 32-bit program's payload for a native one."""
    return kind == REPLACE and abi is I386 and profile.compat is False


def _with_truth(verdict: Verdict, table: Table, misfit: Sequence[str]) -> Verdict:
    source = misleading.SAVE
    found = [Finding("replies-disagree", WARNING, text, function="do_output", source=source) for text in misfit]
    found += misleading.text_findings(table)
    if verdict.masks is not None and len(verdict.masks) == len(table):
        found += misleading.flow_findings(table, verdict.masks, stored=verdict.kind != REPLACE)
    found += byte_findings(table)
    return replace(verdict, findings=(*verdict.findings, *found))


def _named(kind: str, family: Family | str, abi: Abi | str) -> tuple[Family, Abi]:
    found = FAMILIES.get(family) if isinstance(family, str) else family
    layout = ABIS.get(abi) if isinstance(abi, str) else abi
    if found is None or layout is None or kind not in KINDS:
        raise UsageError(f"no such kind, family or layout: {kind}, {family}, {abi}")
    return found, layout


def _read_header(data: Buffer, kind: str, family: Family, abi: Abi) -> head.BufferHeader | None:
    if kind == REPLACE:
        return head.read_replace(data, family, abi)
    if kind == BLOB:
        return head.read_info(data, family, abi)
    return head.read_entries(data, abi)


def _failures(run: Run, length: int) -> Iterator[Failure]:
    """Everything that fails, in the kernel's order."""
    header, family, done = run.header, run.family, run.done
    compat = in_compat if run.compat else iter
    yield from compat(head.failures(header, length, run.profile))
    yield from compat(head.allocation(header, compat=run.compat))
    hooks = header.hooks or Hooks(0, (), ())
    if len(run.data) >= IN_COLUMNS and _passes_whole(run):
        yield from head.installation(header, family, run.current_entries)
        return
    run.data = bytes(run.data)
    if run.compat and header.num_counters is not None:
        yield from _compat_entries(run, hooks)
    else:
        yield from first_pass(run.data, header.size, run.shape, hooks, done)
        if done.complete:
            yield from head.counted(header, done.walked)
    if header.hooks is None:
        yield Failure("hooks-unknown", 0, 0, "", "hooks are not told: chains and policies are not judged")
    elif done.complete and done.sound:
        yield from head.table_hooks(run.header, done, family)
        yield from _chains(run)
    yield from _extensions(run)
    yield from head.installation(header, family, run.current_entries)


def _passes_whole(run: Run) -> bool:
    """True where a large table passes every check in columns; its masks are left in ``run.marks`` then."""
    header = run.header
    if run.compat or header.hooks is None or header.num_entries is None or len(run.data) != header.size:
        return False
    table = run.table or Table(run.family, run.abi, header.name, run.data)
    judge = Judge(run.shape, run.profile, header.name, run.kind == REPLACE)
    run.marks = nothing_fails(table, run.shape, header.hooks, header.num_entries, judge)
    run.count = 0 if run.marks is None else len(table)
    return run.marks is not None


def _compat_entries(run: Run, hooks: Hooks) -> Iterator[Failure]:
    """translate_compat_table: layout and extensions of every entry, then hooks and policies of the expanded ones."""
    header, done = run.header, run.done
    judge = Judge(run.shape, run.profile, header.name, payload=True)
    notes: list[Failure] = []

    def visit(entry: Entry, number: int) -> Failure | None:
        """compat_find_calc_match, xt_compat_add_offset."""
        missing = judge.missing(entry, number)
        failure = missing[-1] if missing else None
        notes.extend(missing[:-1])
        if failure is None and header.num_entries is not None and number >= header.num_entries:
            offset, size = 0, run.shape.entry.size
            return Failure("compat-entries", entry.offset + offset, size, "entry",
                           f"entry {number + 1} of {header.num_entries}", entry=number)  # fmt: skip
        return failure

    for failure in in_compat(first_pass(run.data, header.size, run.shape, hooks, done, visit=visit)):
        yield from notes
        notes.clear()
        yield failure
    if done.complete:
        yield from in_compat(head.counted(header, done.walked))
    if done.complete and done.sound:
        moved = expanded_hooks(done, run.shape, hooks, judge)
        run.header = replace(header, hooks=moved)
        yield from expanded_pass(done, run.shape, moved, judge)


def _chains(run: Run) -> Iterator[Failure]:
    """mark_source_chains; leaves the masks in ``run.marks``."""
    hooks = run.header.hooks
    assert hooks is not None
    entries = run.done.entries
    offsets = [entry.offset for entry in entries]
    starts = []
    for hook in range(len(hooks.hook_entry)):
        if hooks.valid >> hook & 1:
            at = bisect_left(offsets, hooks.hook_entry[hook])
            if at == len(offsets) or offsets[at] != hooks.hook_entry[hook]:
                return  # hook-entry-missing has said so
            starts.append((hook, at))
    run.marks = mark_source_chains([_step(entry, offsets) for entry in entries], starts)
    if run.marks.failed:
        yield _chain_failure(run, run.marks)


def _extensions(run: Run) -> Iterator[Failure]:
    """find_check_entry, with the masks of the chains where they could be walked."""
    judge = Judge(run.shape, run.profile, run.header.name, run.kind == REPLACE)
    masks: Sequence[int] | None = None
    if run.marks is not None and not run.marks.failed:
        masks = run.marks.masks
    elif run.header.hooks is None:
        masks = [entry.comefrom for entry in run.done.entries]
    yield from judge.failures(bytes(run.data), run.done.entries, masks)


def _step(entry: Entry, offsets: list[int]) -> int:
    if entry.kind != STANDARD_TARGET:
        return FALL_THROUGH
    if entry.verdict < 0:
        return END if entry.unconditional else FALL_THROUGH
    at = bisect_left(offsets, entry.verdict)
    return at if at < len(offsets) and offsets[at] == entry.verdict else WILD


def _chain_failure(run: Run, marks: Marks) -> Failure:
    """mark_source_chains: where its walk failed, and from where."""
    assert marks.failed
    hook = run.family.hooks[marks.hook]
    entry = run.done.entries[marks.entry]
    if marks.failed == JUMP_NOWHERE:
        at = entry.target.offset + run.shape.record.size
        return Failure(marks.failed, at, 4, "target.verdict",
                       f"the jump goes to byte {entry.verdict}, where no entry begins (walking from {hook})",
                       entry=marks.entry)  # fmt: skip
    if marks.failed == CHAIN_LOOP:
        goal = run.done.entries[marks.back_to].offset
        place = _places(run).of(goal)
        shown = place_text(visible(place.chain), place.rule, is_policy=place.is_policy) if place else "the entry"
        message = f"the way from {hook} comes back to {shown} at byte {run.header.base + goal}, which it has not left"
        if entry.kind == STANDARD_TARGET and entry.verdict > 0:
            at = entry.target.offset + run.shape.record.size
            return Failure(CHAIN_LOOP, at, 4, "target.verdict", message, entry=marks.entry)
        return Failure(CHAIN_LOOP, entry.offset, entry.next_offset, "entry", message, entry=marks.entry)
    message = f"the way from {hook} leads past the end of the table"
    return Failure(marks.failed, entry.offset, entry.next_offset, "entry", message, entry=marks.entry)


# Verdicts


def _verdict(run: Run, failures: Iterator[Failure], *, every: bool) -> Verdict:
    found, run.ended_early = _collected(failures, every=every), not every
    at = next((at for at, failure in enumerate(found) if _is_error(failure)), None)
    deciding = None if at is None else found[at]
    reached = found if at is None else found[:at]
    needs = tuple(dict.fromkeys(failure.needs for failure in reached if failure.needs))
    shown = found if at is None else [*found[: at + 1], *(one for one in found[at + 1 :] if _is_error(one))]
    masks = None if run.marks is None or run.marks.failed else tuple(run.marks.masks)
    return Verdict(
        deciding is None, None if deciding is None else _errno(deciding), family=run.family.name,
        table=run.header.name.decode("latin-1"), abi=run.abi.name, kind=run.kind, kernel=run.profile.name,
        findings=_findings(run, shown, deciding), depends_on=needs, entries=run.done.walked or run.count, masks=masks,
    )  # fmt: skip


def _collected(failures: Iterator[Failure], *, every: bool) -> list[Failure]:
    """Failures up to MAX_FINDINGS; the one that decides is among them however many notes stand before it."""
    found: list[Failure] = []
    decided = False
    needs: set[str | None] = set()
    seen: set[tuple[str, int, bool, str]] = set()
    for failure in failures:
        if (key := (failure.check, failure.offset, failure.entry is None, failure.message)) in seen:
            continue  # the compat path asks for extensions twice
        seen.add(key)
        error = _is_error(failure)
        if len(found) < MAX_FINDINGS or (error and not decided) or failure.needs not in needs:
            found.append(failure)
            needs.add(failure.needs)
        decided = decided or error
        if decided and (not every or len(found) >= MAX_FINDINGS):
            break
    return found


def _is_error(failure: Failure) -> bool:
    return failure.needs is None and (failure.errno is not None or check_of(failure.check).severity == ERROR)


def _errno(failure: Failure) -> str | None:
    return failure.errno or check_of(failure.check).errno


def _findings(run: Run, failures: list[Failure], deciding: Failure | None) -> tuple[Finding, ...]:
    if not failures:
        return ()
    places = None
    findings = []
    for failure in failures:
        offset, place = failure.offset, None
        if failure.entry is not None:
            offset += run.header.base
            if places is None:
                places = _places(run)
            place = places.around(failure.offset)
        findings.append(_finding(run, failure, failure is deciding, offset, place=place))
    return tuple(findings)


def _places(run: Run) -> Places:
    hooks, named = run.header.hooks, {}
    if hooks is not None:
        used = (hook for hook in range(len(hooks.hook_entry)) if hooks.valid >> hook & 1)
        named = {hooks.hook_entry[hook]: run.family.hooks[hook] for hook in used}
    early = run.ended_early and not run.done.complete  # what lies behind says where chains end
    done = walked(bytes(run.data), run.header.size, run.shape) if early else run.done
    return places_in(done, run.data, run.shape, named, run.header.size)


def _finding(run: Run, failure: Failure, decides: bool, offset: int, place: Place | None) -> Finding:
    check = check_of(failure.check)
    return Finding(
        failure.check, NOTE if failure.needs else check.severity, message=failure.message, offset=offset,
        length=failure.length,
        errno=None if failure.needs else _errno(failure), decides=decides,
        chain=visible(place.chain) if place else None, rule=place.rule if place else None,
        field=failure.field or None,
        function=failure.function or function_of(check.function, run.family.name, failure.field),
        source=f"{failure.file} ({TAG})" if failure.file else check.source(run.family.name), needs=failure.needs,
        is_policy=place is not None and place.is_policy,
    )  # fmt: skip


def _too_short(data: Buffer, kind: str, family: Family, abi: Abi, profile: Profile) -> Verdict:
    """do_replace: no room for a header."""
    check = check_of("header-short")
    finding = Finding(
        check.id, ERROR, message=f"{len(data)} bytes are too few for the header", offset=0, length=len(data),
        errno=check.errno, decides=True, chain=None, rule=None,
        field="optlen", function=function_of(check.function, family.name, "", compat=abi is I386),
        source=check.source(family.name),
    )  # fmt: skip
    return Verdict(False, check.errno, family=family.name, table="", abi=abi.name, kind=kind, kernel=profile.name,
                   findings=(finding,))


__all__ = ["BLOB", "ENTRIES", "REPLACE", "validate_bytes"]
