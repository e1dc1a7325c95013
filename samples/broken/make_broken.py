"""Makes every ``.replace`` here from a good table by changing named fields, and asks the kernel what it says.

    unshare -n -m --propagation private python3 make_broken.py

Each case is one function below. ``answers.json`` holds, per file: what was changed (field, offset in the file,
bytes before and after) and the kernel's errno, null where the kernel accepted.
"""

from __future__ import annotations

import ctypes
import errno
import json
import subprocess
import sys
from collections.abc import Callable
from ctypes import c_char, c_uint8, c_uint16, c_uint32
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))

import in_netns  # noqa: E402
import payload as edit  # noqa: E402
import rawtables  # noqa: E402


class XtTcp(ctypes.Structure):
    _fields_ = [
        ("spts", c_uint16 * 2), ("dpts", c_uint16 * 2), ("option", c_uint8), ("flg_mask", c_uint8),
        ("flg_cmp", c_uint8), ("invflags", c_uint8),
    ]  # fmt: skip


class IptIcmp(ctypes.Structure):
    _fields_ = [("type", c_uint8), ("code", c_uint8 * 2), ("invflags", c_uint8)]


class XtRateinfo(ctypes.Structure):
    _fields_ = [("avg", c_uint32), ("burst", c_uint32)]


class XtLogInfo(ctypes.Structure):
    _fields_ = [("level", c_uint8), ("logflags", c_uint8), ("prefix", c_char * 30)]


class XtMultiportV1(ctypes.Structure):
    _fields_ = [
        ("flags", c_uint8), ("count", c_uint8), ("ports", c_uint16 * 15), ("pflags", c_uint8 * 15), ("invert", c_uint8),
    ]  # fmt: skip


class XtStatisticInfo(ctypes.Structure):
    _fields_ = [("mode", c_uint16), ("flags", c_uint16)]


class XtStringInfo(ctypes.Structure):
    _fields_ = [
        ("from_offset", c_uint16), ("to_offset", c_uint16), ("algo", c_char * 16), ("pattern", c_char * 128),
        ("patlen", c_uint8), ("flags", c_uint8),
    ]  # fmt: skip


class IptRejectInfo(ctypes.Structure):
    _fields_ = [("with_", c_uint32)]


class NfNatIpv4MultiRangeCompat(ctypes.Structure):
    _fields_ = [("rangesize", c_uint32)]


Case = Callable[[edit.Payload], None]
CASES: dict[str, tuple[str, str, Case]] = {}


def case(family: str = "ipv4", table: str = "filter") -> Callable[[Case], Case]:
    def note(function: Case) -> Case:
        CASES[function.__name__.replace("_", "-")] = (family, table, function)
        return function

    return note


def rule(p: edit.Payload) -> int:
    """The rule with the tcp match that jumps to OUTER."""
    return p.find(b"tcp")


@case()
def good(p: edit.Payload) -> None:
    """Nothing changed: the kernel accepts it."""


@case()
def next_offset_zero(p: edit.Payload) -> None:
    p.set_entry(rule(p), "next_offset", 0)


@case()
def next_offset_too_small(p: edit.Payload) -> None:
    p.set_entry(rule(p), "next_offset", p.entry(rule(p)).target_offset - 8)


@case()
def next_offset_past_the_end(p: edit.Payload) -> None:
    p.set_entry(p.starts()[-1], "next_offset", 0xFFF8)


@case()
def next_offset_unaligned(p: edit.Payload) -> None:
    p.set_entry(rule(p), "next_offset", p.entry(rule(p)).next_offset + 4)


@case()
def target_offset_inside_the_head(p: edit.Payload) -> None:
    p.set_entry(rule(p), "target_offset", 8)


@case()
def target_offset_past_next(p: edit.Payload) -> None:
    p.set_entry(rule(p), "target_offset", p.entry(rule(p)).next_offset)


