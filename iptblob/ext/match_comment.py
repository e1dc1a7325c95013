"""Match comment: text for people (libxt_comment.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Any

from iptblob.ext.base import Context, Extension, quoted
from iptblob.spec.layouts.match_comment_0 import MatchComment0

PRINTED_LENGTH = 255  # iptables writes a NUL over the last of the 256 bytes before it prints


def words(match: MatchComment0, _: Context) -> str:
    return f" --comment {quoted(match.comment[:PRINTED_LENGTH])}"


def bulk(start: str, fields: list[list[Any]], _: Context) -> list[str]:
    (comments,) = fields
    return [f"{start} --comment {quoted(comment[:PRINTED_LENGTH])}" for comment in comments]


EXTENSION = Extension("match", "comment", {0: words}, bulk={0: bulk})
