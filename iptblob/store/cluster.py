"""Batches on the workers of a Dask cluster, which see the folders of the store and of the snapshots under one name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from iptblob.errors import ReadError, UsageError

if TYPE_CHECKING:
    from iptblob.store.adding import Done, FileBatch

PATIENCE_S = 30  # for the scheduler and a first worker


def on_cluster(engine: str, work: Callable[[FileBatch], Done], batches: Sequence[FileBatch]) -> Iterator[Done]:
    """Results as they come. A batch whose worker is lost is given to another one, as Dask does."""
    try:
        from distributed import CancelledError, Client, KilledWorker, as_completed
        from distributed.comm import CommClosedError
    except ImportError as error:
        raise UsageError(f"--engine needs Dask: {error}", hint="pip install 'iptblob[dask]'") from error
    try:
        client = Client(engine, timeout=PATIENCE_S)
    except (OSError, TimeoutError, ValueError) as error:
        raise ReadError(f"no Dask scheduler answers: {error}", file=engine) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE_S)
        except TimeoutError as error:
            raise ReadError(f"the scheduler has no worker after {PATIENCE_S} s", file=engine) from error
        waiting = [client.submit(work, one, pure=False, retries=2) for one in batches]
        try:
            for one in as_completed(waiting):
                yield one.result()
        except (KilledWorker, CommClosedError, CancelledError) as error:
            raise ReadError(
                f"the cluster gave up: {type(error).__name__}; what was finished is in the store", file=engine,
                hint="run it again: it goes on where it was",
            ) from error  # fmt: skip