@case()
def target_size_too_small(p: edit.Payload) -> None:
    p.set_head(p.target(p.find(b"LOG")), "size", 31, "target")


@case()
def target_size_past_next(p: edit.Payload) -> None:
    p.set_head(p.target(p.find(b"LOG")), "size", 4096, "target")


@case()
def match_size_zero(p: edit.Payload) -> None:
    p.set_head(p.first_match(rule(p)), "size", 0, "match")


@case()
def match_size_past_target(p: edit.Payload) -> None:
    p.set_head(p.first_match(rule(p)), "size", 56, "match")


@case()
def match_size_unaligned(p: edit.Payload) -> None:
    p.set_head(p.first_match(rule(p)), "size", 44, "match")


@case()
def verdict_zero(p: edit.Payload) -> None:
    p.set_verdict(rule(p), 0)


@case()
def verdict_unknown(p: edit.Payload) -> None:
    p.set_verdict(rule(p), -7)


@case()
def verdict_stolen(p: edit.Payload) -> None:
    p.set_verdict(rule(p), -3)


@case()
def jump_between_rules(p: edit.Payload) -> None:
    p.set_verdict(rule(p), p.verdict(rule(p)) + 8)


@case()
def jump_past_the_end(p: edit.Payload) -> None:
    p.set_verdict(rule(p), 0x7FFFFFF8)


@case()
def jump_to_the_last_entry(p: edit.Payload) -> None:
    p.set_verdict(rule(p), p.starts()[-1])


@case()
def loop_of_two_chains(p: edit.Payload) -> None:
    """INNER's first rule jumps back to OUTER, which jumps to INNER."""
    starts = p.starts()
    inner = starts[starts.index(p.chain(b"INNER")) + 1]
    p.set_verdict(inner, p.verdict(rule(p)))


@case()
def loop_of_one_rule(p: edit.Payload) -> None:
    p.set_verdict(rule(p), rule(p))


@case()
def falls_off_the_end(p: edit.Payload) -> None:
    """The last chain's closing RETURN is made conditional: what it does not match runs into the ERROR entry."""
    p.set_entry(p.starts()[-2], "ip.proto", 6)


@case()
def unknown_match(p: edit.Payload) -> None:
    p.set_head(p.first_match(rule(p)), "name", b"tcpp", "match")


@case()
def unknown_target(p: edit.Payload) -> None:
    p.set_head(p.target(p.find(b"LOG")), "name", b"LOGG", "target")


@case()
def unknown_revision_of_tcp(p: edit.Payload) -> None:
    p.set_head(p.first_match(rule(p)), "revision", 7, "match")


@case()
def unknown_revision_of_mark(p: edit.Payload) -> None:
    p.set_head(p.first_match(p.find(b"mark")), "revision", 7, "match")


@case()
def match_name_without_end(p: edit.Payload) -> None:
    p.set_head(p.first_match(rule(p)), "name", b"t" * 29, "match")


@case()
def match_of_another_protocol(p: edit.Payload) -> None:
    p.set_entry(rule(p), "ip.proto", 17)


@case()
def match_of_another_size(p: edit.Payload) -> None:
    """tcp's 16 bytes called icmp, which has 8."""
    p.set_entry(rule(p), "ip.proto", 1)
    p.set_head(p.first_match(rule(p)), "name", b"icmp", "match")


@case()
def tcp_unknown_invflags(p: edit.Payload) -> None:
    p.set_data(p.first_match(rule(p)), XtTcp, "invflags", 0x10)


@case()
def icmp_unknown_invflags(p: edit.Payload) -> None:
    p.set_data(p.first_match(p.find(b"icmp")), IptIcmp, "invflags", 0x02)


@case()
def limit_burst_zero(p: edit.Payload) -> None:
    p.set_data(p.first_match(p.find(b"limit")), XtRateinfo, "burst", 0)


@case()
def log_level_eight(p: edit.Payload) -> None:
    p.set_data(p.target(p.find(b"LOG")), XtLogInfo, "level", 8)


