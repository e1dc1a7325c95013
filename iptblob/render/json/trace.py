"""What happens to a packet, as JSON values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from iptblob.escape import Untrusted, visible
from iptblob.packets.described import Described
from iptblob.packets.opened import Passage
from iptblob.packets.program import Program
from iptblob.packets.question import value_text
from iptblob.packets.trace import Branch
from iptblob.packets.walk import Passed, Rewrite
from iptblob.render.entryplace import entry_offset
from iptblob.render.json.encode import dumps
from iptblob.render.json.unread import unread_json
from iptblob.render.trace import why_not
from iptblob.unread import Unread

SCHEMA = 1


def trace_json(
    file: str, text: str, packet: Described, passage: Passage, branches: Sequence[Branch],
    *, unread: Sequence[Unread] = (),
) -> str:  # fmt: skip
    """One document: the packet as it was said, and every branch."""
    return dumps(json_of(file, text, packet, passage, branches) | {"unread": unread_json(unread)}, indent=1) + "\n"


def json_of(
    file: str, text: str, packet: Described, passage: Passage, branches: Sequence[Branch]
) -> dict[str, Any]:  # fmt: skip
    return {
        "schema": SCHEMA,
        "file": Untrusted.of(file).shown,
        "packet": {
            "text": Untrusted.of(text).shown,
            "family": packet.family,
            "taken": {field: value_text(field, value, packet.family) for field, value in packet.taken.items()},
        },
        "netns": passage.netns.shown or None,
        "missing": list(passage.missing),
        "branches": [branch_json(one, packet.family) for one in branches],
    }


def frame_json(
    file: str, text: str, packet: Described, passage: Passage, branches: Sequence[Branch], *, frame: int
) -> str:
    """The same of one frame of a capture, as one line."""
    document = json_of(file, text, packet, passage, branches) | {"frame": frame, "unread": []}
    return dumps(document) + "\n"


def frames_end_json(unread: Sequence[Unread]) -> str:
    """The last line of many: what was not read of all."""
    return dumps({"schema": SCHEMA, "unread": unread_json(unread)}) + "\n"


def branch_json(branch: Branch, family: str) -> dict[str, Any]:
    """One way: what it assumes, the entries it came by, and its end."""
    end = branch.end
    return {
        "assumed": _answers(branch.assumed),
        "told": _answers(branch.told),
        "steps": [step for one in branch.trail.passed if isinstance(one, Passed) for step in steps_json(one, family)],
        "rewrites": [_rewrite(one, family) for one in branch.trail.passed if isinstance(one, Rewrite)],
        "counted": [entry_json(program, at) for program, at in branch.counted],
        "verdict": end.verdict,
        "hook": end.hook,
        "why": end.why,
        "decided_by": entry_json(*branch.decided) if branch.decided is not None else None,
        "notes": [visible(note.encode("utf-8", "surrogateescape")) for note in branch.trail.notes],
    }


def _answers(answers: Mapping[str, bool]) -> list[dict[str, Any]]:
    return [{"key": visible(key), "value": answer} for key, answer in answers.items()]


def entry_json(program: Program, at: int) -> dict[str, Any]:
    """Where an entry is: ``rule`` as in CHAIN:N, ``offset`` as ``entry_offset`` has it."""
    table = program.table
    chain, _, rule = program.place(at).rpartition(":")
    return {
        "netns": table.netns.shown or None, "backend": table.backend, "family": table.family.name,
        "table": visible(table.name), "chain": chain, "rule": int(rule) if rule.isdigit() else rule,
        "offset": entry_offset(table, at),
    }  # fmt: skip


def steps_json(one: Passed, family: str) -> Iterator[dict[str, Any]]:
    hook = one.program.table.family.hooks[one.hook]
    for at in range(one.first, one.last + 1):
        failed = None if one.matched else why_not(one, at, family)
        entry = entry_json(one.program, at)
        yield {**entry, "hook": hook, "matched": one.matched, "counted": one.matched, "failed": failed}


def _rewrite(one: Rewrite, family: str) -> dict[str, Any]:
    def shown(value: int | None) -> str | None:
        return None if value is None else value_text(one.field, value, family)

    within = [value_text(one.field, end, family) for end in one.within] if one.within else None
    return {"field": one.field, "before": shown(one.before), "after": shown(one.after), "within": within}
