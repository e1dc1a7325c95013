"""A rule as plain values, and what differs between two of them in DeepDiff's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from iptblob.diff.listing import NO_JUMP, Listing
from iptblob.diff.meaning.heads import Ignored, left_out
from iptblob.diff.script import Change, Compared
from iptblob.diff.spelling import plain_words
from iptblob.escape import visible
from iptblob.extensions.base import ipv4, ipv6
from iptblob.spec import columns
from iptblob.spec.layout import CONFIG, Layout
from iptblob.table import STANDARD, VERDICTS, Table

_HEAD_ADDRESSES = ("src", "dst", "smsk", "dmsk", "tgt", "tmsk")
DECODED_EDITS = 1_000  # edited rules decoded together
MAX_DEEPDIFF = 2_000  # pairs given to DeepDiff; beyond, the same result is made by a simpler and faster way


def decoded(listing: Listing, entries: Sequence[int]) -> list[dict[str, Any]]:
    """Each rule as ``{"head": {...}, "matches": {name: {...}}, "target": {...}}``: numbers, text, lists of them.

    Only configuration is in it. Matches that stand more than once are ``name#2`` and so on; a listing made from text
    gives its options.
    """
    table = listing.source
    if table is None:
        return _of_words(listing, entries)
    part = table.part(np.array(entries, dtype=np.int64))
    rules: list[dict[str, Any]] = [{"head": head, "matches": {}, "target": {}} for head in _heads(part)]
    for group in part.records.groups:
        layout, rows = part.rows(group)
        values = _values(layout, part, rows)
        for at, value in zip(group.entries.tolist(), values, strict=True):
            named = {"revision": group.revision, **value}
            if group.kind == "match":
                matches = rules[at]["matches"]
                matches[_free(matches, visible(group.name))] = named
            elif group.name == STANDARD and layout is not None:
                rules[at]["target"] = _standard(listing, int(entries[at]), value["verdict"])
            else:
                rules[at]["target"] = {"name": visible(group.name), **named}
    for at, (_, reason) in part.records.broken.items():
        start, length = int(part.offsets[at]), int(part.next_offsets[at])
        rules[at]["undecoded"] = {"reason": reason, "bytes": bytes(part.data[start : start + length]).hex()}
    for rule in rules:
        if listing.ignored:
            _drop(rule, listing.ignored)
        rule["order"] = " ".join(rule["matches"])
    return rules


def _drop(rule: dict[str, Any], ignored: Ignored) -> None:
    """Take out what the comparison left out."""
    rule["matches"] = {name: value for name, value in rule["matches"].items() if name.partition("#")[0] not in ignored}
    rule["head"] = {name: value for name, value in rule["head"].items() if not left_out(name, ignored)}


def decoded_pairs(
    a: Listing, b: Listing, pairs: Sequence[tuple[int, int]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Both rules of each pair in the same form: by fields, or by options where one of them was compared by words."""
    lefts, rights = [i for i, _ in pairs], [j for _, j in pairs]
    if a.source is None or b.source is None or a.words or b.words:
        return _of_words(a, lefts), _of_words(b, rights)
    found = decoded(a, lefts), decoded(b, rights)
    for at, (i, j) in enumerate(pairs):
        if i in a.worded or j in b.worded:
            found[0][at], found[1][at] = _of_words(a, [i])[0], _of_words(b, [j])[0]
    return found


