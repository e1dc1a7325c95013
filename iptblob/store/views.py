"""A store as DuckDB sees it: the tables of the parts, each row once, and the views that join them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from iptblob.errors import ReadError
from iptblob.store.place import Store
from iptblob.store.shape import DIGEST, FLAG, TABLES, TEXT

# name -> (SQL, what it is made of). ``rule`` joins them; ``digest`` is the same as people write it.
VIEWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "snapshots": (
        """SELECT lower(hex(snapshot)) AS id, host, make_timestamp(captured_ns // 1000) AS captured, netns, kernel,
        coalesce(t.layout, f.layout) AS layout, family, "table", backend, rules, file, f.sha256,
        t.sha256 AS table_sha256, lower(hex(t.digest)) AS table_digest, kind, state, boot_id, number, snapshot
        FROM base_files f LEFT JOIN base_tables t USING (snapshot)""",
        ("base_files", "base_tables"),
    ),
    "rules": ("SELECT lower(hex(rule)) AS digest, * FROM base_rules", ("base_rules",)),
    "seen": (
        """SELECT host, make_timestamp(captured_ns // 1000) AS captured, netns, family, "table", backend, chain,
        position, lower(hex(rule)) AS digest, start + shift AS byte, rule, snapshot, number, chain_number
        FROM base_files JOIN base_tables USING (snapshot) JOIN base_chains USING (snapshot, number)
        JOIN base_contents USING (content)""",
        ("base_files", "base_tables", "base_chains", "base_contents"),
    ),
    "chains": (
        """SELECT host, make_timestamp(captured_ns // 1000) AS captured, netns, family, "table", backend, chain, hook,
        policy, c.rules, snapshot, number, chain_number
        FROM base_files JOIN base_tables t USING (snapshot) JOIN base_chains c USING (snapshot, number)""",
        ("base_files", "base_tables", "base_chains"),
    ),
    "counters": (
        """SELECT host, make_timestamp(captured_ns // 1000) AS captured, netns, family, "table", backend, chain,
        n.position, packets, n.bytes, lower(hex(rule)) AS digest, rule, snapshot
        FROM base_counters n JOIN base_files USING (snapshot) JOIN base_tables USING (snapshot, number)
        JOIN base_chains c USING (snapshot, number, chain_number)
        LEFT JOIN base_contents s ON s.content = c.content AND s.position = n.position""",
        ("base_counters", "base_files", "base_tables", "base_chains", "base_contents"),
    ),
    "addresses": (
        "SELECT host, netns, interface, address, snapshot FROM base_addresses JOIN base_files USING (snapshot)",
        ("base_addresses", "base_files"),
    ),
    "unread": (
        "SELECT host, file, what, why, snapshot FROM base_unread JOIN base_files USING (snapshot)",
        ("base_unread", "base_files"),
    ),
    "labels": ("SELECT * FROM base_labels", ("base_labels",)),
}  # fmt: skip
# Names that stand in a question are those of shape.TABLES and VIEWS: nothing that was given gets into one.
_LOCKED = ("enable_external_access = false", "autoinstall_known_extensions = false", "lock_configuration = true")
KEYS = {"files": "snapshot", "contents": "content, position", "rules": "rule"}  # several workers may write one row
_SQL = {DIGEST: "BLOB", TEXT: "VARCHAR", FLAG: "BOOLEAN", "uint8": "UTINYINT", "uint16": "USMALLINT",
        "int32": "INTEGER", "int64": "BIGINT", "uint64": "UBIGINT"}  # fmt: skip


def connected(store: Store, views: Iterable[str], *, files: bool = False) -> Any:
    """A DuckDB connection with some views, their rows in memory, and unless ``files`` no way to any file. ReadError
    for damaged parts."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET temp_directory = ''")  # by default a folder in the current one
    bases = dict.fromkeys(base for view in views for base in VIEWS[view][1])
    try:
        for base in bases:
            _load(connection, store, base.removeprefix("base_"))
    except duckdb.Error as error:
        raise ReadError(f"a part of the store is damaged: {_short(error)}", file=str(store.folder)) from error
    for view in views:
        connection.execute(f"CREATE VIEW {view} AS {VIEWS[view][0]}")
    for setting in () if files else _LOCKED:
        connection.execute(f"SET {setting}")
    return connection


def _load(connection: Any, store: Store, table: str) -> None:
    """The rows of all parts as a table in memory."""
    if table == "labels":
        connection.execute("CREATE TABLE base_labels (host VARCHAR, label VARCHAR, value VARCHAR)")
        rows = [(host, key, value) for host, own in store.labels().items() for key, value in own.items()]
        if rows:
            connection.executemany("INSERT INTO base_labels VALUES (?, ?, ?)", rows)
        return
    parts = store.parts(table)
    columns = ", ".join(f'"{name}" {_SQL[kind]}' for name, kind in TABLES[table].items())
    if not parts:
        connection.execute(f"CREATE TABLE base_{table} ({columns})")
        return
    once = f"DISTINCT ON ({KEYS[table]})" if table in KEYS else ""
    names = ", ".join(f'"{name}"' for name in TABLES[table])
    order = "ORDER BY rule" if table == "rules" else ""  # so that what is exported is the same each time
    # all names are those of shape.TABLES
    query = f"SELECT {once} {names} FROM read_parquet(?, union_by_name = true) {order}"  # noqa: S608 # nosec B608
    connection.execute(f"CREATE TABLE base_{table} AS {query}", [parts])


def held(store: Store, table: str, column: str) -> set[bytes]:
    """All digests that stand in a column of the store."""
    import duckdb

    parts = store.parts(table)
    if not parts:
        return set()
    try:
        # the name is one of shape.TABLES
        query = f"SELECT DISTINCT {column} FROM read_parquet(?)"  # noqa: S608 # nosec B608
        found = duckdb.connect().execute(query, [parts]).fetchall()
    except duckdb.Error as error:
        raise ReadError(f"a part of the store is damaged: {_short(error)}", file=str(store.folder)) from error
    return {bytes(one[0]) for one in found}


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
