"""Which packets change their fate, as JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iptblob.escape import Untrusted, visible
from iptblob.packets.question import value_text
from iptblob.packets.reach import FateChange, FateSide
from iptblob.render.json.encode import dumps
from iptblob.render.json.trace import entry_json
from iptblob.render.json.unread import unread_json
from iptblob.render.reach import device_text, outcome_text
from iptblob.unread import Unread

SCHEMA = 1


def reach_json(a: str, b: str, changes: Sequence[FateChange], unread: Sequence[Unread]) -> str:
    """One document."""
    document = {
        "schema": SCHEMA, "a": Untrusted.of(a).shown, "b": Untrusted.of(b).shown,
        "changes": [change_json(one) for one in changes], "unread": unread_json(unread),
    }  # fmt: skip
    return dumps(document, indent=1) + "\n"


def change_json(change: FateChange) -> dict[str, Any]:
    """``packets``: for each field the ranges of its values; ``exact`` where every combination of these is meant."""

    def value(name: str, number: int) -> str:
        return device_text(change, number) if name in ("in", "out") else value_text(name, number, change.family)

    packets = {
        name: [[value(name, low), value(name, high)] for low, high in spans] for name, spans in change.spans.items()
    }
    return {
        "family": change.family, "table": visible(change.table), "hook": change.hook, "before": _side(change.before),
        "after": _side(change.after), "packets": packets, "exact": change.exact,
        "witness": {name: value(name, number) for name, number in change.witness.items()},
        "facts": [{"key": visible(key), "value": answer} for key, answer in change.facts.items()],
        "confirmed": change.confirmed,
    }  # fmt: skip


def _side(side: FateSide) -> dict[str, Any]:
    decided = entry_json(side.program, side.entry)
    return {"verdict": side.outcome.verdict, "fate": outcome_text(side), "decided_by": decided}
