"""Match sctp: ports and chunk types (libxt_sctp.c, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iptblob.extensions.base import Context, inverted
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad
from iptblob.extensions.held import holds
from iptblob.extensions.meaning import FIELDS
from iptblob.extensions.options import (
    U32,
    Effect,
    Fields,
    Given,
    OptionError,
    Options,
    RuleOption,
    asks,
    both,
    named,
    port,
    span,
    words_of,
)
from iptblob.extensions.record import Extension, Revision
from iptblob.spec.layouts.match_sctp_0 import MatchSctp0, MatchSctp0FlagInfo
from iptblob.terms import FIRST_FRAGMENT, Condition, Fact, Term, between, inverted_if, steps

SRC_PORTS, DEST_PORTS, CHUNK_TYPES = 0x1, 0x2, 0x4
COMPARED = {1: " any", 2: " all", 4: " only"}
# (name, type, letters of the flags from bit 7 to bit 0), in the order of libxt_sctp, which matters: a type's
# flags are kept and looked up by its place in this list.
CHUNKS = (
    ("DATA", 0, "----IUBE"), ("INIT", 1, "--------"), ("INIT_ACK", 2, "--------"), ("SACK", 3, "--------"),
    ("HEARTBEAT", 4, "--------"), ("HEARTBEAT_ACK", 5, "--------"), ("ABORT", 6, "-------T"),
    ("SHUTDOWN", 7, "--------"), ("SHUTDOWN_ACK", 8, "--------"), ("ERROR", 9, "--------"),
    ("COOKIE_ECHO", 10, "--------"), ("COOKIE_ACK", 11, "--------"), ("ECN_ECNE", 12, "--------"),
    ("ECN_CWR", 13, "--------"), ("SHUTDOWN_COMPLETE", 14, "-------T"), ("I_DATA", 64, "----IUBE"),
    ("RE_CONFIG", 130, "--------"), ("PAD", 132, "--------"), ("ASCONF", 193, "--------"),
    ("ASCONF_ACK", 128, "--------"), ("FORWARD_TSN", 192, "--------"), ("I_FORWARD_TSN", 194, "--------"),
)  # fmt: skip
NAMES = {number: name for name, number, _ in CHUNKS}
TYPES = 256


def ports(option: str, bounds: list[int]) -> str:
    low, high = bounds
    return f" {option} {low}" if low == high else f" {option} {low}:{high}"


def chunk_flags(chunk: int, flag: int, mask: int) -> str:
    """``:Ue``: a capital letter for a flag that must be set, a small one for a flag that must not."""
    if not mask:
        return ""
    if chunk >= len(CHUNKS):
        return f":0x{flag:02x}/0x{mask:02x}"
    letters = CHUNKS[chunk][2]
    looked_at = [bit for bit in range(7, -1, -1) if mask >> bit & 1]
    return ":" + "".join(letters[7 - bit] if flag >> bit & 1 else letters[7 - bit].lower() for bit in looked_at)


def chunk(number: int, match: MatchSctp0) -> str:
    """Name and flags; a type that libxt_sctp has no name for is left empty by it."""
    known = match.flag_info[: max(match.num_flag_info, 0)]
    flags = [chunk_flags(number, info.flag, info.flag_mask) for info in known if info.chunktype == number]
    return NAMES.get(number, "") + "".join(flags)


def chunks(match: MatchSctp0) -> str:
    # an unknown way to compare is impossible to libxt_sctp, and says so there
    how = COMPARED.get(match.chunk_match_type, "Never reach here\n")
    if not any(match.chunkmap):
        return f"{how} NONE"
    if all(word == 0xFFFFFFFF for word in match.chunkmap):
        return f"{how} ALL"
    present = [number for number in range(TYPES) if match.chunkmap[number // 32] >> number % 32 & 1]
    return how + (" " if present else "") + ",".join(chunk(number, match) for number in present)


def words(match: MatchSctp0, _: Context) -> str:
    tests = (
        (SRC_PORTS, ports("--sport", match.src_ports)),
        (DEST_PORTS, ports("--dport", match.dst_ports)),
        (CHUNK_TYPES, f" --chunk-types{chunks(match)}"),
    )
    return "".join(inverted(match.invflags & flag) + option for flag, option in tests if match.flags & flag)


def check(x: Subject) -> Sequence[Issue]:
    """sctp_mt_check."""
    row = x.row
    if row.num_flag_info & 0xFFFFFFFF > 4:
        return bad("num_flag_info", f"{row.num_flag_info} flag tests, the most are 4")
    if row.flags & ~0x07 or row.invflags & ~0x07:
        return bad("flags", f"flags {row.flags:#x}, invflags {row.invflags:#x}: known bits are 0x7")
    if row.invflags & ~row.flags:
        return bad("invflags", "a test is inverted that is not made")
    if row.flags & 0x04 and not row.chunk_match_type & 0x07:
        return bad("chunk_match_type", f"chunk_match_type is {row.chunk_match_type:#x}")
    return FINE


def packet(match: MatchSctp0, ctx: Context) -> Condition:
    """sctp_mt (v6.18): ports, then chunks."""
    tests: list[Term] = [FIRST_FRAGMENT]
    for flag, field, ports in ((SRC_PORTS, "sport", match.src_ports), (DEST_PORTS, "dport", match.dst_ports)):
        if match.flags & flag:
            tests.append(inverted_if(match.invflags & flag, between(field, *ports)))
    if match.flags & CHUNK_TYPES:
        asked = match._replace(flags=CHUNK_TYPES, invflags=0)
        fact = Fact(f"sctp{words(asked, ctx)}", "the chunks of a packet are not told")
        tests.append(inverted_if(match.invflags & CHUNK_TYPES, fact))
    return steps(*tests)


MOST_FLAGS = 4
WORDS = 64  # of the map of chunks, of which eight mean something
NO_FLAGS = MatchSctp0FlagInfo(chunktype=0xFF, flag=0, flag_mask=0)


def sctp_ports(text: str) -> list[int]:
    return span(text, one=lambda word: port(word, "sctp"))


def set_chunks(fields: Fields, given: Given) -> None:
    """How they are compared, and which: NAME[:FLAGS],... or ALL or NONE (parse_sctp_chunks)."""
    how, listed = given.values
    fields["chunk_match_type"] = named(how, COMPARED)
    fields["chunkmap"] = [U32 * (listed.upper() == "ALL")] * WORDS
    if listed.upper() in ("ALL", "NONE"):
        return
    infos: dict[int, tuple[int, int]] = {}
    for word in words_of(listed):
        called, _, flags = word.partition(":")
        at = next((at for at, (name, *_) in enumerate(CHUNKS) if name == called.upper()), None)
        if at is None:
            raise OptionError(f"ALL, NONE or some of {', '.join(name for name, *_ in CHUNKS)} are expected")
        number, letters = CHUNKS[at][1:]
        fields["chunkmap"][number // 32] |= 1 << number % 32
        for letter in flags:
            if letter.upper() not in letters:
                raise OptionError(f"{called} has the flags {letters}")
            bit = 1 << 7 - letters.index(letter.upper())
            value, mask = infos.get(at, (0, 0))
            infos[at] = (value | (bit if letter.isupper() else 0), mask | bit)
    if len(infos) > MOST_FLAGS:
        raise OptionError(f"at most {MOST_FLAGS} types with flags are expected")
    rows = [MatchSctp0FlagInfo(at, value, mask) for at, (value, mask) in infos.items()]
    fields.update(flag_info=rows + [NO_FLAGS] * (MOST_FLAGS - len(rows)), num_flag_info=len(rows))


def test(bit: int, **values: Any) -> Effect:
    return asks("flags", bit, "invflags", **values)


OPTIONS = Options(
    (
        RuleOption("--sport", test(SRC_PORTS, src_ports=sctp_ports), aliases=("--source-port",), invertible=True),
        RuleOption("--dport", test(DEST_PORTS, dst_ports=sctp_ports), aliases=("--destination-port",), invertible=True),
        RuleOption("--chunk-types", both(test(CHUNK_TYPES), set_chunks), words=2, invertible=True),
    ),
    start={"flag_info": [NO_FLAGS] * MOST_FLAGS},
)

EXTENSION = Extension(
    "match",
    "sctp",
    "net/netfilter/xt_sctp.c",
    {
        0: Revision(
            MatchSctp0,
            words=words,
            options=OPTIONS,
            meaning=FIELDS,
            constraints=Constraints(
                check,
                "at most 4 flag tests, flags within 0x7, inversions of tests that are made, a way to match chunks",
                "sctp_mt_check",
                proto=132,
            ),
            packet=packet,
        ),
    },
    holds=holds(
        "dst_ports src_ports chunkmap chunk_match_type flag_info.chunktype flag_info.flag "
        "flag_info.flag_mask num_flag_info flags invflags",
    ),
)
