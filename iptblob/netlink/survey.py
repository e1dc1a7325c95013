"""How many rules of nf_tables iptables wrote, and how many are native."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from iptblob.abi import Abi
from iptblob.netlink.attributes import Nest, body_of, family_of
from iptblob.netlink.kinds import EXPR_NAME, LIST_ELEM, NEWRULE, RULE_EXPRESSIONS, RULE_TABLE
from iptblob.netlink.messages import read_messages

# NFPROTO number -> the tables that iptables-nft, ip6tables-nft, arptables-nft and ebtables-nft make (1.8.9, nft.c)
_INET = frozenset({b"raw", b"mangle", b"nat", b"filter", b"security"})
TABLES = {2: _INET, 10: _INET, 3: frozenset({b"filter"}), 7: frozenset({b"filter", b"nat", b"broute"})}
COMPAT = frozenset({b"match", b"target"})  # an xt extension: nft itself cannot write one
# all that they write, in rules printed by iptables-nft-save 1.8.9 and 1.8.11; each rule has a counter
WRITTEN = COMPAT | frozenset(
    {b"counter", b"immediate", b"cmp", b"meta", b"payload", b"bitwise", b"log", b"limit", b"range", b"lookup"}
)


@dataclass
class RuleCount:
    """Rules by who wrote them."""

    iptables: int = 0
    native: int = 0


def count_rules(data: bytes, abi: Abi) -> RuleCount:
    """Rules in a dump of NFT_MSG_GETRULE. Raises DamagedError.

    iptables' own: in a table as it makes them, with a counter, and nothing it does not write; or with an xt match or
    target. A native rule of the very same expressions in such a table cannot be told from iptables' own, which lists
    it as such.
    """
    found = RuleCount()
    for message in read_messages(data, abi):
        if message.kind != NEWRULE:
            continue
        rule = body_of(data, message, "nfgenmsg", abi)
        names = _expressions(rule)
        ours = rule.text(RULE_TABLE) in TABLES.get(family_of(data, message, abi), ())
        if names & COMPAT or (ours and b"counter" in names and names <= WRITTEN):
            found.iptables += 1
        else:
            found.native += 1
    return found


def _expressions(rule: Nest) -> set[bytes]:
    """The names of a rule's expressions."""
    listed = rule.nest(RULE_EXPRESSIONS)
    if listed is None:
        return set()
    data, abi = rule.data, rule.abi
    return {_name(data[one.start : one.end], abi) for one in listed.attributes if one.kind == LIST_ELEM}


@lru_cache(maxsize=1 << 16)
def _name(expression: bytes, abi: Abi) -> bytes:
    return Nest(expression, 0, len(expression), abi).text(EXPR_NAME) or b""


def count_messages(data: bytes, abi: Abi) -> int:
    """Messages of a member, those that close an answer not counted. Raises DamagedError."""
    return sum(message.is_content for message in read_messages(data, abi))
