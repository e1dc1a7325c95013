"""What the report stands on: files, hashes, signatures, members, what was set aside, what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element  # trees are made here, none is parsed # nosec B405

from iptblob.diff.explain import ALWAYS_LEFT_OUT, normalised
from iptblob.render.info import facts_of as table_facts
from iptblob.render.json.encode import dumps
from iptblob.report.document import Report, name_of
from iptblob.report.given import ReportFile
from iptblob.report.markup import node

MANIFEST_SHOWN = 400_000  # bytes of a manifest that stand in the page


def evidence_section(report: Report) -> list[Element]:
    """Hashes of every file and table, the manifests, what was set aside between equal rules."""
    found: list[Element] = []
    for at, given in enumerate(report.given):
        name = f"{name_of(report.given, at)}: " if len(report.given) > 1 else ""
        found.append(node("h3", f"{name}{given.source.file}"))
        found.append(grid(("What", "Said"), list(file_rows(given))))
        tables = list(table_rows(given))
        if tables:
            found.append(grid(TABLE_HEADS, tables))
        if given.source.manifest is not None:
            found.append(_manifest(given.source.manifest))
    if report.story is not None:
        found.append(node("h3", "What was set aside and mapped"))
        found.append(node("ul", *[node("li", line) for line in aside(report)]))
    found.append(node("h3", "What was not read"))
    lost = [str(one) for one in report.unread] or ["Everything that was given was read."]
    found.append(node("ul", *[node("li", line) for line in lost]))
    return found


def file_rows(given: ReportFile) -> Iterator[tuple[str, str]]:
    """What stands for one file."""
    yield "sha256", given.sha256
    yield "bytes", str(given.size)
    yield "integrity", "; ".join((given.integrity.state, *given.integrity.lines))
    if given.signature:
        yield "signature", given.signature
    for key, path in (
        ("boot", ("host", "boot_id")), ("started", ("clocks", "started", "utc")),
        ("finished", ("clocks", "finished", "utc")), ("layout", ("abi",)), ("schema", ("schema",)),
    ):  # fmt: skip
        if given.text(*path):
            yield key, given.text(*path)


TABLE_HEADS = ("Table", "Member", "Layout", "Entries", "Bytes", "Coherent", "Kernel says", "sha256")


def table_rows(given: ReportFile) -> Iterator[tuple[str, ...]]:
    """A row for each table."""
    for held in given.held:
        if held.reading is None:
            yield held.place, held.table.member, "-", str(held.rules), "-", "-", "-", "-"
            continue
        facts = table_facts(held.reading, given.record_of(held.table))
        coherent = {None: "-", True: "yes", False: "NO"}[facts["coherent"]]
        verdict = "-" if held.verdict is None else held.verdict.verdict
        yield (held.place, str(facts["member"] or "-"), str(facts["abi"]), str(facts["entries"]), str(facts["bytes"]),
               coherent, verdict, str(facts["sha256"]))  # fmt: skip


def aside(report: Report) -> Iterator[str]:
    """What counts as equal though bytes differ."""
    yield ALWAYS_LEFT_OUT
    found = report.story.found if report.story else None
    for table in found.tables if found else ():
        for row in normalised(table):
            first = f", first {row.first}" if row.first else ""
            yield f"{row.family} {row.table}: {row.what} ({row.rules} rules{first})"
    for line in found.mapping.options() if found else ():
        yield f"mapped: {line}"


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Element:
    """A table that scrolls by itself where it is too wide."""
    first = node("tr", *[node("th", text, scope="col") for text in heads])
    body = [node("tr", *[node("td", cell) for cell in row]) for row in rows]
    return node("div", node("table", node("thead", first), node("tbody", *body)), cls="scrolls", tabindex="0")


def _manifest(manifest: Mapping[str, object]) -> Element:
    text = dumps(manifest, indent=1)
    cut = "" if len(text) <= MANIFEST_SHOWN else " (cut; the file has it whole)"
    lines = [node("div", line) for line in text[:MANIFEST_SHOWN].split("\n")]
    return node("details", node("summary", f"Manifest{cut}"), node("pre", *lines, cls="manifest"))
