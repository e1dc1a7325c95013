"""Layout of target_classify_0, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "f697869a8b408e63655db2ca15eec0694d721b30be040bc6e9a15c44a52a42e5"


class TargetClassify0(NamedTuple):
    """CLASSIFY target (struct xt_classify_target_info)"""

    priority: int


LP64 = L('target_classify_0', 4, TargetClassify0, (
    F('priority', 'priority', 0, 4, 'u', 4, doc='Class handle, major number in the upper 16 bits and minor number in the lower.'),
))

I386 = LP64

ILP32 = LP64
