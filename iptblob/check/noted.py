"""Notes on how a verdict came about."""

from __future__ import annotations

from dataclasses import replace

from iptblob.check.explain import check_of
from iptblob.check.verdict import Verdict
from iptblob.model import NOTE, Finding

NO_COMPAT = "an i386 payload, read as lp64-le: this kernel has no code for 32-bit programs"


def noted(verdict: Verdict, name: str, said: str) -> Verdict:
    """The verdict with one more note, of the check ``name``."""
    check = check_of(name)
    note = Finding(check.id, NOTE, said, function=check.function, source=check.source(verdict.family))
    return replace(verdict, findings=(note, *verdict.findings))


def doubted(verdict: Verdict, doubt: str) -> Verdict:
    """The verdict with a note on how it was judged; itself without one."""
    return noted(verdict, "kernel-build" if doubt == NO_COMPAT else "kernel-release", doubt) if doubt else verdict
