"""nf_tables of one network namespace, as its kernel tells it: all dumps of one generation, or marked."""

import errno
import socket
import struct
import time
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from iptblob.capture.agent.basics import Json, clocks
from iptblob.capture.agent.netlink import (
    NETLINK_NETFILTER,
    NFGENMSG,
    NLM_F_DUMP,
    Answer,
    ask,
    attribute,
    dump_record,
    each_message,
    find_attribute,
    open_netlink,
)
from iptblob.capture.agent.present import nf_tables_present

_SUBSYS = 10 << 8  # NFNL_SUBSYS_NFTABLES; messages and attributes: include/uapi/linux/netfilter/nf_tables.h, v6.1
NFT_NEWSET = _SUBSYS | 9
NFT_GETSETELEM = _SUBSYS | 13
NFT_GETGEN = _SUBSYS | 16
# dump -> what asks for it; elements are asked for set by set, behind their sets
NFT_DUMPS = (
    ("tables", _SUBSYS | 1), ("chains", _SUBSYS | 4), ("rules", _SUBSYS | 7), ("sets", _SUBSYS | 10),
    ("elements", NFT_GETSETELEM), ("objects", _SUBSYS | 19), ("flowtables", _SUBSYS | 23),
)  # fmt: skip
NFT_LATER = ("objects", "flowtables", "gen-before", "gen-after")  # since Linux 4.10, 4.16 and 3.18
NFTA_GEN_ID, NFTA_SET_TABLE, NFTA_SET_NAME, NFTA_CHAIN_POLICY = 1, 1, 2, 5
NFTA_SET_ELEM_LIST_TABLE, NFTA_SET_ELEM_LIST_SET = 1, 2

NFT_TRIES = 200
NFT_PATIENCE_S = 20.0  # for all tries together


class NftAnswers(NamedTuple):
    """One attempt: the answers by name, and the generation before and after (None: the kernel told none)."""

    answers: Dict[str, Answer]
    before: Optional[int]
    after: Optional[int]

    @property
    def problem(self) -> str:
        """Why these answers do not describe one generation, or ""."""
        for name, answer in self.answers.items():
            if answer.problem and not _not_known(name, answer):
                return f"{name}: {answer.problem}"
        return "" if self.before == self.after else f"generation {self.before} became {self.after} meanwhile"


def _not_known(name: str, answer: Answer) -> bool:
    """Is this a kernel from before the request was made up?"""
    return name in NFT_LATER and answer.code in (errno.EINVAL, errno.EOPNOTSUPP)


def _generation(answer: Answer) -> Optional[int]:
    for _, body in each_message(answer):
        value = find_attribute(body[NFGENMSG.size :], NFTA_GEN_ID)
        if value is not None and len(value) == 4:
            return int(struct.unpack(">I", value)[0])
    return None


def _elements(sock: socket.socket, sets: Answer) -> Answer:
    """The elements of all sets, one answer behind the other."""
    whole = Answer([], 0, "", 0, False)
    for kind, body in each_message(sets):
        if kind != NFT_NEWSET:
            continue
        family = NFGENMSG.unpack_from(body)[0]
        table = find_attribute(body[NFGENMSG.size :], NFTA_SET_TABLE) or b""
        name = find_attribute(body[NFGENMSG.size :], NFTA_SET_NAME) or b""
        wanted = attribute(NFTA_SET_ELEM_LIST_TABLE, table) + attribute(NFTA_SET_ELEM_LIST_SET, name)
        answer = ask(sock, NFT_GETSETELEM, NFGENMSG.pack(family, 0, 0) + wanted)
        datagrams = whole.datagrams + answer.datagrams if answer.datagrams else whole.datagrams
        whole = answer._replace(datagrams=datagrams, messages=whole.messages + answer.messages)
        if whole.problem:
            break
    return whole


def one_pass() -> NftAnswers:
    """All dumps once. One socket, used before the first dump: so the kernel cuts long sets as it does for nft."""
    everything = NFGENMSG.pack(0, 0, 0)  # NFPROTO_UNSPEC: all families
    answers: Dict[str, Answer] = {}
    with open_netlink(NETLINK_NETFILTER) as sock:
        answers["gen-before"] = ask(sock, NFT_GETGEN, everything, 0)
        for name, kind in NFT_DUMPS:
            answer = _elements(sock, answers["sets"]) if name == "elements" else ask(sock, kind, everything)
            answers[name] = answer
            if answer.problem and not _not_known(name, answer):
                break  # what could follow on this socket is not to be trusted
        else:
            answers["gen-after"] = ask(sock, NFT_GETGEN, everything, 0)
    after = answers.get("gen-after", answers["gen-before"])
    return NftAnswers(answers, _generation(answers["gen-before"]), _generation(after))


def _nft_pause(attempt: int) -> None:
    if attempt > 4:
        time.sleep(min(0.05, 0.001 * attempt))


