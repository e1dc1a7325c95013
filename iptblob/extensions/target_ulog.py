"""Target ULOG: group, size and prefix of what a daemon gets (libipt_ULOG.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, quoted
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Missing, Revision
from iptblob.spec.layouts.target_ulog_0 import TargetUlog0
from iptblob.terms import Carries

DEFAULT_GROUP = 1  # as a mask: the first group
DEFAULT_THRESHOLD = 1


def words(target: TargetUlog0, _: Context) -> str:
    """Of several groups the lowest is printed; sizes are cut to 32 bits."""
    out = f" --ulog-prefix {quoted(target.prefix)}" if target.prefix else ""
    if target.nl_group != DEFAULT_GROUP:
        out += f" --ulog-nlgroup {(target.nl_group & -target.nl_group).bit_length()}"
    if target.copy_range:
        out += f" --ulog-cprange {target.copy_range & 0xFFFFFFFF}"
    if target.qthreshold != DEFAULT_THRESHOLD:
        out += f" --ulog-qthreshold {target.qthreshold & 0xFFFFFFFF}"
    return out


EXTENSION = Extension(
    "target",
    "ULOG",
    "net/ipv4/netfilter/ipt_ULOG.c",
    {
        0: Revision(
            TargetUlog0,
            words=words,
            meaning=FIELDS,
            constraints=Missing("taken out of Linux 3.17"),
            effect=Carries("logs the packet"),
        ),
    },
)
