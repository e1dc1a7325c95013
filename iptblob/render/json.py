"""Tables as JSON: every decoded field with its place and its three faces. Schema: data/schema/show.schema.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from iptblob import ext
from iptblob.check.truth import landing
from iptblob.detect import Detected
from iptblob.ext.base import Context
from iptblob.fields import Entry, entries_of
from iptblob.model import FieldValue, Finding
from iptblob.render.escape import visible
from iptblob.render.save import SavedTable, save_rules
from iptblob.render.text import raw_face, text_face
from iptblob.source import Source
from iptblob.table import VERDICTS, Chain, Table, spec_of

SCHEMA = 1


def show_json(source: Source, iptables: tuple[int, int, int]) -> Iterator[str]:
    """The document in pieces, one rule at a time: large tables never stand in memory as text."""
    yield f'{{"schema": {SCHEMA}, "file": {json.dumps(source.file)}, "tables": ['
    for number, reading in enumerate(source.readings):
        yield (",\n" if number else "\n") + "".join(_table(reading, source, iptables))
    yield "\n]}\n"


def _table(reading: Detected, source: Source, iptables: tuple[int, int, int]) -> Iterator[str]:
    table = reading.table
    saved = save_rules(table, Context(table.family.name, table.abi, source.names, iptables))
    about = {
        "family": table.family.name, "table": visible(table.name), "netns": table.netns or None,
        "abi": table.abi.name, "abi_also": [abi.name for abi in reading.also], "kind": reading.kind,
        "offset": table.base, "size": len(table.data), "num_entries": len(table),
        "hooks": {table.family.hooks[hook]: {"hook_entry": entry, "underflow": underflow}
                  for hook, (entry, underflow) in table.hooks.items()},
        "misfits": list(reading.misfit), "unread_from": table.walk.stopped_at, "unread_reason": table.walk.reason,
        "findings": [finding_json(finding) for finding in saved.findings],
    }  # fmt: skip
    yield json.dumps(about)[:-1] + ', "chains": ['
    entries = list(entries_of(table))
    for number, chain in enumerate(table.saved_chains):
        yield (",\n " if number else "\n ") + json.dumps(_chain(table, chain))[:-1] + ', "rules": ['
        for at in range(chain.start, chain.end):
            rule = _rule(saved, chain, at, entries[at])
            yield (",\n  " if at > chain.start else "\n  ") + json.dumps(rule)
        yield "]}"
    yield "]}"


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as it stands in every JSON output."""
    return {name: getattr(finding, name) for name in Finding.__slots__ if getattr(finding, name) is not None}


def _chain(table: Table, chain: Chain) -> dict[str, Any]:
    name = visible(chain.name)
    about: dict[str, Any] = {"name": name, "name_hex": chain.name.hex(), "builtin": chain.hook is not None}
    if chain.hook is not None and chain.policy is not None:
        counters = table.heads["counters"][chain.policy]
        verdict = int(table.verdicts[chain.policy])
        about |= {
            "hook": chain.hook,
            "policy": VERDICTS.get(verdict, str(verdict)),
            "packets": int(counters["packets"]),
            "bytes": int(counters["bytes"]),
        }
    return about


def _rule(saved: SavedTable, chain: Chain, at: int, entry: Entry) -> dict[str, Any]:
    table = saved.table
    head = table.heads[at]
    comefrom = int(head["comefrom"])
    hooks = [name for number, name in enumerate(table.family.hooks) if comefrom >> number & 1]
    return {
        "number": at - chain.start + 1,
        "offset": table.base + entry.offset,
        "entry_offset": entry.offset,
        "size": entry.size,
        "save": visible(f"-A {chain.name.decode('latin-1')}{saved.rules[at]}"),
        "packets": int(head["counters"]["packets"]),
        "bytes": int(head["counters"]["bytes"]),
        "reached_from": hooks,
        "notes": saved.notes.get(at, []),
        **_records(table, at, entry),
    }


def _records(table: Table, at: int, entry: Entry) -> dict[str, Any]:
    grouped: dict[str, list[FieldValue]] = {}
    for item in entry.fields:
        owner = item.path.split(".", 1)[0] if item.path.startswith(("matches[", "target.")) else "head"
        grouped.setdefault(owner, []).append(item)
    matches = [_record(table, "match", fields) for name, fields in grouped.items() if name.startswith("matches[")]
    target = _record(table, "target", grouped["target"]) if "target" in grouped else None
    if target is not None:
        target["jump"] = _jump(table, at)
    return {"head": [_field(item, item.path, table) for item in grouped["head"]], "matches": matches, "target": target,
            }  # fmt: skip


def _jump(table: Table, at: int) -> dict[str, Any] | None:
    verdict = int(table.verdicts[at])
    if verdict <= 0:
        return None
    chain = table.jump_targets.get(verdict)
    if chain is not None:
        return {"to": verdict, "chain": visible(chain.name)}
    following = verdict == int(table.offsets[at] + table.next_offsets[at])
    return {"to": verdict, "chain": None, "lands": "the next rule" if following else landing(table, verdict)}


def _record(table: Table, kind: str, fields: list[FieldValue]) -> dict[str, Any]:
    parts = {item.path.rsplit(".", 1)[-1]: item for item in fields[:3]}
    name, revision = parts["name"].value, parts["revision"].value
    spec = spec_of(kind, name, revision, table.family)
    known = spec is not None and any(".payload." in item.path for item in fields)
    known = known or (spec is not None and not any(item.path.endswith(".data") for item in fields))
    described = known and ext.find(kind, name.decode("latin-1")) is not None
    cut = len(fields[0].path.rsplit(".", 1)[0]) + 1
    return {
        "name": visible(name), "revision": revision, "known": known, "described": described or name == b"",
        "fields": [_field(item, item.path[cut:], table) for item in fields],
    }  # fmt: skip


def _field(item: FieldValue, path: str, table: Table) -> dict[str, Any]:
    return {
        "field": path, "offset": table.base + item.offset, "size": item.size, "role": item.role,
        "raw": raw_face(item.value), "symbol": item.symbol, "text": text_face(item, table.family.name),
    }  # fmt: skip
