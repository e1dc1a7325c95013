"""Writing the .iptb file: a ZIP of which there is only one form for given members."""

import os
import signal
import stat
import struct
import threading
import zlib
from typing import Any, Dict, List, NamedTuple, Tuple

from iptblob.capture.agent.basics import CaptureError, Json, sha256, to_json


class Packed(NamedTuple):
    """One member, ready to be written: ``crc``, ``sha256`` and ``size`` (bytes) are those of the contents."""

    method: int
    crc: int
    sha256: str
    size: int
    parts: List[bytes]


_CHUNK = 1 << 20  # compressed apart from each other: several processors help, and the result does not show them


def _deflate(chunk: Any, last: bool, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(chunk) + packer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


def pack(parts: List[Any]) -> Packed:
    """Hash and compress one member."""
    views = [memoryview(part) for part in parts]
    size = sum(map(len, views))
    chunks = [view[at : at + _CHUNK] for view in views for at in range(0, len(view), _CHUNK)] or [memoryview(b"")]
    last = [False] * (len(chunks) - 1) + [True]
    if size <= 2 * _CHUNK:
        return Packed(8, *_hash(views), size=size, parts=list(map(_deflate, chunks, last, [6] * len(chunks))))
    done: List[bytes] = [b""] * len(chunks)
    todo = iter(range(len(chunks)))

    def work() -> None:
        # rules repeat at short distances: 60 MB of them got smaller and three times as fast with level 3 than with 6
        try:
            for index in todo:
                done[index] = _deflate(chunks[index], last[index], 3)
        except MemoryError:
            pass  # the empty place it leaves is seen below

    threads = [threading.Thread(target=work) for _ in range((os.cpu_count() or 1) - 1)]
    for thread in threads:
        thread.start()
    hashes = _hash(views)  # meanwhile
    work()
    for thread in threads:
        thread.join()
    if not all(done):
        raise MemoryError
    return Packed(8, *hashes, size=size, parts=done)


def _hash(views: List[memoryview]) -> Tuple[int, str]:
    digest, crc = sha256(), 0
    for view in views:
        digest.update(view)
        crc = zlib.crc32(view, crc)
    return crc, digest.hexdigest()


# local file header, central directory record and end record of ZIP (APPNOTE.TXT 4.3)
ZIP_LOCAL = struct.Struct("<IHHHHHIIIHH")
ZIP_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
ZIP_END = struct.Struct("<IHHHHIIH")
_DATE = (1 << 5) | 1  # 1980-01-01, the zero of ZIP: the clocks are in the manifest


def zip_records(name: str, method: int, crc: int, packed: int, size: int, offset: int) -> Tuple[bytes, bytes]:
    """Local header and central directory record of one member, in the only form this tool writes."""
    raw = name.encode("utf-8")
    common = (20, 0x800, method, 0, _DATE, crc, packed, size, len(raw), 0)  # names are UTF-8, no extra fields
    local = ZIP_LOCAL.pack(0x04034B50, *common) + raw
    central = ZIP_CENTRAL.pack(0x02014B50, 0x314, *(common + (0, 0, 0, 0o100444 << 16, offset))) + raw
    return local, central


def zip_end(count: int, size: int, offset: int) -> bytes:
    """End of central directory: ``count`` records of ``size`` bytes in all, at ``offset``."""
    return ZIP_END.pack(0x06054B50, 0, 0, count, count, size, offset, 0)


def build(manifest: Json, members: Dict[str, List[Any]]) -> List[bytes]:
    """The .iptb file in pieces: manifest first and uncompressed, then the members by name.

    Adds the hashes of everything to the manifest.
    """
    packed = {name: pack(parts) for name, parts in members.items()}
    manifest["members"] = {
        name: {
            "sha256": item.sha256, "size": item.size, "packed_size": sum(map(len, item.parts)),
            "packed_sha256": sha256(b"".join(item.parts)).hexdigest(),
        }
        for name, item in packed.items()
    }  # fmt: skip
    for record in manifest["tables"]:
        record.update(sha256=packed[record["member"]].sha256, size=packed[record["member"]].size)
    text = to_json(manifest)
    first = Packed(0, zlib.crc32(text), "", len(text), [text])
    pieces, directory, offset = [], [], 0
    for name, item in [("manifest.json", first)] + sorted(packed.items()):
        length = sum(map(len, item.parts))
        local, central = zip_records(name, item.method, item.crc, length, item.size, offset)
        pieces += [local] + item.parts
        directory.append(central)
        offset += len(local) + length
        if offset >= 1 << 32 or len(directory) > 0xFFFE:
            raise CaptureError("too much for one file (4 GiB, 65534 members): capture fewer namespaces at once")
    pieces += directory
    pieces.append(zip_end(len(directory), sum(map(len, directory)), offset))
    return pieces


_PARTIAL = ".partial"
_WINDOWS = os.name == "nt"  # a file that is open cannot be renamed there, nor a folder flushed
# flags that not every system has; without O_BINARY Windows changes line ends
_OPEN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def _stem(name: str) -> str:
    """What partial files of a file begin with; short enough for a name of 255 bytes in UTF-8."""
    return f".{name[:50]}."


def open_partial(folder: str, name: str) -> Tuple[str, int]:
    """A new file beside the one it will become: (path, descriptor), locked for as long as it is open.

    The name is a random one: a process id is not, in a container, where each capture may be process 1.
    """
    while True:
        partial = os.path.join(folder, f"{_stem(name)}{os.urandom(8).hex()}{_PARTIAL}")
        try:
            handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _OPEN, 0o600)
        except FileExistsError:
            continue
        if not _lock(handle) or os.path.lexists(partial):
            return partial, handle
        os.close(handle)  # swept away before it was locked


