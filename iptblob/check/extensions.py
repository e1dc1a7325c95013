"""Constraints of every extension: which exist, where they may stand, and what their checkentry wants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from iptblob import extensions
from iptblob.check.profile import Profile
from iptblob.extensions.constraints import Constraints
from iptblob.extensions.record import Extension, HostDecides
from iptblob.model import Check
from iptblob.spec.registry import SPECS

Key = tuple[str, str, int, str]


class Registered(NamedTuple):
    """What the kernel registers under (kind, name, revision, family)."""

    extension: Extension
    constraints: Constraints
    own_compat_size: bool


@cache
def registered(kind: str, name: str, revision: int, family: str) -> Registered | None:
    """What the kernels of the profiles have under that key, or None."""
    extension, found = extensions.find(kind, name), extensions.find_revision(kind, name, revision, family)
    if extension is None or found is None or not found.constraints:
        return None
    return Registered(extension, found.constraints, found.own_compat_size)


def every_one() -> Iterator[tuple[Key, Registered]]:
    """All that is registered, by (kind, name, revision, family)."""
    return ((key, found) for key in SPECS if (found := registered(*key)) is not None)


def revisions_of(kind: str, name: str, *families: str) -> list[int]:
    """Revisions registered for any of the families: one number for each, ascending."""
    found = (key for key in SPECS if key[:2] == (kind, name) and key[3] in families)
    return sorted(key[2] for key in found if registered(*key) is not None)


def is_name(kind: str, name: bytes) -> bool:
    """True where something is called that: keeps bytes from a blob out of the caches."""
    return (kind, name.decode("latin-1")) in extensions.names()


def for_all_families(kind: str, name: str, revision: int | None = None) -> bool:
    """True where an extension, or that revision of it, is registered for all families at once."""
    found = extensions.find(kind, name)
    return found is not None and any(
        one.unspec and revision in (None, key if isinstance(key, int) else key[0])
        for key, one in found.revisions.items()
    )


def optional(kind: str, name: str, revision: int, family: str, profile: Profile) -> bool:
    """True where only the host knows whether the extension is there."""
    decides = _host_decides(kind, name, revision, family)
    return decides is not None and (decides.gone_since is None or profile.version < decides.gone_since)


def _host_decides(kind: str, name: str, revision: int, family: str) -> HostDecides | None:
    found = extensions.find_revision(kind, name, revision, family)
    return found.constraints if found and isinstance(found.constraints, HostDecides) else None


def check_id(kind: str, name: str) -> str:
    """The id of an extension's own conditions, for instance ``checkentry-match-multiport``."""
    return f"checkentry-{kind}-{name.lower() or 'standard'}"


@cache
def checks() -> dict[str, Check]:
    """One check per extension that has conditions of its own."""
    found: dict[str, Check] = {}
    functions: defaultdict[str, set[str]] = defaultdict(set)
    for (kind, name, _, family), one in every_one():
        if one.constraints.check is not None:
            key, path = check_id(kind, name), one.extension.source_file(family)
            functions[key].add(one.constraints.function_in(family))
            why = f"The {kind}'s own test of its payload."
            found.setdefault(key, Check(key, "EINVAL", "checkentry", path, one.constraints.says, why=why))
    single = {key: next(iter(names)) for key, names in functions.items() if len(names) == 1}
    return {key: check._replace(function=single.get(key, check.function)) for key, check in found.items()}
