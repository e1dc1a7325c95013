"""Rules of nf_tables as tables: what iptables-nft wrote reads like what iptables-legacy wrote, the rest is named."""

from __future__ import annotations

from iptblob.nftables.native import Native
from iptblob.nftables.read import NftRules, read_rules
from iptblob.nftables.ruleset import Ruleset, read_ruleset

__all__ = ["Native", "NftRules", "Ruleset", "read_rules", "read_ruleset"]
