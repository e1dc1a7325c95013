"""Match osf: operating system of the sender (libxt_osf.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted, text
from iptblob.extensions.constraints import FORWARD, INPUT, PREROUTING, TCP, Constraints
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import Fields, Given, Options, RuleOption, both, cut, flag, inverts, put, up_to
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_osf_0 import MatchOsf0
from iptblob.terms import pure

TTL, LOG, INVERT = 0x2, 0x4, 0x8


def words(match: MatchOsf0, _: Context) -> str:
    out = f"{inverted(match.flags & INVERT)} --genre {text(match.genre)}"
    out += f" --ttl {match.ttl}" if match.flags & TTL else ""
    return out + (f" --log {match.loglevel}" if match.flags & LOG else "")


GENRE = 31  # bytes, and the NUL


def set_genre(fields: Fields, given: Given) -> None:
    genre = cut(given.value, GENRE)
    fields.update(genre=genre, len_genre=len(genre))


OPTIONS = Options(
    (
        RuleOption("--genre", both(set_genre, inverts("flags", INVERT)), invertible=True, required=True),
        RuleOption("--ttl", both(put(ttl=up_to(2)), flag("flags", TTL))),
        RuleOption("--log", both(put(loglevel=up_to(2)), flag("flags", LOG))),
    )
)

EXTENSION = Extension(
    "match",
    "osf",
    "net/netfilter/xt_osf.c",
    {
        0: Revision(
            MatchOsf0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(hooks=PREROUTING | INPUT | FORWARD, proto=TCP),
            packet=pure("how the TCP stack of a sender behaves", ("flags", INVERT)),
        ),
    },
    holds=holds("genre len_genre flags loglevel ttl"),
)
