"""ARP rules: options end in a space instead of beginning with one (arptables 0.0.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from iptblob.extensions.base import Context, Words
from iptblob.extensions.record import NO_BULK, NOT_ARPS_OWN, Key, Missing, Revision


def trailing(words: Words) -> Words:
    """``words`` in the form of arptables, for targets that it does not know itself."""

    def arp_words(fields: Any, ctx: Context) -> str:
        options = words(fields, ctx).removeprefix(" ")
        return f"{options} " if options else ""

    return arp_words


def with_arp(revisions: Mapping[int, Revision]) -> dict[Key, Revision]:
    """Revisions of a target that arptables prints in its own form, and that arp_tables refuses."""
    found: dict[Key, Revision] = {}
    for number, one in revisions.items():
        found[number] = one
        words = one.words if isinstance(one.words, Missing) else trailing(one.words)
        found[number, "arp"] = one._replace(words=words, bulk=NO_BULK, constraints=NOT_ARPS_OWN)
    return found
