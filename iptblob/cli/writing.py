"""Files that commands write: whole or not at all, and none overwritten unasked."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from iptblob.cli.common import write_bytes
from iptblob.errors import IptblobError, UsageError


def write_file(path: str, pieces: Sequence[bytes], *, force: bool) -> None:
    """Write ``pieces`` to ``path``, - for standard output.

    A regular file appears complete or not at all, and replaces another only with ``force``; into what is no regular
    file (a pipe, /dev/stdout) the bytes are written as they come. IptblobError where that fails.
    """
    if path == "-":
        write_bytes(pieces)
        return
    require_free(path, force=force)
    try:
        _write(path, pieces)
    except OSError as error:
        raise IptblobError(f"cannot write: {error.strerror or error}", file=path) from error


def _write(path: str, pieces: Sequence[bytes]) -> None:
    if _is_special(path):
        with Path(path).open("wb") as stream:
            stream.writelines(pieces)
    else:
        from iptblob.capture.agent.container import write_atomic

        write_atomic(os.path.realpath(path), list(pieces))


def require_free(path: str, *, force: bool) -> None:
    """UsageError where a file is there already and may not be overwritten."""
    if path != "-" and not force and os.path.lexists(path) and not _is_special(path):
        raise UsageError("it is there already", file=path, hint="--force overwrites it")


def _is_special(path: str) -> bool:
    try:
        mode = Path(path).stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)
