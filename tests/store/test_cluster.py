"""A real Dask scheduler with real workers: what they decode is what one process decodes, also when one is killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from iptblob.store import adding
from iptblob.store.adding import GivenFile, add
from iptblob.store.asking import sql
from iptblob.store.place import Store
from tests.conftest import ROOT
from tests.store.calling import run_cli
from tests.store.fleets import fleet

pytest.importorskip("distributed", reason="Dask is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hosts")
    for one in fleet(40, seed=4):
        (made / f"{one.name}.iptb").write_bytes(one.data)
    return made


class Cluster:
    """A scheduler and two workers, as processes of their own."""

    def __init__(self, folder: Path) -> None:
        told = folder / "scheduler.json"
        words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)]
        self.processes = [self._start("scheduler", *words)]
        for _ in range(600):
            if told.exists() and told.read_text():
                break
            time.sleep(0.1)
        self.address = str(json.loads(told.read_text())["address"])
        common = ["--nthreads", "1", "--no-dashboard", "--no-nanny", "--memory-limit", "2GB"]
        self.workers = [self._start("worker", self.address, *common) for _ in range(2)]
        self.processes += self.workers

    @staticmethod
    def _start(name: str, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{name}", *words], cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        yield made
    finally:
        made.close()


QUERY = "SELECT host, chain, position, digest, byte FROM seen ORDER BY ALL"


def test_workers_say_what_one_process_says(
    tmp_path: Path, folder: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH_FILES", 5)
    done = run_cli("fleet", "add", str(tmp_path / "store"), str(folder), "--engine", cluster.address)
    assert (done.status, "40 files added" in done.out) == (0, True), done
    files = [GivenFile(str(path)) for path in sorted(folder.iterdir())]
    alone = Store.opened_or_made(str(tmp_path / "alone"))
    add(alone, files, workers=1)
    assert sql(Store.opened(str(tmp_path / "store")), QUERY).rows == sql(alone, QUERY).rows


def test_a_worker_that_is_killed_loses_nothing(
    tmp_path: Path, folder: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH_FILES", 2)
    store = Store.opened_or_made(str(tmp_path / "store"))
    killed = []

    def kill(_: object) -> None:
        if not killed:
            cluster.workers[0].send_signal(signal.SIGKILL)
            killed.append(1)

    files = [GivenFile(str(path)) for path in sorted(folder.iterdir())]
    added = add(store, files, engine=cluster.address, tell=kill)
    assert killed
    assert (added.done.unread, len(store.parts("files"))) == ((), 20)
    alone = Store.opened_or_made(str(tmp_path / "alone"))
    add(alone, files, workers=1)
    assert sql(store, QUERY).rows == sql(alone, QUERY).rows


def test_no_scheduler_is_told(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iptblob.store.cluster.PATIENCE_S", 1)
    done = run_cli("fleet", "add", str(tmp_path / "store"), str(folder), "--engine", "tcp://127.0.0.1:1")
    assert (done.status, len(done.err.splitlines())) == (2, 1), done
    assert "no Dask scheduler answers" in done.err
    assert run_cli("fleet", "add", str(tmp_path / "store"), str(folder), "--engine", "x", "--workers", "2").status == 2
