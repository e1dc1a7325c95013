"""Answers about many hosts as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from iptblob.render.fleet import moment, plain
from iptblob.render.json.encode import dumps
from iptblob.render.json.unread import unread_json
from iptblob.store.adding import Added
from iptblob.store.asking import Drift, Pair, Sighting, SqlRows, WantedRule, WithoutRule
from iptblob.store.census import ChainPlace, Host
from iptblob.store.odd import Difference, Oddness
from iptblob.store.own import OwnValue
from iptblob.store.profiled import LeftOut
from iptblob.store.words import shown
from iptblob.unread import Unread

SCHEMA = 1


def _text(members: dict[str, Any]) -> str:
    return dumps({"schema": SCHEMA, **members}, indent=1) + "\n"


def added_json(store: str, added: Added, unread: Sequence[Unread], labelled: int) -> str:
    return _text({
        "store": plain(store), "added": added.done.added, "known": added.known, "tables": added.done.tables,
        "rules": added.done.rules, "labelled": labelled,
        "left_out": unread_json(added.done.strangers), "unread": unread_json(unread),
    })  # fmt: skip


def odd_json(found: Oddness, by: str, left_out: Sequence[LeftOut], unread: Sequence[Unread]) -> str:
    """The schema is ``data/schema/fleet-odd.schema.json``."""
    hosts = found.census.hosts
    return _text({
        "by": by or None,
        "odd": [plain(hosts[at].name) for at in found.odd],
        "groups": [
            {
                "value": plain(group.by) if by else None, "hosts": [plain(hosts[at].name) for at in group.hosts],
                "like": group.like, "differences": [_difference(one) for one in group.differences],
            }
            for group in found.groups
        ],
        "values": [_own(value) for value in found.own.values],
        "profiles": [{"name": plain(one.profile), "hosts": one.hosts, "chains": one.chains, "rules": one.rules}
                     for one in left_out],
        "unread": unread_json(unread),
    })  # fmt: skip


def _place(place: ChainPlace) -> dict[str, str]:
    return {
        "netns": plain(place.space), "backend": place.backend, "family": place.family, "table": plain(place.table),
        "chain": plain(place.chain.replace("\0", "*")),
    }  # fmt: skip


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "change": one.change, **_place(one.place), "position": one.position, "text": plain(one.text),
        "other": plain(one.other) or None,
    }  # fmt: skip


def _own(value: OwnValue) -> dict[str, Any]:
    return {
        **_place(value.place), "pattern": plain(shown(value.pattern)), "why": value.why,
        "hosts": {plain(host): plain(own) for host, own in value.values.items()},
        "outstanding": {plain(host): plain(why) for host, why in value.outstanding.items()},
    }  # fmt: skip


def missing_json(asked: WantedRule, found: WithoutRule, unread: Sequence[Unread]) -> str:
    return _text({**_asked(asked), "missing": list(map(plain, found.hosts)), "having": found.having,
                  "unread": unread_json(unread)})  # fmt: skip


def seen_json(asked: WantedRule, found: Sequence[Sighting]) -> str:
    rows = [
        {"host": plain(one.host), "first": _time(one.first), "last": _time(one.last), "snapshots": one.snapshots,
         "chains": plain(one.chains).split(", ")}
        for one in found
    ]  # fmt: skip
    return _text({**_asked(asked), "hosts": rows, "unread": []})


def _asked(asked: WantedRule) -> dict[str, Any]:
    return {"rule": plain(asked.text), "digests": [one.hex() for one in asked.digests]}


def _time(time: datetime | None) -> str | None:
    return None if time is None else moment(time)


def drift_json(found: Drift) -> str:
    census = found.oddness.census
    return _text({
        "groups": [{"snapshots": [_snapshot(census.hosts[at]) for at in one.hosts]} for one in found.oddness.groups],
        "moves": [
            {
                "before": move.before, "after": move.after,
                "hosts": [{"host": plain(name), "time": _time(time)} for name, time in move.hosts],
                "differences": [_difference(one) for one in move.differences],
            }
            for move in found.moves
        ],
        "unread": [],
    })  # fmt: skip


def _snapshot(host: Host) -> dict[str, Any]:
    return {"host": plain(host.name), "time": _time(host.captured), "file": plain(host.file)}


def pair_json(found: Pair, unread: Sequence[Unread]) -> str:
    differences = [_difference(one) for one in found.differences]
    sides = {"a": _snapshot(found.a), "b": _snapshot(found.b)}
    return _text({**sides, "differences": differences, "unread": unread_json(unread)})


def answer_json(found: SqlRows) -> str:
    return _text({
        "columns": [{"name": plain(name), "type": kind} for name, kind in found.columns],
        "rows": [[_value(value) for value in row] for row in found.rows], "unread": [],
    })  # fmt: skip


def _value(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return moment(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return value.isoformat() if isinstance(value, date) else plain(str(value))