def _lock(handle: int) -> bool:
    """Lock a file unless someone else has; False where that cannot be had here (some network file systems)."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):  # Windows has none: snapshots are converted there too
        return False
    return True


def _sweep(folder: str, name: str) -> None:
    """Remove what dead processes left of this file: partial files that nobody holds a lock on."""
    try:
        left = [one for one in os.listdir(folder) if one.startswith(_stem(name)) and one.endswith(_PARTIAL)]
    except OSError:
        return
    for one in left:
        path = os.path.join(folder, one)
        try:
            handle = os.open(path, os.O_RDWR | _OPEN | getattr(os, "O_NONBLOCK", 0))
        except OSError:
            continue
        try:
            if stat.S_ISREG(os.fstat(handle).st_mode) and _lock(handle):
                os.unlink(path)
        except OSError:
            pass  # someone else was faster
        finally:
            os.close(handle)


PLACED: List[str] = []  # paths that stand under their names, complete: what a signal that comes then must say


def left_behind() -> str:
    """What there is when writing ends early, for the line that says why."""
    return f"{PLACED[-1]} is written and whole" if PLACED else "no file was left behind"


def write_atomic(path: str, pieces: List[bytes], replace: bool = True) -> None:
    """Write a file that appears under its name complete, or not at all; raises OSError.

    What stands there, a link too, is replaced; FileExistsError unless ``replace``.
    """
    folder, name = os.path.split(os.path.abspath(path))
    partial, handle = open_partial(folder, name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
            if not _WINDOWS:
                _place(partial, path, replace)  # while it is locked still
        if _WINDOWS:
            _place(partial, path, replace)
    except BaseException:
        if os.path.lexists(partial):
            _remove(partial)
        raise
    _sweep(folder, name)
    if _WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _place(partial: str, path: str, replace: bool) -> None:
    """Give a complete file its name, in one step: a process that is killed leaves no empty file there.

    Signals wait until it is noted in PLACED.
    """
    masks = getattr(signal, "pthread_sigmask", None)
    before = masks(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT}) if masks else None
    try:
        if replace:
            os.replace(partial, path)
        else:
            _place_new(partial, path)
        PLACED.append(path)
        if os.path.lexists(partial):
            _remove(partial)
    finally:
        if masks:
            masks(signal.SIG_SETMASK, before)


def _place_new(partial: str, path: str) -> None:
    try:
        os.link(partial, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: an empty file keeps the name for the moment
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            os.replace(partial, path)
        except BaseException:
            os.unlink(path)
            raise


def _remove(partial: str) -> None:
    """The other name of a file that has its own: where that fails, it goes with the next write of the file."""
    try:
        os.unlink(partial)
    except OSError:
        pass
