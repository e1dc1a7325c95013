"""Layout of match_state_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "0ac67b243a68ee6cae2b6c117c52592272944262614a147e5fdf43568857fa96"


class MatchState0(NamedTuple):
    """Connection state match, revision 0 (struct xt_state_info)"""

    statemask: int


LP64 = L('match_state_0', 4, MatchState0, (
    F('statemask', 'statemask', 0, 4, 'u', 4, symbols={1: 'INVALID', 2: 'ESTABLISHED', 4: 'RELATED', 8: 'NEW', 64: 'UNTRACKED'}, is_flags=True, doc='States that match.'),
))

I386 = LP64

ILP32 = LP64
