"""What words of one form mean: the options of one match or target, with other values each time.

Which words are options, and which their values, is the same for all texts that have the same option words in the same
places and values that look like none: RuleReader finds it out once. What a value means, and what all together mean, is
asked for each text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from iptblob.building.grammar import Loaded, RuleReader, Taken
from iptblob.building.records import ReadRecord
from iptblob.extensions.options import End, Given, OptionError

NAMED = 2  # words in front that are the same in all: -m or -j, and the name


def form_of(words: Sequence[str]) -> tuple[str, ...]:
    """The words with their values left out."""
    return tuple([word if at < NAMED or word[:1] in ("-", "!", "") else " " for at, word in enumerate(words)])


class RecordForm(NamedTuple):
    """The options of one extension in the order in which they were ``taken``. ``given`` is what each is told besides
    its values, ``end`` what the extension is told of all of them."""

    loaded: Loaded
    taken: tuple[Taken, ...]
    given: Given
    end: End

    def record(self, words: Sequence[str]) -> ReadRecord | None:
        """The record of other words of this form; None where a value is not taken."""
        extension, options = self.loaded.extension, self.loaded.options
        fields = dict(options.start)
        try:
            for one in self.taken:
                one.option.effect(fields, self.given._replace(values=words[one.start : one.end], inverted=one.inverted))
            if options.finish:
                options.finish(fields, self.end)
        except OptionError:
            return None
        return ReadRecord(extension.kind, extension.name.encode(), self.loaded.revision, fields)


def form_read(reader: RuleReader) -> RecordForm | None:
    """The form of what was read: one match or target, each word of which is told. None where it is of no such form."""
    if len(reader.loaded) != 1:
        return None
    (loaded,) = reader.loaded.values()
    told = NAMED + sum(1 + one.inverted + one.end - one.start for one in reader.taken)
    return (
        RecordForm(loaded, tuple(reader.taken), reader.given(), reader.end(loaded))
        if told == len(reader.words)
        else None
    )
