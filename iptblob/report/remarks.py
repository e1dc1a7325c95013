"""What a file says, in sentences, each with how much it matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from iptblob.escape import visible
from iptblob.model import Finding
from iptblob.render.counted import counted
from iptblob.report.given import ALTERED, INTACT, HeldTable, ReportFile

ALARM, NOTICE, PLAIN = 0, 1, 2
MOST_EACH = 20  # sentences of one kind about one table; more are counted


class Remark(NamedTuple):
    """A sentence. ``rules`` quotes the lines it is about, ``places`` says where, as ``inspect`` takes places."""

    rank: int
    text: str
    rules: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def remarks_of(given: ReportFile) -> Iterator[Remark]:
    """Everything worth saying of one file alone."""
    yield from _evidence(given)
    yield from _backends(given)
    for held in given.held:
        yield from _verdict(held)
        yield from _hidden(held)
        yield _policies(held)


def _evidence(given: ReportFile) -> Iterator[Remark]:
    state, lines = given.integrity
    if state == ALTERED:
        yield Remark(ALARM, f"This file is not what was captured: {counted(len(lines), 'place')} differ.", lines)
    elif state == INTACT:
        yield Remark(PLAIN, "Intact: every byte of the file is as it was written.")
    else:
        yield Remark(NOTICE, "Nothing in this file says whether its bytes are what they were: it is no snapshot.")
    if given.signature:
        bad = given.signature.startswith(("BAD", "SIGNATURE NOT"))
        good = given.signature.startswith("good")
        said = given.signature if bad else given.signature[0].upper() + given.signature[1:]
        yield Remark(ALARM if bad else PLAIN if good else NOTICE, f"{said}.")
    records = {held.place: given.record_of(held.table).get("coherent") for held in given.held if held.reading}
    torn = [place for place, coherent in records.items() if coherent is False]
    if torn:
        yield Remark(ALARM, f"Not coherent: {', '.join(torn)} changed while it was read, and may be a mixture.")
    elif records and all(records.values()):
        yield Remark(PLAIN, f"Coherent: {counted(len(records), 'table')} read without a change in between.")
    warnings = given.says("warnings")
    for line in warnings if isinstance(warnings, list) else ():
        yield Remark(NOTICE, f"The capture warned: {line}")


def _backends(given: ReportFile) -> Iterator[Remark]:
    legacy = [held for held in given.held if held.reading]
    if legacy:
        rules = counted(sum(held.rules for held in legacy), "rule")
        yield Remark(PLAIN, f"Legacy tables: {counted(len(legacy), 'table')} with {rules}.")
    spaces = given.says("backends")
    for label, backend in spaces.items() if isinstance(spaces, Mapping) else ():
        record = backend.get("nftables") if isinstance(backend, Mapping) else None
        if not isinstance(record, Mapping):
            continue
        if record.get("rules") == "yes":
            so_many = f"{counted(record.get('num_rules'), 'rule')} in {counted(record.get('tables'), 'table')}"
            said = f"nf_tables filters too in {label}: {so_many}. A packet must pass both back-ends."
            yield Remark(NOTICE, said if legacy else f"nf_tables filters in {label}: {so_many}.")
        elif record.get("rules") == "unknown":
            yield Remark(NOTICE, f"Whether nf_tables filters too in {label} is not known: {record.get('reason')}.")
        elif record.get("rules") == "no":
            yield Remark(PLAIN, f"nf_tables has no rules in {label}.")
    for dump in given.nft:
        for native in dump.natives:
            if native.rules:
                said = f"{native.so_many}: iptables did not write them; they are listed, not read."
                yield Remark(NOTICE, said[0].upper() + said[1:])


def _verdict(held: HeldTable) -> Iterator[Remark]:
    verdict = held.verdict
    if verdict is None or verdict.accepted or held.table.text is not None:
        return
    deciding = verdict.deciding
    said = f": {deciding.message} [{deciding.id}]" if deciding else ""
    yield Remark(ALARM, f"{held.place}: kernel {verdict.kernel} would refuse this table ({verdict.errno}){said}",
                 places=(place_of(held, deciding),) if deciding and deciding.place else ())  # fmt: skip


def _hidden(held: HeldTable) -> Iterator[Remark]:
    """Rules of which the text hides something."""
    found = [*held.told.findings]
    origin = held.table.origin
    for one in [one for one in found if one.severity != "note"][:MOST_EACH]:
        yield Remark(ALARM, f"The text misleads: {one.message} [{one.id}]", places=(place_of(held, one),))
    left = sum(one.severity != "note" for one in found) - MOST_EACH
    if left > 0:
        yield Remark(ALARM, f"{held.place}: the text misleads in {left} more places.")
    if origin and origin.foreign:
        rules = counted(len(origin.foreign), "rule")
        yield Remark(NOTICE, f"{held.place}: {rules} that iptables did not write, printed whole.")


def place_of(held: HeldTable, finding: Finding) -> str:
    """Where a finding is, as ``inspect`` takes it."""
    return f"{held.place}/{finding.place}" if finding.place else held.place


def _policies(held: HeldTable) -> Remark:
    policies = [f"{visible(chain.name)} {policy}" for chain, policy in held.policies()]
    said = f"{held.place}: {counted(held.rules, 'rule')}"
    return Remark(PLAIN, f"{said}; policies {', '.join(policies)}." if policies else f"{said}.")
