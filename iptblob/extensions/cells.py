"""Words of very many rules at once, without a Python object for each: texts as rows of a matrix of bytes.

The text of a row is what is left of it when its zero bytes are taken out, so numbers of different length need no
moving about. Nothing that iptables prints holds a zero byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iptblob.spec import columns

Cells = NDArray[np.uint8]  # (rows, width)
Mask = NDArray[np.bool_]
Numbers = NDArray[Any]  # (rows,), unsigned

MOST = 1 << 26  # bytes that one matrix may take
WIDEST = 1 << 16  # characters of one text
DIGITS = b"0123456789abcdef"


class WidthError(Exception):
    """These texts make no matrix: one holds a zero byte, or is so long that the rest would be mostly zeros."""


def same(text: str, rows: int) -> Cells:
    """One text for all rows, held once."""
    one = np.frombuffer(text.encode("latin-1"), dtype=np.uint8)
    return np.broadcast_to(one, (rows, len(one)))


def of_texts(texts: Sequence[str]) -> Cells:
    """Texts in latin-1 as cells; WidthError where they make no matrix."""
    return of_bytes([text.encode("latin-1") for text in texts])


def of_bytes(texts: Sequence[bytes]) -> Cells:
    """The same of encoded texts."""
    width = max(map(len, texts), default=0)
    if width > WIDEST or width * len(texts) > MOST or b"\0" in b"".join(texts):
        raise WidthError
    if not width:
        return np.zeros((len(texts), 0), dtype=np.uint8)
    return np.array(texts, dtype=f"S{width}").view(np.uint8).reshape(len(texts), width)


def octets(column: NDArray[Any]) -> Cells:
    """A column of byte strings, with what stands behind a NUL."""
    return np.ascontiguousarray(column).view(np.uint8).reshape(len(column), column.itemsize)


def where(flags: Mask, cells: Cells) -> Cells:
    """The texts where ``flags`` say so, none elsewhere."""
    return cells if flags.all() else cells * flags[:, None]


def joined(parts: Sequence[Cells]) -> Cells:
    """The texts of each row one behind the other."""
    return np.concatenate(parts, axis=1)


def decimal(values: Numbers) -> Cells:
    """Unsigned numbers as iptables writes them with ``%u``."""
    return _digits(values, 10)


def hexadecimal(values: Numbers) -> Cells:
    """Unsigned numbers as iptables writes them with ``0x%x``."""
    return joined([same("0x", len(values)), _digits(values, 16)])


def _digits(values: Numbers, base: int) -> Cells:
    letters = np.frombuffer(DIGITS, dtype=np.uint8)
    highest, count = int(values.max(initial=0)), 1
    while highest >= base**count:
        count += 1
    out = np.zeros((count, len(values)), dtype=np.uint8)
    rest = values.astype(np.uint64)
    for place in range(count - 1, -1, -1):
        quotient = rest // np.uint64(base)
        digit = letters[(rest - quotient * np.uint64(base)).astype(np.intp)]
        out[place] = digit if place == count - 1 else digit * (rest != 0)
        rest = quotient
    return np.ascontiguousarray(out.T)


def dotted(addresses: Cells) -> Cells:
    """IPv4 addresses, four bytes each in network order."""
    begin, last = _octets()
    out = np.empty((len(addresses), 4), dtype=np.uint32)
    for place in range(3):
        out[:, place] = begin[addresses[:, place]]
    out[:, 3] = last[addresses[:, 3]]
    return out.view(np.uint8).reshape(len(addresses), 16)


@cache
def _octets() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Every byte as decimal digits and a dot, and without the dot, each in four bytes."""
    texts = [of_texts([f"{number}{end}" for number in range(256)]) for end in (".", "")]
    return tuple(np.pad(cells, ((0, 0), (0, 4 - cells.shape[1]))).view(np.uint32)[:, 0] for cells in texts)  # type: ignore[return-value]


def single_ports(src: Numbers, dst: Numbers) -> tuple[Cells, Mask]:
    """(words, rows done): ``--sport`` and ``--dport`` of (rows, 2) bounds, each one port, or all and not printed."""
    parts, done = [], np.ones(len(src), dtype=bool)
    for option, bounds in ((" --sport ", src), (" --dport ", dst)):
        low, high = bounds[:, 0], bounds[:, 1]
        single = low == high
        done &= single | ((low == 0) & (high == 0xFFFF))
        parts.append(where(single, joined([same(option, len(src)), decimal(low)])))
    return joined(parts), done


# 0 for what needs no quotes, the NUL behind a text included
_PLAIN = bytes(not (chr(byte) in "\0-_" or (chr(byte).isascii() and chr(byte).isalnum())) for byte in range(256))


def quoted(texts: Cells) -> tuple[Cells, Mask]:
    """(texts, rows done): strings up to their NUL, in quotes where iptables quotes; no row that needs a backslash.

    The same as ``base.quoted``, for texts that lie in fields of one width.
    """
    texts = until_zero(texts)
    raw = texts.tobytes()
    odd = columns.any_in_row(np.frombuffer(raw.translate(_PLAIN), dtype=np.uint8).reshape(texts.shape))
    mark = np.where(odd | ~texts[:, :1].any(axis=1), ord('"'), 0).astype(np.uint8)[:, None]
    done = np.ones(len(texts), dtype=bool)
    for byte in b"\"\\'":
        if byte in raw:
            done &= ~(texts == byte).any(axis=1)
    return joined([mark, texts, mark]), done


def until_zero(texts: Cells) -> Cells:
    """Texts cut at their first zero byte, and columns left out that hold nothing."""
    texts = np.ascontiguousarray(texts[:, : columns.used_width(texts)])
    behind = (texts[:, 1:] != 0) & (texts[:, :-1] == 0)
    if not behind.any():
        return texts
    return texts * ~np.logical_or.accumulate(texts == 0, axis=1)


def strings(cells: Cells) -> list[str]:
    """The text of every row."""
    ends = np.cumsum(np.count_nonzero(cells, axis=1)).tolist()
    text = cells.tobytes().translate(None, b"\0").decode("latin-1")
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
