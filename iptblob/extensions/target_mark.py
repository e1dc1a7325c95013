"""Target MARK: the mark of the packet (libxt_MARK.c, iptables 1.8.9; arpt_MARK.c, arptables 0.0.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.extensions import cells
from iptblob.extensions.base import Context
from iptblob.extensions.cells import Cells, Mask
from iptblob.extensions.constraints import ANYWHERE, PER_FAMILY
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import U32, Columns, PayloadContext, low_32, same
from iptblob.extensions.options import U32 as ALL_BITS
from iptblob.extensions.options import Effect, Fields, Given, OptionError, Options, RuleOption, number, value_and_mask
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.target_mark_0 import TargetMark0
from iptblob.spec.layouts.target_mark_1 import TargetMark1
from iptblob.spec.layouts.target_mark_2 import TargetMark2
from iptblob.terms import Carries, Writes

MODES = {0: " --set-mark", 1: " --and-mark", 2: " --or-mark"}


def words_0(target: TargetMark0, _: Context) -> str:
    return f" --set-mark 0x{target.mark:x}"


def words_1(target: TargetMark1, _: Context) -> str:
    """An unknown mode prints the bare mark."""
    return f"{MODES.get(target.mode, '')} 0x{target.mark:x}"


def words_2(target: TargetMark2, _: Context) -> str:
    return f" --set-xmark 0x{target.mark:x}/0x{target.mask:x}"


def words_2_arp(target: TargetMark2, _: Context) -> str:
    """Hexadecimal without 0x, and no space behind: so does arptables."""
    if target.mark == 0:
        return f"--and-mark {~target.mask & 0xFFFFFFFF:x}"
    if target.mark == target.mask:
        return f"--or-mark {target.mark:x}"
    return f"--set-mark {target.mark:x}"


def bulk_2(records: NDArray[Any], _: Context) -> tuple[Cells, Mask]:
    rows = len(records)
    mark, mask = cells.hexadecimal(records["mark"]), cells.hexadecimal(records["mask"])
    texts = cells.joined([cells.same(" --set-xmark ", rows), mark, cells.same("/", rows), mask])
    return texts, np.ones(rows, dtype=bool)


def columns_0(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    """(mark & ~mask) ^ value in every revision (xt_MARK.c, v6.1; the older ones up to v2.6.34)."""
    return same(U32, records), low_32(records["mark"]), same(0, records)


def columns_1(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    """Set, and, or; an unknown mode is like no other."""
    mark, mode = low_32(records["mark"]), records["mode"]
    mask = np.select([mode == 0, mode == 1, mode == 2], [np.uint64(U32), mark ^ np.uint64(U32), mark], np.uint64(0))
    return mask, np.where(mode == 1, np.uint64(0), mark), np.where(mode > 2, mode, 0)


def columns_2(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return records["mask"], records["mark"], same(0, records)


def change(fields_of: Callable[[str], tuple[int, int]]) -> Effect:
    """(mark & ~mask) ^ value: what one of the options makes of its word."""

    def effect(fields: Fields, given: Given) -> None:
        if "mark" in fields:
            raise OptionError("only one of the options can be given")
        value, mask = fields_of(given.value)
        fields.update(mark=value, mask=mask)

    return effect


def set_bits(text: str) -> tuple[int, int]:
    """Bits of the value are set, whether they are in the mask or not."""
    value, mask = value_and_mask(text)
    return value, mask | value


OPTIONS = Options(
    (
        RuleOption("--set-xmark", change(value_and_mask)),
        RuleOption("--set-mark", change(set_bits)),
        RuleOption("--and-mark", change(lambda text: (0, ~number(text) & ALL_BITS))),
        RuleOption("--or-mark", change(lambda text: (number(text), number(text)))),
        RuleOption("--xor-mark", change(lambda text: (number(text), 0))),
    ),
    one_of=("--set-xmark", "--set-mark", "--and-mark", "--or-mark", "--xor-mark"),
)


def write_0(target: TargetMark0, _: Context) -> Writes:
    return Writes("mark", 0, target.mark & ALL_BITS)


def write_1(target: TargetMark1, _: Context) -> Writes | Carries:
    """Set, and, or; an unknown mode changes nothing."""
    mark = target.mark & ALL_BITS
    given = {0: Writes("mark", 0, mark), 1: Writes("mark", mark, 0), 2: Writes("mark", mark ^ ALL_BITS, mark)}
    return given.get(target.mode) or Carries("a mode that the kernel does not know")


def write_2(target: TargetMark2, _: Context) -> Writes:
    """mark_tg (v6.18)."""
    return Writes("mark", target.mask ^ ALL_BITS, target.mark)


_HEX = re.compile(r"\s*[-+]?(?:0[xX])?([0-9a-fA-F]+)").match


def hexadecimal(text: str) -> int:
    """What a text begins with (sscanf, arptables 0.0.5)."""
    found = _HEX(text)
    if found is None:
        raise OptionError("a hexadecimal number is expected")
    return int(found[1], 16) & ALL_BITS


ARP_CHANGES = ("--set-mark", "--and-mark", "--or-mark")
OPTIONS_ARP = Options(
    (
        RuleOption("--set-mark", change(lambda text: (hexadecimal(text), 0)), invertible=True),
        RuleOption("--and-mark", change(lambda text: (0, ~hexadecimal(text) & ALL_BITS)), invertible=True),
        RuleOption("--or-mark", change(lambda text: (hexadecimal(text), hexadecimal(text))), invertible=True),
    ),
    one_of=ARP_CHANGES,
    apart=(ARP_CHANGES,),
    families=("arp",),
)

EXTENSION = Extension(
    "target",
    "MARK",
    "net/netfilter/xt_mark.c",
    {
        0: Revision(
            TargetMark0,
            words=words_0,
            meaning=Columns(columns_0),
            constraints=OLD_REVISION,
            effect=write_0,
        ),
        1: Revision(
            TargetMark1,
            words=words_1,
            meaning=Columns(columns_1),
            constraints=OLD_REVISION,
            effect=write_1,
        ),
        2: Revision(
            TargetMark2,
            words=words_2,
            bulk=bulk_2,
            meaning=Columns(columns_2),
            options=OPTIONS,
            unspec=PER_FAMILY,
            constraints=ANYWHERE,
            effect=write_2,
        ),
        (2, "arp"): Revision(
            TargetMark2,
            words=words_2_arp,
            options=OPTIONS_ARP,
            meaning=Columns(columns_2),
            unspec=PER_FAMILY,
            constraints=ANYWHERE,
            effect=write_2,
        ),
    },
    holds=holds("mark mode mask"),
)
