"""Match comment: text for people (libxt_comment.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, quoted
from iptblob.spec.layouts.match_comment_0 import MatchComment0

PRINTED_LENGTH = 255  # iptables writes a NUL over the last of the 256 bytes before it prints


def words(match: MatchComment0, _: Context) -> str:
    return f" --comment {quoted(match.comment[:PRINTED_LENGTH])}"


EXTENSION = Extension("match", "comment", {0: words})
