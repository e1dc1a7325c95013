"""Who has which rules: the hosts of a store with their chains, as numbers that can be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iptblob.store.place import Store
from iptblob.store.views import connected

_MADE_LABEL = re.compile(r"net-\d+")  # the inode of a namespace: another number on each host


class ChainPlace(NamedTuple):
    """Where a chain is. ``space`` is "" on hosts with one network namespace, else its label without made numbers."""

    space: str
    backend: str
    family: str
    table: str
    chain: str

    def __str__(self) -> str:
        backend = "nft:" if self.backend == "nft" else ""
        return f"{self.space + '/' if self.space else ''}{backend}{self.family}/{self.table}/{self.chain}"


class HeldChain(NamedTuple):
    """A chain of a host: policy ("" of a user chain), number of its content."""

    policy: str
    content: int


@dataclass
class Host:
    """A host at one moment: chains by place, own addresses, what of it was not read."""

    name: str
    snapshot: bytes
    file: str
    captured: Any
    chains: dict[ChainPlace, HeldChain] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)  # address -> interface
    unread: list[str] = field(default_factory=list)
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Census:
    """Hosts, and what the numbers mean: ``contents`` are numbers of rules, ``texts`` by number of a rule.

    ``positions`` are those of the rules of each content in its chain (from 1) where not all rules of it are there.
    """

    hosts: list[Host]
    contents: list[NDArray[np.int64]]
    texts: Sequence[str]
    families: Sequence[str]
    digests: Sequence[bytes]
    positions: Sequence[NDArray[np.int64]] | None = None

    @property
    def by_name(self) -> dict[str, Host]:
        """Hosts by name; of one with several snapshots the last."""
        return {host.name: host for host in self.hosts}


FILES = """
    SELECT snapshot, host, file, make_timestamp(captured_ns // 1000), state, "kernel", layout FROM base_files
    WHERE state <> 'unreadable'
    ORDER BY host, captured_ns NULLS FIRST, file
"""


def taken(store: Store, *, every: bool = False) -> Census:
    """The last snapshot of each host, or with ``every`` all of them, in the order of host and time."""
    wanted = ("snapshots", "seen", "rules", "addresses", "unread")
    connection = connected(store, wanted)
    try:
        hosts = _hosts(connection, store, every=every)
        return _census(connection, hosts)
    finally:
        connection.close()


def _hosts(connection: Any, store: Store, *, every: bool) -> dict[bytes, Host]:
    labels = store.labels()
    found: dict[Any, Host] = {}
    for snapshot, name, file, captured, _, kernel, layout in connection.execute(FILES).fetchall():
        own = {"kernel": kernel, "layout": layout, **labels.get(name, {})}
        found[(name, snapshot) if every else name] = Host(name, bytes(snapshot), file, captured, labels=own)
    hosts = {host.snapshot: host for host in found.values()}
    for snapshot, _, interface, address in connection.execute("SELECT * FROM base_addresses").fetchall():
        if bytes(snapshot) in hosts:
            hosts[bytes(snapshot)].addresses.setdefault(address, interface)
    for snapshot, what, why in connection.execute("SELECT * FROM base_unread").fetchall():
        if bytes(snapshot) in hosts:
            hosts[bytes(snapshot)].unread.append(": ".join(filter(None, (what, why))))
    return hosts


def _census(connection: Any, hosts: dict[bytes, Host]) -> Census:
    connection.execute("CREATE TABLE wanted (snapshot BLOB)")
    connection.from_arrow(_keys(list(hosts))).insert_into("wanted")
    rows = connection.execute(
        """SELECT snapshot, netns, backend, family, "table", chain, coalesce(policy, ''), content
        FROM wanted JOIN base_tables USING (snapshot) JOIN base_chains USING (snapshot, number)
        ORDER BY snapshot, number, chain_number"""
    ).fetchall()
    spaces = _spaces(rows)
    numbers: dict[bytes, int] = {}
    for snapshot, netns, backend, family, table, chain, policy, content in rows:
        place = ChainPlace(spaces[snapshot, netns], backend, family, table, chain)
        host = hosts[bytes(snapshot)]
        while place in host.chains:  # a forged table may have two chains of one name
            place = place._replace(chain=place.chain + "'")
        host.chains[place] = HeldChain(policy, numbers.setdefault(bytes(content), len(numbers)))
    texts, families, digests, rules = _rules(connection)
    return Census(list(hosts.values()), _contents(connection, numbers, rules), texts, families, digests)


def _keys(values: list[bytes]) -> Any:
    from iptblob.store.arrow import batch
    from iptblob.store.shape import DIGEST

    return batch({"snapshot": values}, {"snapshot": DIGEST})


def _spaces(rows: Sequence[tuple[Any, ...]]) -> dict[tuple[Any, str], str]:
    """Names of network namespaces by snapshot and label: none where there is one, made ones in their order."""
    by_snapshot: dict[Any, dict[str, None]] = {}
    for snapshot, netns, *_ in rows:
        by_snapshot.setdefault(snapshot, {})[netns] = None
    found = {}
    for snapshot, labels in by_snapshot.items():
        made = 0
        for label in labels:
            plain = not _MADE_LABEL.fullmatch(label)
            made += not plain
            found[snapshot, label] = "" if len(labels) == 1 else label if plain else f"net#{made}"
    return found


def _rules(connection: Any) -> tuple[list[str], list[str], list[bytes], dict[bytes, int]]:
    rows = connection.execute("SELECT rule, family, text FROM base_rules ORDER BY rule").fetchall()
    digests = [bytes(row[0]) for row in rows]
    return [row[2] for row in rows], [row[1] for row in rows], digests, {one: at for at, one in enumerate(digests)}


def _contents(connection: Any, numbers: dict[bytes, int], rules: dict[bytes, int]) -> list[NDArray[np.int64]]:
    """The rules of each content, in order; empty chains have none."""
    connection.execute("CREATE TABLE numbered (content BLOB, number BIGINT)")
    from iptblob.store.arrow import batch
    from iptblob.store.shape import DIGEST, INT64

    if numbers:
        columns = {"content": list(numbers), "number": np.fromiter(numbers.values(), dtype=np.int64)}
        connection.from_arrow(batch(columns, {"content": DIGEST, "number": INT64})).insert_into("numbered")
    connection.execute(
        "CREATE TABLE ordered AS SELECT rule, row_number() OVER (ORDER BY rule) - 1 AS n FROM base_rules"
    )
    found = connection.execute(
        """SELECT number, n FROM numbered JOIN base_contents USING (content) JOIN ordered USING (rule)
        ORDER BY number, position"""
    ).fetchnumpy()
    owner = np.asarray(found["number"], dtype=np.int64)
    values = np.asarray(found["n"], dtype=np.int64)
    starts = np.searchsorted(owner, np.arange(len(numbers) + 1))
    return [values[starts[at] : starts[at + 1]] for at in range(len(numbers))]
