"""Target CONNMARK: the mark of the connection (libxt_CONNMARK.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from iptblob.extensions.arp import with_arp
from iptblob.extensions.base import Context
from iptblob.extensions.constraints import FINE, PER_FAMILY, Constraints, Issue, KernelChange, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.options import Effect, Fields, Given, Options, RuleOption, number, put, up_to, value_and_mask
from iptblob.extensions.record import OLD_REVISION, Extension, Revision
from iptblob.spec.layouts.target_connmark_0 import TargetConnmark0
from iptblob.spec.layouts.target_connmark_1 import TargetConnmark1
from iptblob.spec.layouts.target_connmark_2 import TargetConnmark2
from iptblob.terms import Carries, FlowMark

SHIFTS_BOUND = KernelChange(
    "connmark-shift", "shifts are to the left or right, by at most 31 bits",
    "netfilter: xt_connmark: reject invalid shift parameters",
)  # fmt: skip
SET, SAVE, RESTORE = 0, 1, 2
COPY = {SAVE: " --save-mark", RESTORE: " --restore-mark"}
SHIFTS = {0: "--left-shift-mark", 1: "--right-shift-mark"}
UNKNOWN = " ERROR: UNKNOWN CONNMARK MODE"
ALL_BITS = 0xFFFFFFFF  # on 64-bit machines too, where a mark of revision 0 is wider


def words_0(target: TargetConnmark0, _: Context) -> str:
    """A mask of 32 ones is left out, the space before it is not."""
    mask = f"0x{target.mask:x}" if target.mask != ALL_BITS else ""
    if target.mode == SET:
        return f" --set-mark 0x{target.mark:x}{'/' if mask else ''}{mask}"
    if target.mode in COPY:
        return f"{COPY[target.mode]} {'--mask ' if mask else ''}{mask}"
    return UNKNOWN


def words_1(target: TargetConnmark1 | TargetConnmark2, _: Context) -> str:
    if target.mode == SET:
        return f" --set-xmark 0x{target.ctmark:x}/0x{target.ctmask:x}"
    if target.mode in COPY:
        return f"{COPY[target.mode]} --nfmask 0x{target.nfmask:x} --ctmask 0x{target.ctmask:x}"
    return UNKNOWN


def words_2(target: TargetConnmark2, ctx: Context) -> str:
    out = words_1(target, ctx)
    if target.mode > RESTORE or not target.shift_bits:
        return out
    return f"{out} {SHIFTS.get(target.shift_dir, target.shift_dir)} {target.shift_bits}"


def sense_0(target: TargetConnmark0, _: PayloadContext) -> object:
    mark, mask = target.mark & ALL_BITS, target.mask & ALL_BITS
    return (target.mode, mask | mark, mark, None) if target.mode == SET else (target.mode, mask, None, mask)


def sense_1(target: TargetConnmark1, _: PayloadContext) -> object:
    return target.mode, target.ctmask, *used(target)


def sense_2(target: TargetConnmark2, _: PayloadContext) -> object:
    shift = ((target.shift_dir, target.shift_bits),) if target.shift_bits else ()
    return target.mode, target.ctmask, *used(target), *shift


def used(target: TargetConnmark1 | TargetConnmark2) -> tuple[int | None, int | None]:
    return (target.ctmark, None) if target.mode == SET else (None, target.nfmask)


def check_2(x: Subject) -> Sequence[Issue]:
    """connmark_tg_check_v2."""
    row = x.row
    if (row.shift_dir > 1 or row.shift_bits > 31) and x.made(SHIFTS_BOUND):
        return bad("shift_dir", f"shift in direction {row.shift_dir} by {row.shift_bits}")
    return FINE


FLOW_MODES = {0: "set", 1: "save", 2: "restore"}


def flow_mark_0(target: TargetConnmark0, _: Context) -> FlowMark | Carries:
    if target.mode not in FLOW_MODES:
        return Carries("a mode that the kernel does not know")
    mark, mask = target.mark & 0xFFFFFFFF, target.mask & 0xFFFFFFFF
    return FlowMark(FLOW_MODES[target.mode], mark, mask, mask)


def flow_mark(target: TargetConnmark1 | TargetConnmark2, _: Context) -> FlowMark | Carries:
    """connmark_tg_shift (v6.18); revision 1 shifts by nothing."""
    if target.mode not in FLOW_MODES:
        return Carries("a mode that the kernel does not know")
    shift = 0
    if isinstance(target, TargetConnmark2):
        shift = -target.shift_bits if target.shift_dir else target.shift_bits
    return FlowMark(FLOW_MODES[target.mode], target.ctmark, target.ctmask, target.nfmask, shift=shift)


CHANGES = ("--set-xmark", "--set-mark", "--and-mark", "--or-mark", "--xor-mark", "--save-mark", "--restore-mark")


def change(values: Callable[[str], tuple[int, int]]) -> Effect:
    """(ctmark & ~mask) ^ value."""

    def effect(fields: Fields, given: Given) -> None:
        fields["ctmark"], fields["ctmask"] = values(given.value)
        fields["mode"] = SET

    return effect


def set_bits(text: str) -> tuple[int, int]:
    value, mask = value_and_mask(text)
    return value, mask | value


def set_masks(fields: Fields, given: Given) -> None:
    fields["nfmask"] = fields["ctmask"] = number(given.value)


def shift(direction: int) -> Effect:
    return put(shift_dir=direction, shift_bits=up_to(32))


TABLE = (
    RuleOption("--set-xmark", change(value_and_mask)),
    RuleOption("--set-mark", change(set_bits)),
    RuleOption("--and-mark", change(lambda text: (0, ~number(text) & ALL_BITS))),
    RuleOption("--or-mark", change(lambda text: (number(text), number(text)))),
    RuleOption("--xor-mark", change(lambda text: (number(text), 0))),
    *(RuleOption(option.strip(), put(mode=mode), words=0) for mode, option in COPY.items()),
    RuleOption("--ctmask", put(ctmask=number), excludes=("--mask",)),
    RuleOption("--nfmask", put(nfmask=number), excludes=("--mask",)),
    RuleOption("--mask", set_masks),
)
START = {"ctmask": ALL_BITS, "nfmask": ALL_BITS}
OPTIONS_1 = Options(TABLE, start=START, one_of=CHANGES, apart=(CHANGES,))
OPTIONS_2 = Options(
    (*TABLE, *(RuleOption(option, shift(direction)) for direction, option in SHIFTS.items())),
    start=START,
    one_of=CHANGES,
    apart=(CHANGES,),
    since=(1, 8, 0),
)

EXTENSION = Extension(
    "target",
    "CONNMARK",
    "net/netfilter/xt_connmark.c",
    {
        0: Revision(
            TargetConnmark0,
            words=words_0,
            meaning=Sense(sense_0),
            constraints=OLD_REVISION,
            effect=flow_mark_0,
        ),
        **with_arp(
            {
                1: Revision(
                    TargetConnmark1,
                    words=words_1,
                    options=OPTIONS_1,
                    meaning=Sense(sense_1),
                    unspec=PER_FAMILY,
                    constraints=Constraints(tracked=True),
                    effect=flow_mark,
                ),
                2: Revision(
                    TargetConnmark2,
                    words=words_2,
                    options=OPTIONS_2,
                    meaning=Sense(sense_2),
                    unspec=PER_FAMILY,
                    constraints=Constraints(
                        check_2,
                        "a shift to the left 0 or right 1 by at most 31",
                        "connmark_tg_check_v2",
                        tracked=True,
                        changes=(SHIFTS_BOUND,),
                    ),
                    effect=flow_mark,
                ),
            }
        ),
    },
    holds=holds("mark mask mode ctmark ctmask nfmask shift_dir shift_bits"),
)