def edited_rules(table: Compared, changes: Sequence[Change]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Both rules of each edit, some at a time; with the sets they name where only those differ."""
    for start in range(0, len(changes), DECODED_EDITS):
        some = changes[start : start + DECODED_EDITS]
        pairs = [(change.entry_a or 0, change.entry_b or 0) for change in some]
        for change, one, other in zip(some, *decoded_pairs(table.a, table.b, pairs), strict=True):
            if change.sets is not None:
                one["sets"], other["sets"] = change.sets
            yield one, other


def _of_words(listing: Listing, entries: Sequence[int]) -> list[dict[str, Any]]:
    """Rules by what was compared of their lines: mapped words stand as in B, ignored ones do not stand at all."""
    words = listing.words or (lambda line: plain_words(line, listing.family))
    return [_options(words(text)) for text in listing.texts(entries)]


def _options(words: Sequence[str]) -> dict[str, Any]:
    """``{"options": {"-s": "10.0.0.0/8", "tcp --dport": "22"}}`` of the words of a line."""
    found: dict[str, Any] = {}
    option = match = ""
    inverted = False
    for word in words:
        if word == "!":
            inverted = True
        elif word.startswith("-") and not word.lstrip("-").isdigit():
            match = "" if word in ("-m", "-j", "-g") else match
            option = _free(found, f"{match} {word}".strip())
            found[option] = "!" if inverted else ""
            inverted = False
        elif option:
            found[option] = f"{found[option]} {visible(word)}".strip()
            match = word if option[:2] in ("-m", "-j", "-g") else match
    return {"options": found}


def _free(taken: dict[str, Any], name: str) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}#{number}"
    return free


def _heads(table: Table) -> list[dict[str, Any]]:
    place = table.head_layout["ip"]
    assert place.struct is not None
    rows = columns.gather(table.octets, table.offsets + place.offset, place.size)
    heads = []
    for row in columns.decode(place.struct, table.abi, rows):
        head = _plain(place.struct, row)
        for name in _HEAD_ADDRESSES:
            if hasattr(row, name):
                head[name] = ipv6(getattr(row, name)) if table.family.name == "ipv6" else ipv4(getattr(row, name))
        heads.append(head)
    return heads


def _values(layout: Layout | None, table: Table, rows: columns.Bytes) -> list[dict[str, Any]]:
    if layout is None:
        return [{"payload": row.tobytes().hex()} for row in rows]
    return [_plain(layout, row) for row in columns.decode(layout, table.abi, rows)]


def _plain(layout: Layout, row: Any) -> dict[str, Any]:
    return {
        field.name: _plain_value(field.struct, getattr(row, field.name), field.kind)
        for field in layout.fields
        if field.role == CONFIG
    }


def _plain_value(struct: Layout | None, value: Any, kind: str) -> Any:
    if isinstance(value, list):
        return [_plain_value(struct, item, kind) for item in value]
    if struct is not None:
        return _plain(struct, value)
    if isinstance(value, bytes):
        return visible(value) if kind == "strz" else value.hex()
    return int(value)


def _standard(listing: Listing, entry: int, verdict: int) -> dict[str, Any]:
    if verdict < 0:
        return {"verdict": VERDICTS.get(verdict, str(verdict))}
    jump = int(listing.jump[entry])
    if jump == NO_JUMP:
        return {}
    return {"chain": visible(listing.chains[jump].name) if jump >= 0 else f"@{verdict}"}


def delta(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """DeepDiff of the two as JSON values, field by field: ``before + Delta(delta) == after``."""
    from deepdiff import DeepDiff

    # as a rule of thumb DeepDiff takes very different dicts for replaced as a whole; a reader wants the fields
    found = dict(DeepDiff(before, after, verbose_level=2, threshold_to_diff_deeper=0))
    for path, item in found.pop("type_changes", {}).items():  # types have no place in JSON
        found.setdefault("values_changed", {})[path] = {name: item[name] for name in ("new_value", "old_value")}
    return {kind: dict(items) for kind, items in found.items()}


def quick_delta(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The same as ``delta`` for the plain values that ``decoded`` gives, without DeepDiff."""
    found: dict[str, dict[str, Any]] = {}
    _compare(before, after, "root", found)
    return found


def _compare(one: Any, other: Any, path: str, found: dict[str, dict[str, Any]]) -> None:
    if one == other and type(one) is type(other):
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for key in other.keys() - one.keys():
            found.setdefault("dictionary_item_added", {})[f"{path}[{key!r}]"] = other[key]
        for key in one.keys() - other.keys():
            found.setdefault("dictionary_item_removed", {})[f"{path}[{key!r}]"] = one[key]
        for key in one.keys() & other.keys():
            _compare(one[key], other[key], f"{path}[{key!r}]", found)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, pair in enumerate(zip(one, other, strict=True)):
            _compare(*pair, f"{path}[{at}]", found)
    else:
        found.setdefault("values_changed", {})[path] = {"new_value": other, "old_value": one}


Faces = Mapping[str, str]  # the text of a field by its name, where there is a better one than its value
NO_FACES: Faces = {}


def named(
    before: dict[str, Any], after: dict[str, Any], faces_a: Faces = NO_FACES, faces_b: Faces = NO_FACES
) -> list[str]:
    """What differs, for people: ``matches.tcp.dst_ports[0]: 22 -> 443``, ``matches.limit.avg: 5/min -> 1/day``."""
    lines = []
    for what, items in quick_delta(before, after).items():
        for path, value in items.items():
            if path == "root['order']":
                continue
            name = path.removeprefix("root").replace("']['", ".").replace("['", "").replace("']", "")
            if what == "dictionary_item_added":
                lines.append(f"{name}: added {_shown(value, name, faces_b)}".rstrip())
            elif what == "dictionary_item_removed":
                lines.append(f"{name}: removed {_shown(value, name, faces_a)}".rstrip())
            else:
                one, other = _shown(value["old_value"], name, faces_a), _shown(value["new_value"], name, faces_b)
                if one == other:  # what tells them apart is not in the text
                    one, other = str(value["old_value"]), str(value["new_value"])
                lines.append(f"{name}: {one} -> {other}")
    return sorted(lines) or ["order of matches"]


def _shown(value: Any, name: str, faces: Faces) -> str:
    if isinstance(value, dict):
        held = ((key, _shown(item, f"{name}.{key}", faces)) for key, item in value.items() if item not in ("", 0, "0"))
        return ", ".join(f"{key}={text}" for key, text in held if text != "zeros")
    return faces.get(name, str(value))
