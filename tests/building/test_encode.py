"""The writer is the inverse of the columnar decoder, for every struct and layout."""

from __future__ import annotations

import random

import numpy as np
import pytest

from iptblob.abi import ABIS, I386, LP64_LE, Abi
from iptblob.spec import columns
from iptblob.spec.encode import TooWideError, dropped, encode, spans, transfer
from iptblob.spec.layout import PADDING, Layout, layout_of
from iptblob.spec.registry import SPECS
from tests.conftest import ROOT

ALL = sorted(path.stem for path in (ROOT / "iptblob" / "spec" / "layouts").glob("*.py") if path.stem != "__init__")


def noise(layout: Layout, count: int = 5) -> columns.Bytes:
    raw = random.Random(layout.spec).randbytes(layout.size * count)
    return np.frombuffer(raw, dtype=np.uint8).reshape(count, layout.size)


@pytest.mark.parametrize("abi", ABIS.values(), ids=list(ABIS))
def test_what_is_written_reads_the_same(abi: Abi) -> None:
    for spec in ALL:
        layout = layout_of(spec, abi)
        rows = columns.decode(layout, abi, noise(layout))
        written = encode(layout, abi, rows)
        again = columns.decode(layout, abi, written)
        for span in spans(layout):
            assert not written[:, span.offset : span.offset + span.size].any(), (spec, span)
            if span.role != PADDING and "." not in span.name:
                width = written[:, span.offset : span.offset + span.size]
                assert not width.any()
        kept = [field.name for field in layout.fields if field.role not in (PADDING, "kernel") and not field.struct]
        for row, other in zip(rows, again, strict=True):
            for name in kept:
                assert getattr(row, name) == getattr(other, name), (spec, name)


@pytest.mark.parametrize("abi", ABIS.values(), ids=list(ABIS))
def test_records_carried_to_another_layout_and_back_are_the_same_bytes(abi: Abi) -> None:
    """Longs are cut to what a 32-bit machine has, then nothing else may be lost: not even behind the end of a text."""
    for spec in sorted(set(SPECS.values())):
        narrow, layout = layout_of(spec, I386), layout_of(spec, abi)
        rows = noise(narrow)
        there = transfer(narrow, layout, rows, I386, abi)
        back = transfer(layout, narrow, there, abi, I386)
        expected = rows.copy()
        for span in spans(narrow):
            expected[:, span.offset : span.offset + span.size] = 0
        assert np.array_equal(back, expected), spec


def test_a_long_without_room_is_refused_and_all_bits_stay() -> None:
    wide, narrow = layout_of("match_mark_0", LP64_LE), layout_of("match_mark_0", I386)
    rows = encode(wide, LP64_LE, [wide.row(1, (1 << 64) - 1, 0), wide.row(1, 2, 0)])
    found = columns.decode(narrow, I386, transfer(wide, narrow, rows, LP64_LE, I386))
    assert [(row.mark, row.mask) for row in found] == [(1, 0xFFFFFFFF), (1, 2)]
    rows = encode(wide, LP64_LE, [wide.row(1, 2, 0), wide.row(1 << 32, 2, 0)])
    with pytest.raises(TooWideError, match="mark is 0x100000000, and there are 32 bits for it") as told:
        transfer(wide, narrow, rows, LP64_LE, I386)
    assert told.value.row == 1


def test_what_is_dropped_is_counted() -> None:
    layout = layout_of("match_statistic_0", LP64_LE)
    rows = np.zeros((3, layout.size), dtype=np.uint8)
    rows[1, layout["num_left"].offset] = 1
    assert [(span.name, count) for span, count in dropped(layout, rows)] == [("num_left", 1)]


def test_a_number_that_does_not_fit_is_no_other_number() -> None:
    layout = layout_of("xt_counters", LP64_LE)
    with pytest.raises(OverflowError):
        encode(layout, LP64_LE, [layout.row(1 << 64, 0)])
