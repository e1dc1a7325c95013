"""A view of a store as CSV, JSON lines or Parquet."""

from __future__ import annotations

import tempfile
from pathlib import Path

from iptblob.errors import ReadError
from iptblob.store.place import Store
from iptblob.store.views import connected

_COPY = {"csv": "FORMAT csv, HEADER", "jsonl": "FORMAT json", "parquet": "FORMAT parquet, COMPRESSION zstd"}


def exported(store: Store, view: str, form: str) -> bytes:
    """The bytes of a file with the rows of a view; keys in bytes, which join views, are left out."""
    import duckdb

    connection = connected(store, [view], files=True)
    columns = [(row[0], row[1]) for row in connection.execute(f"DESCRIBE {view}").fetchall() if row[1] != "BLOB"]
    wanted = ", ".join(_defused(name) if form == "csv" and kind == "VARCHAR" else f'"{name}"' for name, kind in columns)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows"
            place = str(path).replace("'", "''")
            # names are those of views, the place is one of tempfile's
            connection.execute(f"COPY (SELECT {wanted} FROM {view}) TO '{place}' ({_COPY[form]})")  # noqa: S608 # nosec B608
            return path.read_bytes()
    except (duckdb.Error, OSError) as error:
        raise ReadError(f"cannot be written: {error}", file=str(store.folder)) from error
    finally:
        connection.close()


def _defused(name: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    quoted = f'"{name}"'
    return f"CASE WHEN regexp_matches({quoted}, '^[=+@\\t\\r-]') THEN '''' || {quoted} ELSE {quoted} END AS {quoted}"
