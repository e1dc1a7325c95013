"""Match socket: whether a socket waits for a packet (libxt_socket.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, flag_words
from iptblob.spec.layouts.match_socket_0 import MatchSocket0
from iptblob.spec.layouts.match_socket_1 import MatchSocket1
from iptblob.spec.layouts.match_socket_2 import MatchSocket2
from iptblob.spec.layouts.match_socket_3 import MatchSocket3

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


EXTENSION = Extension("match", "socket", {0: words_0, 1: words_1, 2: words_2, 3: words_3})
