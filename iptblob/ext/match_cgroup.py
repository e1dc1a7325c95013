"""Match cgroup: control group of the socket (libxt_cgroup.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, inverted, quoted
from iptblob.spec.layout import layout_of
from iptblob.spec.layouts.match_cgroup_0 import MatchCgroup0
from iptblob.spec.layouts.match_cgroup_1 import MatchCgroup1
from iptblob.spec.layouts.match_cgroup_2 import MatchCgroup2


def words_0(match: MatchCgroup0, _: Context) -> str:
    return f"{inverted(match.invert)} --cgroup {match.classid}"


def words_1(match: MatchCgroup1, _: Context) -> str:
    return path_and_classid(match, match.path, match.classid)


def words_2(match: MatchCgroup2, ctx: Context) -> str:
    """The union's bytes are the path up to the first NUL, or a class id as wide as revision 1's."""
    width = layout_of("match_cgroup_1", ctx.abi)["classid"].size
    classid = int.from_bytes(match.path[:width], "big" if ctx.abi.is_be else "little")
    return path_and_classid(match, match.path.partition(b"\0")[0], classid)


def path_and_classid(match: MatchCgroup1 | MatchCgroup2, path: bytes, classid: int) -> str:
    out = f"{inverted(match.invert_path)} --path {quoted(path)}" if match.has_path else ""
    return f"{out}{inverted(match.invert_classid)} --cgroup {classid}" if match.has_classid else out


EXTENSION = Extension("match", "cgroup", {0: words_0, 1: words_1, 2: words_2})
