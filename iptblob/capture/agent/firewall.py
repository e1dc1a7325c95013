"""Whether nf_tables filters in a network namespace beside the legacy tables, with all that its kernel and nft say."""

import threading
from typing import Any, Dict, List, Optional

from iptblob.capture.agent.basics import CaptureError, Json
from iptblob.capture.agent.nftables import generation_now, nft_counts, nft_has_tables, take_nft
from iptblob.capture.agent.present import run_tool

_UNKNOWN: Json = {"rules": "unknown", "tables": None, "chains": None, "num_rules": None, "reason": ""}
_PRIVILEGE = (
    "capture needs CAP_NET_ADMIN in the user namespace that owns the network namespace: the kernel has no legacy "
    "tables and does not tell those of nf_tables; run as root (sudo), or inside a namespace of your own (unshare -rn)"
)


# Two thirds of the processor time of nft -j 1.0.6 for 20,000 rules (glibc 2.36): it frees as much as it allocates, and
# touches 180 MB a page at a time. Other C libraries, and older ones, pass over what they do not know.
_TUNABLES = {"GLIBC_TUNABLES": "glibc.malloc.mxfast=0:glibc.malloc.hugetlb=1"}


class Witness:
    """What nft itself prints, asked for beside the dumps: for many rules it takes longer than they do."""

    def __init__(self) -> None:
        self.before = generation_now()
        self.text: Optional[bytes] = None
        self.why = ""
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        self.text, self.why = run_tool("nft", "-j", "list", "ruleset", setting=_TUNABLES)

    def finish(self) -> Optional[int]:
        """Wait for it; the one generation it can only be of, or None."""
        self.thread.join()
        return self.before if generation_now() == self.before else None


def begin_witness() -> Optional[Witness]:
    """nft at work where there is anything for it to print."""
    return Witness() if nft_has_tables() else None


def take_firewall(label: str, fragment: Json, members: Dict[str, List[Any]], witness: Optional[Witness]) -> None:
    """Dumps, counts and warnings about nf_tables into ``fragment`` and ``members``."""
    record, got = take_nft(label, members)
    if record["status"] == "denied" and not fragment["tables"] and not fragment["failed"]:
        raise CaptureError(_PRIVILEGE)
    if got is not None:
        state = nft_counts(got)
    else:
        state = dict(_UNKNOWN, rules="no" if record["status"] == "absent" else "unknown", reason=record["reason"])
    state["member"] = record["witness"] = None
    if witness:
        _keep_witness(label, witness, state, record, members)
    fragment["nftables"], fragment["netlink"] = state, {"nft": record}
    _warn_of_nft(label, state, fragment["warnings"])


def _keep_witness(label: str, witness: Witness, state: Json, record: Json, members: Dict[str, List[Any]]) -> None:
    """The text of nft as a member, with whether it is of the same generation as the dumps; one more try if not."""
    ours = (record["generation"] or {}).get("after")
    theirs = witness.finish()
    if witness.text is not None and theirs != ours and record["coherent"]:
        witness = Witness()
        theirs = witness.finish()
    if witness.text is None:
        state["reason"] = state["reason"] or "no text of nft beside the dumps: " + witness.why
        return
    state["member"] = label + "/nft/ruleset.json"
    members[state["member"]] = [witness.text]
    same = None if theirs is None and ours is None else theirs == ours
    record["witness"] = {"member": state["member"], "same_generation": same}
    if same is False:
        state["reason"] = state["reason"] or "the rules changed meanwhile: ruleset.json is of another generation"


def _many(count: Any, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _warn_of_nft(label: str, state: Json, warnings: List[str]) -> None:
    if state["rules"] == "yes":
        saved = f"{label}/nft" + (f"; {state['reason']}" if state["reason"] else "")
        warnings.append(
            f"{label}: nftables ALSO FILTERS here ({_many(state['num_rules'], 'rule')} in "
            f"{_many(state['tables'], 'table')}; {saved}): "
            "a packet must pass both, the legacy tables are not the whole firewall"
        )
    elif state["rules"] == "unknown":
        warnings.append(f"{label}: whether nftables filters here too is unknown: {state['reason']}")
