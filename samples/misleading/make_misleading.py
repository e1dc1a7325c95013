"""Tables the kernel accepts and iptables-legacy-save misreports: each is really loaded, and captured back.

    python3 make_misleading.py

The start is a plain table (rules.v4 restored). One change by field name makes it lie; the payload goes to the
kernel with setsockopt, and the capture, the raw buffers and the text of iptables-legacy-save are kept:
``NAME.replace`` (what was loaded), ``NAME.iptb`` (captured back), ``NAME.save`` (what the tool printed) and
``facts.json``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))

import in_netns  # noqa: E402
import netns  # noqa: E402
import payload as edit  # noqa: E402
import rawtables  # noqa: E402


def jump_into_a_chain(p: edit.Payload) -> None:
    """INPUT's jump to GUARD lands on GUARD's second rule: the DROP of icmp is skipped, the text shows it in force."""
    head = p.starts().index(p.chain(b"GUARD"))
    p.set_verdict(_jump(p, b"GUARD"), p.starts()[head + 2])


def goto_into_a_chain(p: edit.Payload) -> None:
    """The same with -g in FORWARD."""
    head = p.starts().index(p.chain(b"GUARD"))
    p.set_verdict(_jump(p, b"GUARD", goto=True), p.starts()[head + 3])


def jump_to_a_builtin_rule(p: edit.Payload) -> None:
    """OUTPUT's jump to SIDE lands on FORWARD's last rule, and so runs into FORWARD's policy."""
    forward = p.header_type.from_buffer_copy(p.data).underflow[2]
    p.set_verdict(_jump(p, b"SIDE"), p.starts()[p.starts().index(forward) - 1])


def jump_to_a_head(p: edit.Payload) -> None:
    """The jump to GUARD lands on the ERROR entry that heads the chain, where a packet is dropped with a log line."""
    p.set_verdict(_jump(p, b"GUARD"), p.chain(b"GUARD"))


def jump_to_a_policy(p: edit.Payload) -> None:
    """The jump to GUARD lands on the entry that holds FORWARD's policy, ACCEPT."""
    p.set_verdict(_jump(p, b"GUARD"), p.header_type.from_buffer_copy(p.data).underflow[2])


def two_chains_one_name(p: edit.Payload) -> None:
    """SIDE, which accepts, is called GUARD, as the chain that drops."""
    p.set_chain_name(p.chain(b"SIDE"), b"GUARD")


def chain_called_like_a_builtin(p: edit.Payload) -> None:
    """SIDE is called FORWARD."""
    p.set_chain_name(p.chain(b"SIDE"), b"FORWARD")


def chain_called_like_a_verdict(p: edit.Payload) -> None:
    """SIDE, which accepts, is called DROP: the text says -j DROP."""
    p.set_chain_name(p.chain(b"SIDE"), b"DROP")


def name_with_newline(p: edit.Payload) -> None:
    """A chain name that prints as a whole rule of its own."""
    p.set_chain_name(p.chain(b"SIDE"), b"X\n-A INPUT -j DROP")


def name_with_control_characters(p: edit.Payload) -> None:
    """A chain name that clears the line and colours what follows on a terminal."""
    p.set_chain_name(p.chain(b"SIDE"), b"S\x1b[2K\x1b[31m\x07\x08\x7f\x9b")


def name_empty(p: edit.Payload) -> None:
    """A chain without a name."""
    p.set_chain_name(p.chain(b"SIDE"), b"")


def name_without_utf8(p: edit.Payload) -> None:
    """A chain name that is no UTF-8, and one byte short of the field."""
    p.set_chain_name(p.chain(b"SIDE"), b"\xff\xfe\x80" + b"n" * 26)


def name_after_the_end(p: edit.Payload) -> None:
    """Bytes behind the NUL of a chain name, which no tool shows."""
    p.set_chain_name(p.chain(b"SIDE"), b"SIDE\0hidden message here")


def comment_with_newline(p: edit.Payload) -> None:
    """A comment that ends its line and starts another."""
    place = p.first_match(p.find(b"comment"))
    p.set_data(place, edit.Comment, "text", b'ok" -j DROP\n[0:0] -A INPUT -s 192.0.2.99/32 -m comment --comment "')


