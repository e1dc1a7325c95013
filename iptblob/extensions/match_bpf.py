"""Match bpf: a program run over the packet (libxt_bpf.c, iptables 1.8.9)."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING

from iptblob.abi import Abi
from iptblob.extensions.base import Context, text
from iptblob.extensions.bytecode import bpf_fault
from iptblob.extensions.constraints import FINE, Constraints, Issue, Subject, bad, need
from iptblob.extensions.held import OwnField, Replacing, holds, numbers_replaced
from iptblob.extensions.meaning import PayloadContext, Sense
from iptblob.extensions.options import U8, U16, U32, Fields, Given, OptionError, Options, RuleOption, cut
from iptblob.extensions.record import Extension, Revision
from iptblob.spec import columns
from iptblob.spec.layout import layout_of
from iptblob.spec.layouts.match_bpf_0 import MatchBpf0, MatchBpf0SockFilter
from iptblob.spec.layouts.match_bpf_1 import MatchBpf1
from iptblob.terms import pure

if TYPE_CHECKING:
    from iptblob.abi import Abi

MODE_BYTECODE, MODE_PATH_PINNED = 0, 1
JUMP = 0x05  # the class of an instruction (linux/bpf_common.h)


def bytecode(count: int, program: list[MatchBpf0SockFilter]) -> str:
    """The program with its length in front; a length beyond the array prints what the array holds."""
    lines = ",".join(f"{step.code} {step.jt} {step.jf} {step.k}" for step in program[:count])
    # without instructions iptables leaves the string open
    return f' --bytecode "{count},{lines}"' if count else ' --bytecode "0,'


def instructions(program: bytes, abi: Abi) -> list[MatchBpf0SockFilter]:
    """The bytes of revision 1's union as instructions; revision 0 has their layout."""
    layout = layout_of("match_bpf_0", abi)["bpf_program"].struct
    assert layout is not None
    return columns.decode(layout, abi, columns.as_bytes(program).reshape(-1, layout.size))


def words_0(match: MatchBpf0, _: Context) -> str:
    return bytecode(match.num_bpf_program, match.bpf_program)


def words_1(match: MatchBpf1, ctx: Context) -> str:
    if match.mode == MODE_BYTECODE:
        return bytecode(match.num_bpf_program, instructions(match.program, ctx.abi))
    if match.mode == MODE_PATH_PINNED:
        path, _, _ = match.program.partition(b"\0")
        return f" --object-pinned {text(path)}"
    return f" [unknown mode {match.mode}]"  # iptables-save gives up here


STEP = {False: struct.Struct("<HBBI"), True: struct.Struct(">HBBI")}


def sense_0(match: MatchBpf0, _: PayloadContext) -> object:
    return tuple((step.code, step.jt, step.jf, step.k) for step in match.bpf_program[: match.num_bpf_program])


def sense_1(match: MatchBpf1, side: PayloadContext) -> object:
    """The number of a file descriptor says nothing about another process (xt_bpf.c bpf_mt_check_v1, v6.1)."""
    if match.mode != MODE_BYTECODE:
        return match.mode, match.program.partition(b"\0")[0]
    return tuple(STEP[side.is_be].iter_unpack(match.program))[: match.num_bpf_program]


def check(x: Subject) -> Sequence[Issue]:
    """bpf_mt_check, bpf_mt_check_v1."""
    mode = 0 if x.revision == 0 else x.row.mode
    if mode == 0:
        fault = bpf_fault(x.row.bpf_program, x.row.num_bpf_program) if x.revision == 0 else _bytecode_in_union(x)
        return bad("bpf_program" if x.revision == 0 else "program", fault) if fault else FINE
    if mode == 1:
        raw = x.bytes_of("program")
        if 0 not in raw:
            return bad("program", f"the path has no NUL within its {len(raw)} bytes")
        return (need("bpf-object", "program", "a pinned program must lie at that path"),)
    if mode == 2:
        return (need("bpf-object", "fd", f"file descriptor {x.row.fd} of the caller must be a socket filter program"),)
    return bad("mode", f"mode is {mode}, the most is 2")


