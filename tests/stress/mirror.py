"""Is ``diff B A`` the mirror of ``diff A B``, step by step? Over random pairs of small tables of many kinds:

    python -m tests.stress.mirror 100000 [SEED]

Tables are small and their rules few, so that many scripts are equally short and every choice between them is made.
Each script is also carried out: A's rules must become B's. Ends with 1 at the first pair that fails, and prints it.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable

from iptblob.diff.files import FileDiff, Side, Wishes, diff_sides, side_of_text
from iptblob.diff.meaning.heads import Ignored
from iptblob.diff.script import compare
from iptblob.restore.document import read as read_rules
from tests.diff.apply import apply, rules_of
from tests.diff.mirror import unmirrored
from tests.diff.model import BUILTIN, VERDICTS, Model, listings

IPTABLES = (1, 8, 9)
Pair = tuple[Model, Model]
CONDITIONS = (
    "-s 10.0.0.{n}/32", "-d 192.0.2.{n}/32 -p tcp -m tcp --dport {n}", "-i eth{n}", "-p udp -m udp --sport {n}:99",
    "-m comment --comment \"number {n} of the office\"", "-m set --match-set S{n} src", "",
    "-p tcp -m multiport --dports 1,{n},7000 -m conntrack --ctstate RELATED",
)  # fmt: skip


class Maker:
    """Makes pairs of tables; ``wide`` is how many numbers its rules use."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.fresh = 0

    def rule(self, targets: list[str], wide: int, shapes: int = 1) -> str:
        condition = self.random.choice(CONDITIONS[:shapes]).format(n=self.random.randint(1, wide))
        return f"{condition} -j {self.random.choice(targets)}".strip()

    def table(self, users: int, wide: int, most: int, shapes: int = 1) -> Model:
        names = [f"C{at}" for at in range(users)]
        self.random.shuffle(names)
        chains = {
            name: [self.rule([*VERDICTS, *names], wide, shapes) for _ in range(self.random.randint(0, most))]
            for name in [*BUILTIN, *names]
        }
        return Model({name: self.random.choice(VERDICTS[:2]) for name in BUILTIN}, chains)

    def targets(self, model: Model) -> list[str]:
        return [*VERDICTS, *(name for name in model.chains if name not in BUILTIN)]

    # Edits

    def edit(self, model: Model, wide: int, shapes: int = 1) -> None:
        """One random change of a table."""
        random_ = self.random
        name = random_.choice(list(model.chains))
        rules = model.chains[name]
        what = random_.choice(("insert", "delete", "edit", "swap", "move", "copy", "policy", "rename", "add", "remove"))
        if what == "insert":
            rules.insert(random_.randint(0, len(rules)), self.rule(self.targets(model), wide, shapes))
        elif what == "policy":
            model.policies[random_.choice(BUILTIN)] = random_.choice(VERDICTS[:2])
        elif what == "add":
            self.fresh += 1
            some = [self.rule(self.targets(model), wide) for _ in range(random_.randint(0, 3))]
            model.chains[f"A{self.fresh}"] = some
        elif what in ("rename", "remove") and name not in BUILTIN:
            self.rename(model, name, remove=what == "remove")
        elif rules:
            self.edit_rule(model, rules, what, wide, shapes)

    def edit_rule(self, model: Model, rules: list[str], what: str, wide: int, shapes: int) -> None:
        at = self.random.randrange(len(rules))
        other = self.random.choice(list(model.chains.values()))
        if what == "delete":
            del rules[at]
        elif what == "edit":
            rules[at] = self.rule(self.targets(model), wide, shapes)
        elif what == "swap":
            rules[at - 1], rules[at] = rules[at], rules[at - 1]
        elif what in ("move", "copy"):
            taken = rules.pop(at) if what == "move" else rules[at]
            other.insert(self.random.randint(0, len(other)), taken)

    def rename(self, model: Model, old: str, *, remove: bool = False) -> None:
        self.fresh += 1
        new = "ACCEPT" if remove else f"{self.random.choice('ADNZ')}{self.fresh}"
        model.chains = {new if name == old else name: own for name, own in model.chains.items()}
        for own in model.chains.values():
            own[:] = [f"{text.removesuffix(old)}{new}" if text.endswith(f"-j {old}") else text for text in own]
        if remove:
            del model.chains[new]

    def edited(self, before: Model, most: int, wide: int, shapes: int = 1) -> Pair:
        after = before.copy()
        for _ in range(self.random.randint(1, most)):
            self.edit(after, wide, shapes)
        if self.random.random() < 0.3:  # where user chains lie in a table says nothing
            users = [name for name in after.chains if name not in BUILTIN]
            self.random.shuffle(users)
            after.chains = {name: after.chains[name] for name in [*BUILTIN, *users]}
        return before, after

    # Kinds of pairs

    def few_edits(self) -> Pair:
        return self.edited(self.table(self.random.randint(0, 4), self.random.choice((3, 12, 200)), 10), 4, 12)

    def many_edits(self) -> Pair:
        return self.edited(self.table(self.random.randint(1, 5), 4, 8), 20, 4)

    def duplicates(self) -> Pair:
        """Few different rules, each many times."""
        return self.edited(self.table(self.random.randint(0, 2), 1, 14), 10, 2)

    def unrelated(self) -> Pair:
        """Two tables that have only their rules' alphabet in common."""
        users, wide = self.random.randint(0, 4), self.random.choice((1, 2, 3))
        return self.table(users, wide, 4), self.table(users, wide, 4)

    def shapes(self) -> Pair:
        """Rules with nothing in common at one place."""
        return self.edited(self.table(self.random.randint(0, 3), 3, 7, len(CONDITIONS)), 12, 3, len(CONDITIONS))

    def renames(self) -> Pair:
        """Several chains of the same or of similar content renamed, and jumps to them edited."""
        before = self.table(self.random.randint(2, 7), self.random.choice((1, 2, 5)), 3)
        after = before.copy()
        for name in [name for name in before.chains if name not in BUILTIN]:
            if self.random.random() < 0.7:
                self.rename(after, name)
        return self.edited(after, 6, 3) if self.random.random() < 0.1 else (before, self.edited(after, 5, 3)[1])

    def moves(self) -> Pair:
        """Rules dealt out anew to the chains."""
        before = self.table(self.random.randint(1, 3), 3, 4)
        after = before.copy()
        names = list(after.chains)
        for name in names:
            for rule in list(after.chains[name]):
                if self.random.random() < 0.5:
                    after.chains[name].remove(rule)
                    own = after.chains[self.random.choice(names)]
                    own.insert(self.random.randint(0, len(own)), rule)
        return self.edited(after, 2, 3) if self.random.random() < 0.1 else (before, after)

    def self_jumps(self) -> Pair:
        """Chains that jump to themselves and to one another, nearly all rules for one source."""
        return self.table(self.random.randint(1, 3), 1, 2), self.table(self.random.randint(1, 3), 1, 2)

    def long_gaps(self) -> Pair:
        """One chain written anew, longer than any table of likenesses."""
        before, after = self.table(1, 40, 3, len(CONDITIONS)), self.table(1, 40, 3, len(CONDITIONS))
        for model in (before, after):
            model.chains["INPUT"] = [self.rule(["ACCEPT", "DROP"], 40, 8) for _ in range(self.random.randint(45, 70))]
        return before, after


