"""Match connlabel: label of a connection (libxt_connlabel.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import Constraints, all_of, at_most, within
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import (
    U16,
    U64,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    UnknownHereError,
    both,
    flag,
    inverts,
    number,
)
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_connlabel_0 import MatchConnlabel0
from iptblob.terms import pure

INVERT, SET = 0x1, 0x2


def words(match: MatchConnlabel0, ctx: Context) -> str:
    label = ctx.names.connlabels.get(match.bit) or match.bit
    out = f'{inverted(match.options & INVERT)} --label "{label}"'
    return f"{out} --set" if match.options & SET else out


def set_label(fields: Fields, given: Given) -> None:
    """A number, or a name that the host's connlabel.conf has."""
    found = [bit for bit, name in given.names.connlabels.items() if name == given.value]
    try:
        label = number(given.value, U64)
        if label & 1 << 31:  # as an int it is negative
            raise OptionError("the number of a label is expected")
        fields["bit"] = label & U16
    except OptionError:
        if not given.value:
            raise
        if not found:
            raise UnknownHereError(
                "the number of a label is expected, or a name of the host's connlabel.conf"
            ) from None
        fields["bit"] = found[0]


OPTIONS = Options(
    (
        RuleOption("--label", both(set_label, inverts("options", INVERT)), invertible=True, required=True),
        RuleOption("--set", flag("options", SET), words=0),
    )
)

EXTENSION = Extension(
    "match",
    "connlabel",
    "net/netfilter/xt_connlabel.c",
    {
        0: Revision(
            MatchConnlabel0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(
                all_of(within("options", 0x03), at_most("bit", 127, "ERANGE")),
                "options within 0x3, bit at most 127",
                "connlabel_mt_check",
            ),
            unspec=True,
            packet=pure("labels of a flow, which rules and programs set", ("options", INVERT), by_hook=True),
            tracks=True,
        ),
    },
    holds=holds("bit options"),
)