def _bytecode_in_union(x: Subject) -> str:
    """Revision 1 keeps program and path in one union: read it with the instructions of revision 0."""
    from iptblob.abi import LP64_BE, LP64_LE
    from iptblob.spec.layout import layout_of
    from iptblob.spec.unpack import row_reader

    abi = LP64_BE if x.state["is_be"] else LP64_LE
    count = x.row.num_bpf_program
    instruction = layout_of("match_bpf_0", abi)["bpf_program"].struct
    assert instruction is not None
    read = row_reader(instruction, abi.order)
    raw = x.bytes_of("program")
    program = [read(raw, at * instruction.size) for at in range(min(count, len(raw) // instruction.size))]
    return bpf_fault(program, count)


SAYS = "1 to 64 instructions that the classic BPF checker passes; or a pinned program, or a descriptor of one"

INSTRUCTIONS = 64
PATH = 511  # bytes, and the NUL
_COUNTED = re.compile(r"\s*\+?(\d+),").match
_INSTRUCTION = re.compile(r"\s*([-+]?\d+)\s+([-+]?\d+)\s+([-+]?\d+)\s+([-+]?\d+)").match
_WIDTHS = (U16, U8, U8, U32)


def set_code(fields: Fields, given: Given) -> None:
    """COUNT,CODE JT JF K,... (bpf_parse_string); numbers are cut to the width of their fields, as sscanf does."""
    counted = _COUNTED(given.value)
    count = int(counted[1]) & U16 if counted else 0
    if not 0 < count <= INSTRUCTIONS:
        raise OptionError(f"a number of instructions from 1 to {INSTRUCTIONS} is expected, and a comma")
    _, *parts = given.value.split(",")
    while parts and not parts[-1]:
        parts.pop()
    found = [_INSTRUCTION(part) for part in parts]
    if None in found or len(found) != count:
        raise OptionError(f"{count} instructions of four numbers are expected")
    steps = [tuple(int(one) & most for one, most in zip(step.groups(), _WIDTHS, strict=True)) for step in found if step]
    fields.update(_steps=steps, num_bpf_program=count)


def lay_0(fields: Fields, _: Abi) -> Fields:
    steps = [MatchBpf0SockFilter(*step) for step in fields.pop("_steps")]
    return fields | {"bpf_program": steps + [MatchBpf0SockFilter(0, 0, 0, 0)] * (INSTRUCTIONS - len(steps))}


def lay_1(fields: Fields, abi: Abi) -> Fields:
    """In the union of program and path."""
    if "_steps" not in fields:
        return fields
    program = b"".join(STEP[abi.is_be].pack(*step) for step in fields.pop("_steps"))
    return fields | {"program": program, "mode": MODE_BYTECODE}


def set_pinned(fields: Fields, given: Given) -> None:
    """iptables sends a descriptor of its own as well, which the kernel does not look at beside a path."""
    fields.update(program=cut(given.value, PATH), mode=MODE_PATH_PINNED)


BYTECODE = RuleOption("--bytecode", set_code)
OPTIONS_0 = Options((BYTECODE,), laid=lay_0, one_of=("--bytecode",))
BOTH = ("--bytecode", "--object-pinned")
OPTIONS_1 = Options(
    (BYTECODE, RuleOption("--object-pinned", set_pinned)), laid=lay_1, one_of=BOTH, apart=(BOTH,), since=(1, 6, 1)
)

def program_replaced(value: bytes, match: MatchBpf0 | MatchBpf1, abi: Abi, replacing: Replacing) -> bytes:
    """The numbers that jumps compare with, which may be addresses; or the path of the pinned program."""
    if isinstance(match, MatchBpf1) and match.mode != MODE_BYTECODE:
        path, nul, rest = value.partition(b"\0")
        return replacing.name(path) + nul + replacing.opaque(rest)
    steps = instructions(value, abi)
    after = numbers_replaced([step.k for step in steps], replacing)
    pack = STEP[abi.is_be].pack
    return b"".join(
        pack(step.code, step.jt, step.jf, new if step.code & JUMP == JUMP else step.k)
        for step, new in zip(steps, after, strict=True)
    )


EXTENSION = Extension(
    "match",
    "bpf",
    "net/netfilter/xt_bpf.c",
    {
        0: Revision(
            MatchBpf0,
            words=words_0,
            options=OPTIONS_0,
            meaning=Sense(sense_0),
            constraints=Constraints(check, SAYS, "bpf_mt_check"),
            unspec=True,
            packet=pure("a program looks at the packet's bytes"),
        ),
        1: Revision(
            MatchBpf1,
            words=words_1,
            options=OPTIONS_1,
            meaning=Sense(sense_1),
            constraints=Constraints(check, SAYS, "bpf_mt_check_v1"),
            unspec=True,
            packet=pure("a program looks at the packet's bytes"),
        ),
    },
    holds=holds("num_bpf_program mode fd", bpf_program=OwnField(program_replaced), program=OwnField(program_replaced)),
)
