"""What a store holds of files, and that adding twice, or after being killed, is adding once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from iptblob.store.adding import GivenFile, add, add_batch
from iptblob.store.asking import sql
from iptblob.store.place import Store
from tests.conftest import ROOT
from tests.store.calling import run_cli
from tests.store.fleets import fleet, host

SAMPLES = ROOT / "samples"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve hosts."""
    made = tmp_path_factory.mktemp("hosts")
    for one in fleet(12, seed=3):
        (made / f"{one.name}.iptb").write_bytes(one.data)
    return made


def filled(path: Path, *files: Path) -> Store:
    store = Store.opened_or_made(str(path))
    done = add(store, [GivenFile(str(file)) for file in files]).done
    assert not done.unread, done.unread
    return store


def test_rows_say_what_show_prints(tmp_path: Path) -> None:
    sample = SAMPLES / "incident/after.iptb"
    store = filled(tmp_path / "store", sample)
    query = 'SELECT family, "table", chain, position, text FROM seen NATURAL JOIN rules'
    rows = sql(store, query).rows
    shown: list[tuple[str, str, str, int, str]] = []
    family = table = ""
    for line in run_cli("show", str(sample)).out.splitlines():
        if line.startswith("# ") and " " in line[2:] and line.split()[1] in ("ipv4", "ipv6", "arp"):
            family = line.split()[1]
        elif line.startswith("*"):
            table, counts = line[1:], {}
        elif line.startswith("-A "):
            _, chain, text = line.split(" ", 2)
            counts[chain] = counts.get(chain, 0) + 1
            shown.append((family, table, chain, counts[chain], text))
    assert sorted(rows) == sorted(shown)


def test_columns_are_the_parts_of_the_text(tmp_path: Path) -> None:
    text = tmp_path / "rules.v4"
    text.write_text(
        "*filter\n:INPUT DROP [0:0]\n:X - [0:0]\n"
        "-A INPUT -s 10.1.2.0/24 ! -d 192.0.2.1/32 -i eth+ -o lo -p tcp -m tcp --sport 1024:65535 --dport 22 -j X\n"
        "-A INPUT -s 10.0.0.0/255.0.255.0 -p udp -m udp --dport 53 -j ACCEPT\nCOMMIT\n".replace(" -o lo", "")
    )
    store = filled(tmp_path / "store", text)
    columns = (
        "src, src_low, src_prefix, dst, dst_not, in_interface, protocol, sport_low, sport_high, dport_low, target, jump"
    )
    assert sql(store, f"SELECT {columns} FROM rules ORDER BY jump NULLS LAST").rows == [
        ("10.1.2.0/24", 0x0A010200, 24, "192.0.2.1/32", True, "eth+", 6, 1024, 65535, 22, None, "X"),
        ("10.0.0.0/255.0.255.0", 0x0A000000, None, None, False, None, 17, None, None, 53, "ACCEPT", None),
    ]


def test_what_a_rule_turns_round_is_said(tmp_path: Path) -> None:
    text = tmp_path / "rules.v4"
    lines = [
        "-p tcp -m tcp ! --sport 1:2 --dport 3 -j DROP", "-p udp -m udp ! --dport 53 -j DROP",
        "-p sctp -m sctp --dport 7:9 -j DROP", "-p sctp -m sctp ! --sport 7 -j DROP", "! -i eth0 ! -p udp -j DROP",
        "-p dccp -m dccp --sport 4 -j DROP", "-p tcp -m tcp --tcp-flags SYN SYN -j DROP",
    ]  # fmt: skip
    text.write_text("*filter\n:INPUT DROP [0:0]\n" + "".join(f"-A INPUT {line}\n" for line in lines) + "COMMIT\n")
    columns = "sport_low, sport_high, sport_not, dport_low, dport_high, dport_not, in_interface, in_interface_not"
    query = f"SELECT {columns}, protocol_not FROM seen NATURAL JOIN rules ORDER BY position"
    assert sql(filled(tmp_path / "store", text), query).rows == [
        (1, 2, True, 3, 3, False, None, False, False),
        (None, None, False, 53, 53, True, None, False, False),
        (None, None, False, 7, 9, False, None, False, False),
        (7, 7, True, None, None, False, None, False, False),
        (None, None, False, None, None, False, "eth0", True, True),
        (4, 4, False, None, None, False, None, False, False),
        (None, None, False, None, None, False, None, False, False),
    ]


