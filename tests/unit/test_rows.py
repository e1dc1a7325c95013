"""The quick way to the words of many rules says what the slow one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from iptblob.errors import IptblobError
from iptblob.extensions.base import Context
from iptblob.extensions.cells import WidthError
from iptblob.names import Names, debian_12
from iptblob.reading.detect import detect
from iptblob.reading.opening import open_source
from iptblob.table import Table
from iptblob.words import parallel, rows, save
from iptblob.words.pieces import join_rows, rule_pieces
from tests.conftest import SAMPLES, blob_of, corpus_id, corpus_tables

INET = [info for info in corpus_tables() if not info.name.startswith("arp")]
FILES = sorted(path for path in SAMPLES.rglob("*") if path.suffix in (".iptb", ".replace"))


def quick(table: Table, context: Context) -> list[str]:
    return rows.texts(rows.rule_columns(table, context), len(table))


@pytest.mark.parametrize("version", [(1, 8, 9), (1, 8, 11)], ids=["1.8.9", "1.8.11"])
@pytest.mark.parametrize("info", INET, ids=corpus_id)
def test_rows_say_what_pieces_say(info: Path, version: tuple[int, int, int]) -> None:
    table = detect(blob_of(info)).table
    context = Context(table.family.name, table.abi, debian_12(), version)
    assert quick(table, context) == join_rows(rule_pieces(table, context))
    turned = table.part(table.offsets.argsort()[::-1])  # as where libiptc sorts chains
    assert quick(turned, context) == quick(table, context)[::-1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SAMPLES)))
def test_rows_of_strange_tables(path: Path) -> None:
    """Rules of all extensions, revisions nobody sends, hidden and broken things."""
    try:
        source = open_source(str(path))
    except IptblobError:
        pytest.skip("no table in it, or one that cannot be read")
    for table in source.tables:
        if table.family.name != "arp":
            context = Context(table.family.name, table.abi, source.names)
            assert quick(table, context) == join_rows(rule_pieces(table, context))


@pytest.mark.parametrize("info", INET[::4], ids=corpus_id)
@pytest.mark.parametrize("counters", [False, True])
def test_whole_texts_are_the_same(info: Path, counters: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    table = detect(blob_of(info)).table
    context = Context(table.family.name, table.abi, debian_12())
    whole = save.save_text(save.save_rules(table, context), counters=counters).encode("latin-1")
    monkeypatch.setattr(save, "ROWS_PER_COLUMN", 0)
    assert b"".join(save.text_of(table, context, lambda _: None, counters=counters)) == whole
    monkeypatch.setattr(save, "TWO_PROCESSES", 0)
    monkeypatch.setattr(parallel, "cpus", lambda: 2)  # the second part comes from a child
    assert b"".join(save.text_of(table, context, lambda _: None, counters=counters)) == whole
    monkeypatch.setattr(rows, "BLOCK", 1)  # sixteen rows at a time
    monkeypatch.setattr(rows, "WORDED_ROWS", 7)
    assert b"".join(save.text_of(table, context, lambda _: None, counters=counters)) == whole


def test_names_that_make_no_matrix_are_printed_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host's names may be of any length."""
    monkeypatch.setattr(save, "ROWS_PER_COLUMN", 0)
    info = next(info for info in INET if info.name.startswith("ipv4.filter"))
    table = detect(blob_of(info)).table
    default = debian_12()
    long = dict.fromkeys(default.protocols, "x" * (1 << 20))
    names = Names(long, default.realms, default.groups, default.connlabels, {})
    context = Context(table.family.name, table.abi, names)
    with pytest.raises(WidthError):
        quick(table, context)
    assert save.rule_texts(table, context) == join_rows(rule_pieces(table, context))
