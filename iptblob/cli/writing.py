"""Files that commands write: whole or not at all, and none overwritten unasked."""

from __future__ import annotations

from collections.abc import Sequence

from iptblob.capture.agent.output import TAKEN, is_free, put
from iptblob.cli.common import write_bytes
from iptblob.errors import IptblobError


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
        put(path, list(pieces), force)
    except OSError as error:
        raise IptblobError(f"cannot write: {error.strerror or error}", file=path) from error


def require_free(path: str, *, force: bool) -> None:
    """IptblobError where a file is there already and may not be overwritten."""
    if path != "-" and not force and not is_free(path):
        raise IptblobError(TAKEN, file=path)
