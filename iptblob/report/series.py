"""A series of files: what happened from each to the next, and what counters did."""

from __future__ import annotations

from xml.etree.ElementTree import Element  # trees are made here, none is parsed # nosec B405

from iptblob.report.document import Report
from iptblob.report.markup import node


def series_section(report: Report) -> list[Element] | None:
    """None where there are two files only: what happened between them stands above."""
    if len(report.given) < 3:
        return None
    rows = []
    for step, given in zip(report.steps, report.given[1:], strict=True):
        rows.append(node("tr", node("td", given.time or "-"), node("td", given.source.file), node("td", step.summary)))
    titles = ("Captured", "File", "Changed since the one before")
    heads = node("tr", *[node("th", text, scope="col") for text in titles])
    return [node("table", node("thead", heads), node("tbody", *rows))]