@case()
def log_prefix_without_end(p: edit.Payload) -> None:
    p.set_data(p.target(p.find(b"LOG")), XtLogInfo, "prefix", b"p" * 30)


@case()
def multiport_sixteen_ports(p: edit.Payload) -> None:
    p.set_data(p.first_match(p.find(b"multiport")), XtMultiportV1, "count", 16)


@case()
def multiport_range_without_end(p: edit.Payload) -> None:
    p.set_data(p.first_match(p.find(b"multiport")), XtMultiportV1, "pflags", 1, index=1)


@case()
def statistic_unknown_mode(p: edit.Payload) -> None:
    p.set_data(p.first_match(p.find(b"statistic")), XtStatisticInfo, "mode", 2)


@case()
def string_pattern_too_long(p: edit.Payload) -> None:
    p.set_data(p.first_match(p.find(b"string")), XtStringInfo, "patlen", 129)


@case()
def string_unknown_algorithm(p: edit.Payload) -> None:
    p.set_data(p.first_match(p.find(b"string")), XtStringInfo, "algo", b"nosuch")


@case()
def reject_as_echo_reply(p: edit.Payload) -> None:
    p.set_data(p.target(p.find(b"REJECT")), IptRejectInfo, "with_", 4)


@case()
def reject_with_reset_for_all(p: edit.Payload) -> None:
    p.set_data(p.target(p.find(b"REJECT")), IptRejectInfo, "with_", 7)


@case()
def error_target_size(p: edit.Payload) -> None:
    p.set_head(p.target(p.chain(b"INNER")), "size", 56, "target")


@case()
def chain_name_without_end(p: edit.Payload) -> None:
    p.set_chain_name(p.chain(b"INNER"), b"n" * 30)


@case()
def ip_unknown_flag(p: edit.Payload) -> None:
    p.set_entry(rule(p), "ip.flags", 0x04)


@case()
def ip_unknown_invflag(p: edit.Payload) -> None:
    p.set_entry(rule(p), "ip.invflags", 0x80)


@case()
def policy_with_a_condition(p: edit.Payload) -> None:
    p.set_entry(_policy(p), "ip.proto", 6)


@case()
def policy_return(p: edit.Payload) -> None:
    p.set_verdict(_policy(p), -5)


@case()
def policy_queue(p: edit.Payload) -> None:
    p.set_verdict(_policy(p), -4)


def _policy(p: edit.Payload) -> int:
    return int(p.header_type.from_buffer_copy(p.data).underflow[1])


@case()
def hook_entry_between_entries(p: edit.Payload) -> None:
    p.set_header("hook_entry", rule(p) + 8, index=1)


@case()
def hook_entries_out_of_order(p: edit.Payload) -> None:
    p.set_header("hook_entry", p.header_type.from_buffer_copy(p.data).hook_entry[3], index=1)


@case()
def underflow_between_entries(p: edit.Payload) -> None:
    p.set_header("underflow", _policy(p) + 8, index=1)


@case()
def underflows_shared(p: edit.Payload) -> None:
    p.set_header("underflow", p.header_type.from_buffer_copy(p.data).underflow[2], index=1)


@case()
def hooks_of_another_table(p: edit.Payload) -> None:
    p.set_header("valid_hooks", 0x0C)


@case()
def one_entry_too_few_announced(p: edit.Payload) -> None:
    p.set_header("num_entries", len(p.starts()) - 1)


@case()
def one_entry_too_many_announced(p: edit.Payload) -> None:
    p.set_header("num_entries", len(p.starts()) + 1)


@case()
def size_one_rule_short(p: edit.Payload) -> None:
    p.set_header("size", p.starts()[-1])


@case()
def size_larger_than_the_payload(p: edit.Payload) -> None:
    p.set_header("size", len(p.data) - p.base + 176)


@case()
def no_counters(p: edit.Payload) -> None:
    p.set_header("num_counters", 0)


