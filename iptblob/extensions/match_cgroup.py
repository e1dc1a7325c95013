"""Match cgroup: control group of the socket (libxt_cgroup.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.abi import Abi
from iptblob.extensions.base import Context, inverted, quoted
from iptblob.extensions.constraints import (
    FINE,
    INPUT,
    OUTPUT,
    POSTROUTING,
    Constraints,
    Issue,
    Subject,
    bad,
    need,
)
from iptblob.extensions.held import GIVEN_NAME, holds
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.options import Fields, Options, RuleOption, both, cut, inverts, number, put
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layout import layout_of
from iptblob.spec.layouts.match_cgroup_0 import MatchCgroup0
from iptblob.spec.layouts.match_cgroup_1 import MatchCgroup1
from iptblob.spec.layouts.match_cgroup_2 import MatchCgroup2
from iptblob.terms import pure


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


def sense_0(match: MatchCgroup0, _: PayloadContext) -> object:
    return False, None, True, bool(match.invert), match.classid


def sense_1(match: MatchCgroup1, _: PayloadContext) -> object:
    return tests(match, match.path, match.classid)


def sense_2(match: MatchCgroup2, side: PayloadContext) -> object:
    return tests(
        match, match.path.partition(b"\0")[0], int.from_bytes(match.path[:4], "big" if side.is_be else "little")
    )


def tests(match: MatchCgroup1 | MatchCgroup2, path: bytes, classid: int) -> object:
    found = path if match.has_path else None
    inverted = bool(match.invert_path), bool(match.invert_classid)
    return inverted[0], found, bool(match.has_classid), inverted[1], match.has_classid and classid


def check_0(x: Subject) -> Sequence[Issue]:
    """cgroup_mt_check_v0."""
    return bad("invert", f"invert is {x.row.invert:#x}") if x.row.invert & ~1 else FINE


def check_path(x: Subject) -> Sequence[Issue]:
    """cgroup_mt_check_v1, cgroup_mt_check_v2."""
    row = x.row
    if row.invert_path & ~1 or row.invert_classid & ~1:
        return bad("invert_path", "an inversion is neither 0 nor 1")
    if bool(row.has_path) == bool(row.has_classid):
        return bad("has_path", "not exactly one of path and classid")
    if not row.has_path:
        return FINE
    raw = x.bytes_of("path")
    if 0 not in raw:
        return bad("path", f"the path has no NUL within its {len(raw)} bytes", "ENAMETOOLONG")
    return (need("cgroup2-path", "path", "a cgroup of that path must exist"),)


SAYS = "inversions 0 or 1, exactly one of path and classid, a terminated path that exists"

LONG_PATH, SHORT_PATH = 4095, 511


def with_path(most: int) -> RuleOption:
    path = put(path=lambda text: cut(text, most), has_path=1)
    return RuleOption("--path", both(path, inverts("invert_path", 1)), invertible=True)


def lay(fields: Fields, abi: Abi) -> Fields:
    """The class lies in a union with the path."""
    if "_classid" in fields:
        raw = fields.pop("_classid").to_bytes(4, "big" if abi.is_be else "little")
        fields["path"] = raw + fields.get("path", b"")[4:]
    return fields


OPTIONS_0 = Options(
    (RuleOption("--cgroup", both(put(classid=number), inverts("invert", 1)), invertible=True, required=True),)
)
OPTIONS_1 = Options(
    (
        with_path(LONG_PATH),
        RuleOption("--cgroup", both(put(classid=number, has_classid=1), inverts("invert_classid", 1)), invertible=True),
    ),
    since=(1, 6, 0),
)
OPTIONS_2 = Options(
    (
        with_path(SHORT_PATH),
        RuleOption(
            "--cgroup", both(put(_classid=number, has_classid=1), inverts("invert_classid", 1)), invertible=True
        ),
    ),
    laid=lay,
    since=(1, 8, 0),
)

EXTENSION = Extension(
    "match",
    "cgroup",
    "net/netfilter/xt_cgroup.c",
    {
        0: Revision(
            MatchCgroup0,
            words=words_0,
            options=OPTIONS_0,
            meaning=Sense(sense_0),
            constraints=Constraints(check_0, "invert 0 or 1", "cgroup_mt_check_v0", hooks=INPUT | OUTPUT | POSTROUTING),
            unspec=True,
            packet=pure("the control group of a socket", by_hook=True),
        ),
        1: Revision(
            MatchCgroup1,
            words=words_1,
            options=OPTIONS_1,
            meaning=Sense(sense_1),
            constraints=Constraints(check_path, SAYS, "cgroup_mt_check_v1", hooks=INPUT | OUTPUT | POSTROUTING),
            unspec=True,
            packet=pure("the control group of a socket", by_hook=True),
        ),
        2: Revision(
            MatchCgroup2,
            words=words_2,
            options=OPTIONS_2,
            meaning=Sense(sense_2),
            constraints=Constraints(check_path, SAYS, "cgroup_mt_check_v2", hooks=INPUT | OUTPUT | POSTROUTING),
            unspec=True,
            packet=pure("the control group of a socket", by_hook=True),
        ),
    },
    holds=holds("classid invert has_path has_classid invert_path invert_classid", path=GIVEN_NAME),
)
