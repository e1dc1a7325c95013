"""What kernels differ in, beside the conditions of single extensions; and all that they differ in. Data only."""

from __future__ import annotations

from functools import cache

from iptblob.check.catalogue import CHECKS
from iptblob.check.extensions import check_id, every_one, host_decided
from iptblob.check.kernels import READ, Point, points, version_text
from iptblob.extensions.constraints import INET_ONLY, PER_FAMILY, KernelChange
from iptblob.model import Check

PAYLOAD_COVERED = KernelChange(
    "payload-covered", "optlen covers the entries", "netfilter: complete validation of user input"
)
ARP_OWN = KernelChange(
    "arp-own",
    "arp tables take only extensions registered for arp",
    "netfilter: x_tables: restrict xt_check_match/xt_check_target extensions for NFPROTO_ARP",
)
# what changed about a check that is no extension's own
BY_CHECK: dict[str, tuple[KernelChange, ...]] = {
    "payload-short": (PAYLOAD_COVERED,),
    "extension-family": (ARP_OWN,),
    "extension-revision": (PER_FAMILY, INET_ONLY),
}


@cache
def owners(change: str) -> tuple[str, ...]:
    """Names of the extensions that a change is about alone."""
    return tuple(dict.fromkeys(
        key[1] for key, known in every_one() if any(one.id == change for one in known.constraints.changes)
    ) | dict.fromkeys(name for name, one in host_decided() if one.gone and one.gone.id == change))  # fmt: skip


@cache
def every_change() -> dict[str, KernelChange]:
    """By id: the kernel's own first, then those of extensions."""
    found = {one.id: one for one in (PAYLOAD_COVERED, ARP_OWN, PER_FAMILY, INET_ONLY)}
    for _, known in every_one():
        found |= {one.id: one for one in known.constraints.changes}
    return found | {one.gone.id: one.gone for _, one in host_decided() if one.gone}


@cache
def changes_of(check: str) -> tuple[KernelChange, ...]:
    """What kernels differ in about a check."""
    if check in CHECKS:
        return BY_CHECK.get(check, ())
    own = [one for key, known in every_one() if check_id(*key[:2]) == check for one in known.constraints.changes]
    return tuple(dict.fromkeys(own))


@cache
def releases_of(change: str) -> str:
    """The first releases known to have a change, by series: ``5.10.258 (changelog), 6.18.44``; others were booted."""
    first: dict[tuple[int, int], Point] = {}
    for one in reversed(points(change)):
        if one.having:
            first[one.version[:2]] = one
    return ", ".join(
        version_text(one.version) + (" (changelog)" if one.source == READ else "") for one in sorted(first.values())
    )


def since_of(check: Check) -> str:
    """Which kernels make a check: in words and releases where kernels differ, else the first one."""
    found = "; ".join(f"{change.says}: {releases_of(change.id)}" for change in changes_of(check.id))
    return found or check.since
