"""What a kernel says to the matches and targets of rules in nf_tables: nft_compat asks each extension as x_tables does.

What nf_tables checks of its own (expressions, registers, sets, loops) is not judged here.
Source: nft_match_init, nft_target_init, nft_match_validate, nft_target_validate in net/netfilter/nft_compat.c, v6.1.
"""

from __future__ import annotations

from dataclasses import replace

from iptblob import extensions
from iptblob.building.buffers import replace_of
from iptblob.building.relay import Relaid
from iptblob.check.profile import Profile
from iptblob.check.run import validate_bytes
from iptblob.check.verdict import Verdict
from iptblob.model import Finding
from iptblob.reading.evidence import REPLACE
from iptblob.spec.layout import layout_of
from iptblob.table import UNWRITTEN, Table

KIND = "nf_tables"
JUDGED = ("extension-", "checkentry-")  # what the ids of checks that nft_compat makes begin with


def judge_compat(table: Table, profile: Profile, *, every: bool = True) -> Verdict:
    """The verdict on the extensions of a table that was made of nf_tables; places are bytes of the dump.

    Rules that iptables did not write hold no extension that could be asked: they are passed over.
    """
    assert table.origin is not None
    entries = bytes(table.data)
    relaid = Relaid(table.family, table.abi, table.name, entries, hooks=table.hooks, num_entries=len(table))
    payload = replace_of(relaid)
    verdict = validate_bytes(payload, REPLACE, table.family, table.abi, profile, every=True)
    base = layout_of(table.family.replace_spec, table.abi).size
    silent = _silent(table)
    asked = [one for one in verdict.findings if one.id.startswith(JUDGED)]
    found = [placed for one in asked if (placed := _placed(table, one, base, silent))]
    refused = [one for one in found if one.errno]
    if refused:
        found = [one._replace(decides=one is refused[0]) for one in found]
    kept = [one for one in found if every or one.decides or not one.errno]
    return replace(
        verdict, accepted=not refused, errno=refused[0].errno if refused else None, kind=KIND, findings=tuple(kept),
        depends_on=tuple(name for name in verdict.depends_on if any(one.needs == name for one in kept)),
        entries=sum(chain.end - chain.start for chain in table.chains), masks=None,
    )  # fmt: skip


def _silent(table: Table) -> frozenset[int]:
    """Entries that have nothing nft_compat is asked for: what iptables did not write or its text hides, and a target
    that it writes as a setting, which has a place in every table."""
    found = set()
    for group in table.records.groups:
        known = extensions.find(group.kind, group.name.decode("latin-1"))
        if group.name == UNWRITTEN or (known is not None and known.nft_setting):
            found.update(group.entries.tolist())
    return frozenset(found)


def _placed(table: Table, finding: Finding, base: int, silent: frozenset[int]) -> Finding | None:
    """A finding at the message of its rule; None of a rule that has no extension to ask."""
    assert table.origin is not None
    if finding.offset is None:
        return finding
    at = int(table.offsets.searchsorted(finding.offset - base, side="right")) - 1
    place = table.origin.places[at] if 0 <= at < len(table) else -1
    if at in silent:
        return None
    return finding._replace(offset=None if place < 0 else place, length=0)
