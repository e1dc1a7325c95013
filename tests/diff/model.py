"""Rule lists as plain text, random edits of them, and the listings that the comparison takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from hypothesis import strategies as st

from iptblob.diff.lines import from_lines, lines_of_text
from iptblob.diff.listing import Listing
from iptblob.restore.document import read as read_rules

BUILTIN = ("INPUT", "FORWARD", "OUTPUT")
VERDICTS = ("ACCEPT", "DROP", "RETURN")


@dataclass
class Model:
    policies: dict[str, str]
    chains: dict[str, list[str]]  # rule text behind -A CHAIN, jumps as "-j NAME"
    once: dict[str, str] = field(default_factory=dict)  # chains that were renamed: what they were called at first

    def copy(self) -> Model:
        chains = {name: list(rules) for name, rules in self.chains.items()}
        return Model(dict(self.policies), chains, dict(self.once))

    def save(self) -> bytes:
        lines = ["*filter"]
        lines += [f":{name} {self.policies.get(name, '-')} [0:0]" for name in self.chains]
        lines += [f"-A {name} {rule}" for name, rules in self.chains.items() for rule in rules]
        return "\n".join([*lines, "COMMIT", ""]).encode()

    def loops(self) -> bool:
        """True where a chain can be reached from itself."""
        jumps = {name: {rule.rpartition(" -j ")[2] for rule in rules} for name, rules in self.chains.items()}
        for _ in self.chains:
            for targets in jumps.values():
                targets.update(*(jumps.get(target, ()) for target in tuple(targets)))
        return any(name in targets for name, targets in jumps.items())


def listings(*models: Model) -> list[Listing]:
    tables = [lines_of_text(read_rules(model.save(), "model").tables[0], "ipv4") for model in models]
    return from_lines(tables)


def rule(numbers: st.SearchStrategy[int], targets: list[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda number, target: f"-s 10.0.0.{number}/32 -j {target}", numbers, st.sampled_from(targets))


@st.composite
def models(draw: st.DrawFn) -> Model:
    """A table with a few chains; the alphabet of rules is small enough for many to be equal."""
    users = [f"C{at}" for at in range(draw(st.integers(0, 4)))]
    wide = draw(st.sampled_from([3, 12, 200]))
    chains = {}
    for name in [*BUILTIN, *users]:
        chains[name] = draw(st.lists(rule(st.integers(1, wide), [*VERDICTS, *users]), max_size=10))
    return Model(dict.fromkeys(BUILTIN, "ACCEPT"), chains)


@st.composite
def edited(draw: st.DrawFn, kinds: tuple[str, ...], most: int = 4) -> tuple[Model, Model, int]:
    """(a table, the same after some edits, how many edits were made)."""
    before = draw(models())
    after = before.copy()
    made = 0
    fresh = iter(range(201, 250))
    for _ in range(draw(st.integers(1, most))):
        made += edit(draw, after, draw(st.sampled_from(kinds)), fresh)
    return before, after, made + beyond_recognition(before, after)


def beyond_recognition(before: Model, after: Model) -> int:
    """Steps more than edits: a chain renamed whose rules are not half the same is another chain (docs/diff.md)."""
    more = 0
    for new, old in after.once.items():
        mine = [_with_old_name(rule, after.once) for rule in after.chains[new]]
        rules = len(mine) + len(before.chains[old])
        if 4 * (Counter(mine) & Counter(before.chains[old])).total() < rules:
            more += 1 + rules + sum(_target(rule) == new for own in after.chains.values() for rule in own)
    return more


def _target(rule: str) -> str:
    return rule.rpartition(" -j ")[2]


def _with_old_name(rule: str, once: dict[str, str]) -> str:
    return rule.removesuffix(_target(rule)) + once.get(_target(rule), _target(rule))


def edit(draw: st.DrawFn, model: Model, kind: str, fresh: object) -> int:
    names = list(model.chains)
    name = draw(st.sampled_from(names))
    rules = model.chains[name]
    users = [chain for chain in names if chain not in BUILTIN]
    any_rule = rule(st.integers(1, 12), [*VERDICTS, *users])
    if kind == "insert":
        rules.insert(draw(st.integers(0, len(rules))), draw(any_rule))
    elif kind == "delete" and rules:
        del rules[draw(st.integers(0, len(rules) - 1))]
    elif kind == "edit" and rules:
        rules[draw(st.integers(0, len(rules) - 1))] = draw(any_rule)
    elif kind == "swap" and len(rules) > 1:
        at = draw(st.integers(0, len(rules) - 2))
        rules[at], rules[at + 1] = rules[at + 1], rules[at]
    elif kind == "move" and rules:
        taken = rules.pop(draw(st.integers(0, len(rules) - 1)))
        into = model.chains[draw(st.sampled_from(names))]
        into.insert(draw(st.integers(0, len(into))), taken)
    elif kind == "policy":
        chain = draw(st.sampled_from(BUILTIN))
        model.policies[chain] = "DROP" if model.policies[chain] == "ACCEPT" else "ACCEPT"
    elif kind == "rename" and users:
        old = draw(st.sampled_from(users))
        new = f"N{next(fresh)}"  # type: ignore[call-overload]
        model.chains = {new if chain == old else chain: own for chain, own in model.chains.items()}
        model.once[new] = model.once.pop(old, old)
        for own in model.chains.values():
            own[:] = [text.removesuffix(f" -j {old}") + f" -j {new}" if text.endswith(f" -j {old}") else text
                      for text in own]  # fmt: skip
    else:
        return 0
    return 1
