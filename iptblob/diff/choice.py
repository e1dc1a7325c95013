"""Which of the changes are wanted: chosen once, before anything presents or counts them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from iptblob.diff.files import FileDiff
from iptblob.diff.profiles import DriftProfile, without
from iptblob.diff.script import Change


@dataclass(frozen=True)
class Choice:
    """Changes of some chains (by their name in A or in B) and of some kinds, but for those that profiles own; nothing
    given means all."""

    chains: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    profiles: tuple[DriftProfile, ...] = ()

    def wants(self, change: Change) -> bool:
        """True for a change that is asked for."""
        in_chain = not self.chains or change.chain in self.chains or change.chain_b in self.chains
        return in_chain and (not self.kinds or change.kind in self.kinds)

    def of(self, found: FileDiff) -> FileDiff:
        """The same result with the chosen changes only."""
        found = without(found, self.profiles)
        if not self.chains and not self.kinds:
            return found
        tables = [
            replace(table, changes=[change for change in table.changes if self.wants(change)]) for table in found.tables
        ]
        return replace(found, tables=tables)
