"""What the messages and attributes of nf_tables, ipset and rtnetlink are, as far as anything here asks.

Numbers of include/uapi/linux/netfilter/nf_tables.h, netfilter/ipset/ip_set.h, rtnetlink.h and if_link.h, v6.1. What a
``MessageShape`` names moves by itself or is given by the kernel to whatever is new: counters, ages, handles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NFT = 10 << 8
NEWTABLE, NEWCHAIN, NEWRULE, NEWSET, NEWSETELEM, NEWGEN, NEWOBJ, NEWFLOWTABLE = (
    NFT | 0, NFT | 3, NFT | 6, NFT | 9, NFT | 12, NFT | 15, NFT | 18, NFT | 22,
)  # fmt: skip
RTM_NEWLINK, RTM_NEWADDR, RTM_NEWROUTE, RTM_NEWRULE = 16, 20, 24, 32
IPSET_LIST = (6 << 8) | 7  # answers to it have its own number
# what a message of rtnetlink begins with; those of nfnetlink begin with nfgenmsg
MESSAGE_HEADS = {RTM_NEWLINK: "ifinfomsg", RTM_NEWADDR: "ifaddrmsg", RTM_NEWROUTE: "rtmsg", RTM_NEWRULE: "fib_rule_hdr"}

TABLE_NAME = 1
CHAIN_TABLE, CHAIN_NAME = 1, 3
RULE_TABLE, RULE_CHAIN, RULE_EXPRESSIONS = 1, 2, 4
LIST_ELEM, EXPR_NAME, EXPR_DATA = 1, 1, 2
SETELEM_TABLE, SETELEM_SET, SETELEM_ELEMENTS = 1, 2, 3


def head_of(kind: int) -> str | None:
    """The spec that a message of this type begins with, or None: not known."""
    return MESSAGE_HEADS.get(kind) or ("nfgenmsg" if kind >> 8 else None)


@dataclass(frozen=True)
class MessageShape:
    """Of the attributes at one place: which move (``moving``), which hold attributes and of which shape (``inside``).

    ``by_name``: (attribute with a name or number, attribute whose shape it decides, shapes by its bytes), ...
    Padding that the kernel puts in front of 64-bit values where the processor wants it counts as moving.
    """

    moving: frozenset[int] = frozenset()
    inside: Mapping[int, MessageShape] = field(default_factory=dict)
    by_name: tuple[tuple[int, int, Mapping[bytes, MessageShape]], ...] = ()


def _moving(*kinds: int) -> MessageShape:
    return MessageShape(frozenset(kinds))


COUNTER_SHAPE, QUOTA, LAST = _moving(1, 2, 3), _moving(3, 4), _moving(1, 2, 3)
_EXPRESSIONS: dict[bytes, MessageShape] = {b"counter\0": COUNTER_SHAPE, b"quota\0": QUOTA, b"last\0": LAST}
EXPRESSION = MessageShape(by_name=((EXPR_NAME, EXPR_DATA, _EXPRESSIONS),))
EXPRESSIONS = MessageShape(inside={LIST_ELEM: EXPRESSION})
_EXPRESSIONS[b"dynset\0"] = MessageShape(frozenset({8}), {7: EXPRESSION, 10: EXPRESSIONS})
ELEMENT = MessageShape(frozenset({5, 8}), {7: EXPRESSION, 11: EXPRESSIONS})
_OBJECTS = {b"\0\0\0\1": COUNTER_SHAPE, b"\0\0\0\2": QUOTA}
_BRIDGE, _PORT = {b"bridge\0": _moving(16, 17, 18, 19)}, {b"bridge\0": _moving(21, 22, 23)}
_LINK_INFO = MessageShape(frozenset({3}), by_name=((1, 2, _BRIDGE), (4, 5, _PORT)))
_LINK_INET6 = _moving(3, 5, 6)
_IPSET_ELEMENT = _moving(6, 24, 25)
SHAPES: Mapping[int, MessageShape] = {
    NEWTABLE: _moving(3, 4, 5),
    NEWCHAIN: _moving(2, 6, 8, 9),
    NEWRULE: MessageShape(frozenset({3, 6, 8}), {RULE_EXPRESSIONS: EXPRESSIONS}),
    NEWSET: MessageShape(frozenset({14, 16, 20}), {17: EXPRESSION, 18: EXPRESSIONS}),
    NEWOBJ: MessageShape(frozenset({5, 6, 7}), by_name=((3, 4, _OBJECTS),)),
    NEWFLOWTABLE: _moving(4, 5, 6),
    RTM_NEWLINK: MessageShape(
        frozenset({7, 23, 35, 47, 48}), {18: _LINK_INFO, 26: MessageShape(inside={10: _LINK_INET6})}
    ),
    RTM_NEWADDR: _moving(6),
    RTM_NEWROUTE: _moving(12),
    IPSET_LIST: MessageShape(inside={7: _moving(24, 25, 26), 8: MessageShape(inside={7: _IPSET_ELEMENT})}),
}
