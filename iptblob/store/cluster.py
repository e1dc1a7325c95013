"""Batches on the workers of a Dask cluster, which see the folders of the store and of the snapshots under one name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from iptblob.errors import ReadError, UsageError

if TYPE_CHECKING:
    from iptblob.store.adding import Batch, Done

PATIENCE_S = 30  # for the scheduler and a first worker


def on_cluster(engine: str, batches: Sequence[Batch]) -> Iterator[Done]:
    """Results as they come. A batch whose worker is lost is given to another one, as Dask does."""
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise UsageError(f"--engine needs Dask: {error}", hint="pip install 'iptblob[dask]'") from error
    from iptblob.store.adding import add_batch

    try:
        client = Client(engine, timeout=PATIENCE_S)
    except (OSError, TimeoutError, ValueError) as error:
        raise ReadError(f"no Dask scheduler answers: {error}", file=engine) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE_S)
        except TimeoutError as error:
            raise ReadError(f"the scheduler has no worker after {PATIENCE_S} s", file=engine) from error
        waiting = [client.submit(add_batch, one, pure=False, retries=2) for one in batches]
        for one in as_completed(waiting):
            yield one.result()
