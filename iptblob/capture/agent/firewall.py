"""Whether nf_tables filters in a network namespace beside the legacy tables, with all that its kernel and nft say."""

from typing import Any, Dict, List

from iptblob.capture.agent.basics import CaptureError, Json
from iptblob.capture.agent.nftables import nft_counts, one_generation, take_nft
from iptblob.capture.agent.present import run_tool

_UNKNOWN: Json = {"rules": "unknown", "tables": None, "chains": None, "num_rules": None, "reason": ""}
_PRIVILEGE = (
    "capture needs CAP_NET_ADMIN in the user namespace that owns the network namespace: the kernel has no legacy tables "
    "and does not tell those of nf_tables; run as root (sudo), or inside a namespace of your own (unshare -rn)"
)


def take_firewall(label: str, fragment: Json, members: Dict[str, List[Any]]) -> None:
    """Dumps, counts and warnings about nf_tables into ``fragment`` and ``members``."""
    record, got = take_nft(label, members)
    if record["status"] == "denied" and not fragment["tables"] and not fragment["failed"]:
        raise CaptureError(_PRIVILEGE)
    if got is not None:
        state = nft_counts(got) if record["status"] == "captured" else dict(_UNKNOWN, reason=record["reason"])
    else:
        state = dict(_UNKNOWN, rules="no" if record["status"] == "absent" else "unknown", reason=record["reason"])
    state["member"] = None
    record["witness"] = None
    if state["tables"]:
        _take_witness(label, state, record, members)
    fragment["nftables"], fragment["netlink"] = state, {"nft": record}
    if state["rules"] == "yes":
        saved = state["member"] or state["reason"]
        fragment["warnings"].append(
            f"{label}: nftables ALSO FILTERS here ({state['num_rules']} rules in {state['tables']} tables; {saved}): "
            "a packet must pass both, the legacy tables are not the whole firewall"
        )
    elif state["rules"] == "unknown":
        fragment["warnings"].append(f"{label}: whether nftables filters here too is unknown: {state['reason']}")


def _take_witness(label: str, state: Json, record: Json, members: Dict[str, List[Any]]) -> None:
    """What nft itself prints, and whether it is of the same generation as the dumps."""
    text, why = run_tool("nft", "-j", "list", "ruleset")
    if text is None:
        state["reason"] = state["reason"] or "no text of nft beside the dumps: " + why
        return
    state["member"] = label + "/nft/ruleset.json"
    members[state["member"]] = [text]
    same = one_generation(record["generation"])
    record["witness"] = {"member": state["member"], "same_generation": same}
    if same is False:
        state["reason"] = state["reason"] or "the ruleset changed before nft printed it: ruleset.json is of a later generation"
