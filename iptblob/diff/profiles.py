"""What programs on a host write by themselves, and a check for drift leaves out: told, never silently.

A profile is a JSON file: ``chains`` are patterns of whole names of chains that a program owns, ``rules`` patterns that
are searched in rules of other chains (as iptables-save writes them, without -A CHAIN); ``ignore``, ``map_addr``,
``map_iface`` and ``map_name`` are what the options of these names take.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from iptblob.diff.files import FileDiff
from iptblob.diff.script import Change
from iptblob.errors import ReadError, UsageError
from iptblob.nearest import nearest
from iptblob.reading.opening import read_bytes

PROFILE_SCHEMA = 1
MAX_PROFILE = 1 << 20
_LISTS = ("chains", "rules", "ignore", "map_addr", "map_iface", "map_name")


@dataclass(frozen=True)
class DriftProfile:
    """One profile; ``chains`` and ``rules`` are compiled, the other lists are words for the options of their names."""

    name: str
    chains: tuple[re.Pattern[str], ...] = ()
    rules: tuple[re.Pattern[str], ...] = ()
    ignore: tuple[str, ...] = ()
    map_addr: tuple[str, ...] = ()
    map_iface: tuple[str, ...] = ()
    map_name: tuple[str, ...] = ()

    def owns(self, change: Change) -> bool:
        """Is it a change in a chain that is the program's, or of a rule that it wrote into another?"""
        names = [name for name in (change.chain, change.chain_b) if name is not None]
        if names and all(map(self.owns_chain, names)):
            return True
        lines = [line for line in (change.before, change.after) if line is not None and line.startswith("-A ")]
        return bool(lines) and all(self.owns_rule(_rule(line)) for line in lines)

    def owns_chain(self, name: str) -> bool:
        return any(one.fullmatch(name) for one in self.chains)

    def owns_rule(self, text: str) -> bool:
        """Did it write the rule, given without -A CHAIN?"""
        return any(one.search(text) for one in self.rules)


def _rule(line: str) -> str:
    """What stands behind -A CHAIN."""
    return line.partition(" ")[2].partition(" ")[2]


def shipped() -> list[str]:
    """Names of the profiles that come with this program."""
    return sorted(one.name.removesuffix(".json") for one in _folder().iterdir() if one.name.endswith(".json"))


def _folder() -> Any:
    return resources.files("iptblob") / "data" / "profiles"


def profile(wanted: str) -> DriftProfile:
    """A profile that comes with this program, by name, or a file. UsageError or ReadError where it is none."""
    if wanted in shipped():
        return _read((_folder() / f"{wanted}.json").read_bytes(), wanted)
    if "/" not in wanted and not Path(wanted).exists():
        raise UsageError(f"no profile {wanted!r}: {nearest(wanted, shipped())}", hint="or name a file")
    return _read(read_bytes(wanted, MAX_PROFILE), wanted)


def words_of(profiles: Sequence[DriftProfile], name: str) -> list[str]:
    """What all profiles have for an option."""
    return [word for one in profiles for word in getattr(one, name)]


def _read(data: bytes, file: str) -> DriftProfile:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"no JSON: {error}", file=file) from error
    if not isinstance(found, dict) or found.get("schema") != PROFILE_SCHEMA or not isinstance(found.get("name"), str):
        raise ReadError(f"no profile: it needs schema {PROFILE_SCHEMA} and a name", file=file)
    strange = sorted(set(found) - {"schema", "name", "about", *_LISTS})
    if strange:
        raise ReadError(f"no profile has {strange[0]!r}: {nearest(strange[0], _LISTS)}", file=file)
    lists = {name: _words(found.get(name, []), name, file) for name in _LISTS}
    chains, rules = (tuple(_pattern(one, file) for one in lists.pop(name)) for name in ("chains", "rules"))
    return DriftProfile(found["name"], chains, rules, **lists)


def _words(value: object, name: str, file: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise ReadError(f"{name} must be a list of texts", file=file)
    return tuple(value)


def _pattern(text: str, file: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ReadError(f"{text!r} is no pattern: {error}", file=file) from error


def without(found: FileDiff, profiles: Sequence[DriftProfile]) -> FileDiff:
    """The result without the changes that profiles own; how many each has left out is in the notes."""
    if not profiles:
        return found
    counts: Counter[str] = Counter()
    tables = [replace(one, changes=list(_others(one.changes, profiles, counts))) for one in found.tables]
    told = [
        f"profile {one.name}: {counts[one.name]} change{'' if counts[one.name] == 1 else 's'} left out"
        for one in profiles
    ]
    return replace(found, tables=tables, notes=[*found.notes, *told])


def _others(changes: Iterable[Change], profiles: Sequence[DriftProfile], counts: Counter[str]) -> Iterator[Change]:
    for change in changes:
        owner = next((one.name for one in profiles if one.owns(change)), None)
        if owner is None:
            yield change
        else:
            counts[owner] += 1
