"""ARP rules: options end in a space instead of beginning with one (arptables 0.0.5)."""

from __future__ import annotations

from typing import Any

from iptblob.ext.base import Context, Words


def trailing(words: Words) -> Words:
    """``words`` in the form of arptables, for targets that it does not know itself."""

    def arp_words(fields: Any, ctx: Context) -> str:
        options = words(fields, ctx).removeprefix(" ")
        return f"{options} " if options else ""

    return arp_words
