"""A timeline as JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iptblob.escape import visible
from iptblob.fleet.timeline import Event, Moment, RuleHistory, TableHistory, deltas, never_hit
from iptblob.render.json.encode import dumps
from iptblob.render.json.unread import unread_json
from iptblob.unread import Unread

SCHEMA = 1


def timeline_json(found: Sequence[Moment], tables: Sequence[TableHistory], unread: Sequence[Unread] = ()) -> str:
    """The text of ``document``."""
    return dumps(document(found, tables, unread), indent=1) + "\n"


def document(found: Sequence[Moment], tables: Sequence[TableHistory], unread: Sequence[Unread] = ()) -> dict[str, Any]:
    """The whole timeline; the schema is ``data/schema/timeline.schema.json``."""
    return {
        "schema": SCHEMA,
        "snapshots": [{"file": one.file, "time": one.time, "boot_id": one.boot} for one in found],
        "tables": [_table(history, found) for history in tables],
        "unread": unread_json(unread),
    }


def _table(history: TableHistory, found: Sequence[Moment]) -> dict[str, Any]:
    netns, family, table = history.place
    return {
        "netns": netns, "family": family, "table": visible(table), "backend": history.backend,
        "present": history.present,
        "events": [_event(event) for event in history.events],
        "rules": [_rule(rule, history, found) for rule in history.rules],
    }  # fmt: skip


def _event(event: Event) -> dict[str, Any]:
    return {"snapshot": event.snapshot, "kind": event.kind, **event.detail}


def _rule(rule: RuleHistory, history: TableHistory, found: Sequence[Moment]) -> dict[str, Any]:
    return {
        "chain": visible(rule.chain), "position": rule.position, "rule": visible(rule.text),
        "first_seen": rule.first, "last_seen": rule.last, "never_hit": never_hit(rule),
        "events": [_event(event) for event in rule.events],
        "counters": [
            {"snapshot": at, "packets": packets, "bytes": octets}
            for at, (packets, octets) in sorted(rule.counts.items())
        ],
        "deltas": [
            {"from": one.start, "to": one.end, "packets": one.packets, "bytes": one.octets, "reset": one.reset,
             "packets_per_second": one.packet_rate, "bytes_per_second": one.octet_rate}
            for one in deltas(rule, history, found)
        ],
    }  # fmt: skip
