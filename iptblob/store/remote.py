"""Snapshots elsewhere: s3://, ssh:// and whatever else fsspec has a filesystem for."""

from __future__ import annotations

from typing import Any

from iptblob.errors import ReadError, UsageError
from iptblob.reading.opening import MAX_FILE

_NEEDED = "pip install fsspec, and what it asks for: s3fs for s3://, paramiko for ssh://"


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise UsageError(f"an address with :// needs fsspec: {error}", hint=_NEEDED) from error
    return fsspec


def read_remote(address: str) -> bytes:
    """The whole file; ReadError where it cannot be had, or is larger than any capture."""
    try:
        with _fsspec().open(address, "rb") as stream:
            data: bytes = stream.read(MAX_FILE + 1)
    except (UsageError, MemoryError):
        raise
    except Exception as error:  # filesystems of others raise what they like
        raise ReadError(f"{type(error).__name__}: {error}", file=address, hint=_hint(error)) from error
    if len(data) > MAX_FILE:
        raise ReadError(f"more than {MAX_FILE >> 20} MiB", file=address)
    return data


def _hint(error: Exception) -> str | None:
    return _NEEDED if isinstance(error, ImportError) else None


def listed(address: str) -> tuple[list[str], bool]:
    """The files that an address names: itself, what a pattern fits, or what a folder holds; and whether they were
    found rather than named. ReadError where there is nothing."""
    try:
        system, path = _fsspec().core.url_to_fs(address)
        folder = system.isdir(path)
        names = system.find(path) if folder else system.glob(path) if "*" in path else [path]
        found = [system.unstrip_protocol(name) for name in sorted(names)]
    except UsageError:
        raise
    except Exception as error:  # as above
        raise ReadError(f"{type(error).__name__}: {error}", file=address, hint=_hint(error)) from error
    if not found:
        raise ReadError("no file there", file=address)
    return found, folder or "*" in path
