"""Target CT, and NOTRACK as its other name (libxt_CT.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, text
from iptblob.spec.layouts.target_ct_0 import TargetCt0
from iptblob.spec.layouts.target_ct_1 import TargetCt1
from iptblob.spec.layouts.target_ct_2 import TargetCt2

NOTRACK, NOTRACK_ALIAS, ZONE_DIR_ORIG, ZONE_DIR_REPL, ZONE_MARK = 0x01, 0x02, 0x04, 0x08, 0x10
EVENTS = (
    "new", "related", "destroy", "reply", "assured", "protoinfo", "helper", "mark", "natseqinfo", "secmark",
)  # fmt: skip
EXPECT_EVENTS = ("new",)
DIRECTIONS = {ZONE_DIR_ORIG: "-orig", ZONE_DIR_REPL: "-reply"}


def events(option: str, mask: int, names: tuple[str, ...]) -> str:
    """`` OPTION event,event``; events without a name leave nothing but the option."""
    if not mask:
        return ""
    return f" {option} {','.join(name for bit, name in enumerate(names) if mask & 1 << bit)}"


def zone(number: int, flags: int) -> str:
    """`` --zone[-orig|-reply] NUMBER|mark``, or nothing for zone 0."""
    if not number and not flags & ZONE_MARK:
        return ""
    direction = DIRECTIONS.get(flags & (ZONE_DIR_ORIG | ZONE_DIR_REPL), "")
    return f" --zone{direction} {'mark' if flags & ZONE_MARK else number}"


def options(target: TargetCt0 | TargetCt1 | TargetCt2, timeout: bytes) -> str:
    if target.flags & NOTRACK_ALIAS:
        return ""
    out = " --notrack" if target.flags & NOTRACK else ""
    out += f" --helper {text(target.helper)}" if target.helper else ""
    out += f" --timeout {text(timeout)}" if timeout else ""
    out += events("--ctevents", target.ct_events, EVENTS)
    out += events("--expevents", target.exp_events, EXPECT_EVENTS)
    return out + zone(target.zone, target.flags)


def words_0(target: TargetCt0, _: Context) -> str:
    return options(target, b"")


def words_1(target: TargetCt1 | TargetCt2, _: Context) -> str:
    return options(target, target.timeout)


def name_2(target: TargetCt2, _: Context) -> str:
    """iptables writes -j NOTRACK as CT revision 2 with a flag that says so."""
    return "NOTRACK" if target.flags & NOTRACK_ALIAS else "CT"


EXTENSION = Extension("target", "CT", {0: words_0, 1: words_1, 2: words_1}, {2: name_2})
