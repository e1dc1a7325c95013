"""Capturing again and again: a snapshot only when something other than counters changed, old ones rotated away."""

from __future__ import annotations

import hashlib
import re
import signal
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iptblob.abi import find_abi
from iptblob.capture.agent import coherent, structs
from iptblob.capture.agent.basics import CaptureError
from iptblob.capture.agent.container import build, write_atomic
from iptblob.capture.agent.run import capture, default_name, summary
from iptblob.capture.agent.tables import Options
from iptblob.errors import IptblobError
from iptblob.netlink import DamagedError
from iptblob.netlink.state import state_hash
from iptblob.snapshot import SnapshotError, read_snapshot

CLEAN = 0
STOP = {signal.SIGTERM, signal.SIGINT}
_OURS = re.compile(r".+-(\d{8}T\d{6}Z\.\d{3})\.iptb")  # unlike names given by hand, which are never removed
# what moves in the texts of ipset and nft without a change of rules: counters, and the age of set members
_MOVING = re.compile(rb' (?:packets|bytes|timeout) \d+|"(?:packets|bytes|expires)": \d+')


@dataclass(frozen=True)
class Watch:
    """Folder, seconds between two looks, and what to keep: number of snapshots, bytes in all. ``times``: looks."""

    folder: str
    every: float
    always: bool
    keep: int | None
    keep_size: int | None
    times: int | None


def watch(options: Options, plan: Watch, afterwards: Callable[[str], None], say: Callable[[str], None]) -> int:
    """Look every ``plan.every`` seconds until SIGTERM or SIGINT; 0, or IptblobError if not even the first look worked.

    Signals wait until a look is over, so that none leaves half of anything behind.
    """
    folder = Path(plan.folder)
    folder.mkdir(parents=True, exist_ok=True)
    old = signal.pthread_sigmask(signal.SIG_BLOCK, STOP)
    try:
        last = None if plan.always else _last_state(folder)
        trouble, looks = "", 0
        while True:
            started = time.monotonic()
            try:
                last = _look(options, plan, folder, last, afterwards, say=say)
                trouble = ""
            except (CaptureError, IptblobError, OSError) as error:
                if isinstance(error, CaptureError) and looks == 0:
                    raise IptblobError(str(error)) from error
                reason = str(error).rpartition(": ")[2]  # the file's name in front of it is another every time
                if reason != trouble:  # said once, not every 30 seconds
                    say(f"{error}; what is there stays, trying again every {plan.every:g} s")
                trouble = reason
            looks += 1
            if plan.times and looks >= plan.times:
                return CLEAN
            if signal.sigtimedwait(STOP, max(0.0, plan.every - (time.monotonic() - started))):
                return CLEAN
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)


def _look(
    options: Options, plan: Watch, folder: Path, last: str | None, afterwards: Callable[[str], None],
    say: Callable[[str], None],
) -> str:  # fmt: skip
    """One capture, written if it differs from ``last``; the state it showed."""
    manifest, members = capture(options)
    state = state_of(manifest, {name: b"".join(parts) for name, parts in members.items()})
    if state == last and not plan.always:
        return state
    path = _free_name(folder, default_name(manifest))
    pieces = build(manifest, members)
    try:
        write_atomic(str(path), pieces)
    except OSError as error:
        raise IptblobError(f"cannot write: {error.strerror}", file=str(path)) from error
    afterwards(str(path))
    say(f"{path}: {summary(manifest, path.stat().st_size)}")
    _rotate(folder, path, plan)
    return state


def state_of(manifest: Mapping[str, Any], members: Mapping[str, bytes]) -> str:
    """A hash over all that decides what the firewall does, counters left out."""
    digest = hashlib.sha256()
    families = {record["member"]: structs.FAMILIES[record["family"]] for record in manifest["tables"]}
    for name in sorted(members):
        if name in families:
            data: bytes | bytearray = without_counters(families[name], members[name])
        elif name.endswith(".nl"):
            data = _netlink_state(name, members[name], manifest)
        elif "/ipset/" in name or ("/nft/" in name and name.replace("ruleset.json", "rules.nl") not in members):
            data = _MOVING.sub(b"", members[name])
        else:
            continue
        digest.update(name.encode("utf-8", "surrogateescape") + b"\0" + hashlib.sha256(data).digest())
    return digest.hexdigest()


def _netlink_state(name: str, data: bytes, manifest: Mapping[str, Any]) -> bytes:
    """What lasts of a netlink member; of connections, which come and go, and of what cannot be read nothing or all."""
    if "/conntrack/" in name:
        return b""
    abi = find_abi(str(manifest.get("abi")))
    try:
        return state_hash(data, abi) if abi else data
    except DamagedError:
        return data


def without_counters(family: structs.Family, blob: bytes) -> bytearray:
    """A blob of this host with the counters of all entries zeroed, as far as it can be walked."""
    import ctypes

    data = bytearray(blob)
    first = ctypes.sizeof(family.info) + ctypes.sizeof(structs.GetEntries)
    counters = family.entry.counters
    starts = coherent.walk(family, memoryview(data)[first:])[0]
    for start in starts:
        at = first + start + counters.offset
        data[at : at + counters.size] = bytes(counters.size)
    return data


def _last_state(folder: Path) -> str | None:
    """State of the newest snapshot in the folder, so that a restart or a timer does not save it twice."""
    for path in reversed(_snapshots(folder)):
        try:
            snapshot = read_snapshot(path)
            if snapshot.abi != structs.abi_name():
                return None
            return state_of(snapshot.manifest, {name: snapshot.read(name) for name in snapshot.members})
        except (SnapshotError, KeyError, TypeError):
            continue
    return None


def _snapshots(folder: Path) -> list[Path]:
    """Snapshots with names as watch gives them, oldest first."""
    named = ((_OURS.fullmatch(path.name), path) for path in folder.iterdir())
    return [path for _, path in sorted((found[1], path) for found, path in named if found)]


def _free_name(folder: Path, name: str) -> Path:
    """``name``, with a number when several snapshots fall into one second."""
    stem = name.removesuffix(".iptb")
    candidates: Iterable[Path] = (folder / f"{stem}.{n:03}.iptb" for n in range(1000))
    for path in candidates:
        if not path.exists():
            return path
    raise IptblobError("a thousand snapshots within one second", file=str(folder))


def _rotate(folder: Path, newest: Path, plan: Watch) -> None:
    """Remove the oldest snapshots beyond the limits, never the newest."""
    kept = [path for path in _snapshots(folder) if path != newest]
    sizes = {path: path.stat().st_size for path in [*kept, newest]}
    while kept and (
        (plan.keep is not None and len(kept) + 1 > plan.keep)
        or (plan.keep_size is not None and sum(sizes[path] for path in [*kept, newest]) > plan.keep_size)
    ):
        oldest = kept.pop(0)
        oldest.unlink()
        oldest.with_name(f"{oldest.name}.sig").unlink(missing_ok=True)