def interface_mask_with_holes(p: edit.Payload) -> None:
    """-i eth0 whose mask looks at the first and third letter only: e.h..., whatever stands between."""
    start = p.find(b"comment")
    p.set_entry(start, "ip.iniface_mask", (edit.c_uint8 * 16)(0xFF, 0, 0xFF))


def impossible_address(p: edit.Payload) -> None:
    """-s 0.0.0.1/0: no packet can match, so the rule is dead, whatever its counters say."""
    start = p.find(b"comment")
    p.set_entry(start, "ip.src", int.from_bytes(b"\0\0\0\1", sys.byteorder))
    p.set_entry(start, "ip.smsk", 0)


CASES: tuple[Callable[[edit.Payload], None], ...] = (
    jump_into_a_chain, goto_into_a_chain, jump_to_a_builtin_rule, jump_to_a_head, jump_to_a_policy,
    two_chains_one_name, chain_called_like_a_builtin, chain_called_like_a_verdict, name_with_newline,
    name_with_control_characters, name_empty, name_without_utf8, name_after_the_end, comment_with_newline,
    interface_mask_with_holes, impossible_address,
)  # fmt: skip


def _jump(p: edit.Payload, chain: bytes, *, goto: bool = False) -> int:
    """Start of the first rule that jumps (or goes) to the chain."""
    goal = p.starts()[p.starts().index(p.chain(chain)) + 1]
    for start in p.starts():
        if p.name_at(p.target(start)) == b"" and p.verdict(start) == goal and goto == bool(p.entry(start).ip.flags & 2):
            return start
    raise LookupError(chain)


def main() -> None:
    """Every case in a namespace of its own: iptables-restore cannot clear some of these tables again."""
    if len(sys.argv) > 1:
        print(json.dumps(make(next(function for function in CASES if function.__name__ == sys.argv[1]))))
        return
    facts = {}
    for function in CASES:
        done = netns.run([sys.executable, __file__, function.__name__])
        if done.returncode:
            sys.exit(f"{function.__name__}: {done.stderr.decode(errors='replace')}")
        facts[function.__name__.replace("_", "-")] = json.loads(done.stdout)
    (HERE / "facts.json").write_text(json.dumps(facts, indent=2) + "\n")


def make(function: Callable[[edit.Payload], None]) -> dict[str, object]:
    """Load, change, load again, capture; returns what is worth knowing about it."""
    name = function.__name__.replace("_", "-")
    in_netns.restore("ipv4", (HERE / "rules.v4").read_bytes())
    blob = rawtables.blob("ipv4", "filter")
    payload = edit.Payload("ipv4", rawtables.replace_payload("ipv4", blob, rawtables.entries_now("ipv4", "filter")))
    honest = _save().stdout
    function(payload)
    code = rawtables.set_replace("ipv4", bytes(payload.data))
    if code:
        sys.exit(f"the kernel says {os.strerror(code)}")
    said = _save()
    (HERE / f"{name}.save").write_bytes(said.stdout)
    (HERE / f"{name}.replace").write_bytes(bytes(payload.data))
    netns.capture(HERE / f"{name}.iptb")
    return {
        "what": " ".join((function.__doc__ or "").split()),
        "save_status": said.returncode,
        "save_stderr": said.stderr.decode(errors="replace"),
        "text_unchanged": _rules(said.stdout) == _rules(honest),
        "text_repeats": _rules(said.stdout) == _rules(_save().stdout),
        "changes": [{"field": c.field, "offset_in_entries": c.offset - payload.base, "before": c.before.hex(),
                     "after": c.after.hex()} for c in payload.changes],
    }  # fmt: skip


def _save() -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["iptables-legacy-save", "-c", "-t", "filter"], capture_output=True, check=False)


def _rules(text: bytes) -> list[bytes]:
    return [line for line in text.split(b"\n") if not line.startswith(b"#")]


if __name__ == "__main__":
    main()
