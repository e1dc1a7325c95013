"""Which spec describes which extension, generated from the -xt keys by `make ksy`; do not edit."""

from __future__ import annotations

# (kind, name, revision, family) -> spec id
SPECS: dict[tuple[str, str, int, str], str] = {
    ("match", "tcp", 0, "ipv4"): "match_tcp_0",
    ("match", "tcp", 0, "ipv6"): "match_tcp_0",
    ("target", "", 0, "arp"): "target_standard_0",
    ("target", "", 0, "ipv4"): "target_standard_0",
    ("target", "", 0, "ipv6"): "target_standard_0",
    ("target", "ERROR", 0, "arp"): "target_error_0",
    ("target", "ERROR", 0, "ipv4"): "target_error_0",
    ("target", "ERROR", 0, "ipv6"): "target_error_0",
}
