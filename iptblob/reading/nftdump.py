"""Answers of nf_tables that another tool got: from its strace log or a raw file, as members of a snapshot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from iptblob.abi import LP64_BE, LP64_LE, Abi
from iptblob.netlink.attributes import body_of
from iptblob.netlink.kinds import (
    NEWCHAIN,
    NEWFLOWTABLE,
    NEWGEN,
    NEWOBJ,
    NEWRULE,
    NEWSET,
    NEWSETELEM,
    NEWTABLE,
    RULE_EXPRESSIONS,
)
from iptblob.netlink.messages import ALIGN, DamagedError, read_messages
from iptblob.reading.strace.netlink import HINT, RECEIVED, logged_messages
from iptblob.unread import Unread

KINDS_OF_DUMPS = {
    NEWTABLE: "tables", NEWCHAIN: "chains", NEWRULE: "rules", NEWSET: "sets", NEWSETELEM: "elements",
    NEWOBJ: "objects", NEWFLOWTABLE: "flowtables",
}  # fmt: skip
GENERATION = 1  # NFTA_GEN_ID
ONCE = ("tables", "chains", "rules")  # without which nothing can be shown
MOVING = slice(8, 16)  # sequence and port of a message: another answer has others


@dataclass
class NftAnswers:
    """Messages by kind of dump, in order, each once. ``generations`` are those the kernel told meanwhile."""

    abi: Abi
    dumps: dict[str, bytearray] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    generations: list[int] = field(default_factory=list)
    seen: set[bytes] = field(default_factory=set)

    def add(self, kind: int, message: bytes) -> None:
        """A message; one that was there already is left out, for tools ask for the same thing twice."""
        if kind == NEWGEN:
            head = next(iter(read_messages(message, self.abi)))
            told = body_of(message, head, "nfgenmsg", self.abi).number(GENERATION)
            self.generations += [] if told is None else [told]
        name = KINDS_OF_DUMPS.get(kind)
        key = message[: MOVING.start] + message[MOVING.stop :]
        if name is None or key in self.seen:
            return
        self.seen.add(key)
        self.dumps.setdefault(name, bytearray()).extend(message + bytes(-len(message) % ALIGN))
        self.counts[name] = self.counts.get(name, 0) + 1

    @property
    def problem(self) -> str:
        """Why it may not be all there was, or not of one moment."""
        if len(set(self.generations)) > 1:
            return f"the rules changed meanwhile: generation {self.generations[0]} became {self.generations[-1]}"
        if len(self.generations) < 2:
            return "whether the rules changed meanwhile is not known: no generation before and after"
        return ""

    def words(self) -> str:
        """For a line that tells what was found."""
        told = [f"{count} {name}" for name, count in self.counts.items()]
        return f"nf_tables, {self.abi.name}: {', '.join(told) or 'nothing'}"

    def records(self, label: str, members: dict[str, list[Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
        """(netlink, backends) of the manifest for a network namespace; the dumps into ``members``."""
        told = []
        for name, data in self.dumps.items():
            members[f"{label}/nft/{name}.nl"] = [bytes(data)]
            told.append({"kind": name, "member": f"{label}/nft/{name}.nl", "messages": self.counts[name], "tries": 1,
                         "coherent": not self.problem, "problem": self.problem, "errno": None})  # fmt: skip
        ends = {"before": self.generations[0], "after": self.generations[-1]} if self.generations else None
        nft = {"status": "captured", "reason": "", "coherent": not self.problem, "problem": self.problem, "tries": 1,
               "generation": ends, "witness": None, "dumps": told, "clocks": None}  # fmt: skip
        net: dict[str, Any] = dict.fromkeys(("coherent", "clocks"))
        net.update(status="not-asked", reason="an import", problem="", dumps=[])
        counts = {name: self.counts.get(name, 0) for name in ONCE}
        state = {"rules": "yes" if counts["rules"] else "unknown", "tables": counts["tables"],
                 "chains": counts["chains"], "num_rules": counts["rules"], "reason": self.problem,
                 "member": None}  # fmt: skip
        return {"nft": nft, "net": net}, {"legacy": {}, "names": {}, "nftables": state}


def is_nft_log(data: bytes) -> bool:
    """Is it a text in which strace took apart what nf_tables answered?"""
    return b"\0" not in data[:4096] and RECEIVED.search(data) is not None and b"NFNL_SUBSYS_NFTABLES<<8" in data


def answers_of_log(data: bytes, file: str, abi: Abi | None, unread: list[Unread]) -> NftAnswers:
    """All that a log holds of nf_tables. The byte order is that of the traced machine: ``abi``, else found."""
    found = NftAnswers(abi or _layout_of_log(data))
    for one in logged_messages(data, file, found.abi, unread):
        found.add(one.kind, one.data)
    if not found.counts and not unread:
        unread.append(Unread("answers of nf_tables", file, f"none is in this log as a whole: {HINT}"))
    return found


def answers_of_bytes(data: bytes, file: str, abi: Abi, unread: list[Unread]) -> NftAnswers:
    """All messages of a raw dump, up to the first that does not fit."""
    found = NftAnswers(abi)
    try:
        for message in read_messages(data, abi):
            found.add(message.kind, data[message.at : message.end])
    except DamagedError as error:
        unread.append(Unread("answers of nf_tables", file, error.message, start=error.offset))
    return found


def _layout_of_log(data: bytes) -> Abi:
    """By the first attribute in a rule's list of expressions: its length is small in one byte order only."""
    kind = rb"nla_type=(?:NLA_F_NESTED\|)?0x%x\}" % RULE_EXPRESSIONS
    listed = re.search(rb"NEWRULE.{1,600}?" + kind + rb', "\\x(..)\\x(..)', data)
    if listed is None:
        return LP64_LE
    low, high = int(listed[1], 16), int(listed[2], 16)
    return LP64_BE if high and low < high else LP64_LE

