"""Reading ahead changes nothing but the time: what it cannot read is read, and complained of, as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from iptblob.errors import ReadError
from iptblob.reading import ahead
from iptblob.reading.opening import read_bytes

LARGE = bytes(range(256)) * (ahead.LEAST // 256)


@pytest.fixture(autouse=True)
def nothing_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_begun", {})


def test_a_large_file_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(LARGE)
    ahead.begin(["--table", "nat", str(file), str(file)])
    assert list(ahead._begun) == [str(file)]
    (thread, _) = ahead._begun[str(file)]
    ahead.begin([str(file)])
    assert ahead._begun[str(file)][0] is thread
    assert read_bytes(str(file)) == LARGE
    assert not ahead._begun
    file.write_bytes(LARGE + b"more")
    assert read_bytes(str(file)) == LARGE + b"more"


def test_small_and_strange_arguments_are_left_alone(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.write_bytes(LARGE[1:])
    ahead.begin([str(small), str(tmp_path), str(tmp_path / "none"), "-", "", "a\0b", "--format"])
    assert not ahead._begun


def test_no_more_than_two(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).write_bytes(LARGE)
    ahead.begin([str(tmp_path / name) for name in "abc"])
    assert len(ahead._begun) == ahead.FILES
    assert [read_bytes(str(tmp_path / name)) for name in "abc"] == [LARGE] * 3


def test_the_limit_holds(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(LARGE)
    ahead.begin([str(file)])
    with pytest.raises(ReadError, match="larger than any table"):
        read_bytes(str(file), limit=1 << 10)


def test_what_cannot_be_read_is_told_where_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_is_large_file", lambda _: True)
    ahead.begin([str(tmp_path / "none"), str(tmp_path)])
    with pytest.raises(ReadError, match="No such file"):
        read_bytes(str(tmp_path / "none"))
    with pytest.raises(ReadError, match="Is a directory"):
        read_bytes(str(tmp_path))
