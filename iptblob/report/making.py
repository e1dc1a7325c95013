"""From opened files to a report: nothing is printed here; what was not read stands in the result."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from iptblob.capture.sign import SignatureError, check_signature
from iptblob.diff.backends import diff_files
from iptblob.diff.files import FileDiff, Wishes
from iptblob.diff.opened import open_side
from iptblob.errors import IptblobError
from iptblob.extensions.base import DEBIAN_12_IPTABLES
from iptblob.fleet.moments import refuse_two_hosts
from iptblob.fleet.timeline import histories, moments
from iptblob.nftables import NftRules, read_rules
from iptblob.reading.source import Source
from iptblob.reading.wrapping import unwrapped
from iptblob.report.document import Report
from iptblob.report.given import ALTERED, INTACT, UNKNOWN, Integrity, ReportFile, Version, tables_of
from iptblob.report.story import Story, story_of
from iptblob.snapshot.integrity import Problem, verify_bytes
from iptblob.table import Table
from iptblob.unread import Unread

LEGACY, NFTABLES = "legacy", "nft"


class ReportWishes(NamedTuple):
    """What to report, and how: None means all. ``seconds`` bounds the question which packets fare otherwise,
    ``signers`` is a file of allowed signers (ssh-keygen(1))."""

    family: str | None = None
    table: str | None = None
    netns: str | None = None
    backend: str = "both"
    iptables: Version = DEBIAN_12_IPTABLES
    seconds: float = 20.0
    signers: str | None = None
    title: str = ""


def report_file(path: str, data: bytes, source: Source, wishes: ReportWishes) -> ReportFile:
    """A file that was read (``data``) and opened. UsageError where it has nothing of what is wanted."""
    choice = (wishes.family, wishes.table, source.label_of(wishes.netns))
    family, table, netns = choice
    side = open_side(path, family=family, abi=None, table=table, netns=netns, read=(data, source))
    legacy, wants_nft = wishes.backend != NFTABLES, wishes.backend != LEGACY
    nft: list[NftRules] = list(read_rules(source, netns)) if source.dumps and wants_nft else []
    chosen = (source.chosen if side.nft and side.nft.tables else source.select)(*choice)
    tables = [one for one in side.nft.tables.values() if isinstance(one, Table)] if nft and side.nft else []
    integrity, problems = _integrity(data, source.file)
    lost = [*chosen.unread, *chosen.unchained] if legacy else []
    lost += side.nft.unread if side.nft is not None and wants_nft else ()
    lost += [*source.nftables_unread(netns, read=wants_nft), *problems]
    return ReportFile(
        chosen, side, sha256(data).hexdigest(), len(data), integrity, signature=_signature(path, data, wishes.signers),
        held=tables_of(chosen, tables, wishes.iptables, legacy=legacy), nft=nft, unread=tuple(dict.fromkeys(lost)),
        doubts=tuple(source.nftables_doubts(netns, read=wants_nft)),
    )  # fmt: skip


def _integrity(data: bytes, shown: str) -> tuple[Integrity, list[Unread]]:
    try:
        problems = verify_bytes(unwrapped(data, shown)[0], shown)
    except IptblobError:
        return Integrity(UNKNOWN), []
    state = ALTERED if problems else INTACT
    return Integrity(state, tuple(map(str, problems))), [_unread(one, shown) for one in problems]


def _unread(problem: Problem, shown: str) -> Unread:
    said = f"NOT AS CAPTURED: {problem.message}"
    return Unread(problem.member, shown, said, start=problem.start, size=problem.end - problem.start)


def _signature(path: str, data: bytes, signers: str | None) -> str:
    """In words; "" of standard input, which has nothing beside it."""
    if path == "-":
        return ""
    if signers is None:
        signature = f"{path}.sig"
        there = Path(signature).exists()
        return f"{signature}: NOT CHECKED, --signers does" if there else f"not signed: there is no {signature}"
    try:
        return f"good signature by {check_signature(path, signers, data)}"
    except SignatureError as error:
        return f"BAD SIGNATURE: {error}"
    except IptblobError as error:
        return f"SIGNATURE NOT CHECKED: {error}"


def report_of(files: Sequence[ReportFile], wishes: ReportWishes, unread: Sequence[Unread] = ()) -> Report:
    """What the files say together, in the order of their time. ``unread`` is what else was given."""
    found = moments([one.source for one in files])
    of_source = {id(one.source): one for one in files}
    ordered = [of_source[id(moment.source)] for moment in found]
    lost = [*unread, *(one for file in ordered for one in file.unread)]
    if len(ordered) == 1:
        return Report(ordered, unread=list(dict.fromkeys(lost)), title=wishes.title)
    if len(ordered) > 2:
        refuse_two_hosts([(one.source.file, one.source.manifest or {}) for one in ordered])
    whole = _compared(ordered[0], ordered[-1], wishes)
    story = story_of(whole, seconds=wishes.seconds)
    steps: list[Story] = []
    told = []
    if len(ordered) > 2:
        steps = [story_of(_compared(one, other, wishes), seconds=0) for one, other in pairwise(ordered)]
        nft = None if wishes.backend == LEGACY else [one.side.nft for one in ordered]
        told = histories(found, wishes.iptables, legacy=wishes.backend != NFTABLES, nft=nft)
    lost += [one for step in (story, *steps) for one in step.found.unread]
    return Report(ordered, story, steps, found, told, unread=list(dict.fromkeys(lost)), title=wishes.title)


def _compared(one: ReportFile, other: ReportFile, wishes: ReportWishes) -> FileDiff:
    return diff_files(one.side, other.side, Wishes(wishes.iptables, backend=wishes.backend))


def text_of_report(report: Report, form: str) -> str:
    """The report as ``html`` or ``markdown``."""
    if form == "markdown":
        from iptblob.report.markdown import markdown_of

        return markdown_of(report)
    from iptblob.report.contents import contents_of
    from iptblob.report.page import html_of

    return html_of(report, contents_of(report))
