"""How much of a snapshot is read: by member, by what a member is, and in total.

What a file claims costs its author nothing: 1 MB of deflate may hold a gigabyte. Each kind of member has a limit fit
for what it is, and all together have a budget, which ``--limit`` raises.
"""

from __future__ import annotations

# The kernel refuses tables of 512 MiB and more (xt_alloc_table_info, net/netfilter/x_tables.c, v6.1).
MAX_MEMBER = (512 << 20) + (1 << 20)
# 500 network namespaces take 5 MB. JSON takes up to 25 times its size in memory.
MAX_MANIFEST = 16 << 20
# /etc/protocols, rt_realms, group and connlabel.conf have some kilobytes.
MAX_LOOKUPS = 2 << 20
# `ipset save` of a million addresses has 20 to 30 MB.
MAX_SETS = 32 << 20
# What is no regular file has no size to go by: a pipe, /dev/zero.
MAX_STREAM = 128 << 20
# All members together, inflated: real tables shrink to a fiftieth; a small file may hold a quarter of a gigabyte.
FLOOR, RATIO = 256 << 20, 150

_raised: list[int] = []


def raise_to(size: int | None) -> None:
    """What ``--limit`` says, in bytes: holds for a whole file and for each of its parts. None: as usual again."""
    _raised[:] = [] if size is None else [size]


def limit_of(usual: int) -> int:
    """``usual``, or what the user asked for where that is more."""
    return max(usual, *_raised) if _raised else usual


def budget(size: int) -> int:
    """Bytes that all members of a file of ``size`` bytes may have together."""
    return limit_of(FLOOR + RATIO * size)


def limit_of_member(name: str) -> int:
    """Bytes that a member may have, by what its name says it is."""
    if name.startswith(("lookups/", "kernel/")):
        return limit_of(MAX_LOOKUPS)
    return limit_of(MAX_SETS) if "/ipset/" in name else limit_of(MAX_MEMBER)
