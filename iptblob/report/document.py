"""A whole report: its files in the order of time, what happened between them, and what matters most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from iptblob.fleet.timeline import Moment, TableHistory
from iptblob.report.given import ReportFile
from iptblob.report.passing import remarks_of_series
from iptblob.report.remarks import NOTICE, Remark, remarks_of
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
        found += remarks_of_series(self.moments, self.histories) if len(self.given) > 2 else []
        of_files = [list(remarks_of(given)) for given in self.given]
        unsigned = sum(given.signature.startswith("not signed") for given in self.given)
        if unsigned > 1:  # one sentence for all of them
            of_files = [[one for one in some if not one.text.startswith("Not signed")] for some in of_files]
            some = "None of the files is" if unsigned == len(self.given) else f"{unsigned} of the files are not"
            found.append(Remark(NOTICE, f"{some} signed: no NAME.sig stands beside them."))
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
