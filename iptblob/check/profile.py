"""Kernel profiles: which checks a version makes. Data only.

A check that came with a fix lives in several series from some point release on: the fix is a property of a point
release, not of a series. Read in the sources of 6.1.192, 6.12.117 and 7.2.13, measured on 6.18.44.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from iptblob.errors import UsageError

Version = tuple[int, int, int]

# Point releases that were read or measured; --kernel X.Y means the one of that series.
KNOWN: tuple[Version, ...] = ((6, 1, 192), (6, 12, 117), (6, 18, 44), (7, 2, 13))
OLDEST: Version = (4, 17, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What one kernel version does where versions differ.

    ``payload_covered``: optlen must cover the entries (6.9 and stable). ``arp_own_only``: arp takes only extensions
    registered for it. ``sets_proto_flag``: ip6_tables sets IP6T_F_PROTO itself. ``late_fixes``: ttl and hl look at
    their mode, rt FST wants addresses. ``physdev_names``: physdev looks at its names.
    ``hooks_before_checkentry``: extensions' own hook tests run before their other conditions.
    ``hz``: timer frequency, which the rate arithmetic depends on.
    """

    version: Version
    payload_covered: bool
    arp_own_only: bool
    sets_proto_flag: bool
    late_fixes: bool
    physdev_names: bool
    hooks_before_checkentry: bool
    hz: int = 250

    @property
    def name(self) -> str:
        return ".".join(map(str, self.version))


def _since(version: Version, first: Version, stable: dict[tuple[int, int], int]) -> bool:
    """True from ``first`` on, and in stable series from their point release on."""
    series = version[:2]
    return version >= first or (series in stable and version[2] >= stable[series])


_FIXED_2026 = {(6, 1): 192, (6, 12): 117}


@cache
def profile(version: Version) -> Profile:
    """The profile of a kernel version; UsageError before 4.17, whose structural checks were others."""
    if version < OLDEST:
        raise UsageError(f"kernel {'.'.join(map(str, version))}: profiles begin with 4.17")
    fixed = _since(version, (7, 0, 0), _FIXED_2026)
    return Profile(
        version,
        payload_covered=_since(version, (6, 9, 0), {(6, 1): 85, (6, 6): 26}),
        arp_own_only=_since(version, (7, 0, 0), {**_FIXED_2026, (6, 18): 44}),
        sets_proto_flag=fixed,
        late_fixes=fixed,
        physdev_names=version >= (7, 0, 0),
        hooks_before_checkentry=version >= (7, 0, 0),
    )


NEWEST = profile(KNOWN[-1])


# the last series of each major version; there is no 4.21, 5.20 or 6.20
_LAST = {4: 20, 5: 19, 6: 19}


def asked_profile(text: str) -> Profile:
    """That of a version a user names; UsageError for one that does not exist, or is newer than all that is known."""
    found = find_profile(text)
    major, minor = found.version[:2]
    newest = KNOWN[-1]
    if (major, minor) > newest[:2] or minor > _LAST.get(major, minor):
        series = [".".join(map(str, known[:2])) for known in KNOWN]
        close = min(KNOWN, key=lambda known: (abs(known[0] - major), abs(known[1] - minor)))
        raise UsageError(
            f"no kernel {text} is known", hint=f"nearest: {close[0]}.{close[1]}; measured: {', '.join(series)}"
        )
    return found


def find_profile(text: str) -> Profile:
    """The profile for ``X.Y`` (the known point release of that series, else its first) or ``X.Y.Z``.

    What follows the numbers in a release string of uname (``6.1.0-50-amd64``) is left aside.
    """
    found = re.match(r"(\d{1,3})\.(\d{1,4})(?:\.(\d{1,5}))?", text)
    if found is None:
        raise UsageError(f"{text!r} is no kernel version such as 6.18")
    series = (int(found[1]), int(found[2]))
    if found[3] is not None:
        return profile((*series, int(found[3])))
    for known in KNOWN:
        if known[:2] == series:
            return profile(known)
    return profile((*series, 0))
