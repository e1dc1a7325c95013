"""Snapshots into a store: a batch of files becomes a part, on this machine's processors or on a Dask cluster's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from iptblob.errors import IptblobError, ReadError, StrangerError
from iptblob.reading.opening import read_bytes
from iptblob.store.decode import Decoder, Rows, key_of
from iptblob.store.place import Store
from iptblob.store.shape import NOT_READABLE
from iptblob.store.views import held
from iptblob.unread import Unread

BATCH_FILES, BATCH_BYTES = 128, 64 << 20
FEW_FILES = 64  # files from which on other processes are worth their start


class GivenFile(NamedTuple):
    """A file to add: ``found`` in a folder, or named."""

    path: str
    found: bool = False


class FileBatch(NamedTuple):
    """What one call of ``add_batch`` does: ``name`` says what the files held when they were listed."""

    folder: str
    name: str
    files: tuple[GivenFile, ...]


class Done(NamedTuple):
    """What became of some files: how many were added, tables and rules in them, what was not read, what is no table."""

    added: int = 0
    tables: int = 0
    rules: int = 0
    unread: tuple[Unread, ...] = ()
    strangers: tuple[Unread, ...] = ()

    def also(self, other: Done) -> Done:
        """Both together."""
        return Done(
            self.added + other.added, self.tables + other.tables, self.rules + other.rules,
            unread=self.unread + other.unread, strangers=self.strangers + other.strangers,
        )  # fmt: skip


class Added(NamedTuple):
    """The result of ``add``; ``known`` files were in the store already, ``cleaned`` parts were left by killed runs."""

    done: Done
    known: int
    cleaned: int


def add(
    store: Store, files: Iterable[GivenFile], *, engine: str | None = None, workers: int = 0,
    tell: Callable[[Done], None] = lambda _: None,
) -> Added:  # fmt: skip
    """Add files to a store; one whose bytes are in it already is passed over.

    ``engine`` is the address of a Dask scheduler (``tcp://...``) whose workers see the same folders; without one,
    ``workers`` processes do it (0: as many as there are processors). ``tell`` is called as parts are finished.
    """
    cleaned = store.clean()
    batches, lost, known = _listed(store, files)
    whole = Done(unread=tuple(lost))
    for one in _done(batches, engine, workers or len_of_cpus()):
        whole = whole.also(one)
        tell(whole)
    return Added(whole, known, cleaned)


def len_of_cpus() -> int:
    """Processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _listed(store: Store, files: Iterable[GivenFile]) -> tuple[list[FileBatch], list[Unread], int]:
    """What is new, in batches; what cannot be read; how many files the store knows."""
    have = held(store, "files", "snapshot")
    batches, lost, known = [], [], 0
    chosen: list[tuple[GivenFile, bytes]] = []
    total = 0
    for given in files:
        try:
            data = read_source(given.path)
        except IptblobError as error:
            lost.append(Unread("", given.path, f"NOT READ_WHOLE: {error.message}"))
            continue
        key = key_of(given.path, data)
        if key in have:
            known += 1
            continue
        have.add(key)
        if chosen and (len(chosen) == BATCH_FILES or total + len(data) > BATCH_BYTES):
            batches.append(_batch(store, chosen))
            chosen, total = [], 0
        chosen.append((given, key))
        total += len(data)
    if chosen:
        batches.append(_batch(store, chosen))
    return batches, lost, known


def _batch(store: Store, chosen: Sequence[tuple[GivenFile, bytes]]) -> FileBatch:
    name = blake2b(b"".join(sorted(key for _, key in chosen)), digest_size=16).hexdigest()
    return FileBatch(str(store.folder.resolve()), name, tuple(given for given, _ in chosen))


def read_source(path: str) -> bytes:
    """The bytes of a file, here or where fsspec gets it (``s3://...``, ``ssh://...``)."""
    if "://" not in path:
        return read_bytes(path)
    from iptblob.store.remote import read_remote

    return read_remote(path)


_decoders: dict[str, Decoder] = {}


def add_batch(batch: FileBatch) -> Done:
    """Decode a batch and write its part: what every worker runs. What it decoded before, it remembers."""
    store = Store.opened(batch.folder)
    decoder = _decoders.pop(batch.folder, None)
    if decoder is None:
        decoder = Decoder(held(store, "contents", "content"), held(store, "rules", "rule"))
    rows = Rows()
    done = Done()
    for given in batch.files:
        done = done.also(_add_one(decoder, given, rows))
    try:
        store.write(batch.name, rows)
    except OSError as error:
        raise ReadError(f"cannot be written: {error.strerror or error}", file=batch.folder) from error
    _decoders[batch.folder] = decoder  # only now: what a part that failed was to hold is not in the store
    tables = rows.pieces["tables"]
    return done._replace(tables=len(tables), rules=sum(int(one["rules"][0]) for one in tables))


def _add_one(decoder: Decoder, given: GivenFile, rows: Rows) -> Done:
    try:
        data = read_source(given.path)
        lost = tuple(decoder.add(given.path, data, rows, found=given.found))
        return Done(int(rows.pieces["files"][-1]["state"] != [NOT_READABLE]), unread=lost)
    except StrangerError as error:
        return Done(strangers=(Unread("", given.path, error.message),))
    except IptblobError as error:
        return Done(unread=(Unread("", given.path, f"NOT READ_WHOLE: {error.message}"),))


def _done(batches: Sequence[FileBatch], engine: str | None, workers: int) -> Iterator[Done]:
    if engine is not None:
        from iptblob.store.cluster import on_cluster

        yield from on_cluster(engine, add_batch, batches)
    elif workers > 1 and sum(len(one.files) for one in batches) > FEW_FILES and len(batches) > 1:
        yield from _in_processes(batches, min(workers, len(batches)))
    else:
        yield from map(add_batch, batches)


def _in_processes(batches: Sequence[FileBatch], workers: int) -> Iterator[Done]:
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(add_batch, one) for one in batches]
        try:
            for one in as_completed(waiting):
                yield one.result()
        except BrokenProcessPool as error:
            raise ReadError(
                "a worker was killed; what was finished is in the store", file=batches[0].folder,
                hint="run it again: it goes on where it was",
            ) from error  # fmt: skip
        finally:
            pool.shutdown(cancel_futures=True)
