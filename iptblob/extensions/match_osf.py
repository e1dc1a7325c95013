"""Match osf: operating system of the sender (libxt_osf.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted, text
from iptblob.extensions.constraints import FORWARD, INPUT, PREROUTING, TCP, Constraints
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_osf_0 import MatchOsf0
from iptblob.terms import pure

TTL, LOG, INVERT = 0x2, 0x4, 0x8


def words(match: MatchOsf0, _: Context) -> str:
    out = f"{inverted(match.flags & INVERT)} --genre {text(match.genre)}"
    out += f" --ttl {match.ttl}" if match.flags & TTL else ""
    return out + (f" --log {match.loglevel}" if match.flags & LOG else "")


EXTENSION = Extension(
    "match",
    "osf",
    "net/netfilter/xt_osf.c",
    {
        0: Revision(
            MatchOsf0,
            words=words,
            meaning=FIELDS,
            constraints=Constraints(hooks=PREROUTING | INPUT | FORWARD, proto=TCP),
            packet=pure("how the TCP stack of a sender behaves", ("flags", INVERT)),
        ),
    },
)
