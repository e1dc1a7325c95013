"""`iptblob convert` and `Table.convert`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import iptblob as api
from iptblob.spec.layout import layout_of
from iptblob.table import Table
from tests.building.samples import readings
from tests.conftest import CORPUS, SAMPLES, Done

GOOD = SAMPLES / "broken" / "good.replace"
AFTER = SAMPLES / "incident" / "after.iptb"
Command = Callable[..., Done]


def test_a_file_is_not_overwritten_unasked(iptblob: Command, tmp_path: Path) -> None:
    goal = tmp_path / "a.replace"
    goal.write_bytes(b"mine")
    done = iptblob("convert", GOOD, "--abi", "i386", "-o", goal)
    assert done.status == 2
    assert str(goal) in done.err
    assert "--force" in done.err
    assert goal.read_bytes() == b"mine"
    assert iptblob("convert", GOOD, "--abi", "i386", "-o", goal, "--force").status == 0
    assert goal.stat().st_size > 3000
    assert [path.name for path in tmp_path.iterdir()] == ["a.replace"]


def test_nothing_is_written_where_one_table_cannot_be(iptblob: Command, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "ipv6.filter.blob").write_bytes(b"mine")
    done = iptblob("convert", AFTER, "--abi", "i386", "-o", f"{tmp_path}/out/")
    assert done.status == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["ipv6.filter.blob"]


def test_a_folder_has_a_file_for_each_table(iptblob: Command, tmp_path: Path) -> None:
    done = iptblob("convert", AFTER, "--abi", "s390x", "-o", f"{tmp_path}/new/")
    assert done.status == 0
    for path in (tmp_path / "new").iterdir():
        family, table, _ = path.name.split(".")
        shown = iptblob("show", path, "-c").out.splitlines()[1:]  # the first line says which network namespace
        there = iptblob("show", AFTER, "-c", "--family", family, "--table", table).out.splitlines()[1:]
        assert len(shown) > 4
        assert shown == there
        assert iptblob("validate", path).status == 0


@pytest.mark.parametrize("output", ["one.blob", "-"])
def test_several_tables_do_not_fit_into_one_file(iptblob: Command, tmp_path: Path, output: str) -> None:
    done = iptblob("convert", AFTER, "--abi", "i386", "-o", output if output == "-" else tmp_path / output)
    assert done.status == 2
    assert "is for one table" in done.err
    assert done.out == b""


def test_the_name_has_to_say_what_is_to_be_written(iptblob: Command, tmp_path: Path) -> None:
    done = iptblob("convert", GOOD, "--abi", "i386", "-o", tmp_path / "a.iptb")
    assert done.status == 2
    assert "what kind of file is" in done.err


def test_entries_alone_make_entries_alone(iptblob: Command, tmp_path: Path) -> None:
    entries = CORPUS / "s390x" / "all" / "ipv4.raw.entries"
    assert iptblob("convert", entries, "--abi", "lp64-le", "-o", tmp_path / "a.entries").status == 0
    assert iptblob("convert", tmp_path / "a.entries", "--abi", "lp64-be", "-o", tmp_path / "b.entries").status == 0
    assert (tmp_path / "b.entries").read_bytes() == entries.read_bytes()
    done = iptblob("convert", entries, "--abi", "lp64-le", "-o", tmp_path / "a.blob")
    assert done.status == 2
    assert "does not say where the hooks begin" in done.err


def test_a_payload_made_of_a_reply_validates(iptblob: Command, tmp_path: Path) -> None:
    goal = tmp_path / "a.replace"
    words = ("--family", "ipv4", "--table", "nat", "--abi", "i386", "-o", goal)
    assert iptblob("convert", AFTER, *words).status == 0
    assert iptblob("validate", goal).status == 0
    opened = api.open(goal).tables[0]
    assert (opened.abi, opened.name) == ("i386", "nat")


def good() -> Table:
    (reading,) = readings(GOOD)
    return reading.table


def altered(change: Callable[[Table, bytearray], None], folder: Path) -> Path:
    data = bytearray(GOOD.read_bytes())
    change(good(), data)
    path = folder / "altered.replace"
    path.write_bytes(data)
    return path


def _rename(table: Table, data: bytearray) -> None:
    at = data.index(b"statistic\0")
    data[at : at + 9] = b"wizardry\0"


def _jump_astray(table: Table, data: bytearray) -> None:
    entry = next(at for at, verdict in enumerate(table.verdicts) if verdict > 0)
    place = table.base + int(table.offsets[entry] + table.target_offsets[entry]) + 32
    value = int.from_bytes(data[place : place + 4], "little")
    data[place : place + 4] = (value + 8).to_bytes(4, "little")


def _hook_astray(table: Table, data: bytearray) -> None:
    field = layout_of("ipt_replace", table.abi)["underflow"]
    at = field.offset + 4
    value = int.from_bytes(data[at : at + 4], "little")
    data[at : at + 4] = (value + 8).to_bytes(4, "little")


def _cut(table: Table, data: bytearray) -> None:
    del data[-100:]


REFUSED = {
    "match wizardry revision 0: nobody described it as": _rename,
    "a jump to ": _jump_astray,
    "where no rule begins": _hook_astray,
    "not whole": _cut,
}


@pytest.mark.parametrize("told", REFUSED)
def test_what_has_no_form_there_is_refused_with_its_place(told: str, iptblob: Command, tmp_path: Path) -> None:
    path = altered(REFUSED[told], tmp_path)
    done = iptblob("convert", path, "--abi", "i386", "-o", tmp_path / "b.replace")
    assert done.status == 2
    assert told in done.err
    assert str(path) in done.err
    assert not (tmp_path / "b.replace").exists()


def test_in_its_own_layout_the_unknown_stays(iptblob: Command, tmp_path: Path) -> None:
    path = altered(_rename, tmp_path)
    assert iptblob("convert", path, "--abi", "lp64-le", "-o", tmp_path / "b.replace").status == 0
    assert (tmp_path / "b.replace").stat().st_size == path.stat().st_size
    assert b"wizardry" in (tmp_path / "b.replace").read_bytes()


def test_every_broken_sample_is_converted_or_refused(iptblob: Command, tmp_path: Path) -> None:
    for path in sorted((SAMPLES / "broken").glob("*.replace")):
        goal = tmp_path / path.name
        done = iptblob("convert", path, "--abi", "ilp32-be", "-o", goal)
        assert done.status in (0, 2), path.name
        assert goal.exists() == (done.status == 0), path.name
        assert done.status == 0 or "Error" not in done.err
        assert "Traceback" not in done.err


def test_from_python() -> None:
    table = api.open(GOOD).tables[0]
    converted = table.convert("s390x")
    assert isinstance(converted, api.Converted)
    assert converted.abi == "lp64-be"
    assert converted.padding == 0
    assert dict(converted.private) == {"match_statistic_0.num_left": 1}
    assert converted.buffer().endswith(converted.raw)
    assert len(converted.buffer("blob")) == 84 + 40 + len(converted.raw)
    with pytest.raises(api.UsageError, match="unknown layout 'vax'"):
        table.convert("vax")
