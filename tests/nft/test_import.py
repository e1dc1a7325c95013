"""`iptblob import` of what nf_tables answered to other tools: strace logs, and raw dumps.

data/logged.*: one namespace captured, then iptables-nft-save 1.8.9 and nft 1.0.6 under strace 6.1.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from iptblob.abi import LP64_LE
from iptblob.netlink import read_messages
from tests.nft.test_show import DATA, Run, plain

LOGS = {"nft": DATA / "logged.nft.strace", "iptables": DATA / "logged.save.strace"}


def dumps(path: Path) -> dict[str, list[bytes]]:
    """Messages of a snapshot by dump, without sequence and port numbers and what closes an answer."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if "/nft/" in name and name.endswith(".nl"):
                data = archive.read(name)
                whole = [data[one.at : one.end] for one in read_messages(data, LP64_LE) if one.is_content]
                found[name.rpartition("/")[2]] = [one[:8] + one[16:] for one in whole]
    return found


@pytest.mark.parametrize("tool", LOGS)
def test_a_log_gives_the_bytes_that_a_capture_has(iptblob: Run, tmp_path: Path, tool: str) -> None:
    done = iptblob("import", LOGS[tool], "-o", tmp_path / "log.iptb")
    assert (done.status, done.err) == (0, "")
    logged, captured = dumps(tmp_path / "log.iptb"), dumps(DATA / "logged.iptb")
    for name in ("chains.nl", "rules.nl"):
        assert logged[name]
        assert set(logged[name]) <= set(captured[name])
    if tool == "nft":  # it asks for everything; iptables-nft-save for its own family
        assert set(logged["rules.nl"]) == set(captured["rules.nl"])
        assert set(logged["chains.nl"]) == set(captured["chains.nl"])


def test_what_iptables_nft_save_printed_is_printed(iptblob: Run, tmp_path: Path) -> None:
    iptblob("import", LOGS["iptables"], "-o", tmp_path / "log.iptb")
    done = iptblob("show", tmp_path / "log.iptb", "--family", "ipv4")
    assert plain(done.out) == plain((DATA / "logged.save").read_bytes())
    assert done.status == 0


def test_a_log_and_the_capture_differ_in_nothing(iptblob: Run, tmp_path: Path) -> None:
    iptblob("import", LOGS["nft"], "-o", tmp_path / "log.iptb")
    done = iptblob("diff", tmp_path / "log.iptb", DATA / "logged.iptb", "--backend", "nft")
    assert done.out == b""
    assert iptblob("verify", tmp_path / "log.iptb").status == 0


def test_a_raw_dump(iptblob: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(DATA / "logged.iptb") as archive:
        wanted = ("tables.nl", "chains.nl", "rules.nl")
        names = [name for name in archive.namelist() if name.rpartition("/")[2] in wanted]
        raw = b"".join(archive.read(name) for name in sorted(names, reverse=True))
    (tmp_path / "dump").write_bytes(raw)
    done = iptblob("import", tmp_path / "dump", "-o", tmp_path / "raw.iptb")
    assert done.status == 0
    assert set(dumps(tmp_path / "raw.iptb")["rules.nl"]) == set(dumps(DATA / "logged.iptb")["rules.nl"])
    (tmp_path / "cut").write_bytes(raw[:-7])
    cut = iptblob("import", tmp_path / "cut", "-o", tmp_path / "cut.iptb")
    assert cut.status == 2
    assert "byte " in cut.err


@pytest.mark.parametrize("tool", LOGS)
def test_cut_logs(iptblob: Run, tmp_path: Path, tool: str) -> None:
    """Whatever is missing: messages that are whole are taken, others named, and none is made up."""
    whole = LOGS[tool].read_bytes()
    captured = {message for messages in dumps(DATA / "logged.iptb").values() for message in messages}
    for size in range(900, len(whole), max(1, len(whole) // 40)):
        path = tmp_path / "cut.strace"
        path.write_bytes(whole[:size])
        done = iptblob("import", path, "-o", tmp_path / "cut.iptb", "--force")
        assert done.status in (0, 2)
        assert "Traceback" not in done.err
        if (tmp_path / "cut.iptb").exists():
            taken = [one for name, messages in dumps(tmp_path / "cut.iptb").items() for one in messages if name != "x"]
            assert set(taken) <= captured
            (tmp_path / "cut.iptb").unlink()


def test_a_log_with_short_strings_is_refused_by_name(iptblob: Run, tmp_path: Path) -> None:
    import re

    short = re.sub(rb'"((?:\\x[0-9a-f]{2}){32})(?:\\x[0-9a-f]{2})+"', rb'"\1"...', LOGS["nft"].read_bytes())
    path = tmp_path / "short.strace"
    path.write_bytes(short)
    done = iptblob("import", path, "-o", tmp_path / "short.iptb")
    assert done.status == 2
    assert "a value is cut short" in done.err
    assert "-s 99999999" in done.err
