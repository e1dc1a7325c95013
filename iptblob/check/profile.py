"""Kernel profiles: which checks a version makes.

A check that came with a fix lives in several series from some point release on: the fix is a property of a point
release, not of a series. Which release is said by ``iptblob.check.kernels``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from iptblob.check.kernels import Version, booted, state, version_text
from iptblob.check.naming import Named, named
from iptblob.errors import UsageError
from iptblob.extensions.constraints import KernelChange
from iptblob.reading.hostkernel import HostExtensions

OLDEST: Version = (4, 17, 0)
HZ = 250


@dataclass(frozen=True, slots=True)
class Profile:
    """What one kernel does where kernels differ.

    ``hz`` is its timer frequency, which the rate arithmetic depends on. ``compat`` is false where it was built without
    the code for 32-bit programs (CONFIG_NETFILTER_XTABLES_COMPAT), None where nobody said. ``host`` is what the kernel
    itself said of its matches and targets, which no version tells.
    """

    version: Version
    hz: int = HZ
    compat: bool | None = None
    host: HostExtensions | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        return version_text(self.version)

    def made(self, change: KernelChange) -> bool:
        """Whether it makes a change; where nobody knows, as the release before it."""
        return state(change.id, self.version).made

    def doubt(self, change: KernelChange) -> str:
        """Between which releases a change lies where nobody knows which side this version is on, else ""."""
        found = state(change.id, self.version)
        if found.sure:
            return ""
        less = f"{version_text(found.without)} is without it" if found.without else "older releases are without it"
        more = f", {version_text(found.having)} has it" if found.having else ", no later release was examined"
        return f"{change.says}: {less}{more}; Linux {self.name} is judged as without"

    def built(self, config: str) -> Profile:
        """The same version built as a kernel configuration says (lines ``CONFIG_NAME=value``)."""
        made = self
        if frequency := re.search(r"(?m)^CONFIG_HZ=(\d{1,5})$", config):
            made = replace(made, hz=int(frequency[1]) or HZ)
        if re.search(r"(?m)^CONFIG_NETFILTER_XTABLES_COMPAT=y$", config):
            made = replace(made, compat=True)
        elif re.search(r"(?m)^# CONFIG_NETFILTER_XTABLES_COMPAT is not set$", config):
            made = replace(made, compat=False)
        return made


@cache
def profile(version: Version) -> Profile:
    """The profile of a kernel version; UsageError before 4.17, whose structural checks were others."""
    if version < OLDEST:
        raise UsageError(f"kernel {version_text(version)}: profiles begin with 4.17")
    return Profile(version)


NEWEST = profile(booted()[-1].version)


# the last series of each major version; there is no 4.21, 5.20 or 6.20
_LAST = {4: 20, 5: 19, 6: 19}


def asked_profile(text: str) -> Profile:
    """That of a version a user names; UsageError for one that does not exist, or is newer than all that is known."""
    found = find_profile(text)
    major, minor = found.version[:2]
    series = sorted({one.version[:2] for one in booted()})
    if (major, minor) > series[-1] or minor > _LAST.get(major, minor):
        close = min(series, key=lambda known: (abs(known[0] - major), abs(known[1] - minor)))
        raise UsageError(
            f"no kernel {text} is known", hint=f"nearest: {close[0]}.{close[1]}"
        )
    return found


def find_profile(text: str) -> Profile:
    """The profile for what people call a kernel: ``6.1``, ``6.1.192``, a line of `uname`, a Debian package.

    ``X.Y`` is the newest release of that series that was booted, or else its first. UsageError where the words do not
    say which release it is; it says what is missing.
    """
    return profile_of(named(text))


def profile_of(found: Named) -> Profile:
    """The profile of a kernel whose name was read; UsageError where it does not say which release it is."""
    if found.missing:
        raise UsageError(f"kernel {found.text!r}: {found.missing}")
    if found.version is not None:
        made = profile(found.version)
        build = next((one for one in booted() if one.debian and one.debian == found.debian), None)
        return replace(made, hz=build.hz, compat=build.compat) if build else made
    assert found.series is not None
    return series_profile(found.series)


def series_profile(series: tuple[int, int]) -> Profile:
    """The newest release of a series that was booted, or else its first."""
    own = [one.version for one in booted() if one.version[:2] == series]
    return profile(max(own, default=(*series, 0)))
