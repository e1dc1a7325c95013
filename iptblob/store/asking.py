"""Questions to a store: who has a rule, who lacks it, how hosts moved between groups, what differs between two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from iptblob.abi import LP64_LE
from iptblob.building.source import source_of_text
from iptblob.diff.meaning.digest import digests
from iptblob.errors import ReadError, UsageError
from iptblob.extensions import find
from iptblob.family import FAMILIES
from iptblob.names import debian_12
from iptblob.nearest import nearest
from iptblob.store.census import Census, Host, taken
from iptblob.store.odd import Difference, Oddness, differences, odd_ones
from iptblob.store.own import Own, learnt
from iptblob.store.place import Store
from iptblob.store.views import connected
from iptblob.store.words import words
from iptblob.table import VERDICTS

_ANY = "ANY"  # a chain that no hook enters: iptables asks no more of a rule in it than it must


class WantedRule(NamedTuple):
    """A rule that is asked for: its digests (one for each family it can be of), and the chain if one was named."""

    text: str
    digests: tuple[bytes, ...]
    chain: str | None = None
    table: str | None = None


def rule_of(text: str) -> WantedRule:
    """A rule by its text (``-A INPUT -p tcp ...``, the chain may be left out) or its digest. UsageError for neither."""
    if re.fullmatch(r"[0-9a-fA-F]{32}", text.strip()):
        return WantedRule(text.strip().lower(), (bytes.fromhex(text.strip()),))
    table, chain, rest = _taken_apart(list(words(text)))
    told: list[str] = []
    found = dict.fromkeys(_digest(family, table, rest, told) for family in ("ipv4", "ipv6"))
    known = tuple(one for one in found if one is not None)
    if not known:
        raise UsageError(f"{text!r} is no rule that can be compiled: {told[0]}", hint="or name it by its digest")
    return WantedRule(text, known, chain, table)


def _taken_apart(found: list[str]) -> tuple[str | None, str | None, list[str]]:
    """Table and chain that a rule names, and its other words."""
    table = chain = None
    if found[:1] in (["iptables"], ["ip6tables"]):
        found = found[1:]
    if found[:1] == ["-t"] and len(found) > 1:
        table, found = found[1], found[2:]
    if found[:1] in (["-A"], ["--append"]) and len(found) > 1:
        chain, found = found[1], found[2:]
    return table, chain, found


def _digest(family: str, table: str | None, found: Sequence[str], told: list[str]) -> bytes | None:
    """The digest of a rule in a family; None where none of its tables takes it, with the reason in ``told``."""
    tables = FAMILIES[family].tables
    if table is not None and table not in tables:
        raise UsageError(f"no table {table!r}: {nearest(table, tables)}")
    for name in (table,) if table else ("filter", *(one for one in tables if one != "filter")):
        lines = [f"*{name}", f":{_ANY} - [0:0]", *_jumps(found), f"-A {_ANY} {' '.join(found)}", "COMMIT", ""]
        text = "\n".join(lines).encode()
        try:
            made = source_of_text(text, "rule", family=FAMILIES[family], abi=LP64_LE)
        except UsageError as error:  # its addresses are of the other family
            told.append(error.message)
            continue
        if made.problems:
            told += [one.why for one in made.problems]
            continue
        whole = made.source.readings[0].table
        chain = next(one for one in whole.chains if one.name == _ANY.encode())
        return bytes(digests(whole, debian_12())[chain.start])
    return None


def _jumps(found: Sequence[str]) -> Iterator[str]:
    """The chains that a rule goes to, declared."""
    for option, name in pairwise(found):
        known = name in VERDICTS.values() or find("target", name) is not None
        if option in ("-j", "-g", "--jump", "--goto") and not known:
            yield f":{name} - [0:0]"


class Sighting(NamedTuple):
    """A host that has or had a rule: first and last capture with it, how many captures, the chains it stood in."""

    host: str
    first: datetime | None
    last: datetime | None
    snapshots: int
    chains: str


_SEEN = """
    WITH places AS (
        SELECT host, captured, snapshot, family || '/' || "table" || '/' || chain AS place FROM seen WHERE {})
    SELECT host, min(captured), max(captured), count(DISTINCT snapshot), string_agg(DISTINCT place, ', ' ORDER BY place)
    FROM places GROUP BY host ORDER BY host"""
_MISSING = """
    SELECT host, state, coalesce((SELECT string_agg(what || ': ' || why, '; ') FROM base_unread u
    WHERE u.snapshot = latest.snapshot), ''), snapshot IN (SELECT snapshot FROM seen WHERE {})
    FROM latest JOIN base_files USING (host, snapshot) ORDER BY host"""
_LATEST = """
    CREATE TABLE latest AS SELECT host, arg_max(snapshot, coalesce(captured_ns, -1)) AS snapshot
    FROM base_files GROUP BY host"""


def seen(store: Store, asked: WantedRule) -> list[Sighting]:
    """Where and when a rule was seen, host by host."""
    connection = connected(store, ("seen",))
    try:
        rows = connection.execute(_SEEN.format(_condition(asked)), _values(asked)).fetchall()
    finally:
        connection.close()
    return [Sighting(*row) for row in rows]


def _condition(asked: WantedRule) -> str:
    marks = ", ".join("?" * len(asked.digests))
    return (
        f"rule IN ({marks})" + (" AND chain = ?" if asked.chain else "") + (' AND "table" = ?' if asked.table else "")
    )


def _values(asked: WantedRule) -> list[Any]:
    return [*asked.digests, *filter(None, (asked.chain, asked.table))]


class WithoutRule(NamedTuple):
    """Hosts whose last capture lacks a rule, how many have it, and those of which it cannot be said."""

    hosts: list[str]
    having: int
    unread: list[tuple[str, str]]


def missing(store: Store, asked: WantedRule) -> WithoutRule:
    """The hosts that lack a rule now, by their last capture each."""
    connection = connected(store, ("seen", "snapshots", "unread"))
    try:
        connection.execute(_LATEST)
        rows = connection.execute(_MISSING.format(_condition(asked)), _values(asked)).fetchall()
    finally:
        connection.close()
    lost = [(host, why.lstrip(": ")) for host, state, why, has in rows if state != "read" and not has]
    unsure = {host for host, _ in lost}
    hosts = [row[0] for row in rows if not row[3] and row[0] not in unsure]
    return WithoutRule(hosts, sum(row[3] for row in rows), lost)


class Move(NamedTuple):
    """Hosts that went from one group to another: by number in ``Drift.oddness.groups``."""

    before: int
    after: int
    hosts: list[tuple[str, Any]]
    differences: list[Difference]


class Drift(NamedTuple):
    """How hosts moved between groups in time."""

    oddness: Oddness
    moves: list[Move]


def drift(store: Store) -> Drift:
    """Every snapshot in its group; own values are those that hosts have now."""
    census = taken(store, every=True)
    own = learnt(taken(store))  # rules have the same numbers in both
    found = odd_ones(census, own=own)
    group = {at: number for number, one in enumerate(found.groups) for at in one.hosts}
    moves: dict[tuple[int, int], list[int]] = {}
    for at in range(1, len(census.hosts)):
        if census.hosts[at].name == census.hosts[at - 1].name and group[at] != group[at - 1]:
            moves.setdefault((group[at - 1], group[at]), []).append(at)
    told = [
        Move(one, other, [(census.hosts[at].name, census.hosts[at].captured) for at in hosts],
             list(differences(census, own, hosts[0] - 1, hosts[0])))
        for (one, other), hosts in moves.items()
    ]  # fmt: skip
    return Drift(found, sorted(told, key=lambda move: (-len(move.hosts), str(move.hosts[0][1]))))


class Pair(NamedTuple):
    """Two snapshots of a store, and what the second has otherwise."""

    a: Host
    b: Host
    differences: list[Difference]


def compared(store: Store, first: str, second: str) -> Pair:
    """``HOST@TIME`` twice: the last capture of the host at or before that time (UTC), without one the last of all."""
    census = taken(store, every=True)
    one, other = _chosen(census, first), _chosen(census, second)
    found = list(differences(census, Own(), one, other))
    return Pair(census.hosts[one], census.hosts[other], found)


def _chosen(census: Census, wanted: str) -> int:
    name, _, time = wanted.rpartition("@") if "@" in wanted else (wanted, "", "")
    own = [at for at, host in enumerate(census.hosts) if host.name == name]
    if not own:
        names = sorted({host.name for host in census.hosts})
        raise UsageError(f"no host {name!r}: {nearest(name, names)}")
    if not time:
        return own[-1]
    end = _end_of(time)
    before = [at for at in own if census.hosts[at].captured is not None and census.hosts[at].captured < end]
    if not before:
        first = census.hosts[own[0]].captured
        raise UsageError(f"no capture of {name} at or before {time}", hint=f"the first is of {first}")
    return before[-1]


def _end_of(time: str) -> datetime:
    """The moment after a time: of a day, the day after it."""
    try:
        found = datetime.fromisoformat(time)
    except ValueError:
        raise UsageError(f"{time!r} is no time such as 2026-11-23 or 2026-11-23T13:53:23Z") from None
    found = found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
    return found + (timedelta(days=1) if len(time) <= len("2026-11-23") else timedelta(seconds=1))


class SqlRows(NamedTuple):
    """What SQL gave: names and types of columns, and rows."""

    columns: list[tuple[str, str]]
    rows: list[tuple[Any, ...]]


def sql(store: Store, query: str) -> SqlRows:
    """One SELECT over the store's views, that reads and writes no file. UsageError for anything else, or for errors."""
    import duckdb

    from iptblob.store.views import VIEWS

    plain = duckdb.connect()
    try:
        statements = plain.extract_statements(query)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise UsageError("one SELECT, nothing else", hint=f"views: {', '.join(VIEWS)}")
    except duckdb.Error as error:
        raise UsageError(_plain(error)) from error
    connection = connected(store, [name for name in VIEWS if re.search(rf"\b{name}\b", query, re.IGNORECASE)])
    try:
        cursor = connection.execute(query)
        columns = [(str(one[0]), str(one[1])) for one in cursor.description or ()]
        return SqlRows(columns, cursor.fetchall())
    except duckdb.OutOfMemoryException as error:
        raise ReadError(f"it takes more memory than there is: {_plain(error)}", file=str(store.folder)) from error
    except duckdb.Error as error:
        raise UsageError(_plain(error), hint=f"views: {', '.join(VIEWS)}") from error
    finally:
        connection.close()


def _plain(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
