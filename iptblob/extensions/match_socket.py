"""Match socket: whether a socket waits for a packet (libxt_socket.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from iptblob.extensions.base import Context, flag_words
from iptblob.extensions.constraints import INPUT, PREROUTING, Constraints, within
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import Columns, PayloadContext, same
from iptblob.extensions.options import Options, RuleOption, flag
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_socket_0 import MatchSocket0
from iptblob.spec.layouts.match_socket_1 import MatchSocket1
from iptblob.spec.layouts.match_socket_2 import MatchSocket2
from iptblob.spec.layouts.match_socket_3 import MatchSocket3
from iptblob.terms import pure

OPTIONS_1 = {0x1: " --transparent"}
OPTIONS_2 = OPTIONS_1 | {0x2: " --nowildcard"}
OPTIONS_3 = OPTIONS_2 | {0x4: " --restore-skmark"}


def words_0(_: MatchSocket0, __: Context) -> str:
    return ""


def words_1(match: MatchSocket1, _: Context) -> str:
    return flag_words(match.flags, OPTIONS_1, "")


def words_2(match: MatchSocket2, _: Context) -> str:
    return flag_words(match.flags, OPTIONS_2, "")


def words_3(match: MatchSocket3, _: Context) -> str:
    return flag_words(match.flags, OPTIONS_3, "")


def columns_0(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return [same(0, records)]


def columns(records: NDArray[Any], _: PayloadContext) -> Sequence[NDArray[Any]]:
    return [records["flags"]]


def given(known: dict[int, str]) -> Options:
    return Options(tuple(RuleOption(option.strip(), flag("flags", bit), words=0) for bit, option in known.items()))


EXTENSION = Extension(
    "match",
    "socket",
    "net/netfilter/xt_socket.c",
    {
        0: Revision(
            MatchSocket0,
            words=words_0,
            options=Options(),
            meaning=Columns(columns_0),
            constraints=Constraints(hooks=PREROUTING | INPUT),
            packet=pure("whether a socket waits for the packet", by_hook=True),
        ),
        1: Revision(
            MatchSocket1,
            words=words_1,
            options=given(OPTIONS_1),
            meaning=Columns(columns),
            constraints=Constraints(
                within("flags", 0x01), "flags within 0x1", "socket_mt_v1_check", hooks=PREROUTING | INPUT
            ),
            packet=pure("whether a socket waits for the packet", by_hook=True),
        ),
        2: Revision(
            MatchSocket2,
            words=words_2,
            options=given(OPTIONS_2),
            meaning=Columns(columns),
            constraints=Constraints(
                within("flags", 0x03), "flags within 0x3", "socket_mt_v2_check", hooks=PREROUTING | INPUT
            ),
            packet=pure("whether a socket waits for the packet", by_hook=True),
        ),
        3: Revision(
            MatchSocket3,
            words=words_3,
            options=given(OPTIONS_3),
            meaning=Columns(columns),
            constraints=Constraints(
                within("flags", 0x07), "flags within 0x7", "socket_mt_v3_check", hooks=PREROUTING | INPUT
            ),
            packet=pure("whether a socket waits for the packet", by_hook=True),
        ),
    },
    holds=holds("flags"),
)
