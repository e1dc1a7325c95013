"""What a text is that holds no rules for iptables-restore, and what to do with it."""

from __future__ import annotations

import re

_KINDS: tuple[tuple[str, str], ...] = (
    (r"^(?:Chain \S+ \((?:policy|\d+ references)|num\s+(?:pkts\s+)?.*target\s+prot)",
     "a listing (iptables -L), which leaves out what rules say; save `iptables-save` or `iptables -S` instead"),
    (r"^\s*\d*\s*(?:\[pid\s+\d+\]\s*)?(?:\d+\s+)?[gs]etsockopt\(|^\s*\d+\s+\S*\s*(?:execve|socket)\(",
     "a log of strace; `iptblob import` makes snapshots of it"),
    (r"^table (?:ip|ip6|inet|arp|bridge|netdev) \S+ \{",
     "an nftables ruleset (nft list ruleset), not rules for iptables"),
    (r'^\s*\{\s*"nftables"\s*:', "an nftables ruleset in JSON, not rules for iptables"),
    (r"^\s*(?:sudo\s+)?(?:\S*/)?(?:ip6?|arp)tables(?:-legacy|-nft)?\s"
     r"|^\s*\"?\$\{?\w*(?:IPT|ip6?tables)\w*\}?\"?\s+-|^#!\s*/\S*sh\b",
     "a script of commands; run it in a network namespace of its own and save `iptables-save` there"),
    (r"^\s*(?:create|add) \S+ (?:hash|bitmap|list):?", "ipset commands, not rules for iptables"),
    (r"^[0-9a-fA-F]{6,8}:?[ \t]+(?:[0-9a-fA-F]{2}[ \t]+){4}", "a hex dump"),
)  # fmt: skip
_ANY = "this is no iptables-save text"


def named(text: str) -> str:
    """One clause for an error: what a text is, as far as its lines tell."""
    head = text[:262144]
    for pattern, said in _KINDS:
        if re.search(pattern, head, re.MULTILINE | re.IGNORECASE):
            return said if said == _ANY else f"this is {said}"
    return _ANY
