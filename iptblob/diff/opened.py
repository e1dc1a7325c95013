"""A file as a side of a comparison, whatever it is: snapshot, bare buffer, answers of nf_tables, text of rules."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING

from iptblob.diff.backends import backend_of_text, nft_side
from iptblob.diff.sides import Side, no_side, side_of_text, side_with_sets
from iptblob.errors import UsageError
from iptblob.family import FAMILIES
from iptblob.names import debian_12
from iptblob.reading.opening import ZIP_MAGIC, open_source, read_bytes
from iptblob.reading.wrapping import layers_told, shown, unwrapped

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.reading.source import Source
    from iptblob.restore.document import RulesFile
    from iptblob.restore.tables import Keys, RulesTable


def open_side(
    path: str, *, family: str | None, abi: Abi | None, table: str | None, netns: str | None = None,
    read: tuple[bytes, Source] | None = None, given: bytes | None = None,
) -> Side:  # fmt: skip
    """A snapshot, a bare buffer or an iptables-save text; ``read`` where it was read and opened already, ``given``
    where its bytes were read."""
    if path == os.devnull:  # what git names where a file is new or gone
        return no_side(path)
    given = read[0] if read is not None else read_bytes(path) if given is None else given
    name = shown(path)
    data, layers = unwrapped(given, name)
    digest = sha256(given).hexdigest()
    if _looks_like_rules(data):
        from iptblob.restore.document import read as read_rules

        rules = read_rules(data, name, family=family or "", table=table or "filter", keys_of=_keys_of)
        rules.notes += layers_told(path, layers)
        return side_of_text(_chosen(rules, family, table), backend_of_text(data, name))._replace(sha256=digest)
    source = read[1] if read is not None else open_source(
        path, family=FAMILIES[family] if family else None, abi=abi, data=given, answers=True
    )
    netns = source.label_of(netns)
    nft = nft_side(source, family, table, netns)
    source = (source.chosen if nft and nft.tables else source.select)(family, table, netns)
    nft = nft._replace(sha256=digest) if nft is not None else None
    return side_with_sets(source, data, nft)._replace(sha256=digest)


def _keys_of(table: RulesTable) -> Keys:
    from iptblob.building.keys import keys_by_bytes  # compiles: few texts name rules again
    from iptblob.building.sending import OLD_TEXTS
    from iptblob.diff.compiling import DEFAULT_FAMILY

    return keys_by_bytes(debian_12(), OLD_TEXTS, DEFAULT_FAMILY)(table)


def _looks_like_rules(data: bytes) -> bool:
    if data.startswith(ZIP_MAGIC):
        return False
    from iptblob.restore.document import looks_like_rules  # no snapshot needs it

    return looks_like_rules(data)


def _chosen(rules: RulesFile, family: str | None, table: str | None) -> RulesFile:
    """The tables of a text that are wanted; UsageError where it has none of them."""
    held = [f"{one.family} {one.name}".strip() for one in rules.tables]
    rules.tables = [
        one for one in rules.tables if (table is None or one.name == table) and one.family in (family or one.family, "")
    ]
    if not rules.tables and (table or family):
        wanted = " ".join(part for part in ("no", family, "table", table) if part)
        raise UsageError(f"{wanted} in it", file=rules.file, hint=f"it holds {', '.join(held)}")
    return rules
