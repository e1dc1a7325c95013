"""What happens to a packet, as text: each table and hook, each entry it came by, and what was decided where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from iptblob.escape import visible
from iptblob.packets.described import Described
from iptblob.packets.program import Program
from iptblob.packets.question import relation_of, value_text
from iptblob.packets.trace import Branch
from iptblob.packets.walk import Passed, Rewrite
from iptblob.render.counted import counted
from iptblob.render.entryplace import entry_place
from iptblob.terms import Between, Bits, Device, Either, Every, Fact, Not, Term
from iptblob.words.save import policy_name, rule_texts, save_rules

FEW_TEXTS = 40  # rules that are worded one by one before all of a table are
PLACE_WIDTH, NFT_PLACE_WIDTH = 12, 24  # "byte 1234567", "byte 1234567 of rules.nl"


def texts_of(program: Program) -> Callable[[int], str]:
    """The text of each entry of a table; of very many asked one by one, made for all at once."""
    made: list[Sequence[str]] = []
    few: dict[int, str] = {}

    def text(at: int) -> str:
        placed = program.table.rule_number(at)
        if placed is not None and at == placed[0].policy:
            hook = placed[0].hook
            return f"policy {policy_name(program.table, placed[0])}" if hook is not None else "end of the chain"
        if not made and len(few) < FEW_TEXTS and at not in few:
            few[at] = rule_texts(program.table.part(np.array([at])), program.context)[0]
        elif not made and at not in few:
            made.append(save_rules(program.table, program.context).rules)
        return visible((few[at] if at in few else made[0][at]).strip()) or "every packet, to no target"

    return text


def trace_lines(packet: Described, branches: Sequence[Branch], *, heading: str) -> Iterator[str]:
    """All ways of a packet."""
    yield heading
    taken = " ".join(f"{field}={value_text(field, value, packet.family)}" for field, value in packet.taken.items())
    if taken:
        yield f"taken, as nobody said it: {taken}"
    texts: dict[int, Callable[[int], str]] = {}
    for number, branch in enumerate(branches, 1):
        yield ""
        if len(branches) > 1:
            yield f"branch {number} of {len(branches)}"
        for key, answer in branch.assumed.items():
            yield f"  assuming {'yes' if answer else 'no '}: {visible(key)}"
        yield from branch_lines(branch, packet.family, texts)


def branch_lines(branch: Branch, family: str, texts: dict[int, Callable[[int], str]]) -> Iterator[str]:
    """One way: a title for each table in each hook."""
    title = ""
    for one in branch.trail.passed:
        if isinstance(one, Rewrite):
            yield f"    rewritten: {rewrite_text(one, family)}"
            continue
        table = one.program.table
        here = f"  {table.label} {table.family.hooks[one.hook]}" + (f", {table.backend}" if table.origin else "")
        if here != title:
            title = here
            yield here
        text = texts.setdefault(id(one.program), texts_of(one.program))
        yield from passed_lines(one, family, text)
    for note in branch.trail.notes:
        yield f"  note: {note}"
    yield f"  {verdict_text(branch)}"


def passed_lines(one: Passed, family: str, text: Callable[[int], str]) -> Iterator[str]:
    """Entries that were passed by, each with the first test that failed."""
    program = one.program
    width = PLACE_WIDTH if program.table.origin is None else NFT_PLACE_WIDTH
    for at in range(one.first, one.last + 1):
        mark = "*" if one.matched else " "
        line = f"  {mark} {program.place(at):<20} {entry_place(program.table, at):<{width}} {text(at)}"
        yield line if one.matched else f"{line}  [{why_not(one, at, family)}]"


def why_not(one: Passed, at: int, family: str) -> str:
    """The test that failed, with both values as they were."""
    if one.compared is not None:
        return failed_text(one.program.heads.first_false(at, one.compared.failed(at)), one.values, family)
    assert one.failed is not None
    reason = failed_text(one.failed.term, one.values, family) if not one.hot else _told(one.failed.term, one, family)
    return f"dropped by a test: {reason}" if one.hot else reason


def _told(term: Term, one: Passed, family: str) -> str:
    return f"{term.field} {relation_of(term, family)}" if isinstance(term, Bits | Between) else "it holds"


def failed_text(term: Term, values: dict[str, int], family: str) -> str:
    """``dport is 22, wants: is 80``."""
    if isinstance(term, bool):
        return "it can never match"
    if isinstance(term, Not):
        return wanted_text(term.term, values, family, "not: ")
    if isinstance(term, Every):
        return "; ".join(failed_text(one, values, family) for one in term.terms if is_false(one, values))
    if isinstance(term, Either):
        return "none of: " + "; ".join(failed_text(one, values, family) for one in term.terms)
    return wanted_text(term, values, family, "")


def is_false(term: Term, values: dict[str, int]) -> bool:
    """Is it certainly false, or a matter of facts?"""
    if isinstance(term, bool):
        return not term
    if isinstance(term, Between | Bits) and term.field in values:
        have = values[term.field]
        if isinstance(term, Between):
            return not term.low <= have <= term.high
        return have & term.mask != term.value
    if isinstance(term, Not):
        inner = term.term
        return isinstance(inner, Bits | Between) and inner.field in values and not is_false(inner, values)
    return True


def wanted_text(term: Term, values: dict[str, int], family: str, wants: str) -> str:
    """What a test wants, and what the packet had."""
    if isinstance(term, Fact):
        return f"{'yes' if wants else 'no'}: {visible(term.key)}"
    if isinstance(term, Device):
        mask = int.from_bytes(term.mask, "big")
        term = Bits(term.side, mask, int.from_bytes(term.name, "big") & mask)
    if isinstance(term, Bits | Between):
        have = values.get(term.field)
        shown = "not known" if have is None else value_text(term.field, have, family)
        return f"{term.field} is {shown}, wants {wants}{relation_of(term, family)}"
    if isinstance(term, Every | Either):
        joined = " and " if isinstance(term, Every) else " or "
        return f"wants {wants}" + joined.join(wanted_text(one, values, family, "") for one in term.terms)
    return "an inverted test holds"


def rewrite_text(one: Rewrite, family: str) -> str:
    def shown(value: int | None) -> str:
        if value is not None:
            return value_text(one.field, value, family)
        if one.within is not None:
            return "one of " + "-".join(value_text(one.field, end, family) for end in one.within)
        return "not known"

    return f"{one.field} {shown(one.before)} -> {shown(one.after)}"


def verdict_text(branch: Branch) -> str:
    end = branch.end
    said = {"HELD": "held", "UNKNOWN": "not known"}.get(end.verdict, end.verdict)
    where = f"verdict: {said}" + (f" in {end.hook}" if end.hook else "") + (f", {end.why}" if end.why else "")
    if branch.decided is None:
        return where
    program, at = branch.decided
    byte = entry_place(program.table, at)
    return f"{where}; decided by {program.table.label} {program.place(at)}" + (f", {byte}" if byte else "")


def heading_of(text: str, programs: Sequence[Program]) -> str:
    from iptblob.escape import Untrusted

    return f"{Untrusted.of(text).shown}, through {counted(len(programs), 'table')}"
