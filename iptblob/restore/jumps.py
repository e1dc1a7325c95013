"""Where the text of a rule jumps to: the one option that iptables needs to know of before anything else does."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Sequence
from typing import NamedTuple

# Options whose value is any text, also one that looks like an option (iptables takes the next word, whatever it is).
_FREE = frozenset((
    "--comment", "--log-prefix", "--nflog-prefix", "--ulog-prefix", "--string", "--hex-string", "--name",
    "--hashlimit-name", "--helper", "--label", "--led-trigger-id", "--bytecode", "--object-pinned",
))  # fmt: skip
_LONG = ("jump", "goto")
_SHORTEST = {"jump": 1, "goto": 2}  # letters of the shortest abbreviation that no extension's option begins with


class RuleJump(NamedTuple):
    """A jump in the words of a rule: ``at`` is the word that holds the name, behind its first ``skip`` characters."""

    at: int
    skip: int
    name: str


def jump_of(words: Sequence[str]) -> RuleJump | None:
    """The first -j, -g, --jump or --goto, whatever its spelling; None where there is none (iptables 1.8.9)."""
    for at, word in enumerate(words):
        if not word.startswith("-") or (at and words[at - 1] in _FREE):
            continue
        option, equals, value = word.partition("=")
        if option.startswith("--"):
            if not any(name.startswith(option[2:]) and len(option) - 2 >= _SHORTEST[name] for name in _LONG):
                continue
            if equals:
                return RuleJump(at, len(option) + 1, value)
        elif word[:2] not in ("-j", "-g"):
            continue
        elif len(word) > 2:
            return RuleJump(at, 2, word[2:])
        return RuleJump(at + 1, 0, words[at + 1]) if at + 1 < len(words) else None
    return None


def renamed(words: Sequence[str], jump: RuleJump, name: str) -> list[str]:
    """The words with another name where the jump has one."""
    return [word[: jump.skip] + name if at == jump.at else word for at, word in enumerate(words)]


def with_plain_jump(words: Sequence[str]) -> list[str]:
    """The words with the jump, however it is spelled, as -j NAME or -g NAME."""
    jump = jump_of(words)
    if jump is None:
        return list(words)
    first = jump.at if jump.skip else jump.at - 1
    option = "-g" if words[first].lstrip("-").startswith("g") else "-j"
    return [*words[:first], option, jump.name, *words[jump.at + 1 :]]


class Renaming(NamedTuple):
    """A chain that got another name, and the line that says so."""

    old: str
    new: str
    line: int


def followed(renamings: Sequence[Renaming]) -> Callable[[str, int], str]:
    """What a chain is called in the end that a rule of some line calls by a name; ``renamings`` in their order.

    The last renaming is looked at first, so that each says the final name at once, however many there are.
    """
    later: dict[str, list[tuple[int, str]]] = {}  # by name, the last first: minus its line, the final name

    def follow(name: str, line: int) -> str:
        known = later.get(name, ())
        at = bisect(known, (-line, ""))  # all in front of it are of later lines
        return known[at - 1][1] if at else name

    for one in reversed(renamings):
        later.setdefault(one.old, []).append((-one.line, follow(one.new, one.line)))
    return follow
