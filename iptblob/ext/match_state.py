"""Match state, revision 0; later ones are match conntrack (libxt_conntrack.c, iptables 1.8.9 and 1.8.11)."""

from __future__ import annotations

from iptblob.ext.base import Context, Extension, flag_words
from iptblob.spec.layouts.match_state_0 import MatchState0

# iptables has written and read UNTRACKED by its number in match conntrack since it prints both by one table; the
# kernel's own number for it here (0x40) has no word, or from 1.8.11 on that of conntrack.
STATES = {0x1: "INVALID", 0x8: "NEW", 0x4: "RELATED", 0x2: "ESTABLISHED", 0x100: "UNTRACKED"}
STATES_OF_CONNTRACK = STATES | {0x40: "SNAT", 0x80: "DNAT"}


def words(match: MatchState0, ctx: Context) -> str:
    if ctx.iptables < (1, 8, 11):
        return f" --state {flag_words(match.statemask, STATES)}"
    found = flag_words(match.statemask, STATES_OF_CONNTRACK)
    return f" --state {found}" if found else " --state"


EXTENSION = Extension("match", "state", {0: words})
