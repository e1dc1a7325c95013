"""Constraints of every extension: which exist, where they may stand, and what their checkentry wants."""

from __future__ import annotations

from functools import cache

from iptblob.check.catalogue import EXTENSIONS
from iptblob.check.extensions import matches, targets
from iptblob.check.extensions.base import Row
from iptblob.check.extensions.functions import FUNCTIONS, OWN_FUNCTIONS
from iptblob.check.profile import Profile
from iptblob.model import Check

# Known upstream, but built only where somebody wanted them: whether they exist is for the host to say.
OPTIONAL = {("match", "ipvs", 0), ("target", "LED", 0), ("target", "CLUSTERIP", 0)}

_OWN_FILES = {
    "tcp": "xt_tcpudp", "udp": "xt_tcpudp", "udplite": "xt_tcpudp", "icmp": "xt_tcpudp", "icmp6": "xt_tcpudp",
    "ttl": "xt_hl", "hl": "xt_hl", "TTL": "xt_HL", "HL": "xt_HL", "tos": "xt_dscp", "TOS": "xt_DSCP",
    "MARK": "xt_mark", "CONNMARK": "xt_connmark", "SET": "xt_set", "SNAT": "xt_nat", "DNAT": "xt_nat",
    "NOTRACK": "xt_CT",
}  # fmt: skip
_FAMILY_FILES = {"ah", "rpfilter", "REJECT", "SYNPROXY", "ECN"}
_IPV6_FILES = {"eui64": "eui64", "frag": "frag", "hbh": "hbh", "dst": "hbh", "ipv6header": "ipv6header", "mh": "mh",
               "rt": "rt", "srh": "srh", "DNPT": "NPT", "SNPT": "NPT"}  # fmt: skip


def source_file(name: str, family: str) -> str:
    """The kernel file an extension lives in."""
    if name in _IPV6_FILES:
        return f"net/ipv6/netfilter/ip6t_{_IPV6_FILES[name]}.c"
    if name in _FAMILY_FILES:
        return f"net/ipv6/netfilter/ip6t_{name}.c" if family == "ipv6" else f"net/ipv4/netfilter/ipt_{name}.c"
    if name == "mangle":
        return "net/ipv4/netfilter/arpt_mangle.c"
    return f"net/netfilter/{_OWN_FILES.get(name, f'xt_{name}')}.c"


@cache
def rows() -> dict[tuple[str, str, int, str], Row]:
    """(kind, name, revision, family) -> constraints; duplicates are fatal."""
    found: dict[tuple[str, str, int, str], Row] = {}
    for row in (*matches.ROWS, *targets.ROWS):
        for family in row.families:
            key = (row.kind, row.name, row.revision, family)
            if key in found:
                raise ValueError(f"two rows for {key}")
            found[key] = row
    return found


def independent(kind: str, name: str) -> bool:
    """True where an extension is registered for all families at once."""
    return name in (matches.INDEPENDENT if kind == "match" else targets.INDEPENDENT)


def optional(kind: str, name: str, revision: int, family: str, profile: Profile) -> bool:
    """True where only the host knows whether the extension is there; CLUSTERIP is in no kernel after 6.1."""
    if name == "CLUSTERIP" and (family != "ipv4" or profile.version >= (6, 2, 0)):
        return False
    return family != "arp" and (kind, name, revision) in OPTIONAL


def function_of(kind: str, name: str, revision: int, family: str) -> str:
    """The kernel function that makes an extension's own check."""
    shared = FUNCTIONS.get((kind, name))
    return shared or OWN_FUNCTIONS.get((kind, name, revision, family), "checkentry")


def check_id(kind: str, name: str) -> str:
    """The id of an extension's own conditions, for instance ``checkentry-match-multiport``."""
    return f"checkentry-{kind}-{name.lower() or 'standard'}"


@cache
def checks() -> dict[str, Check]:
    """One check per extension that has conditions of its own."""
    found: dict[str, Check] = {}
    for row in rows().values():
        if row.check is None:
            continue
        key = check_id(row.kind, row.name)
        known = found.get(key)
        says = row.says if known is None else known.wants
        path = source_file(row.name, row.families[0])
        function = FUNCTIONS.get((row.kind, row.name), "checkentry")
        found[key] = Check(
            key,
            EXTENSIONS,
            "EINVAL",
            function,
            path,
            says,
            f"The {row.kind}'s own test of its payload.",
        )
    return found
