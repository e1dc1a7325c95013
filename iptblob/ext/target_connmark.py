"""Target CONNMARK: the mark of the connection (libxt_CONNMARK.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.arp import trailing
from iptblob.ext.base import Context, Extension
from iptblob.spec.layouts.target_connmark_0 import TargetConnmark0
from iptblob.spec.layouts.target_connmark_1 import TargetConnmark1
from iptblob.spec.layouts.target_connmark_2 import TargetConnmark2

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


EXTENSION = Extension(
    "target",
    "CONNMARK",
    {0: words_0, 1: words_1, 2: words_2, (1, "arp"): trailing(words_1), (2, "arp"): trailing(words_2)},
)
