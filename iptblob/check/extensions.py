"""Constraints of every extension: which exist, where they may stand, and what their checkentry wants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from iptblob import extensions
from iptblob.check.profile import Profile
from iptblob.extensions.constraints import Constraints, KernelChange
from iptblob.extensions.record import Extension, HostDecides
from iptblob.model import Check
from iptblob.spec.registry import SPECS

Key = tuple[str, str, int, str]


class Answer(NamedTuple):
    """What is true of a kernel, and in words what nobody knows of its version."""

    true: bool
    doubt: str = ""

    def __bool__(self) -> bool:
        return self.true


class Registered(NamedTuple):
    """What the kernel registers under (kind, name, revision, family)."""

    extension: Extension
    constraints: Constraints
    own_compat_size: bool
    unspec: bool | KernelChange


@cache
def registered(kind: str, name: str, revision: int, family: str) -> Registered | None:
    """What the kernels of the profiles have under that key, or None."""
    extension, found = extensions.find(kind, name), extensions.find_revision(kind, name, revision, family)
    if extension is None or found is None or not found.constraints:
        return None
    return Registered(extension, found.constraints, found.own_compat_size, found.unspec)


def every_one() -> Iterator[tuple[Key, Registered]]:
    """All that is registered, by (kind, name, revision, family)."""
    return ((key, found) for key in SPECS if (found := registered(*key)) is not None)


def host_decided() -> Iterator[tuple[str, HostDecides]]:
    """Constraints that only the host knows, by name."""
    for key in SPECS:
        found = extensions.find_revision(*key)
        if found and isinstance(found.constraints, HostDecides):
            yield key[1], found.constraints


def revisions_of(kind: str, name: str, *families: str) -> list[int]:
    """Revisions registered for any of the families: one number for each, ascending."""
    found = (key for key in SPECS if key[:2] == (kind, name) and key[3] in families)
    return sorted(key[2] for key in found if registered(*key) is not None)


def is_name(kind: str, name: bytes) -> bool:
    """True where something is called that: keeps bytes from a blob out of the caches."""
    return (kind, name.decode("latin-1")) in extensions.names()


def for_all_families(kind: str, name: str, profile: Profile, revision: int | None = None) -> Answer:
    """Whether an extension, or that revision of it, is registered for all families at once, and what is not known."""
    found = extensions.find(kind, name)
    doubt = ""
    for key, one in found.revisions.items() if found else ():
        if not one.unspec or revision not in (None, key if isinstance(key, int) else key[0]):
            continue
        if isinstance(one.unspec, bool):
            return Answer(True)
        doubt = profile.doubt(one.unspec)
        if not profile.made(one.unspec):
            return Answer(True, doubt)
    return Answer(False, doubt)


def optional(kind: str, name: str, revision: int, family: str, profile: Profile) -> Answer:
    """Whether only the host knows that an extension is there, and what is not known."""
    found = extensions.find_revision(kind, name, revision, family)
    if found is None and family == "arp" and for_all_families(kind, name, profile, revision):
        found = extensions.find_revision(kind, name, revision, "ipv4")
    decides = found.constraints if found else None
    if not isinstance(decides, HostDecides):
        return Answer(False)
    if decides.gone is None:
        return Answer(True)
    return Answer(not profile.made(decides.gone), profile.doubt(decides.gone))


def host_has(kind: str, name: str, family: str) -> bool:
    """True where no revision is there for certain, and one may be: the host decides whether the name is known."""
    found = extensions.find(kind, name)
    own = [one for key, one in found.revisions.items() if isinstance(key, int) or key[1] == family] if found else []
    return bool(own) and any(isinstance(one.constraints, HostDecides) for one in own)


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
