"""What targets do to a packet: marks, headers, tracking, NAT, and verdicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from iptblob.packets.mind import Mind, UnfollowedError
from iptblob.packets.nat import Nat
from iptblob.packets.program import Program
from iptblob.packets.walk import Rewrite, Trail
from iptblob.terms import (
    HAS_FLOW,
    NEW,
    UNTRACKED_STATE,
    Adds,
    Bits,
    Carries,
    ChangesSets,
    Diverts,
    Drops,
    FlowMark,
    Jumps,
    Queues,
    Rewrites,
    Synproxies,
    Templates,
    Translates,
    Unfollowed,
    Unsettles,
    Untracks,
    Writes,
    width_of,
)

U32 = 0xFFFFFFFF
MOST_HOPS = 255
SYN, ACK, RST, FIN = 0x02, 0x10, 0x04, 0x01


class Actor:
    """Does what targets do; ``tracked`` tells it that the connection tracking has seen the packet."""

    def __init__(self, mind: Mind, trail: Trail, nat: Nat) -> None:
        self.mind, self.trail, self.nat = mind, trail, nat
        self.tracked = False
        self.kinds: dict[type, Callable[[Any, int], str]] = {
            Carries: lambda _action, _hook: "",
            Writes: self._write,
            Adds: self._add,
            Unsettles: self._unsettle,
            FlowMark: self._flow_mark,
            Untracks: self._untrack,
            Templates: self._template,
            Translates: self.nat.bind,
            Diverts: self._divert,
            Drops: self._drop,
            Queues: self._queue,
            ChangesSets: self._change_sets,
            Rewrites: self._rewrite,
            Synproxies: self._synproxy,
        }

    def act(self, program: Program, hook: int, at: int) -> str:
        """The verdict, or "" to go on (XT_CONTINUE)."""
        action = program.action(at)
        if isinstance(action, Unfollowed | Jumps):
            reason = action.reason if isinstance(action, Unfollowed) else "the verdict is none"
            raise UnfollowedError(f"{program.target_name(at) or 'a rule'} is not followed: {reason}")
        return self.kinds[type(action)](action, hook)

    def _set(self, hook: int, field: str, value: int | None) -> str:
        before = self.mind.get(field)
        if before != value or value is None:
            self.mind.set(field, value)
            self.trail.passed.append(Rewrite(hook, field, before, value))
        return ""

    def _write(self, action: Writes, hook: int) -> str:
        before = self.mind.get(action.field)
        mask = (1 << width_of(action.field, self.mind.family)) - 1
        if not action.keep & mask:
            return self._set(hook, action.field, action.flip & mask)
        return self._set(hook, action.field, None if before is None else (before & action.keep ^ action.flip) & mask)

    def _add(self, action: Adds, hook: int) -> str:
        before = self.mind.get(action.field)
        after = None if before is None else min(MOST_HOPS, max(0, before + action.step))
        return self._set(hook, action.field, after)

    def _unsettle(self, action: Unsettles, hook: int) -> str:
        return self._set(hook, action.field, None)

    def _flow_mark(self, action: FlowMark, hook: int) -> str:
        """connmark_tg_shift (net/netfilter/xt_connmark.c, v6.18): nothing without a flow."""
        mind = self.mind
        if not mind.holds(HAS_FLOW):
            return ""
        mark, flow = mind.get("mark"), mind.get("ctmark")
        if action.mode == "set":
            found = None if flow is None else _shifted((flow & ~action.flow_mask) ^ action.value, action.shift)
            return self._set(hook, "ctmark", found)
        if action.mode == "save":
            known = flow is not None and mark is not None
            moved = _shifted((mark or 0) & action.packet_mask, action.shift)
            return self._set(hook, "ctmark", ((flow or 0) & ~action.flow_mask & U32) ^ moved if known else None)
        known = flow is not None and mark is not None
        moved = _shifted((flow or 0) & action.flow_mask, action.shift)
        return self._set(hook, "mark", ((mark or 0) & ~action.packet_mask & U32) ^ moved if known else None)

    def _untrack(self, _action: Untracks, _hook: int) -> str:
        """xt_ct_target: nothing where the packet has a flow, a template or none at all already."""
        if not self.tracked:
            self.tracked = True
            self.mind.set("ctstate", UNTRACKED_STATE)
        return ""

    def _template(self, action: Templates, _hook: int) -> str:
        """The template is taken for a new flow until the tracking comes by (nf_ct_set in xt_ct_target)."""
        if not self.tracked:
            self.tracked = True
            self.mind.set("ctstate", NEW)
            self.mind.values["template"] = 1
            if action.zone:
                self.trail.note(f"the flow is looked up in zone {action.zone}")
        return ""

    def _divert(self, action: Diverts, hook: int) -> str:
        if not self.mind.ask(f"a socket takes what TPROXY diverts at {self.mind.place}"):
            return "DROP"
        mark = self.mind.get("mark")
        self._set(hook, "mark", None if mark is None else (mark & ~action.mark_mask & U32) ^ action.mark_value)
        return "ACCEPT"

    def _drop(self, action: Drops, _hook: int) -> str:
        if action.answers:
            self.trail.note(f"answered with {action.answers}: a packet of its own, which passes OUTPUT and POSTROUTING")
        return "DROP"

    def _queue(self, action: Queues, _hook: int) -> str:
        self.trail.note(f"queue {action.number}: a program decides, and may change the packet")
        return "QUEUE"

    def _change_sets(self, action: ChangesSets, hook: int) -> str:
        self.mind.changed_sets |= set(action.names)
        return self._set(hook, "mark", None) if action.marks else ""

    def _rewrite(self, action: Rewrites, hook: int) -> str:
        for field, value in action.values:
            self._set(hook, field, value)
        return action.verdict

    def _synproxy(self, _action: Synproxies, _hook: int) -> str:
        """synproxy_tg4 (net/ipv4/netfilter/ipt_SYNPROXY.c, v6.18)."""
        flags = self.mind.holds
        if flags(Bits("tcpflags", SYN | ACK | RST | FIN, SYN)):
            self.trail.note("answered with SYN and ACK, which pass OUTPUT and POSTROUTING")
            return "DROP"
        return "DROP" if flags(Bits("tcpflags", SYN | ACK | RST | FIN, ACK)) else ""


def _shifted(value: int, shift: int) -> int:
    """To the left, or where negative to the right, within 32 bits."""
    return (value << shift if shift >= 0 else value >> -shift) & U32
