"""A report of snapshots that programs opened."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.errors import UsageError
from iptblob.reading.opening import read_bytes
from iptblob.reading.source import Source
from iptblob.report.making import ReportWishes, report_file, report_of, text_of_report

FORMS = ("html", "markdown")


def page_of(sources: Sequence[Source], wishes: ReportWishes, form: str) -> str:
    """The report as text. UsageError for a form that there is not, or without snapshots."""
    if form not in FORMS:
        raise UsageError(f"no form {form!r}", hint=f"known: {', '.join(FORMS)}")
    if not sources:
        raise UsageError("name at least one snapshot")
    files = [report_file(source.file, read_bytes(source.file), source, wishes) for source in sources]
    return text_of_report(report_of(files, wishes), form)
