"""What the iptables tools of this machine do otherwise than those the samples were made with (1.8.9, Debian 12)."""

from __future__ import annotations

import functools
import re
import subprocess
from pathlib import Path

import pytest

from iptblob.names import Names, debian_12

MADE_WITH = (1, 8, 9)


@functools.cache
def installed() -> tuple[int, int, int]:
    """The version of the tools, e.g. (1, 8, 11)."""
    said = subprocess.run(["iptables-legacy", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"v(\d+)\.(\d+)\.(\d+)", said)
    assert found is not None, said
    return int(found[1]), int(found[2]), int(found[3])


def version() -> str:
    """The same as the option --iptables takes it."""
    return ".".join(map(str, installed()))


def _refusals() -> list[str]:
    """Patterns of refusals that are this machine's way and no fault."""
    known = []
    # libxtables reads /etc/iproute2 alone; iproute2 of Debian 13 has its files in /usr/share
    known += [] if Path("/etc/iproute2/rt_realms").exists() else [r'realm: bad integer value for option "--realm"']
    known += [] if Path("/etc/iproute2/group").exists() else [r'devgroup: bad integer value for option "--\w+-group"']
    if installed() >= (1, 8, 11):  # its upper bound leaves no room for the last queue: "out of range (65534-65534)"
        known.append(r'NFQUEUE: bad value for option "--queue-balance" near "65535"')
    return known


def unexpected(notes: tuple[str, ...]) -> list[str]:
    """What was refused (Loaded.notes) and ought not to be; skips where /sys lets nobody make a control group."""
    for note in notes:
        if re.match(r"cgroup .*(Read-only file system|Permission denied|no cgroup2 hierarchy)", note):
            pytest.skip(f"live kernel test: no control group can be made here: {note}")
    known = _refusals()
    return [note for note in notes if not any(re.search(pattern, note) for pattern in known)]


def named_as_here(line: bytes) -> bytes:
    """A line of the samples with the names that the tools of this machine have for realm and group 0."""
    if not Path("/etc/iproute2/rt_realms").exists():
        line = line.replace(b"--realm cosmos", b"--realm 0x0")
    if not Path("/etc/iproute2/group").exists():
        line = re.sub(rb"(--(?:src|dst)-group) default", rb"\1 0x0", line)
    return line


def known_here() -> Names:
    """The names that the tools of this machine have for realms and groups; else those of Debian 12."""
    names = debian_12()
    return names._replace(
        realms=names.realms if Path("/etc/iproute2/rt_realms").exists() else {},
        groups=names.groups if Path("/etc/iproute2/group").exists() else {},
    )


# conntrack's addresses with a mask; a mask of ones in front alone has a length
_MASK = re.compile(rb"(--ct\w+ [0-9a-f.:]+)/(?:(?:\d+\.){3}\d+|[0-9a-f]*:[0-9a-f:]+)(?= )")
_NETMAP = (b"--to 192.0.0.0/255.255.0.255", b"--to 192.0.2.0/32")


def loaded_before(line: bytes) -> bytes:
    """A rule of the samples as tools before 1.8.11 load it, who read a mask whose ones are not all in front as ones
    alone (measured with 1.8.9 and 1.8.11)."""
    return _MASK.sub(rb"\1", line.replace(*_NETMAP) + b" ")[:-1]


def left_out(made: list[bytes], printed: list[bytes]) -> list[bytes] | None:
    """Lines of ``made`` that ``printed`` has not, or None where it has others or another order."""
    rest = iter(made)
    gone: list[bytes] = []
    for line in printed:
        for other in rest:
            if other == line:
                break
            gone.append(other)
        else:
            return None
    return [*gone, *rest]
