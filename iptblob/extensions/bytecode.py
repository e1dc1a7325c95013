"""The classic BPF checker (bpf_check_classic, net/core/filter.c, v6.18) and the finite-state text search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

LD, LDX, ST, STX, ALU, JMP, RET, MISC = range(8)
IMM, ABS, IND, MEM, LEN, MSH = 0x00, 0x20, 0x40, 0x60, 0x80, 0xA0
HALF, BYTE = 0x08, 0x10
K, X, A = 0x00, 0x08, 0x10
ADD, SUB, MUL, DIV, OR, AND, LSH, RSH, NEG, MOD, XOR = (code << 4 for code in range(11))
JA, JEQ, JGT, JGE, JSET = (code << 4 for code in range(5))

_ALU = {
    ALU | operation | source for operation in (ADD, SUB, MUL, DIV, MOD, AND, OR, XOR, LSH, RSH) for source in (K, X)
}
_JUMPS = {JMP | operation | source for operation in (JEQ, JGE, JGT, JSET) for source in (K, X)}
_ABSOLUTE = {LD | ABS, LD | HALF | ABS, LD | BYTE | ABS}
_ALLOWED = (
    _ALU | _JUMPS | _ABSOLUTE | {ALU | NEG, JMP | JA, ST, STX, RET | K, RET | A, MISC, MISC | 0x80}
    | {LD | LEN, LD | IND, LD | HALF | IND, LD | BYTE | IND, LD | IMM, LD | MEM}
    | {LDX | LEN, LDX | BYTE | MSH, LDX | IMM, LDX | MEM}
)  # fmt: skip
MAX_INSTRUCTIONS = 64  # XT_BPF_MAX_NUM_INSTR
MEMORY_WORDS = 16
ANCILLARY, ANCILLARY_END = 0xFFFFF000, 64  # SKF_AD_OFF, SKF_AD_MAX


def bpf_fault(program: Sequence[Any], count: int) -> str:
    """What the checker refuses in the first ``count`` instructions (code, jt, jf, k), or nothing."""
    if not 0 < count <= MAX_INSTRUCTIONS:
        return f"{count} instructions, 1 to {MAX_INSTRUCTIONS} are taken"
    for at, one in enumerate(program[:count]):
        fault = _instruction_fault(one, at, count)
        if fault:
            return f"instruction {at}: {fault}"
    if program[count - 1].code not in (RET | K, RET | A):
        return "the last instruction is no return"
    return _memory_fault(program, count)


def _instruction_fault(one: Any, at: int, count: int) -> str:
    code, k = one.code, one.k
    fault = ""
    if code not in _ALLOWED:
        fault = f"code {code:#x} is unknown"
    elif code in (ALU | DIV | K, ALU | MOD | K) and not k:
        fault = "division by zero"
    elif code in (ALU | LSH | K, ALU | RSH | K) and k >= 32:
        fault = f"shift by {k}"
    elif code in (LD | MEM, LDX | MEM, ST, STX) and k >= MEMORY_WORDS:
        fault = f"memory word {k} does not exist"
    elif (k if code == JMP | JA else max(one.jt, one.jf) if code in _JUMPS else -1) + at + 1 >= count:
        fault = "jump past the end"
    elif code in _ABSOLUTE and k >= ANCILLARY and (k - ANCILLARY >= ANCILLARY_END or k % 4):
        fault = f"no ancillary data at {k:#x}"
    return fault


def _memory_fault(program: Sequence[Any], count: int) -> str:
    """Memory words read before they are written (check_load_and_stores)."""
    masks = [0xFFFF] * count
    valid = 0
    for at, one in enumerate(program[:count]):
        valid &= masks[at]
        if one.code in (ST, STX):
            valid |= 1 << one.k
        elif one.code in (LD | MEM, LDX | MEM) and not valid >> one.k & 1:
            return f"instruction {at}: memory word {one.k} is read before it is written"
        elif one.code == JMP | JA:
            masks[at + 1 + one.k] &= valid
            valid = 0xFFFF
        elif one.code in _JUMPS:
            masks[at + 1 + one.jt] &= valid
            masks[at + 1 + one.jf] &= valid
            valid = 0xFFFF
    return ""


def fsm_fault(pattern: bytes, is_be: bool) -> str:
    """What the fsm text search refuses in its tokens of type, recurrence and value (lib/ts_fsm.c fsm_init, v6.18)."""
    if len(pattern) % 4 or len(pattern) < 8:
        return f"{len(pattern)} bytes are no two or more tokens"
    for at in range(0, len(pattern), 4):
        kind = int.from_bytes(pattern[at : at + 2], "big" if is_be else "little")
        recurrence = pattern[at + 2]
        if kind > 13 or recurrence > 4:
            return f"token {at // 4} has type {kind}, recurrence {recurrence}"
        if recurrence == 4 and at:
            return f"token {at // 4} ignores a head that it is not"
    return ""
