"""Whether a change of rules changes what happens to any packet, and to which."""

from __future__ import annotations

from dataclasses import dataclass, field

from iptblob.diff.listing import Listing
from iptblob.diff.script import ADDED, COUNTERS, POLICY, REMOVED, RENAMED, Change, Compared
from iptblob.extensions.base import NEWEST_IPTABLES, Context
from iptblob.packets.bdd import TooLargeError
from iptblob.packets.program import Program
from iptblob.packets.reach import MOST_SECONDS, Comparison, Reached, reached_by
from iptblob.terms import Carries

HOLDS_NO_RULE = (ADDED, REMOVED, RENAMED, COUNTERS)  # what these do to packets, rules and policies do
NEITHER = (
    "which packets fare otherwise is only known of tables that both files hold as bytes, with the hooks that enter them"
)


@dataclass
class Credited:
    """Of one table: fates that change, and by the index of a change those (by index) of packets that its rule matches.

    ``reached.left`` says what could not be decided; ``bystanders`` are changes of rules that let every packet go on as
    it is; ``by_change`` lacks these, and changes of which nothing is known.
    """

    reached: Reached = field(default_factory=Reached)
    bystanders: set[int] = field(default_factory=set)
    by_change: dict[int, list[int]] = field(default_factory=dict)

    @property
    def decided(self) -> bool:
        return not self.reached.left


def program_of(listing: Listing) -> Program | None:
    """The table of one side as packets pass it; None of texts that are not in bytes whole, and where no hook enters."""
    table = listing.source
    if table is None or listing.names is None or listing.worded or not table.hooks:
        return None
    context = Context(table.family.name, table.abi, listing.names, NEWEST_IPTABLES, table.origin is not None)
    return Program(table, context)


def credited(compared: Compared, seconds: float = MOST_SECONDS) -> Credited:
    """Follow the packets of a table whose rules changed, and see which of the changed rules match them."""
    found = Credited()
    one, other = program_of(compared.a), program_of(compared.b)
    if one is None or other is None:
        found.reached.left.append(f"{compared.a.family} {compared.a.table}: {NEITHER}")
        return found
    label = one.table.label
    try:
        comparison = Comparison(one, other, seconds, compared.sets)
    except TooLargeError as error:
        found.reached.left.append(f"{label}: {error.message}")
        return found
    found.reached = reached_by(comparison)
    asked = {at: _entries(change, compared) for at, change in enumerate(compared.changes)}
    for at, entries in asked.items():
        actions = [program.action(entry) for program, entry in zip((one, other), entries, strict=True)
                   if entry is not None]  # fmt: skip
        if actions and all(isinstance(action, Carries) for action in actions):
            found.bystanders.add(at)
        elif actions:
            found.by_change[at] = []
    try:
        for number, fate in enumerate(found.reached.changes):
            met = comparison.met(fate)
            for at in found.by_change:
                if any(entry in own for entry, own in zip(asked[at], met, strict=True)):
                    found.by_change[at].append(number)
    except TooLargeError as error:
        found.reached.left.append(f"{label}: {error.message}")
    return found


def _entries(change: Change, compared: Compared) -> tuple[int | None, int | None]:
    """The entry that a change is about, in A and in B."""
    if change.kind in HOLDS_NO_RULE:
        return None, None
    if change.kind != POLICY:
        return change.entry_a, change.entry_b
    sides = []
    for listing in (compared.a, compared.b):
        chains = (chain for chain in listing.chains if chain.name == change.chain.encode("latin-1"))
        sides.append(next((chain.policy for chain in chains if chain.hook is not None), None))
    return sides[0], sides[1]

