"""What a decoded payload asks of a packet, and what a target does to one: the aspects ``packet`` and ``effect``."""

from __future__ import annotations

from typing import Any

from iptblob.extensions.base import Context
from iptblob.extensions.record import Missing, Revision
from iptblob.terms import Action, Asked, Condition, Fact, Try, Unfollowed, inverted_if

UNKNOWN_MATCH = "nobody described this extension"


def condition_of(name: str, revision: Revision, row: Any, ctx: Context) -> Condition:
    """The steps of a match called ``name`` with the payload ``row``."""
    given = revision.packet
    if isinstance(given, Missing):
        return (Try(Fact(f"{name}{_words(revision, row, ctx)}", given.reason, stateful=True)),)
    return _asked(name, revision, given, row, ctx) if isinstance(given, Asked) else given(row, ctx)


def _asked(name: str, revision: Revision, asked: Asked, row: Any, ctx: Context) -> Condition:
    """One fact, said in the words of the match without its inversion, so that both say one thing."""
    invert: object = False
    if asked.inverted:
        field, bit = asked.inverted
        invert = getattr(row, field) & bit
        row = row._replace(**{field: getattr(row, field) & ~bit})
    key = f"{name}{_words(revision, row, ctx)}"
    fact = Fact(key, asked.reason, stateful=asked.stateful, by_hook=asked.by_hook)
    return (Try(inverted_if(invert, fact)),)


def _words(revision: Revision, row: Any, ctx: Context) -> str:
    return revision.words(row, ctx) if revision.words else " ".join(["", *map(str, row)])


def unknown_condition(name: str, number: int, payload: bytes) -> Condition:
    """A match that nobody described: whether it is pure is not known either, so each rule has its own answer."""
    return (Try(Fact(f"{name} revision {number} {payload.hex()}", UNKNOWN_MATCH, stateful=True)),)


def action_of(revision: Revision, row: Any, ctx: Context) -> Action:
    """What a target with the payload ``row`` does."""
    given = revision.effect
    if isinstance(given, Missing):
        return Unfollowed(given.reason)
    return given(row, ctx) if callable(given) else given
