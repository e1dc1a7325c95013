"""Words for an ipset named by its index (libxt_set.h, libxt_set.c and libxt_SET.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import Protocol

from iptblob.ext.base import Context

NO_SET = 65535
DIRECTIONS_V0 = 6  # the seventh word of revision 0 holds no direction
SOURCE = 0x01


class SetInfo(Protocol):
    """struct xt_set_info."""

    @property
    def set_index(self) -> int: ...
    @property
    def dim(self) -> int: ...
    @property
    def flags(self) -> int: ...


class SetInfoV0(Protocol):
    """struct xt_set_info_v0."""

    @property
    def set_index(self) -> int: ...
    @property
    def flags(self) -> list[int]: ...


def set_name(index: int, ctx: Context) -> str:
    """Name of the set with this index in the namespace, or the index where nobody recorded the name."""
    return ctx.names.ipsets.get(index, str(index))


def directions(info: SetInfo) -> str:
    """`` src,dst``: for each dimension which address or port of the packet is looked up."""
    # the shift counts modulo 32, as it does on x86
    words = ["src" if info.flags & (1 << (dimension & 31)) else "dst" for dimension in range(1, info.dim + 1)]
    return f" {','.join(words)}" if words else ""


def directions_v0(info: SetInfoV0) -> str:
    """The same of revision 0, which has a word for each dimension and ends at the first that is 0."""
    words = []
    for flags in info.flags[:DIRECTIONS_V0]:
        if not flags:
            break
        words.append("src" if flags & SOURCE else "dst")
    return f" {','.join(words)}" if words else ""
