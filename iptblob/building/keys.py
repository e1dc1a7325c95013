"""What a rule is found by where a text names it again: the bytes that iptables compares.

TC_DELETE_ENTRY (libiptc.c, iptables 1.8.9) compares compiled rules: heads, interfaces under their masks, matches in
their order and the target, each as far as its extension lets it (``userspacesize``).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from iptblob.abi import LP64_LE
from iptblob.building.grammar import RuleError
from iptblob.building.phrases import NO_TARGET, Phrased, Phrases, RawRecord
from iptblob.building.records import payloads_of
from iptblob.building.sending import USUAL, Sender
from iptblob.family import FAMILIES
from iptblob.names import Names
from iptblob.restore.document import KeysOf
from iptblob.restore.tables import Keys, RulesTable, word_keys

_MASKED = (("iniface", "iniface_mask"), ("outiface", "outiface_mask"))


def keys_by_bytes(known: Names, sender: Sender = USUAL, family: str = "") -> KeysOf:
    """Rules are found by their bytes, for the host of these names; by their words where the family of a table is not
    known, and is not ``family``."""

    def keys_of(table: RulesTable) -> Keys:
        name = table.family or family
        if not name:
            return word_keys
        chains = table.names.difference(FAMILIES[name].hooks)
        return _RuleKeys(Phrases(FAMILIES[name], known, frozenset(chains), sender))

    return keys_of


class _RuleKeys:
    """Equal records and heads have one number each, so that a key is a few numbers, however long the rule."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.known: dict[Hashable, int] = {}
        self.heads: dict[int, int] = {}
        self.records: dict[int, int] = {NO_TARGET: NO_TARGET}

    def __call__(self, text: str) -> Sequence[Hashable]:
        try:
            return [self._key(one) for one in self.phrases.rules(text)]
        except RuleError:
            return ()

    def _key(self, rule: Phrased) -> Hashable:
        if rule.head not in self.heads:
            self.heads[rule.head] = self._number(_head(self.phrases.heads[rule.head]))
        records = [self._record(at) for at in (*rule.matches, rule.target)]
        return (self.heads[rule.head], rule.jump, *records)

    def _record(self, at: int) -> int:
        if at not in self.records:
            one = self.phrases.records[at]
            assert not isinstance(one, RawRecord)  # those stand for rules without bytes, and for the ends of chains
            payload = payloads_of([one], self.phrases.family, LP64_LE).tobytes()
            self.records[at] = self._number((one.kind, one.name, one.revision, payload))
        return self.records[at]

    def _number(self, value: Hashable) -> int:
        return self.known.setdefault(value, len(self.known))


def _head(fields: dict[str, Any]) -> Hashable:
    """The fields that are not zero, and of interfaces what is compared."""
    said = dict(fields)
    for name, mask in _MASKED:
        if said.get(mask) is not None:
            said[name] = bytes(one & keep for one, keep in zip(said[name].ljust(len(said[mask]), b"\0"), said[mask],
                                                               strict=False))  # fmt: skip
    return frozenset(pair for pair in said.items() if pair[1] and any(pair[1] if isinstance(pair[1], bytes) else [1]))