# Ways to compare

def counted(model: Model, seed: int) -> bytes:
    """Save text with counters."""
    own = random.Random(seed)
    lines = [f"[{own.randint(0, 1)}:9] {line}" if line.startswith("-A") else line
             for line in model.save().decode().splitlines()]  # fmt: skip
    return "\n".join([*lines, ""]).replace(" [0:0]", f" [{own.randint(0, 2)}:0]").encode()


def plain(a: Model, b: Model, _: int) -> list[str]:
    one, other = listings(a, b)
    there = compare(one, other)
    result = apply(there.changes, rules_of(one))
    wrong = [] if result == rules_of(other) else ["the script does not make B of A"]
    return wrong + unmirrored(there.changes, compare(*listings(b, a)).changes)


def _files(a: Model, b: Model, seed: int, wishes: Wishes) -> list[str]:
    def side(model: Model, name: str, seed: int) -> Side:
        return side_of_text(read_rules(counted(model, seed), name))

    def run(one: Side, other: Side) -> FileDiff:
        return diff_sides(one, other, wishes)

    there = run(side(a, "a", seed), side(b, "b", seed + 1))
    back = run(side(b, "b", seed + 1), side(a, "a", seed))
    wrong = unmirrored(there.changes, back.changes)
    for kind, pairs in there.mapping.words.items():
        if {other: one for one, other in pairs.items()} != back.mapping.words[kind]:
            wrong.append(f"{kind}: {pairs} is not the mirror of {back.mapping.words[kind]}")
    return wrong


def ignoring(a: Model, b: Model, seed: int) -> list[str]:
    words = frozenset(random.Random(seed).sample(("comment", "source", "interface", "set", "tcp", "protocol"), 2))
    return _files(a, b, seed, Wishes(IPTABLES, ignored=Ignored(words)))


def counting(a: Model, b: Model, seed: int) -> list[str]:
    return _files(a, b, seed, Wishes(IPTABLES, counters=True))


def mapping(a: Model, b: Model, seed: int) -> list[str]:
    return _files(a, b, seed, Wishes(IPTABLES, auto_map=True))


WAYS: tuple[Callable[[Model, Model, int], list[str]], ...] = (plain, plain, plain, ignoring, counting, mapping)
MAKERS = (
    Maker.few_edits, Maker.many_edits, Maker.duplicates, Maker.unrelated, Maker.shapes, Maker.renames, Maker.moves,
    Maker.self_jumps, Maker.long_gaps,
)  # fmt: skip


def check(number: int, seed: int) -> tuple[str, str, Pair, list[str]]:
    """One pair: (kind, way of comparing, pair, what is wrong)."""
    maker = Maker(seed * 1_000_003 + number)
    make = MAKERS[number % len(MAKERS)] if number % 50 == 8 or number % len(MAKERS) != 8 else Maker.self_jumps
    way = WAYS[number // len(MAKERS) % len(WAYS)]
    pair = make(maker)
    return make.__name__, way.__name__, pair, way(*pair, number)


def main() -> int:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    print(f"{pairs} pairs, seed {seed}", flush=True)
    done: Counter[str] = Counter()
    started = time.monotonic()
    for number in range(pairs):
        kind, way, (a, b), wrong = check(number, seed)
        done[f"{kind} {way}"] += 1
        if wrong:
            print(f"pair {number}, {kind}, {way}", *wrong, a.save().decode(), b.save().decode(), sep="\n")
            return 1
        if number % 2_000 == 1_999:
            print(f"{number + 1} pairs in {time.monotonic() - started:.0f} s", flush=True)
    for kind, count in sorted(done.items()):
        print(f"{count:8} {kind}")
    print("every script is the mirror of the script back")
    return 0


if __name__ == "__main__":
    sys.exit(main())
