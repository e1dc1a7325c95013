"""Opening what a user names: a snapshot, a bare buffer, or standard input."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from iptblob import bounds
from iptblob.errors import ReadError
from iptblob.escape import Untrusted
from iptblob.reading.detect import KINDS, REPLACE, detect
from iptblob.reading.source import Dump, Source
from iptblob.reading.wrapping import plain_name, stranger, unwrapped

if TYPE_CHECKING:
    from iptblob.abi import Abi
    from iptblob.family import Family

# The kernel refuses a table of 512 MiB (xt_alloc_table_info, net/netfilter/x_tables.c, v6.1); a snapshot holds eleven.
MAX_FILE = 6 << 30
MAX_BUFFER = 1 << 30
ZIP_MAGIC = b"PK\x03\x04"
ZIP_EMPTY = b"PK\x05\x06"


def read_bytes(path: str, limit: int = MAX_FILE, *, empty: bool = False) -> bytes:
    """The whole file, or standard input for ``-``; ReadError where it cannot be read or is larger than any table.

    An empty file is refused unless ``empty``: as a payload the kernel has an answer to it.
    """
    try:
        if path == "-":
            limit = _limit_of(sys.stdin.buffer, limit)
            data = _read_up_to(sys.stdin.buffer, limit)
        else:
            with Path(path).open("rb", buffering=0) as stream:
                limit = _limit_of(stream, limit)
                data = _read_up_to(stream, limit)
    except OSError as error:
        raise ReadError(error.strerror or str(error), file=path) from error
    if data is None:
        said = f"more than {limit >> 20} MiB: larger than any table the kernel takes"
        raise ReadError(said, file=_shown(path), hint="--limit SIZE reads more of what is no regular file")
    if not data and not empty:
        raise ReadError("the file is empty", file=_shown(path))
    return data


def _limit_of(stream: IO[bytes], limit: int) -> int:
    """Less for what has no size of its own: a device may never end."""
    try:
        regular = stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        regular = False
    return limit if regular else min(limit, bounds.limit_of(bounds.MAX_STREAM))


def _read_up_to(stream: IO[bytes], limit: int) -> bytes | None:
    """All of it, None if that is more than ``limit`` bytes; asking for so many at once would set memory aside for all
    of them."""
    try:
        size = min(os.fstat(stream.fileno()).st_size + 1, limit + 1)
    except (OSError, ValueError):  # no file behind it
        size = 0
    pieces, total = [stream.read(max(size, 1 << 20))], 0
    while pieces[-1]:
        total += len(pieces[-1])
        if total > limit:
            return None
        pieces.append(stream.read(1 << 24))
    return pieces[0] if len(pieces) < 3 else b"".join(pieces)


def open_source(
    path: str, *, family: Family | None = None, abi: Abi | None = None, data: bytes | None = None, answers: bool = False
) -> Source:
    """Open a snapshot (.iptb), a .blob, a .replace, a bare GET_ENTRIES reply, answers of nf_tables (.nl), or ``-``.

    ``data`` are its bytes if read already. Answers alone are refused unless the caller reads them (``answers``).
    Compressed files and hex dumps of these are read too; a file that is plainly something else is named in the error.
    """
    data = read_bytes(path) if data is None else data
    shown, size = _shown(path), len(data)
    layers: tuple[str, ...] = ()
    if not path.endswith(".replace"):  # a payload is what it is, whatever it begins with
        data, layers = unwrapped(data, shown)
    if data[:4] in (ZIP_MAGIC, ZIP_EMPTY):
        from iptblob.reading.snapshot import open_tables

        source = open_tables(data, shown, abi)
    elif (plain_name(path) if layers else path).endswith(".nl") or _layout_of_answers(data) is not None:
        if not answers:
            raise ReadError(
                "answers of nf_tables, which are not read here", file=shown, hint="iptblob show and diff read them"
            )
        source = _answers(data, shown, abi)
    else:
        source = _open_buffer(data, plain_name(path) if layers else path, shown, family, abi)
    notes = (f"{shown}: read from {', in '.join(reversed(layers))}",) if layers else ()
    return replace(source, size=size, notes=notes)


def _open_buffer(data: bytes, name: str, shown: str, family: Family | None, abi: Abi | None) -> Source:
    if len(data) > MAX_BUFFER:
        raise ReadError(f"more than {MAX_BUFFER >> 20} MiB: larger than any table the kernel takes", file=shown)
    kinds = (REPLACE,) if name.endswith(".replace") else KINDS
    try:
        found = detect(data, file=shown, family=family, abi=abi, kinds=kinds)
    except ReadError as error:
        raise (stranger(data, shown) or error) from error
    return Source(shown, (found,))


def _answers(data: bytes, shown: str, abi: Abi | None) -> Source:
    """A file of netlink answers alone."""
    found = abi or _layout_of_answers(data)
    if found is None:
        raise ReadError("no message of nf_tables begins here", file=shown, hint="--abi says the layout")
    return Source(shown, (), dumps=(Dump(Untrusted(), "", "", found, lambda: data),))


def _layout_of_answers(data: bytes) -> Abi | None:
    from iptblob.reading.answers import layout_of_answers  # no snapshot needs it

    return layout_of_answers(data)


def _shown(path: str) -> str:
    return "standard input" if path == "-" else path
