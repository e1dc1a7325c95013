"""What all parts of the capture program share."""

import contextlib
import io
import re
import time
from json import dumps  # by name: where its file cannot be read Python finds an empty json, and says so only then
from typing import Any, Dict, List, Optional, Tuple

from iptblob.version import __version__

# hashlib logs a traceback for each of its other hashes that cannot be loaded (EIO, ENOMEM); only this one is needed
with contextlib.redirect_stderr(io.StringIO()):
    import hashlib

VERSION = __version__
SCHEMA = 2  # of the manifest; docs/capture.md says what changed

Json = Dict[str, Any]
Taken = Tuple[Json, Dict[str, List[Any]]]  # manifest fragment, members as lists of bytes-like parts


class CaptureError(Exception):
    """Nothing could be captured; the message is one line that says what to do."""

def sha256(data: bytes = b"") -> Any:
    """A hash to which more can be added, as hashlib's own."""
    return hashlib.sha256(data)


def to_json(value: Any) -> bytes:
    """JSON as the file holds it: sorted, indented, ASCII, so that equal facts are equal bytes."""
    return dumps(value, indent=1, sort_keys=True).encode("ascii") + b"\n"


def printable(text: str) -> str:
    """Without control characters, for the terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", lambda m: f"\\x{ord(m.group()):02x}", text)


def clocks() -> Json:
    """Wall clock, monotonic and boot clock now, in nanoseconds; everything in the manifest that passes with time."""
    names = {"realtime_ns": 0, "monotonic_ns": 1, "boottime_ns": 7}  # clockid_t
    now: Json = {key: int(time.clock_gettime(clock) * 10**9) for key, clock in names.items()}
    now["utc"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now["realtime_ns"] // 10**9))
    return now


def read_text(path: str) -> Optional[str]:
    """A text file of the host, or None where it is missing or unreadable."""
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "backslashreplace")
    except OSError:
        return None
