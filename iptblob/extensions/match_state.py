"""Match state, revision 0; later ones are match conntrack (libxt_conntrack.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.extensions.base import Context, flag_words
from iptblob.extensions.constraints import ANYWHERE
from iptblob.extensions.held import holds
from iptblob.extensions.match_conntrack import STATE
from iptblob.extensions.match_conntrack import UNTRACKED as CONNTRACK_UNTRACKED
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.options import U32, Fields, Given, Options, RuleOption, bits
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_state_0 import MatchState0
from iptblob.terms import ESTABLISHED, INVALID, NEW, RELATED, UNTRACKED_STATE, Condition, either, equals, steps

# iptables has written and read UNTRACKED by its number in match conntrack since it prints both by one table; the
# kernel's own number for it here (0x40) has no word, or from 1.8.11 on that of conntrack.
STATES = {0x1: "INVALID", 0x8: "NEW", 0x4: "RELATED", 0x2: "ESTABLISHED", 0x100: "UNTRACKED"}
STATES_OF_CONNTRACK = STATES | {0x40: "SNAT", 0x80: "DNAT"}
UNTRACKED = 0x40


def words(match: MatchState0, ctx: Context) -> str:
    if ctx.iptables < (1, 8, 11):
        return f" --state {flag_words(match.statemask, STATES)}"
    found = flag_words(match.statemask, STATES_OF_CONNTRACK)
    return f" --state {found}" if found else " --state"


def sense(match: MatchState0, _: PayloadContext) -> object:
    """What conntrack says with its one test of states."""
    states = match.statemask & ~UNTRACKED
    states |= CONNTRACK_UNTRACKED if match.statemask & UNTRACKED else 0
    return STATE, 0, ((states,),)


BY_BIT = {0x1: INVALID, 0x2: ESTABLISHED, 0x4: RELATED, 0x8: NEW, UNTRACKED: UNTRACKED_STATE}


def packet(match: MatchState0, _: Context) -> Condition:
    """state_mt (v6.18)."""
    return steps(either(*(equals("ctstate", state) for bit, state in BY_BIT.items() if match.statemask & bit)))


def set_states(fields: Fields, given: Given) -> None:
    found = bits(given.value, STATES)
    fields["statemask"] = ~found & U32 if given.inverted else found


OPTIONS = Options((RuleOption("--state", set_states, invertible=True, required=True),))

EXTENSION = Extension(
    "match",
    "state",
    "net/netfilter/xt_state.c",
    {
        0: Revision(
            MatchState0,
            words=words,
            options=OPTIONS,
            meaning=Sense(sense),
            constraints=ANYWHERE,
            unspec=True,
            packet=packet,
            tracks=True,
        ),
    },
    same_as="conntrack",
    holds=holds("statemask"),
)
