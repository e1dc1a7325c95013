"""A timeline as JSON values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from iptblob.escape import visible
from iptblob.fleet.timeline import Event, Moment, RuleHistory, TableHistory, deltas, never_hit
from iptblob.render.json.encode import dumps
from iptblob.render.json.unread import unread_json
from iptblob.unread import Unread

SCHEMA = 1


def timeline_chunks(
    found: Sequence[Moment], tables: Sequence[TableHistory], unread: Sequence[Unread] = ()
) -> Iterator[str]:
    """The text of ``document``, a rule a line, without ever holding all of it."""
    frame = document(found, (), unread)
    yield f'{{\n "schema": {SCHEMA},\n "snapshots": {dumps(frame["snapshots"])},\n "tables": ['
    for at, history in enumerate(tables):
        head = dumps(_head(history))[:-1]
        yield f"{',' if at else ''}\n  {head}, \"rules\": ["
        for number, rule in enumerate(history.rules):
            yield f"{',' if number else ''}\n   {dumps(_rule(rule, history, found))}"
        yield "\n  ]}" if history.rules else "]}"
    yield "\n " if tables else ""
    yield f'],\n "unread": {dumps(frame["unread"])}\n}}\n'


def document(found: Sequence[Moment], tables: Sequence[TableHistory], unread: Sequence[Unread] = ()) -> dict[str, Any]:
    """The whole timeline; the schema is ``data/schema/timeline.schema.json``."""
    return {
        "schema": SCHEMA,
        "snapshots": [{"file": one.file, "time": one.time, "boot_id": one.boot} for one in found],
        "tables": [_table(history, found) for history in tables],
        "unread": unread_json(unread),
    }


def _table(history: TableHistory, found: Sequence[Moment]) -> dict[str, Any]:
    return _head(history) | {"rules": [_rule(rule, history, found) for rule in history.rules]}


def _head(history: TableHistory) -> dict[str, Any]:
    netns, family, table = history.place
    return {
        "netns": netns, "family": family, "table": visible(table), "backend": history.backend,
        "present": history.present,
        "events": [_event(event) for event in history.events],
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
