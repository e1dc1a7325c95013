"""The kernel a snapshot was taken from, as far as the snapshot tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from iptblob.check.naming import named
from iptblob.check.profile import NEWEST, OLDEST, Profile, profile_of, series_profile
from iptblob.reading.source import Source


class OwnKernel(NamedTuple):
    """A profile, and in words why it may be another kernel ("" where it is the host's own)."""

    profile: Profile
    doubt: str = ""


def own_kernel(source: Source) -> OwnKernel:
    """The kernel of a snapshot, with what it said of its extensions; for everything else, which does not tell one, the
    newest known."""
    found = _named(source)
    return found._replace(profile=replace(found.profile, host=source.extensions))


def _named(source: Source) -> OwnKernel:
    said = source.manifest.get("kernel") if source.manifest else None
    facts: Mapping[str, Any] = said if isinstance(said, Mapping) else {"release": said}
    release, version, signature = (_text(facts.get(key)) for key in ("release", "version", "signature"))
    if not release:
        return OwnKernel(NEWEST)
    found = named(release, version, signature)
    if found.series is None or (*found.series, 0) < (*OLDEST[:2], 0):
        told = found.missing or "profiles begin with 4.17"
        return OwnKernel(NEWEST, f"the host's kernel {release}: {told}; judged as {NEWEST.name}")
    if found.missing:
        made = series_profile(found.series)
        return OwnKernel(
            made.built(source.config), f"the host's kernel {release}: {found.missing}; judged as {made.name}"
        )
    return OwnKernel(profile_of(found).built(source.config))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
