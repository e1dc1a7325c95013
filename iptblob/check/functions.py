"""Which kernel function makes a check: for targets another than for matches, for IPv6 and ARP others than for IPv4, and
for a 32-bit program others than for a 64-bit one (read in v6.18)."""

from __future__ import annotations

from collections.abc import Iterator

from iptblob.check.explain import check_of
from iptblob.check.translate_table import Failure

_OF_TARGETS = {
    "xt_check_match": "xt_check_target",
    "xt_find_match": "xt_find_target",
    "xt_request_find_match": "xt_request_find_target",
}
_OF_FAMILIES = {"ip_checkentry": {"ipv6": "ip6_checkentry", "arp": "arp_checkentry"}}
# The first pass over the entries of a 32-bit program; what is expanded goes through translate_table like all others.
_IN_COMPAT = {
    "do_replace": "compat_do_replace",
    "translate_table": "translate_compat_table",
    "check_entry_size_and_hooks": "check_compat_entry_size_and_hooks",
    "xt_check_entry_offsets": "xt_compat_check_entry_offsets",
}


def function_of(function: str, family: str, field: str, *, compat: bool = False) -> str:
    """The function that ``function`` of the catalogue stands for; ``field`` is what fails in it."""
    if field.partition(".")[0] == "target":
        function = _OF_TARGETS.get(function, function)
    if compat:
        function = _IN_COMPAT.get(function, function)
    return _OF_FAMILIES.get(function, {}).get(family, function)


def in_compat(failures: Iterator[Failure]) -> Iterator[Failure]:
    """The same failures, made by the functions of the compat path."""
    for failure in failures:
        name = failure.function or check_of(failure.check).function
        yield failure._replace(function=_IN_COMPAT[name]) if name in _IN_COMPAT else failure
