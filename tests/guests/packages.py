"""Debian's kernel packages: which there are, and fetching them, through the mirror this machine uses already.

The machine's own package lists stay as they are: apt runs with lists and sources in a folder of the cache.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from tests.guests.cache import CACHE, DATA, number

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
SUITES = ("bullseye", "bookworm", "trixie", "sid")
SECURITY, BACKPORTS = ("bullseye", "bookworm", "trixie"), ("bookworm", "trixie")
NAME = re.compile(r"linux-image-(\d[\w.+-]*?)-amd64")
FLAVOURS = re.compile(r"-(cloud|rt)-amd64$|unsigned|template")


NAMES = DATA / "packages.tsv"


class Kernel(NamedTuple):
    """One version: what `uname -r` says, the package's version, and the packages that hold it."""

    version: str
    release: str
    debian: str
    packages: tuple[str, ...]


def mirror() -> str:
    """The address packages come from on this machine, without the one for security updates."""
    places = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
    for path in places:
        text = path.read_text() if path.is_file() else ""
        for found in re.finditer(r"(?m)^(?:URIs:|deb(?:\s+\[.*?\])?)\s+(\S+/debian)/?(?:\s|$)", text):
            return found[1]
    raise SystemExit("no Debian mirror in /etc/apt: kernels cannot be fetched on this machine")


def _apt(*arguments: str) -> str:
    """An apt command with lists of its own."""
    base = CACHE / "apt"
    for path in ("state/lists/partial", "cache/archives/partial", "parts", "fetched"):
        (base / path).mkdir(parents=True, exist_ok=True)
    address = mirror()
    signed = f"[arch=amd64 signed-by={KEYRING}]"
    lines = [f"deb {signed} {address} {suite} main" for suite in SUITES]
    lines += [f"deb {signed} {address}-security {suite}-security main" for suite in SECURITY]
    lines += [f"deb {signed} {address} {suite}-backports main" for suite in BACKPORTS]
    (base / "sources.list").write_text("\n".join(lines) + "\n")
    (base / "apt.conf").write_text(
        f'Dir::State "{base}/state"; Dir::State::status "/var/lib/dpkg/status"; Dir::Cache "{base}/cache";\n'
        f'Dir::Etc::sourcelist "{base}/sources.list"; Dir::Etc::sourceparts "{base}/parts";\n'
        f'Dir::Etc::preferencesparts "{base}/parts"; Acquire::Languages "none"; APT::Sandbox::User "root";\n'
        'APT::Architecture "amd64";\n'
    )
    done = subprocess.run(arguments, env={**os.environ, "APT_CONFIG": str(base / "apt.conf")}, cwd=base / "fetched",
                          check=True, stdout=subprocess.PIPE, text=True)  # fmt: skip
    return done.stdout


def update() -> None:
    """Read the package lists again."""
    _apt("apt-get", "update", "-qq")


def kernels() -> list[Kernel]:
    """Every version the mirror offers, oldest first; of several builds of one version the latest."""
    if not (CACHE / "apt" / "state" / "lists").is_dir():
        update()
    found: dict[str, Kernel] = {}
    releases: dict[str, str] = {}
    names = set()
    for block in _apt("apt-cache", "dumpavail").split("\n\n"):
        fields = dict(re.findall(r"(?m)^(Package|Version): (.*)$", block))
        names.add(fields.get("Package", ""))
        named = NAME.fullmatch(fields.get("Package", ""))
        upstream = re.match(r"\d+\.\d+\.\d+", fields.get("Version", ""))
        if not named or not upstream or FLAVOURS.search(named[0]) or not re.match(r"\d+\.\d+\.\d", named[1]):
            continue
        releases[named[1]] = fields["Version"]
        one = Kernel(upstream[0], f"{named[1]}-amd64", fields["Version"], (named[0],))
        known = found.get(one.version)
        if known is None or _rank(one) > _rank(known):
            found[one.version] = one
    _remember(releases)
    split = [_split(found[version], names) for version in sorted(found, key=number)]
    return [one for one in split if names.issuperset(one.packages)]


def read_names() -> dict[str, str]:
    """The version of Debian's package by what `uname -r` says, without the flavour behind it."""
    lines = NAMES.read_text().splitlines() if NAMES.exists() else []
    return dict(line.split("\t", 1) for line in lines if not line.startswith("#"))


def _remember(releases: dict[str, str]) -> None:
    """Keep the names of packages; those that the mirror offers no longer stay."""
    known = {**read_names(), **releases}
    lines = ["# Written by `python -m tests.guests list`: `uname -r` without its flavour, version of Debian's package."]
    lines += [
        f"{name}\t{known[name]}" for name in sorted(known, key=lambda one: [int(n) for n in re.findall(r"\d+", one)])
    ]
    DATA.mkdir(parents=True, exist_ok=True)
    NAMES.write_text("\n".join(lines) + "\n")


def _split(one: Kernel, names: set[str]) -> Kernel:
    """From 6.19 on the kernel and its modules come in packages of their own, which mirrors do not keep equally long."""
    parts = tuple(f"linux-{part}-{one.release}" for part in ("binary", "modules", "base"))
    return one._replace(packages=parts) if parts[0] in names else one


def _rank(one: Kernel) -> tuple[bool, tuple[int, ...]]:
    """Debian's own build of a release before its backports, then the later one."""
    return "~" not in one.debian, tuple(map(int, re.findall(r"\d+", one.debian.partition("-")[2])))


def fetch(one: Kernel) -> list[Path]:
    """The packages of a kernel as files."""
    place = CACHE / "apt" / "fetched"
    for name in one.packages:
        if not list(place.glob(f"{name}_*.deb")):
            _apt("apt-get", "download", "-qq", f"{name}={one.debian}")
    return [next(place.glob(f"{name}_*.deb")) for name in one.packages]