def test_bytes_lead_to_the_rule(tmp_path: Path) -> None:
    """``byte`` is where inspect finds the rule in its member."""
    sample = SAMPLES / "incident/after.iptb"
    rows = sql(filled(tmp_path / "store", sample), """SELECT family, "table", chain, position, byte FROM seen""").rows
    for family, table, chain, position, byte in rows[:: max(1, len(rows) // 6)]:
        told = json.loads(run_cli("show", str(sample), "--format", "json").out)
        chosen = next(one for one in told["tables"] if (one["family"], one["table"]) == (family, table))
        rules = next(one for one in chosen["chains"] if one["name"] == chain)["rules"]
        assert rules[position - 1]["offset"] == byte or rules[position - 1]["byte"] == byte


def test_adding_again_adds_nothing(tmp_path: Path, folder: Path) -> None:
    store = tmp_path / "store"
    assert "12 files added" in run_cli("fleet", "add", str(store), str(folder)).out
    before = sorted(store.rglob("*.parquet"))
    again = run_cli("fleet", "add", str(store), str(folder), str(folder / "*.iptb"))
    assert "0 files added" in again.out
    assert "24 files known already" in again.out
    assert sorted(store.rglob("*.parquet")) == before


def test_processes_and_one_process_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    from iptblob.store import adding

    monkeypatch.setattr(adding, "BATCH_FILES", 4)
    monkeypatch.setattr(adding, "FEW_FILES", 4)
    files = [GivenFile(str(path)) for path in sorted(folder.iterdir())]
    several, one = (Store.opened_or_made(str(tmp_path / name)) for name in ("several", "one"))
    add(several, files, workers=2)
    add(one, files, workers=1)
    for view in ("seen", "rules", "counters", "chains"):
        query = f"SELECT * EXCLUDE (number, chain_number) FROM {view} ORDER BY ALL" if view in ("seen", "chains") else (
            f"SELECT * FROM {view} ORDER BY ALL")  # fmt: skip
        assert sql(several, query).rows == sql(one, query).rows
    assert len(several.parts("files")) == 3


def test_a_run_that_is_killed_can_be_run_again(tmp_path: Path, folder: Path) -> None:
    """Killed at whatever moment, what is there is whole, and the next run finishes it."""
    store = tmp_path / "store"
    script = (
        "import sys; from iptblob.store import adding; adding.BATCH_FILES = 1\n"
        "from iptblob.cli import main; main(['fleet', 'add', *sys.argv[1:], '--workers', '1'])"
    )
    for wait in (0.4, 0.7, 0.9):
        process = subprocess.Popen([sys.executable, "-c", script, str(store), str(folder)], cwd=ROOT,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        time.sleep(wait)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert run_cli("fleet", "add", str(store), str(folder)).status == 0
    whole = filled(tmp_path / "whole", *sorted(folder.iterdir()))
    query = "SELECT host, chain, position, digest FROM seen ORDER BY ALL"
    assert sql(Store.opened(str(store)), query).rows == sql(whole, query).rows
    assert not list((store / "unfinished").iterdir())


def test_a_part_that_was_not_finished_has_no_say(tmp_path: Path, folder: Path) -> None:
    store = filled(tmp_path / "store", next(folder.iterdir()))
    left = store.folder / "unfinished" / f"abc.{2**22 + 7}"
    left.mkdir()
    (left / "files.parquet").write_bytes(b"half")
    assert len(sql(store, "SELECT * FROM snapshots").rows) == 2
    assert "1 part that a killed run had left" in run_cli("fleet", "add", str(store.folder), str(folder)).out
    assert not left.exists()


def test_what_cannot_be_read_is_told_and_listed(tmp_path: Path, folder: Path) -> None:
    bad = tmp_path / "in"
    bad.mkdir()
    whole = next(folder.iterdir()).read_bytes()
    (bad / "cut.iptb").write_bytes(whole[:200])
    (bad / "good.iptb").write_bytes(whole)
    (bad / "notes.txt").write_text("nothing of rules\n")
    done = run_cli("fleet", "add", str(tmp_path / "store"), str(bad))
    assert done.status == 2
    assert "cut.iptb" in done.err
    assert "notes.txt: left out" in done.err
    store = Store.opened(str(tmp_path / "store"))
    rows = sql(store, "SELECT file, state FROM snapshots GROUP BY ALL ORDER BY ALL").rows
    assert [(Path(file).name, state) for file, state in rows] == [("cut.iptb", "unreadable"), ("good.iptb", "read")]
    assert sql(store, "SELECT count(*) FROM unread").rows == [(1,)]
    assert run_cli("fleet", "add", str(tmp_path / "store"), str(tmp_path / "nowhere.iptb")).status == 2


def test_a_damaged_table_makes_a_host_partly_read(tmp_path: Path) -> None:
    import io
    import zipfile

    made = host(1, "web", 3)
    source, target = zipfile.ZipFile(io.BytesIO(made.data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in source.namelist():
            data = source.read(name)
            changed.writestr(name, data[: len(data) // 2] if name.endswith("filter.blob") else data)
    (tmp_path / "a.iptb").write_bytes(target.getvalue())
    done = run_cli("fleet", "add", str(tmp_path / "store"), str(tmp_path / "a.iptb"))
    assert done.status == 2
    store = Store.opened(str(tmp_path / "store"))
    assert {row[0] for row in sql(store, "SELECT state FROM snapshots").rows} == {"partly"}
    assert run_cli("fleet", "missing", str(tmp_path / "store"), "-j ACCEPT").status == 2


@pytest.mark.parametrize("sample", sorted((SAMPLES / "nft").rglob("*.iptb"))[:4], ids=lambda path: path.stem)
def test_rules_of_nf_tables_have_their_back_end(tmp_path: Path, sample: Path) -> None:
    store = Store.opened_or_made(str(tmp_path / "store"))
    add(store, [GivenFile(str(sample))])
    rows = dict(sql(store, "SELECT backend, count(*) FROM seen GROUP BY backend").rows)
    told = run_cli("show", str(sample), "--backend", "nft").out
    assert rows.get("nft", 0) == sum(line.startswith("-A ") for line in told.splitlines())


def test_one_rule_has_one_digest_in_bytes_text_and_nf_tables(tmp_path: Path) -> None:
    sample = SAMPLES / "incident/after.iptb"
    text = tmp_path / "after.v4"
    text.write_text(run_cli("show", str(sample), "--family", "ipv4").out)
    store = filled(tmp_path / "store", sample, text)
    digests = 'list(digest ORDER BY "table", chain, position)'
    query = f"SELECT backend, {digests} FROM seen WHERE family = 'ipv4' GROUP BY backend"
    rows = dict(sql(store, query).rows)
    assert rows["text"] == rows["legacy"]


def test_a_store_is_no_other_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path, tmp_path / "file"):
        done = run_cli("fleet", "add", str(folder), str(SAMPLES / "incident/after.iptb"))
        assert (done.status, done.out) == (2, "")
    assert run_cli("fleet", "odd", str(tmp_path / "none")).status == 2
    newer = tmp_path / "newer"
    newer.mkdir()
    (newer / "store.json").write_text('{"kind": "iptblob-store", "schema": 99}')
    assert "newer iptblob" in run_cli("fleet", "odd", str(newer)).err


def test_a_damaged_part_is_told(tmp_path: Path, folder: Path) -> None:
    store = filled(tmp_path / "store", next(folder.iterdir()))
    path = Path(store.parts("contents")[0])
    path.write_bytes(path.read_bytes()[:-20])
    for words in (("odd",), ("sql", "SELECT * FROM seen"), ("missing", "-j ACCEPT")):
        done = run_cli("fleet", words[0], str(store.folder), *words[1:])
        assert done.status == 2
        assert "damaged" in done.err


def test_addresses_elsewhere(tmp_path: Path, folder: Path) -> None:
    """Through fsspec's own filesystem in memory: what s3:// and ssh:// go through."""
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")
    memory = fsspec.filesystem("memory")
    for path in sorted(folder.iterdir())[:3]:
        memory.pipe(f"/captures/{path.name}", path.read_bytes())
    done = run_cli("fleet", "add", str(tmp_path / "store"), "memory://captures/", "--workers", "1")
    assert (done.status, "3 files added" in done.out) == (0, True), done
    assert run_cli("fleet", "add", str(tmp_path / "store"), "memory://nowhere/*").status == 2
    assert run_cli("fleet", "add", str(tmp_path / "store"), "nosuch://x/y").status == 2


def test_labels(tmp_path: Path, folder: Path) -> None:
    store = filled(tmp_path / "store", *sorted(folder.iterdir()))
    labels = tmp_path / "hosts.csv"
    labels.write_text(
        "host,role\n" + "".join(f"{path.stem},{path.stem.rstrip('0123456789')}\n" for path in folder.iterdir())
    )
    assert run_cli("fleet", "add", str(store.folder), "--labels", str(labels)).status == 0
    found = json.loads(run_cli("fleet", "odd", str(store.folder), "--by", "role", "--format", "json").out)
    assert found["by"] == "role"
    assert all(name.startswith(group["value"]) for group in found["groups"] for name in group["hosts"])
    assert run_cli("fleet", "odd", str(store.folder), "--by", "rolle").status == 2
    for text in ("", "name,role\na,b\n", "host,role\na\n", "host,role\na,b\na,c\n"):
        labels.write_text(text)
        assert run_cli("fleet", "add", str(store.folder), "--labels", str(labels)).status == 2


def test_a_batch_that_cannot_be_written_is_told(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("iptblob.store.place._write_table", full)
    done = run_cli("fleet", "add", str(tmp_path / "store"), str(folder), "--workers", "1")
    assert (done.status, "No space left" in done.err) == (2, True)
    assert add_batch is not None
