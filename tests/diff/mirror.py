"""The mirror of a script: what ``diff B A`` must say where ``diff A B`` said something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from iptblob.diff.script import Change

KINDS = {
    "rule-inserted": "rule-deleted", "rule-deleted": "rule-inserted", "chain-added": "chain-removed",
    "chain-removed": "chain-added",
}  # fmt: skip


def mirror(change: Change) -> Change:
    """One step the other way round."""
    name_a, name_b = change.chain, change.chain_b or change.chain
    return change._replace(
        kind=KINDS.get(change.kind, change.kind), chain=name_b, chain_b=name_a if name_a != name_b else None,
        position_a=change.position_b, position_b=change.position_a, offset_a=change.offset_b, offset_b=change.offset_a,
        before=change.after, after=change.before, entry_a=change.entry_b, entry_b=change.entry_a,
        sets=None if change.sets is None else change.sets[::-1],
    )  # fmt: skip


def unmirrored(there: Iterable[Change], back: Iterable[Change]) -> list[str]:
    """Steps of the way there that the way back does not have, and the other way round; nothing where all is well."""
    one, other = Counter(map(repr, there)), Counter(repr(mirror(change)) for change in back)
    return [*(f"there only: {step}" for step in one - other), *(f"back only: {step}" for step in other - one)]
