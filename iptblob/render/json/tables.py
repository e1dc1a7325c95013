"""Tables as JSON: every decoded field with its place and its three faces. Schema: data/schema/show.schema.json."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from iptblob import extensions
from iptblob.escape import visible
from iptblob.extensions.base import Context
from iptblob.misleading.text import landing
from iptblob.model import FieldValue, Finding
from iptblob.names import Names
from iptblob.reading.detect import Detected
from iptblob.reading.source import Source
from iptblob.render.faces import unit_texts
from iptblob.render.json.encode import dumps
from iptblob.render.json.unread import unread_json
from iptblob.render.text import raw_face, symbol_face, text_face
from iptblob.table import ChainSpan, Table, spec_of
from iptblob.table.fields import EntryFields, entries_of
from iptblob.unread import Unread
from iptblob.words.save import SavedTable, policy_name, save_rules

SCHEMA = 1
BATCH = 250  # rules whose fields stand in memory at once


def show_json(
    source: Source, iptables: tuple[int, int, int], unread: Sequence[Unread] | None = None, *,
    nft: Iterable[str] = (), natives: Sequence[dict[str, Any]] = (),
) -> Iterator[str]:  # fmt: skip
    """The document in pieces, one rule at a time: large tables never stand in memory as text.

    ``nft`` are the tables of nf_tables as text, ``natives`` what else is there.
    """
    yield f'{{"schema": {SCHEMA}, "file": {dumps(_file(source.file))}, "tables": ['
    for number, reading in enumerate(source.readings):
        yield ",\n" if number else "\n"
        yield from _table(reading, source, iptables)
    failures = [visible(str(failure).encode("utf-8", "surrogateescape")) for failure in source.failures]
    yield '\n], "nf_tables": ['
    yield from nft
    others = f'], "native": {dumps(list(natives))}'
    notes = [note for table in source.tables for note in source.not_loadable(table)]
    lacking = dumps(unread_json([*source.unread, *source.unchained] if unread is None else unread))
    yield f'{others}, "failures": {dumps(failures)}, "notes": {dumps(notes)}, "unread": {lacking}}}\n'


def _file(name: str) -> str:
    return visible(name.encode("utf-8", "surrogateescape"))


def _table(reading: Detected, source: Source, iptables: tuple[int, int, int]) -> Iterator[str]:
    table = reading.table
    names = source.names_of(table)
    saved = save_rules(table, Context(table.family.name, table.abi, names, iptables))
    about = {
        "family": table.family.name, "table": visible(table.name), "netns": table.netns.shown or None,
        "member": table.member or None, "abi": table.abi.name, "abi_also": [abi.name for abi in reading.also],
        "kind": reading.kind, "offset": table.base, "size": len(table.data), "num_entries": len(table),
        "hooks": {table.family.hooks[hook]: {"hook_entry": entry, "underflow": underflow}
                  for hook, (entry, underflow) in table.hooks.items()},
        "misfits": list(reading.misfit), "unread_from": table.walk.stopped_at, "unread_reason": table.walk.reason,
        "findings": [finding_json(finding, place_of_table(table)) for finding in saved.findings],
    }  # fmt: skip
    yield dumps(about)[:-1] + ', "chains": ['
    entries = _entries(table)
    for number, chain in enumerate(table.saved_chains):
        yield (",\n " if number else "\n ") + dumps(chain_json(table, chain))[:-1] + ', "rules": ['
        for at in range(chain.start, chain.end):
            rule = _rule(saved, chain, at, next(entries), names)
            yield (",\n  " if at > chain.start else "\n  ") + dumps(rule)
        yield "]}"
    yield "]}"


def _entries(table: Table) -> Iterator[EntryFields]:
    """The rules in the order of the chains, a batch decoded at a time."""
    rules = [np.arange(chain.start, chain.end) for chain in table.saved_chains]
    every = np.concatenate(rules) if rules else np.empty(0, dtype=np.int64)
    for start in range(0, len(every), BATCH):
        yield from entries_of(table.part(every[start : start + BATCH]))


def place_of_table(table: Table) -> str:
    """What the places of a table begin with."""
    return "/".join(part for part in (visible(table.netns), table.family.name, visible(table.name)) if part)


def finding_json(finding: Finding, table: str) -> dict[str, Any]:
    """A finding as it stands in every JSON output."""
    told = {name: getattr(finding, name) for name in Finding._fields if getattr(finding, name) is not None}
    del told["is_policy"]
    return {**told, "place": f"{table}/{finding.place}"} if finding.place else told


def chain_json(table: Table, chain: ChainSpan) -> dict[str, Any]:
    """Policy and counters are those of the entry that closes the chain; null where it has none."""
    built_in = chain.hook is not None
    counters = None if chain.policy is None else table.heads["counters"][chain.policy]
    return {
        "name": visible(chain.name), "name_hex": chain.name.hex(), "builtin": built_in,
        "hook": table.family.hooks[chain.hook] if chain.hook is not None else None,
        "policy": policy_name(table, chain) if built_in and chain.policy is not None else None,
        "packets": None if counters is None else int(counters["packets"]),
        "bytes": None if counters is None else int(counters["bytes"]),
    }  # fmt: skip


def _rule(saved: SavedTable, chain: ChainSpan, at: int, entry: EntryFields, names: Names) -> dict[str, Any]:
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
        **_records(table, at, entry, names),
    }


def _records(table: Table, at: int, entry: EntryFields, names: Names) -> dict[str, Any]:
    grouped: dict[str, list[FieldValue]] = {}
    for item in entry.fields:
        owner = item.path.split(".", 1)[0] if item.path.startswith(("matches[", "target.")) else "head"
        grouped.setdefault(owner, []).append(item)
    units = unit_texts(table, entry.fields)
    found = [fields for owner, fields in grouped.items() if owner.startswith("matches[")]
    matches = [_record(table, "match", fields, names, units) for fields in found]
    target = _record(table, "target", grouped["target"], names, units) if "target" in grouped else None
    if target is not None:
        target["jump"] = _jump(table, at)
    head = [field_json(item, item.path, table, names) for item in grouped["head"]]
    return {"head": head, "matches": matches, "target": target}


def _jump(table: Table, at: int) -> dict[str, Any] | None:
    verdict = int(table.verdicts[at])
    if verdict <= 0:
        return None
    chain = table.jump_targets.get(verdict)
    if chain is not None:
        return {"to": verdict, "chain": visible(chain.name)}
    following = verdict == int(table.offsets[at] + table.next_offsets[at])
    return {"to": verdict, "chain": None, "lands": "the next rule" if following else landing(table, verdict)}


def _record(
    table: Table, kind: str, fields: list[FieldValue], names: Names, units: Mapping[str, str]
) -> dict[str, Any]:
    parts = {item.path.rsplit(".", 1)[-1]: item for item in fields[:3]}
    name, revision = parts["name"].value, parts["revision"].value
    spec = spec_of(kind, name, revision, table.family)
    known = spec is not None and any(".payload." in item.path for item in fields)
    known = known or (spec is not None and not any(item.path.endswith(".data") for item in fields))
    one = extensions.revision_of(kind, name, revision, table.family.name)
    described = known and one is not None and bool(one.words)
    cut = len(fields[0].path.rsplit(".", 1)[0]) + 1
    return {
        "name": visible(name), "revision": revision, "known": known, "described": described or name == b"",
        "fields": [
            field_json(item, item.path[cut:], table, names) | ({"text": units[item.path]} if item.path in units else {})
            for item in fields
        ],
    }  # fmt: skip


def field_json(item: FieldValue, path: str, table: Table, names: Names) -> dict[str, Any]:
    """A field with its place in the buffer or member, and its three faces."""
    return {
        "field": path, "offset": table.base + item.offset, "size": item.size, "role": item.role,
        "raw": raw_face(item.value), "symbol": symbol_face(table, item), "text": text_face(table, item, names),
    }  # fmt: skip
