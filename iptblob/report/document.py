"""A whole report: its files in the order of time, what happened between them, and what matters most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from iptblob.fleet.timeline import Moment, TableHistory
from iptblob.report.given import ReportFile
from iptblob.report.remarks import Remark, remarks_of
from iptblob.report.story import Story, remarks_of_story
from iptblob.unread import Unread


@dataclass(frozen=True, eq=False)
class Report:
    """``given`` in the order of their time. ``story`` is from the first to the last where there are several, ``steps``
    from each to the next where there are more than two. ``unread`` is what no part of it was read of."""

    given: Sequence[ReportFile]
    story: Story | None = None
    steps: Sequence[Story] = ()
    moments: Sequence[Moment] = ()
    histories: Sequence[TableHistory] = ()
    unread: Sequence[Unread] = ()
    title: str = ""
    remarks: list[Remark] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "remarks", self._ranked())

    @property
    def last(self) -> ReportFile:
        return self.given[-1]

    def _ranked(self) -> list[Remark]:
        """What changed before what is; within that what alarms first."""
        found = remarks_of_story(self.story) if self.story else []
        of_files = [list(remarks_of(given)) for given in self.given]
        known = {(one.text, one.places) for one in of_files[0]} if len(of_files) > 1 else set()
        for at, remarks in enumerate(of_files):
            for one in remarks:
                if at and (one.text, one.places) in known:
                    continue  # said of the first file already
                told = one if len(of_files) == 1 else one._replace(text=f"{name_of(self.given, at)}: {one.text}")
                found.append(told)
        return sorted(found, key=lambda one: one.rank)


def name_of(given: Sequence[ReportFile], at: int) -> str:
    """What a file is called in sentences: A and B of two, else its number."""
    return "AB"[at] if len(given) == 2 else f"File {at + 1}"
