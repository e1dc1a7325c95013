"""SQL over a store: what it can ask, and that it can do nothing else."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from iptblob.store.adding import GivenFile, add
from iptblob.store.place import Store
from tests.conftest import ROOT
from tests.store.calling import run_cli

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("sql")
    text = folder / "=cmd|' calc'!A0.v4"
    text.write_text('*filter\n:INPUT DROP [0:0]\n-A INPUT -m comment --comment "a\x1b[31mb" -j ACCEPT\nCOMMIT\n')
    made = Store.opened_or_made(str(folder / "store"))
    add(made, [GivenFile(str(ROOT / "samples/incident/after.iptb")), GivenFile(str(text))])
    return str(made.folder)


def test_a_question_about_packets_and_places(store: str) -> None:
    query = """SELECT host, chain, position, text FROM seen NATURAL JOIN rules
               WHERE dport_low <= 22 AND dport_high >= 22 AND target = 'ACCEPT' AND src LIKE '198.51.100.%'"""
    told = json.loads(run_cli("fleet", "sql", store, query, "--format", "json").out)
    assert [row[:3] for row in told["rows"]] == [["edge1", "INPUT", 6]]


@pytest.mark.parametrize("query", [
    "COPY (SELECT 1) TO '/tmp/iptblob-sql-test'", "CREATE TABLE x (a INT)", "ATTACH '/tmp/x.db'", "SET threads = 1",
    "SELECT 1; SELECT 2", "SELECT * FROM '/etc/passwd'", "SELECT * FROM read_text('/etc/passwd')", "INSTALL httpfs",
    "SELECT * FROM read_parquet('*/*.parquet')", "PRAGMA database_list", "SELECT * FROM glob('/*')",
    "EXPORT DATABASE '/tmp/x'",
    "LOAD httpfs", "SELECT getenv('HOME')", "SELEC 1", "SELECT nope FROM seen", "", "SELECT * FROM nothing",
])  # fmt: skip
def test_what_is_no_question_is_refused(store: str, query: str) -> None:
    done = run_cli("fleet", "sql", store, query)
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert not Path("/tmp/iptblob-sql-test").exists()


def test_control_characters_do_not_reach_the_terminal(store: str) -> None:
    done = run_cli("fleet", "sql", store, "SELECT text FROM rules")
    assert "\\x1b[31m" in done.out
    assert "\x1b" not in done.out + run_cli("fleet", "odd", store, "--all").out


@pytest.mark.parametrize("view", ["snapshots", "rules", "seen", "chains", "counters", "addresses", "unread", "labels"])
def test_every_view_is_exported_in_every_form(store: str, view: str, tmp_path: Path) -> None:
    import duckdb

    count = json.loads(run_cli("fleet", "sql", store, f"SELECT count(*) FROM {view}", "--format", "json").out)["rows"][
        0
    ][0]
    lines = run_cli("fleet", "export", store, view, "--format", "jsonl").out.splitlines()
    assert len(lines) == count
    assert (
        len(list(csv.DictReader(io.StringIO(run_cli("fleet", "export", store, view, "--format", "csv").out)))) == count
    )
    path = tmp_path / "out.parquet"
    assert run_cli("fleet", "export", store, view, "--format", "parquet", "-o", str(path)).status == 0
    assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(count,)]
    assert run_cli("fleet", "export", store, view, "-o", str(path)).status == 2, "it is there already"


def test_no_cell_runs_in_a_spreadsheet(store: str) -> None:
    for view in ("snapshots", "rules", "seen"):
        for row in csv.reader(io.StringIO(run_cli("fleet", "export", store, view).out)):
            assert not [cell for cell in row if cell[:1] in "=+-@\t\r" and cell[:1]], row


def test_a_view_that_is_none(store: str) -> None:
    assert (
        "did you mean" in run_cli("fleet", "export", store, "seeen").err
        or run_cli("fleet", "export", store, "seeen").status == 2
    )
    assert run_cli("fleet", "od", store).status == 2
