"""The footprint of a capture on a host of modules: what it makes the kernel load, and what it asks modprobe for.

The guest takes nf_tables out, then nfnetlink too, and looks with the agent, with and without the privilege; last with
iptables-nft, which does make the kernel ask: so it would have been seen.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from iptblob.snapshot import read_snapshot
from tests.guests.boot import boot
from tests.guests.build import GUEST, made_ready
from tests.guests.cache import about, folder
from tests.guests.capture import Read, lay


class Look(NamedTuple):
    """One look at the guest: exit status, whether the modules stayed, what modprobe was asked for, what stderr ended
    with, and the snapshot."""

    status: int
    same: bool
    asked: str
    modules: int
    said: str
    data: bytes

    def nft(self) -> dict[str, Any]:
        """What the manifest says of nf_tables."""
        (space,) = read_snapshot(self.data, "guest").manifest["netlink"].values()
        return dict(space["nft"])


def looks(lines: list[str]) -> dict[str, Look]:
    """All looks of a guest by name."""
    files, found = Read(lines).files, {}
    told = {name: rest for line in lines for word, name, rest in [(*line.split(" ", 2), "", "")[:3]] if word == "SAID"}
    for line in lines:
        if said := re.fullmatch(r"LOOK (\S+) (\d+) (\w+) asked=(.*) loaded=(\d+)", line):
            name = said[1]
            found[name] = Look(int(said[2]), said[3] == "same", said[4], int(said[5]), told.get(name, ""), files[name])
    return found


def wrong_with(found: dict[str, Look]) -> list[str]:
    """What of a guest's looks is not as it must be."""
    problems = [f"no look {name}" for name in ("loaded.iptb", "unloaded.iptb", "bare.iptb", "unprivileged", "control")
                if name not in found]  # fmt: skip
    if problems:
        return problems
    for name in ("loaded.iptb", "unloaded.iptb", "bare.iptb", "unprivileged"):
        look = found[name]
        problems += [f"{name}: modprobe was asked for {look.asked}"] if look.asked else []
        problems += [] if look.same else [f"{name}: the modules are others afterwards"]
    wanted = (("loaded.iptb", "captured", 2), ("unloaded.iptb", "absent", 1), ("bare.iptb", "absent", 0))
    for name, status, modules in wanted:
        look = found[name]
        if look.status or look.modules != modules or look.nft()["status"] != status:
            problems.append(f"{name}: status {look.status}, {look.modules} modules, {look.nft()}")
    if found["unprivileged"].status != 2 or "CAP_NET_ADMIN" not in found["unprivileged"].said:
        problems.append(f"unprivileged: {found['unprivileged']}")
    if not found["control"].asked:
        problems.append("control: iptables-nft made the kernel ask for nothing: this bench sees nothing")
    return problems


def lay_footprint(version: str, root: Path) -> None:
    """A guest that captures, with the kernel's configuration where Debian has it: it says what is built in."""
    lay(root)
    shutil.copy(GUEST / "footprint.sh", root / "after.sh")
    (root / "boot").mkdir()
    shutil.copy(folder(version) / "config", root / "boot" / f"config-{about(version)['release']}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.guests footprint", description=__doc__)
    parser.add_argument("versions", nargs="*", help="fetched where not in the cache; default: all of the cache")
    failed = False
    for version in made_ready(parser.parse_args(arguments).versions):
        with tempfile.TemporaryDirectory() as made:
            lay_footprint(version, Path(made))
            report = boot(version, Path(made)).needed()
        found = looks(report.lines)
        wrong = wrong_with(found)
        told = "; ".join(f"{name} {look.status} asked {look.asked or 'nothing'}" for name, look in found.items())
        print(f"{version}: {told}", *(f"    {line}" for line in wrong), sep="\n", flush=True)
        failed = failed or bool(wrong)
    return 1 if failed else 0
