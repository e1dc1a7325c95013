"""Extensions: one module per match or target, found by name when first needed.

Nothing outside this package knows what any of them is called: who needs something of one asks its record.
"""

from __future__ import annotations

import importlib
from functools import cache

from iptblob.extensions.record import Extension, Revision
from iptblob.spec.registry import SPECS


@cache
def names() -> frozenset[tuple[str, str]]:
    """(kind, name) of everything that has a spec; the standard target is ``""``."""
    return frozenset((kind, name) for kind, name, _, _ in SPECS)


@cache
def names_in(kind: str, family: str) -> tuple[str, ...]:
    """Sorted names of what has a spec for a family, without the standard target."""
    return tuple(sorted({name for one, name, _, its in SPECS if (one, its) == (kind, family) and name}))


# Other names of the same (xtables_find_match, iptables 1.8.9).
_ALSO_CALLED = {("match", "icmpv6"): "icmp6", ("match", "ipv6-icmp"): "icmp6"}


def called(kind: str, name: str) -> str:
    """The name of what iptables knows by this one."""
    return _ALSO_CALLED.get((kind, name), name)


@cache
def find(kind: str, name: str) -> Extension | None:
    """The extension called ``name``, or None where nobody described it."""
    if (kind, name) not in names():
        return None  # also keeps bytes from a blob out of the import machinery
    try:
        module = importlib.import_module(f"iptblob.extensions.{kind}_{name.lower() or 'standard'}")
    except ModuleNotFoundError:
        return None
    extension: Extension = module.EXTENSION
    return extension


@cache
def find_revision(kind: str, name: str, revision: int, family: str) -> Revision | None:
    """One revision in one family, or None where nobody described it: never the next lower one."""
    found = find(kind, name) if (kind, name, revision, family) in SPECS else None
    return found.revision(revision, family) if found else None


def revision_of(kind: str, name: bytes, revision: int, family: str) -> Revision | None:
    """The same for a name as it stands in a blob."""
    return find_revision(kind, name.decode("latin-1"), revision, family)


def names_ipsets(kind: str, name: bytes) -> bool:
    """True where payloads of an extension name ipsets by number."""
    found = find(kind, name.decode("latin-1"))
    return found is not None and any(one.ipsets for one in found.revisions.values())