def coherent_pass() -> Tuple[NftAnswers, int]:
    """Passes until one describes a single generation, within bounds; the last one, and how many it took."""
    end = time.monotonic() + NFT_PATIENCE_S
    for attempt in range(1, NFT_TRIES + 1):
        _nft_pause(attempt)
        got = one_pass()
        final = any(answer.problem and not answer.again for answer in got.answers.values())
        if not got.problem or (final and got.before == got.after) or time.monotonic() > end:
            break
    return got, attempt


def _nft_nothing(status: str, reason: str) -> Json:
    return {
        "status": status, "reason": reason, "tries": 0, "coherent": None, "problem": "", "generation": None,
        "dumps": [], "clocks": None,
    }  # fmt: skip


def take_nft(label: str, members: Dict[str, List[Any]]) -> Tuple[Json, Optional[NftAnswers]]:
    """The dumps into ``members`` as ``LABEL/nft/NAME.nl``: (record for the manifest, what was read or None).

    ``status``: captured, absent (the kernel has no nf_tables, or has not loaded it), not-asked (asking might load
    it), denied, failed.
    """
    present = nf_tables_present()
    if present is None:
        return _nft_nothing("not-asked", "cannot tell whether asking would load nf_tables"), None
    if not present:
        return _nft_nothing("absent", "nf_tables is not loaded"), None
    try:
        got, tries = coherent_pass()
    except OSError as error:
        missing = error.errno in (errno.EPROTONOSUPPORT, errno.EAFNOSUPPORT)
        return _nft_nothing("absent" if missing else "failed", _NO_NFT if missing else str(error)), None
    tables = got.answers["tables"]
    if tables.code == errno.EPERM:
        return _nft_nothing("denied", "the kernel says EPERM: nf_tables needs CAP_NET_ADMIN"), None
    if tables.code in (errno.EINVAL, errno.EOPNOTSUPP) and not tables.messages:
        return _nft_nothing("absent", _NO_NFT), None
    return _nft_record(label, got, tries, members), got


_NO_NFT = "this kernel has no nf_tables"


def _nft_record(label: str, got: NftAnswers, tries: int, members: Dict[str, List[Any]]) -> Json:
    record = _nft_nothing("captured", "")
    record.update(tries=tries, coherent=not got.problem, problem=got.problem, clocks=clocks())
    record["generation"] = None if got.before is None else {"before": got.before, "after": got.after}
    for name, answer in got.answers.items():
        record["dumps"].append(_nft_keep(label, name, answer, tries, members, got))
    return record


def _nft_keep(
    label: str, name: str, answer: Answer, tries: int, members: Dict[str, List[Any]], got: NftAnswers
) -> Json:
    """One answer as a member, unless there is nothing to keep, and its record."""
    # an answer to GETGEN names the process that asked, another one each time: kept where there is a ruleset it is of
    wanted = answer.datagrams and not _not_known(name, answer)
    if name.startswith("gen-") and not got.answers["tables"].messages:
        wanted = []
    member = f"{label}/nft/{name}.nl" if wanted else None
    if member:
        members[member] = list(answer.datagrams)
    record: Json = dump_record(name, member, answer, tries)
    if _not_known(name, answer):
        record.update(coherent=None, problem="this kernel does not know the request")
    elif got.before != got.after:
        record.update(coherent=False, problem=record["problem"] or got.problem)
    return record


def nft_counts(got: NftAnswers) -> Json:
    """How many tables, chains and rules, and whether they decide anything: rules, or a chain with policy drop."""
    known = {name: answer.messages for name, answer in got.answers.items()}
    count = {name: known.get(name) for name in ("tables", "chains", "rules")}
    chains = each_message(got.answers["chains"]) if "chains" in got.answers else []
    drops = any(find_attribute(body[NFGENMSG.size :], NFTA_CHAIN_POLICY) == bytes(4) for _, body in chains)
    sure = not got.problem or count["rules"] or drops
    holds = "yes" if count["rules"] or drops else "no" if sure else "unknown"
    return {
        "rules": holds, "tables": count["tables"], "chains": count["chains"], "num_rules": count["rules"],
        "reason": got.problem,
    }  # fmt: skip


def _ask_once(kind: int, flags: int) -> Answer:
    try:
        with open_netlink(NETLINK_NETFILTER) as sock:
            return ask(sock, kind, NFGENMSG.pack(0, 0, 0), flags)
    except OSError as error:
        return Answer([], 0, str(error), error.errno or errno.EIO, False)


def generation_now() -> Optional[int]:
    """The number of the present ruleset, or None: the kernel tells none."""
    return _generation(_ask_once(NFT_GETGEN, 0))


def nft_has_tables() -> bool:
    """Is there anything in nf_tables that nft could print?"""
    return bool(nf_tables_present()) and _ask_once(NFT_DUMPS[0][1], NLM_F_DUMP).messages > 0
