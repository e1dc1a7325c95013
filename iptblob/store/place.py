"""Where a store is: a folder with a manifest, and parts that appear whole or not at all.

``STORE/store.json`` says what it is. Each folder in ``STORE/parts`` holds a Parquet file for each table; it is written
beside, in ``STORE/unfinished``, and moved there with one rename. What a killed run leaves there belongs to nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from iptblob.capture.agent.basics import to_json
from iptblob.errors import ReadError, UsageError
from iptblob.store.arrow import batch
from iptblob.store.decode import Rows
from iptblob.store.shape import STORE_FILE, STORE_KIND, STORE_SCHEMA, TABLES

PART_FOLDERS, UNFINISHED_FOLDERS, LABELS = "parts", "unfinished", "labels.json"
_NEEDED = "iptblob fleet needs DuckDB and nanoarrow"
_HOW = "pip install 'iptblob[fleet]'"


class Store:
    """A store on this machine."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    @classmethod
    def opened(cls, folder: str) -> Store:
        """A store that is there; ReadError or UsageError where none is."""
        require_libraries()
        store = cls(folder)
        store._manifest()
        return store

    @classmethod
    def opened_or_made(cls, folder: str) -> Store:
        """The same, made where nothing is; a folder with anything else in it is left alone."""
        require_libraries()
        store = cls(folder)
        if store.folder.exists() and not store.folder.is_dir():
            raise ReadError("not a folder", file=folder)
        if not (store.folder / STORE_FILE).exists():
            store._make(folder)
        store._manifest()
        return store

    def _make(self, folder: str) -> None:
        try:
            if self.folder.is_dir() and any(self.folder.iterdir()):
                raise ReadError("no store, and not empty", file=folder, hint="name a new folder")
            for name in (PART_FOLDERS, UNFINISHED_FOLDERS):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
            self._write_json(STORE_FILE, {"kind": STORE_KIND, "schema": STORE_SCHEMA})
        except OSError as error:
            raise ReadError(f"cannot be made: {error.strerror or error}", file=folder) from error

    def _manifest(self) -> None:
        path = self.folder / STORE_FILE
        try:
            found = json.loads(path.read_bytes())
        except OSError as error:
            why = "no store: it has no " + STORE_FILE if self.folder.is_dir() else error.strerror or str(error)
            raise ReadError(why, file=str(self.folder), hint="iptblob fleet add makes one") from error
        except ValueError as error:
            raise ReadError(f"no JSON: {error}", file=str(path)) from error
        schema = found.get("schema") if isinstance(found, dict) and found.get("kind") == STORE_KIND else None
        if not isinstance(schema, int):
            raise ReadError("not the manifest of a store", file=str(path))
        if schema > STORE_SCHEMA:
            raise ReadError(
                f"schema {schema}: written by a newer iptblob, this one knows {STORE_SCHEMA}", file=str(path)
            )

    def _write_json(self, name: str, value: object) -> None:
        beside = self.folder / f".{name}.{os.getpid()}"
        beside.write_bytes(to_json(value))
        beside.replace(self.folder / name)

    def parts(self, table: str) -> list[str]:
        """The files that hold a table, in the order of their names."""
        return sorted(str(path) for path in (self.folder / PART_FOLDERS).glob(f"*/{table}.parquet"))

    def write(self, name: str, rows: Rows) -> None:
        """Rows as a part of that name; nothing where there is one already. OSError where it cannot be written."""
        goal = self.folder / PART_FOLDERS / name
        if goal.exists():
            return
        beside = self.folder / UNFINISHED_FOLDERS / f"{name}.{os.getpid()}"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        for table, pieces in rows.pieces.items():
            _write_table(beside / f"{table}.parquet", table, pieces)
        for path in beside.iterdir():
            _flush(path)
        with contextlib.suppress(FileExistsError):
            beside.rename(goal)
        shutil.rmtree(beside, ignore_errors=True)

    def clean(self) -> int:
        """Take away what killed runs of this machine left; how many."""
        left = [
            path for path in (self.folder / UNFINISHED_FOLDERS).glob("*") if not _alive(path.name.rpartition(".")[2])
        ]
        for path in left:
            shutil.rmtree(path, ignore_errors=True)
        return len(left)

    def labels(self) -> dict[str, dict[str, str]]:
        """Labels by host, as ``fleet add --labels`` was given them."""
        try:
            found = json.loads((self.folder / LABELS).read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise ReadError(str(error), file=str(self.folder / LABELS)) from error
        return {str(host): {str(key): str(value) for key, value in own.items()} for host, own in found.items()}

    def add_labels(self, labels: Mapping[str, Mapping[str, str]]) -> None:
        """Labels of hosts, over those they have."""
        known: dict[str, dict[str, str]] = self.labels()
        for host, own in labels.items():
            known[host] = {**known.get(host, {}), **own}
        self._write_json(LABELS, known)


def require_libraries() -> None:
    """UsageError where the extra is not installed."""
    try:
        import duckdb  # noqa: F401
        import nanoarrow  # noqa: F401
    except ImportError as error:
        raise UsageError(f"{_NEEDED}: {error}", hint=_HOW) from error


def _write_table(path: Path, table: str, pieces: list[dict[str, Any]]) -> None:
    import duckdb

    if not pieces:
        return
    kinds = TABLES[table]
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.execute("SET temp_directory = ''")  # by default a folder in the current one
    try:
        found = [connection.from_arrow(batch(piece, kinds)) for piece in joined(pieces)]
        whole = found[0]
        for one in found[1:]:
            whole = whole.union(one)
        whole.write_parquet(str(path), compression="zstd")
    finally:
        connection.close()


def joined(pieces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All pieces of a table as one."""
    import numpy as np

    first = pieces[0]
    found: dict[str, Any] = {}
    for name in first:
        columns = [piece[name] for piece in pieces]
        if all(isinstance(column, np.ndarray) for column in columns):
            found[name] = np.concatenate(columns)
        else:
            found[name] = [value for column in columns for value in column]
    return [found]


def _flush(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _alive(pid: str) -> bool:
    """Is a process of that number running here?"""
    if os.name == "nt":  # asking would end it (os.kill, Windows)
        return True
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except OSError:
        return True
    return True
