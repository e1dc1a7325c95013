"""What came and went between the first and the last file of a series: comparing those two alone does not show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from iptblob.diff import script
from iptblob.escape import visible
from iptblob.fleet.timeline import (
    COUNTERS_RESTARTED,
    GONE,
    REBOOTED,
    RETURNED,
    TABLE_GONE,
    Moment,
    RuleHistory,
    TableHistory,
)
from iptblob.render.counted import counted
from iptblob.report.remarks import ALARM, NOTICE, Remark

MOST_PASSING = 20
_OTHERS = {
    COUNTERS_RESTARTED: "counters restarted in the whole table: somebody put a new one in its place, or zeroed them",
    REBOOTED: "the host was started anew", TABLE_GONE: "the table was gone",
}  # fmt: skip


def when(moment: Moment) -> str:
    """Its time, or what the file is called where it does not say."""
    return moment.time.replace("+00:00", "Z") if moment.time else moment.file


def remarks_of_series(moments: Sequence[Moment], histories: Sequence[TableHistory]) -> list[Remark]:
    """Rules that are in neither the first file nor the last, policies that were another, and what restarted."""
    found: list[Remark] = []
    for history in histories:
        label = f"{history.place[1]} {visible(history.place[2])}"
        passing = [rule for rule in history.rules if rule.first > 0 and rule.last < len(moments) - 1]
        passing = [rule for rule in passing if any(event.kind == GONE for event in rule.events)]
        found += [_passing(rule, label, moments) for rule in passing[:MOST_PASSING]]
        if len(passing) > MOST_PASSING:
            left = counted(len(passing) - MOST_PASSING, "more rule")
            found.append(Remark(ALARM, f"Came and went in {label}: {left}."))
        found += islice(_back(history, label, moments), MOST_PASSING)
        found += _policies(history, label, moments)
        for event in history.events:
            if event.kind in _OTHERS:
                said = f"{label}: by {when(moments[event.snapshot])} {_OTHERS[event.kind]}."
                found.append(Remark(NOTICE, said))
    return list(dict.fromkeys(found))


def _passing(rule: RuleHistory, label: str, moments: Sequence[Moment]) -> Remark:
    seen = dict.fromkeys((when(moments[rule.first]), when(moments[rule.last])))
    text = f"Came and went in {label}: a rule that is in neither the first file nor the last, seen {' to '.join(seen)}."
    return Remark(ALARM, text, (visible(rule.text),))


def _back(history: TableHistory, label: str, moments: Sequence[Moment]) -> Iterator[Remark]:
    """Rules that were gone for a while, or another for a while: in the end they may read as if nothing had been."""
    for rule in history.rules:
        for kind, said in ((RETURNED, "Gone for a while"), ("edited", "Edited more than once")):
            times = [when(moments[event.snapshot]) for event in rule.events if event.kind == kind]
            if len(times) > (kind != RETURNED):
                texts = dict.fromkeys(str(event.detail.get("after")) for event in rule.events if event.kind == kind)
                yield Remark(ALARM, f"{said} in {label}: a rule, by {', '.join(times)}.", tuple(texts))


def _policies(history: TableHistory, label: str, moments: Sequence[Moment]) -> Iterator[Remark]:
    """Policies that changed more than once: what the first and the last file say is not all."""
    changes = [event for event in history.events if event.kind == script.POLICY]
    chains = [str(event.detail.get("chain")) for event in changes]
    for chain in dict.fromkeys(chain for chain in chains if chains.count(chain) > 1):
        steps = [event for event in changes if event.detail.get("chain") == chain]
        told = ", ".join(
            f"{str(event.detail.get('after')).rpartition(' ')[2]} by {when(moments[event.snapshot])}" for event in steps
        )
        yield Remark(ALARM, f"Policy flipped more than once: {label} {chain} is {told}.")
