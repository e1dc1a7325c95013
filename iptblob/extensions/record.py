"""The record of an extension: what is known of one match or target, one revision at a time.

Everything that depends on which extension it is stands in one of these; what uses them asks for an aspect and never
for a name. An aspect nobody wrote is a ``Missing`` with its reason: false in a condition, and never another one's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from iptblob.extensions.base import Bulk, Context, Words
from iptblob.extensions.constraints import Constraints, KernelChange
from iptblob.extensions.held import Held
from iptblob.extensions.meaning import Meaning
from iptblob.extensions.options import Options
from iptblob.terms import Action, Asked, Condition


class Missing:
    """An aspect that is not given, and why."""

    __slots__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __bool__(self) -> Literal[False]:
        return False


class HostDecides(Missing):
    """Constraints of what upstream has, but builds only where somebody wants it: whether it is there the host says.

    ``gone`` is the change that took it away.
    """

    __slots__ = ("gone",)

    def __init__(self, reason: str, gone: KernelChange | None = None) -> None:
        super().__init__(reason)
        self.gone = gone


NOT_YET = Missing("nobody wrote it yet")
NO_BULK = Missing("large tables do not hold it by the hundred thousand")
OWN_NAME = Missing("it is printed by its own name")
NO_WORDS = Missing("it has no words of its own: it is printed as the verdict, jump or chain that it stands for")
NO_MEANING = Missing("nobody said what it means: its configuration fields decide, and no other revision is like it")
OLD_REVISION = Missing("older kernels registered it; those of the profiles know later revisions only")
NOT_ARPS_OWN = Missing("arp_tables refuses targets that are not ARP's own (xt_check_target, net/netfilter/x_tables.c)")

NO_TEST = Missing("a target tests nothing: the matches of its rule do")
NO_EFFECT = Missing("a match does nothing to a packet")

# What packets a match lets through, one decoded payload at a time, or why only a fact tells; what a target does.
Packet = Callable[[Any, Context], Condition] | Asked
Effect = Callable[[Any, Context], Action] | Action

ASPECTS = ("words", "bulk", "printed", "meaning", "constraints", "options", "packet", "effect")


_NOTHING_DECIDED: Mapping[str, Held] = MappingProxyType({})
_NO_UNITS: Mapping[str, Callable[[Mapping[str, Any]], str]] = MappingProxyType({})


class Revision(NamedTuple):
    """One revision of an extension, in all families or in one.

    ``row`` is the class of its decoded payloads. The aspects: ``words`` are the options as iptables-save prints them,
    ``bulk`` the same of very many payloads, ``printed`` the name to print where it is not the extension's own
    (libxtables calls this alias); ``meaning`` is what a payload says, whatever bytes say it; ``constraints`` what the
    kernel asks of it; ``options`` makes a payload of text; ``packet`` says which packets match, ``effect`` what a
    target does to them.

    ``units`` puts numbers into words whose unit a reader does not see, a rate or a time, by the path of the field; each
    is given the values of the whole payload by path. ``ipsets`` are the fields that name a set by its number.
    ``inet_addresses`` hold a union nf_inet_addr, of which an IPv4 rule uses the first four bytes. ``unspec`` is true
    where the kernel registers the revision for all families at once (NFPROTO_UNSPEC), or the change that ended this;
    ``own_compat_size`` where it registers a size for 32-bit callers (compatsize). ``tracks`` where a rule with it turns
    the connection tracking of its namespace on (nf_ct_netns_get in its checkentry).
    """

    row: type[Any]
    words: Words | Missing = NOT_YET
    bulk: Bulk | Missing = NO_BULK
    printed: Words | Missing = OWN_NAME
    meaning: Meaning | Missing = NO_MEANING
    constraints: Constraints | Missing = NOT_YET
    options: Options | Missing = NOT_YET
    packet: Packet | Missing = NO_TEST
    effect: Effect | Missing = NO_EFFECT
    units: Mapping[str, Callable[[Mapping[str, Any]], str]] = _NO_UNITS
    ipsets: tuple[str, ...] = ()
    inet_addresses: tuple[str, ...] = ()
    unspec: bool | KernelChange = False
    own_compat_size: bool = False
    tracks: bool = False


# A revision, or (revision, family) where it is another thing in that family.
Key = int | tuple[int, str]


class Extension(NamedTuple):
    """One match or target: the kernel's file, by family where it has several, and its revisions.

    ``same_as`` is the name of the extension that this one is another name for: what both say means the same.
    ``nft_setting``: nf_tables does the same without it, by setting a word of a packet, in every family and table.
    ``holds`` says of every configuration field of all revisions, by its path without the numbers of arrays, whether it
    holds an address, a name or nothing private (``iptblob.extensions.held``).
    """

    kind: str
    name: str
    kernel_file: str | Mapping[str, str]
    revisions: Mapping[Key, Revision]
    same_as: str = ""
    nft_setting: bool = False
    holds: Mapping[str, Held] = _NOTHING_DECIDED

    def revision(self, number: int, family: str) -> Revision | None:
        """A revision as it is in a family, or None where nobody described it."""
        return self.revisions.get((number, family)) or self.revisions.get(number)

    def words_for(self, revision: int, family: str) -> Words | None:
        """The words of a revision in a family, or None when there are none."""
        found = self.revision(revision, family)
        return (found.words or None) if found else None

    def printed_for(self, revision: int, family: str) -> Words | None:
        """What prints the name of a revision in a family, or None where the own name is printed."""
        found = self.revision(revision, family)
        return (found.printed or None) if found else None

    def bulk_for(self, revision: int, family: str) -> Bulk | None:
        """The bulk words of a revision in a family, or None."""
        found = self.revision(revision, family)
        return (found.bulk or None) if found else None

    def source_file(self, family: str) -> str:
        """The kernel file it lives in."""
        return self.kernel_file if isinstance(self.kernel_file, str) else self.kernel_file[family]