@case()
def counters_of_another_table(p: edit.Payload) -> None:
    p.set_header("num_counters", 5)


@case()
def counters_beyond_reason(p: edit.Payload) -> None:
    p.set_header("num_counters", 0x7FFFFFFF)


@case()
def unknown_table(p: edit.Payload) -> None:
    p.set_header("name", b"fi1ter")


@case()
def cut_in_a_rule(p: edit.Payload) -> None:
    _cut(p, p.target(rule(p)))


@case()
def cut_in_the_header(p: edit.Payload) -> None:
    _cut(p, p.header_type.size.offset)


def _cut(p: edit.Payload, at: int) -> None:
    p.changes.append(edit.Change("end of file", at, bytes(p.data[at:])[:16], b""))
    del p.data[at:]


@case(table="nat")
def source_nat_before_routing(p: edit.Payload) -> None:
    p.set_head(p.target(p.find(b"DNAT")), "name", b"SNAT", "target")


@case(table="nat")
def nat_rule_in_the_filter_table(p: edit.Payload) -> None:
    """DNAT belongs to the table nat; the header says filter (whose hooks would be wrong, too: the rule is first)."""
    p.set_header("name", b"filter")


@case(table="nat")
def masquerade_with_two_ranges(p: edit.Payload) -> None:
    p.set_data(p.target(p.find(b"MASQUERADE")), NfNatIpv4MultiRangeCompat, "rangesize", 2)


@case("ipv6")
def ip6_unknown_flag(p: edit.Payload) -> None:
    p.set_entry(p.find(b"icmp6"), "ip.flags", 0x08)


@case("ipv6")
def ip6_icmp_match_for_tcp(p: edit.Payload) -> None:
    p.set_entry(p.find(b"icmp6"), "ip.proto", 6)


@case("ipv6")
def ip6_next_offset_zero(p: edit.Payload) -> None:
    p.set_entry(p.find(b"icmp6"), "next_offset", 0)


@case("arp")
def arp_flags(p: edit.Payload) -> None:
    p.set_entry(0, "ip.flags", 1)


@case("arp")
def arp_unknown_invflag(p: edit.Payload) -> None:
    p.set_entry(0, "ip.invflags", 0x0400)


@case("arp")
def arp_unknown_table(p: edit.Payload) -> None:
    p.set_header("name", b"nat")


@case("arp")
def arp_verdict_zero(p: edit.Payload) -> None:
    p.set_verdict(0, 0)


def main() -> None:
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
    fresh = {(f, t): rawtables.entries_now(f, t) for f, t, _ in CASES.values()}
    base = {key: rawtables.replace_payload(key[0], _loaded(*key), fresh[key]) for key in fresh}
    in_netns.flush()
    answers = {}
    for name, (family, table, function) in CASES.items():
        payload = edit.Payload(family, base[family, table])
        function(payload)
        (HERE / f"{name}.replace").write_bytes(bytes(payload.data))
        code = rawtables.set_replace(family, bytes(payload.data))
        if code == 0:
            in_netns.flush()
        answers[f"{name}.replace"] = {
            "family": family,
            "table": table,
            "abi": "lp64-le",
            "errno": errno.errorcode[code] if code else None,
            "changes": [{"field": c.field, "offset": c.offset, "before": c.before.hex(), "after": c.after.hex()}
                        for c in payload.changes],
            "why": (function.__doc__ or "").strip(),
        }  # fmt: skip
    (HERE / "answers.json").write_text(json.dumps(answers, indent=2) + "\n")


def _loaded(family: str, table: str) -> bytes:
    if not rawtables.blob(family, table).count(b"tcp") and family != "arp":
        in_netns.restore(family, (HERE / in_netns.INPUT[family]).read_bytes())
    elif family == "arp":
        in_netns.restore_arp((HERE / "rules.arp").read_bytes())
    return rawtables.blob(family, table)


if __name__ == "__main__":
    main()
