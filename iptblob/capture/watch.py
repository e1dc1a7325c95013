"""Capturing again and again: a snapshot only when something other than counters changed, old ones rotated away."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import signal
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iptblob.abi import find_abi
from iptblob.capture.agent import coherent, structs
from iptblob.capture.agent.basics import CaptureError
from iptblob.capture.agent.container import build, write_atomic
from iptblob.capture.agent.host import host_facts
from iptblob.capture.agent.run import capture, default_name, host_part, summary
from iptblob.capture.agent.tables import Options
from iptblob.errors import IptblobError
from iptblob.netlink import DamagedError
from iptblob.netlink.state import state_hash
from iptblob.snapshot import SnapshotError, read_snapshot

CLEAN = 0
STOP = {signal.SIGTERM, signal.SIGINT}
# HOST-UTCTIME.SEQUENCE.iptb, unlike names given by hand, which are never removed
_OURS = re.compile(r"(?P<host>.+)-(?P<time>[0-9]{8}T[0-9]{6}Z)\.(?P<sequence>[0-9]{3,9})\.iptb")
LAST_SEQUENCE = 999_999_999
MAX_READ = 1 << 30  # bytes of a snapshot that is read to know the last state
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
        last = _Kept(None if plan.always else _last_state(folder))
        trouble, looks = "", 0
        while True:
            started = time.monotonic()
            try:
                _look(options, plan, folder, last, afterwards, say=say)
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


@dataclass
class _Kept:
    """What was last written: None before the first time."""

    state: str | None


def _look(
    options: Options, plan: Watch, folder: Path, last: _Kept, afterwards: Callable[[str], None],
    say: Callable[[str], None],
) -> None:  # fmt: skip
    """One capture, written if it differs from ``last``, which then is the state it showed: also where it cannot be
    signed, or every look would write the same once more."""
    manifest, members = capture(options)
    state = state_of(manifest, {name: b"".join(parts) for name, parts in members.items()})
    if state == last.state and not plan.always:
        return
    pieces = build(manifest, members)
    with _locked(folder):
        path = _next_name(folder, default_name(manifest))
        try:
            write_atomic(str(path), pieces)
        except OSError as error:
            raise IptblobError(f"cannot write: {error.strerror}", file=str(path)) from error
    last.state = state
    try:
        afterwards(str(path))
        say(f"{path}: {summary(manifest, sum(map(len, pieces)))}")
    finally:
        with _locked(folder):
            _rotate(folder, path, plan)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Several may watch into one folder: none takes a name that another is about to write."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # not every network file system has locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


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
    for path in reversed(_snapshots(folder, host_part(host_facts()))):
        try:
            if path.stat().st_size > MAX_READ:
                continue
            snapshot = read_snapshot(path)
            if snapshot.abi != structs.abi_name():
                return None
            return state_of(snapshot.manifest, {name: snapshot.read(name) for name in snapshot.members})
        except (SnapshotError, OSError, KeyError, TypeError):
            continue
    return None


def _snapshots(folder: Path, host: str) -> list[Path]:
    """Snapshots of this host with names as watch gives them, oldest first: by their sequence, and where that is the
    same by their time. A clock may be set back, and a name may claim any time.

    Links, folders and the files of other hosts are left alone.
    """
    found = []
    for path in folder.iterdir():
        name = _OURS.fullmatch(path.name)
        if name and name["host"] == host and _is_file(path):
            found.append((int(name["sequence"]), name["time"], path))
    return [path for _, _, path in sorted(found)]


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False  # gone meanwhile


def _next_name(folder: Path, name: str) -> Path:
    """``name`` with the number behind the highest in the folder."""
    stem, host = name.removesuffix(".iptb"), name.rpartition("-")[0]
    mine = (_OURS.fullmatch(path.name) for path in folder.iterdir())
    number = max((int(one["sequence"]) for one in mine if one and one["host"] == host), default=-1) + 1
    if number > LAST_SEQUENCE:
        hint = "move it away: no name comes behind it"
        raise IptblobError(f"a snapshot there has the last number, {LAST_SEQUENCE}", file=str(folder), hint=hint)
    while os.path.lexists(folder / f"{stem}.{number:03}.iptb"):
        number += 1
    return folder / f"{stem}.{number:03}.iptb"


def _rotate(folder: Path, newest: Path, plan: Watch) -> None:
    """Remove the oldest snapshots beyond the limits, never the newest."""
    kept = [path for path in _snapshots(folder, newest.name.rpartition("-")[0]) if path != newest]
    sizes = {path: _size(path) for path in [*kept, newest]}
    while kept and (
        (plan.keep is not None and len(kept) + 1 > plan.keep)
        or (plan.keep_size is not None and sum(sizes[path] for path in [*kept, newest]) > plan.keep_size)
    ):
        oldest = kept.pop(0)
        oldest.unlink(missing_ok=True)
        oldest.with_name(f"{oldest.name}.sig").unlink(missing_ok=True)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0  # gone meanwhile
