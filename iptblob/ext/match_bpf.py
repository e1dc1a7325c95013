"""Match bpf: a program run over the packet (libxt_bpf.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iptblob.ext.base import Context, Extension, text
from iptblob.spec import columns
from iptblob.spec.layout import layout_of
from iptblob.spec.layouts.match_bpf_0 import MatchBpf0, MatchBpf0SockFilter
from iptblob.spec.layouts.match_bpf_1 import MatchBpf1

if TYPE_CHECKING:
    from iptblob.abi import Abi

MODE_BYTECODE, MODE_PATH_PINNED = 0, 1


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


EXTENSION = Extension("match", "bpf", {0: words_0, 1: words_1})
