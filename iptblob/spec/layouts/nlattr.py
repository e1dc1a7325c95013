"""Layout of nlattr, derived from its spec by `make ksy`; do not edit."""

from __future__ import annotations

from typing import NamedTuple

from iptblob.spec.layout import F, L

SPEC_SHA256 = "f87b4bdeb780ea4435cbc42fbe9bbd9b9b9526382603fff7d12b06b1d6d76858"


class Nlattr(NamedTuple):
    """Head of an attribute (struct nlattr)"""

    size: int
    kind: int


LP64 = L('nlattr', 4, Nlattr, (
    F('size', 'nla_len', 0, 2, 'u', 2, doc='Bytes of this attribute, head included, padding not.'),
    F('kind', 'nla_type', 2, 2, 'u', 2, doc='Type in the lower 14 bits. 0x8000: attributes are nested in it. 0x4000: the value is in network order.'),
))

I386 = LP64

ILP32 = LP64
