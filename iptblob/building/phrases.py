"""Very many rules compiled: what their texts have in common is read once.

A rule as iptables-save prints it is a head, matches and a target, each a run of words of its own: a phrase. Where a
rule is not of that form, or a phrase alone says something else than within the rule, the whole rule is read.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from iptblob.building.arp_heads import ArpHead
from iptblob.building.forms import RecordForm, form_of, form_read
from iptblob.building.grammar import ReadRule, RuleError, RuleReader
from iptblob.building.heads import RuleHead
from iptblob.building.records import ReadRecord
from iptblob.building.sending import INTRAPOSED_UNTIL, USUAL, Sender
from iptblob.extensions.options import OptionError
from iptblob.family import Family
from iptblob.names import Names
from iptblob.restore.arguments import arguments
from iptblob.table import VERDICTS
from iptblob.table.head_flags import INV_PROTO

NO_TARGET = -1


class RawRecord(NamedTuple):
    """A match or target by its bytes, the same in every layout."""

    kind: str
    name: bytes
    revision: int
    payload: bytes


# Blanks that are not within quotes part phrases where -m or -j follows. Written so that nothing can match in two ways;
# possessive repeats of groups would say so, but fail before Python 3.11.5.
_PHRASE = r"[^\" ]*(?:(?:\"[^\"]*\"| (?!-[mj] ))[^\" ]*)*"
_whole = re.compile(rf"({_PHRASE})((?: -m {_PHRASE})*)(?: -j ({_PHRASE}))?").fullmatch
_matches = re.compile(rf" -m {_PHRASE}").findall
_HEAD_OPTIONS = frozenset(("-s", "-d", "-i", "-o", "-p"))
_VERDICTS = frozenset(VERDICTS.values())


class Phrased(NamedTuple):
    """A rule by the numbers of its parts (see ``Phrases``). ``target`` is NO_TARGET where it has none of its own;
    ``jump`` is a verdict or chain, None where the rule only counts."""

    head: int
    matches: tuple[int, ...]
    target: int
    jump: str | None


class Phrases:
    """Compiles the rules of a table. ``heads`` and ``records`` are those so far, by number; ``chains`` are the names
    that a jump may have."""

    def __init__(self, family: Family, known: Names, chains: frozenset[str], sender: Sender = USUAL) -> None:
        self.family, self.known, self.chains, self.sender = family, known, chains, sender
        self.heads: list[dict[str, Any]] = []
        self.records: list[ReadRecord | RawRecord] = []
        self._heads: dict[str, tuple[tuple[int, ...], int]] = {}
        self._records: dict[tuple[str, int], int] = {}
        self._rules: dict[str, tuple[Phrased, ...]] = {}
        self._forms: dict[tuple[int, tuple[str, ...]], RecordForm | None] = {}

    def rules(self, text: str) -> tuple[Phrased, ...]:
        """The rules that a text makes; RuleError."""
        found = self._rules.get(text)
        if found is None:
            found = self._rules[text] = self._quickly(text) or self._slowly(text)
        return found

    def _quickly(self, text: str) -> tuple[Phrased, ...]:
        """The same for a rule of the usual form, else nothing."""
        parts = _whole(text) if "\\" not in text else None
        if parts is None:
            return ()
        first, middle, last = parts.groups()
        heads, protocol = self._heads.get(first) or self._read_head(first)
        target, jump = NO_TARGET, None
        records = _matches(middle)
        if last is not None:
            if last in self.chains or last in _VERDICTS:
                jump = last
            elif last.partition(" ")[0] in self.chains:
                return ()
            else:
                records.append(f" -j {last}")
        numbers = [
            self._records[one, protocol] if (one, protocol) in self._records else self._read_record(one, protocol)
            for one in records
        ]
        if -1 in numbers:
            return ()
        if last is not None and jump is None:
            target = numbers.pop()
        matches = tuple(numbers)
        return tuple([Phrased(head, matches, target, jump) for head in heads])

    def _read_head(self, text: str) -> tuple[tuple[int, ...], int]:
        """(numbers of heads, protocol) of the words before the first match; no head where they say more. The protocol
        is negative where the rule is for all others."""
        words = arguments(text)
        head: RuleHead | ArpHead | None = self._plain_head(words)
        if head is None:
            reader = self._reader(words)
            if reader is not None and not (reader.matches or reader.target or reader.jump or any(reader.counters)):
                head = reader.head
        found: tuple[tuple[int, ...], int] = (), 0
        if head is not None:
            found = tuple(map(self._new_head, head.heads())), -head.proto if head.excluded else head.proto
        self._heads[text] = found
        return found

    def _plain_head(self, words: list[str]) -> RuleHead | None:
        """The head of short options and their values alone, as save tools write it; None where there is more to it."""
        if self.family.name == "arp" or self.sender.intraposed or self.sender.iptables < INTRAPOSED_UNTIL:
            return None
        head, at = RuleHead(self.family.name, self.known), 0
        try:
            while at < len(words):
                inverted = words[at] == "!"
                option, value = words[at + inverted], words[at + inverted + 1]
                if option not in _HEAD_OPTIONS or value[:1] in ("-", "!"):
                    return None
                head.once(option)
                head.take(option, value, inverted)
                at += inverted + 2
        except (IndexError, OptionError):
            return None
        return head

    def _read_record(self, text: str, protocol: int) -> int:
        """The number of a match or target with its options; -1 where the words say more, or less. What words of the
        same form mean is found out once (see ``RecordForm``)."""
        words = arguments(text)
        key = protocol, form_of(words)
        form = self._forms.get(key)
        if form is not None:
            record = form.record(words)
            if record is not None:
                number = self._records[text, protocol] = self._new_record(record)
                return number
        reader = self._reader(words, protocol)
        number = -1
        if reader is not None and reader.exact and reader.head.given <= {"-j"} and reader.jump is None:
            try:
                (rule,) = reader.result()
            except RuleError:
                rule = None
            parts = [*rule.matches, rule.target] if rule and rule.target else [*rule.matches] if rule else []
            number = self._new_record(parts[0]) if len(parts) == 1 and parts[0] is not None else -1
            if reader is not None and number >= 0 and key not in self._forms:
                self._forms[key] = form_read(reader)
        self._records[text, protocol] = number
        return number

    def _reader(self, words: list[str], protocol: int = 0) -> RuleReader | None:
        reader = RuleReader(words, self.family, self.known, frozenset(), self.sender)
        if protocol and isinstance(reader.head, RuleHead):
            reader.head.fields["proto"] = abs(protocol)
            reader.head.invert |= INV_PROTO if protocol < 0 else 0
        try:
            while reader.at < len(reader.words):
                reader.step()
        except RuleError:
            return None
        return reader

    def _slowly(self, text: str) -> tuple[Phrased, ...]:
        read = RuleReader(arguments(text), self.family, self.known, self.chains, self.sender).read()
        return tuple(self._phrased(rule) for rule in read)

    def _phrased(self, rule: ReadRule) -> Phrased:
        matches = tuple(map(self._new_record, rule.matches))
        target = NO_TARGET if rule.target is None else self._new_record(rule.target)
        return Phrased(self._new_head(rule.head), matches, target, rule.jump)

    def _new_head(self, head: dict[str, Any]) -> int:
        self.heads.append(head)
        return len(self.heads) - 1

    def _new_record(self, record: ReadRecord) -> int:
        self.records.append(record)
        return len(self.records) - 1
