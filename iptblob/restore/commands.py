"""One line inside a table as a command: what iptables is asked to do, to which chain (iptables/xshared.c do_parse,
iptables.c do_command4, 1.8.9)."""

from __future__ import annotations

import re
from typing import NamedTuple

from iptblob.restore.arguments import arguments

APPEND, INSERT, DELETE, REPLACE, CHECK = "append", "insert", "delete", "replace", "check"
FLUSH, REMOVE, CREATE, POLICY, RENAME, ZERO = "flush", "delete-chain", "new-chain", "policy", "rename-chain", "zero"
_SHORT = {
    "-A": APPEND, "-I": INSERT, "-D": DELETE, "-R": REPLACE, "-F": FLUSH, "-X": REMOVE, "-N": CREATE, "-P": POLICY,
    "-E": RENAME, "-Z": ZERO, "-C": CHECK, "-L": "list", "-S": "list-rules",
}  # fmt: skip
_LONG = (*_SHORT.values(), "new")
_RULES = (APPEND, INSERT, DELETE, REPLACE, CHECK)
U64 = 0xFFFFFFFFFFFFFFFF

_append = re.compile(
    r'[ \t]*(?:\[(-?\d{1,20}):(-?\d{1,20})\][ \t]*)?-A[ \t]*([^ \t\n"-][^ \t\n]*)(.*)', re.DOTALL
).fullmatch
_counters = re.compile(r"[ \t]*\[(-?\d{1,20}):(-?\d{1,20})\][ \t]*(.*)", re.DOTALL).fullmatch
_set_counters = re.compile(r"(?<=[ \t])-(?:c|-set-counters)[ \t=]").search
_arp_counters = re.compile(r"\s*, pcnt=(\d{1,20}) -- bcnt=(\d{1,20})\s*$").search
_counting = re.compile(r"[ \t\n\v\f\r]*\+?(?:0[xX]([0-9a-fA-F]{1,8})|(0[0-7]{0,11}|[1-9][0-9]{0,9}))").fullmatch
_needs_quotes = re.compile(r"[^-_0-9A-Za-z.:,/!=+@%]|^$").search


class Command(NamedTuple):
    """A command of iptables. ``rule`` is the text behind the chain, ``number`` a rule number, ``value`` a policy or a
    new name. ``counted`` where the line states counters."""

    kind: str
    chain: str = ""
    rule: str = ""
    number: int | None = None
    value: str = ""
    packets: int = 0
    octets: int = 0
    counted: bool = False


class NotUnderstoodError(ValueError):
    """Why a line is no command."""


def command(line: str) -> Command:
    """The command of a line inside a table; NotUnderstoodError where it is none."""
    usual = _append(line)
    if usual is not None and not _set_counters(line) and "pcnt=" not in line:
        packets, octets, chain, rule = usual.groups()
        if packets is None:
            return Command(APPEND, chain, rule.rstrip())
        return Command(APPEND, chain, rule=rule.rstrip(), number=None, value="", packets=int(packets) & U64,
                       octets=int(octets) & U64, counted=True)
    return _any_command(line)


def _any_command(line: str) -> Command:
    counts = _counters(line)
    packets, octets = (int(counts[1]) & U64, int(counts[2]) & U64) if counts else (0, 0)
    line = counts[3] if counts else line
    arp = _arp_counters(line)
    if arp:
        packets, octets, line = int(arp[1]) & U64, int(arp[2]) & U64, line[: arp.start()]
    words, inner = _without_counters(arguments(line))
    if inner:
        packets, octets = inner
    found = _command_of(words)
    return found._replace(packets=packets, octets=octets, counted=bool(counts or arp or inner))


def _without_counters(words: list[str]) -> tuple[list[str], tuple[int, int] | None]:
    """-c PACKETS BYTES, which `iptables -S -v` prints within a rule, taken out."""
    for at, word in enumerate(words):
        if word in ("-c", "--set-counters") and words[at + 1 :]:
            given = words[at + 1].split(",") if "," in words[at + 1] else words[at + 1 : at + 3]
            if len(given) == 2 and all(re.fullmatch(r"\d{1,20}", count) for count in given):
                rest = words[:at] + words[at + (2 if "," in words[at + 1] else 3) :]
                return rest, (int(given[0]) & U64, int(given[1]) & U64)
    return words, None


def _command_of(words: list[str]) -> Command:
    if any(word in ("-t", "--table") or word.startswith("--table=") for word in words[:2]):
        raise NotUnderstoodError("no table can be named inside a table")
    at, kind, attached = _find_command(words)
    before, behind = words[:at], ([attached] if attached else []) + words[at + 1 :]
    chain = _taken(behind)
    if kind in _RULES:
        if not chain:
            raise NotUnderstoodError(f"--{kind} names no chain")
        number = _number(behind) if kind not in (APPEND, CHECK) else None
        if kind == REPLACE and number is None:
            raise NotUnderstoodError("--replace names no rule number")
        rule = _joined(before + behind)
        if kind == DELETE and number is not None and rule:
            raise NotUnderstoodError("--delete takes a rule number or a rule")
        return Command(kind, chain, rule, number)
    if kind == ZERO:
        return Command(kind, chain, number=_number(behind))
    value = _taken(behind) if kind in (POLICY, RENAME) else ""
    if before or behind:
        raise NotUnderstoodError(f"{(before + behind)[0]!r} behind --{kind}")
    if (kind in (CREATE, POLICY, RENAME) and not chain) or (kind in (POLICY, RENAME) and not value):
        raise NotUnderstoodError(f"--{kind} lacks an argument")
    if kind not in (FLUSH, REMOVE, CREATE, POLICY, RENAME):
        raise NotUnderstoodError(f"--{kind} changes no table")
    return Command(kind, chain, value=value)


def _find_command(words: list[str]) -> tuple[int, str, str]:
    """(place of the command among the words, its kind, what is attached to it)."""
    for at, word in enumerate(words):
        if at and words[at - 1].startswith("--") and "=" not in words[at - 1]:
            continue  # the value of a long option, such as --comment -A
        if word[:2] in _SHORT and not word.startswith("--"):
            return at, _SHORT[word[:2]], word[2:]
        if word.startswith("--"):
            name, _, value = word[2:].partition("=")
            kinds = {kind for kind in _LONG if kind == name} or {kind for kind in _LONG if kind.startswith(name)}
            kinds = {CREATE if kind == "new" else kind for kind in kinds} if len(name) > 1 else set()
            if len(kinds) == 1:
                return at, kinds.pop(), value
        if at == 0 and not word.startswith(("-", "!")):
            break
    raise NotUnderstoodError("no command")


def _taken(words: list[str]) -> str:
    """The next word, taken off, where it is no option."""
    return words.pop(0) if words and not words[0].startswith(("-", "!")) else ""


def _number(words: list[str]) -> int | None:
    """A number of a rule, as strtoul reads it: 0x10 and 010 too (parse_rulenumber, xshared.c)."""
    found = _counting(words[0]) if words else None
    if found is None:
        return None
    words.pop(0)
    return int(found[1], 16) if found[1] else int(found[2], 8 if found[2][:1] == "0" else 10)


def _joined(words: list[str]) -> str:
    """Words as the text of a rule, each with a space in front."""
    return "".join(f" {quoted(word)}" for word in words)


def quoted(word: str) -> str:
    """A word that ``arguments`` reads back as it is."""
    if not _needs_quotes(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
