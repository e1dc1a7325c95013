"""Logs of strace, in every form that strace prints: nothing in them is lost without a word."""

from __future__ import annotations

import json
import lzma
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from iptblob.reading.strace.log import Log, read_log
from iptblob.reading.strace.strings import STEP, end_of_string, unescaped
from tests.hostile.costs import cost
from tests.tools.live import need

DATA = Path(__file__).parents[1] / "data"
LOGS = DATA / "strace"
CUT = "strace cut the buffer to 1000 of 1672 bytes"


def read(name: str) -> Log:
    data = (LOGS / name).read_bytes()
    return read_log(lzma.decompress(data) if name.endswith(".xz") else data, name)


def tables(log: Log) -> list[list[str]]:
    return [[found.reading.table.label for found in part] for part in log.snapshots]


def imported(folder: Path, log: Path | str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "iptblob", "import", str(log), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("hide.log", [["ipv4 nat", "ipv4 filter"]]), ("late.log.xz", [["ipv4 nat", "ipv4 filter"]]),
        ("Xraw.log", [["ipv4 nat", "ipv4 filter"]]), ("form-verbose.log", [["ipv4 filter"]]),
        ("twons.log.xz", [["ipv4 filter"]] * 3), ("form-comm.log", [["ipv4 filter"]] * 2),
        ("form-stderr2.log", [["ipv4 filter"]] * 2), ("newres.log", [["ipv4 nat"]]), ("oldres.log", [["ipv4 nat"]]),
    ],
)  # fmt: skip
def test_every_table_of_a_log(name: str, held: list[list[str]]) -> None:
    log = read(name)
    assert tables(log) == held
    assert not log.unread
    assert all(found.confidence == "certain" for part in log.snapshots for found in part)


@pytest.mark.parametrize(("one", "other"), [("y-min.log", "noy-min.log"), ("oldres.log", "newres.log")])
def test_forms_of_one_log_hold_the_same_bytes(one: str, other: str) -> None:
    first, second = read(one), read(other)
    assert [found.data for found in first.snapshots[0]] == [found.data for found in second.snapshots[0]]


def test_calls_know_line_pid_time_and_command() -> None:
    first, second = read("form-stderr2.log").snapshots
    assert first[0].call == {"line": 4, "pid": 26139, "comm": "iptables-legacy", "time": "02:13:52.827700"}
    assert second[0].call["pid"] == 26138
    assert read("form-verbose.log").snapshots[0][0].call["time"] == "02:13:52"
    assert read("form-comm.log").snapshots[0][0].call["comm"] == r"we\76 i(r]d"


def test_a_log_cut_in_its_last_call(tmp_path: Path) -> None:
    done = imported(tmp_path, LOGS / "cut.log")
    assert done.returncode == 2
    assert "cut.log, line 4: ipv4 GET_ENTRIES: the log is cut within it" in done.stderr
    assert (tmp_path / "cut.iptb").exists()
    shown = subprocess.run([sys.executable, "-m", "iptblob", "show", "cut.iptb"], cwd=tmp_path, capture_output=True,
                           text=True, check=False)  # fmt: skip
    assert "*nat" in shown.stdout


def test_cut_at_any_byte_nothing_is_lost_unsaid() -> None:
    """Whatever of the log is left: each table is there, or the log is known to be cut."""
    data = (LOGS / "cut.log").read_bytes()
    first = data.index(b"\n", data.index(b"GET_ENTRIES"))
    for length in [*range(1, len(data), 97), first - 9, first - 8, first - 1, first]:
        log = read_log(data[:length], "x")
        whole = length >= first
        assert len(log.snapshots) == whole, length
        assert log.unread or (whole and length <= first + 1) or length < 12, length


def test_a_buffer_that_strace_cut(tmp_path: Path) -> None:
    done = imported(tmp_path, LOGS / "s1000b.log")
    assert (done.returncode, CUT in done.stderr) == (2, True)
    assert "line 5: ipv4 nat, blob, lp64-le, 6 entries, certain" in done.stdout
    info = subprocess.run([sys.executable, "-m", "iptblob", "info", "s1000b.iptb"], cwd=tmp_path, capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert "ipv4   filter     NOT CAPTURED" in info.stdout


def test_a_payload_and_what_the_kernel_answered(tmp_path: Path) -> None:
    done = imported(tmp_path, LOGS / "fail.log")
    assert (done.returncode, done.stderr) == (0, "")
    assert "line 103: ipv4 filter, SET_REPLACE, 1128 bytes, EINVAL" in done.stdout
    assert (tmp_path / "fail.1.replace").read_bytes() == (DATA / "tables" / "fail-from-strace.replace").read_bytes()
    about = json.loads((tmp_path / "fail.1.json").read_text())
    assert (about["errno"], about["line"], about["table"]) == ("EINVAL", 103, "filter")


def test_other_calls_are_kept(tmp_path: Path) -> None:
    assert imported(tmp_path, LOGS / "form-verbose.log").returncode == 0
    manifest = json.loads(subprocess.run(["unzip", "-p", "form-verbose.iptb", "manifest.json"], cwd=tmp_path,
                                         capture_output=True, check=True).stdout)  # fmt: skip
    replaced, counted = manifest["import"]["calls"]
    assert (replaced["call"], replaced["errno"], replaced["bytes"]) == ("SET_REPLACE", None, 1368)
    assert (counted["call"], counted["table"], len(counted["data"])) == ("SET_ADD_COUNTERS", "filter", 272)
    asked = read("hide.log").others
    assert [(one["kind"], one["name"], one["revision"]) for one in asked] == [
        ("target", "MASQUERADE", 0), ("match", "comment", 0)
    ]  # fmt: skip


def test_bytes_that_are_not_there() -> None:
    log = read("form-raw.log")
    assert [(item.line, item.what) for item in log.unread] == [
        (1, "ipv4 GET_INFO"), (2, "ipv4 GET_ENTRIES"), (3, "ipv4 SET_REPLACE"), (4, "ipv4 SET_ADD_COUNTERS")
    ]  # fmt: skip
    assert read("form-injected.log").sent[0].call.errno == "EAGAIN"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"1 <... getsockopt resumed>\"abc\", [3]) = 0\n", "its beginning is not in the log"),
        (b"1 getsockopt(4, SOL_IP, IPT_SO_GET_ENTRIES,  <unfinished ...>\n1 +++ exited with 0 +++\n", "returned"),
        (b"getsockopt(4, SOL_IP, IPT_SO_GET_ENTRIES, \"\\xzz\", [3]) = 0\n", "not as strace prints bytes"),
        (b"getsockopt(4, SOL_IP, IPT_SO_GET_ENTRIES, \"nat\", [3]) = ?\n", "returned"),
        (b"getsockopt(4, SOL_IP, EBT_SO_GET_INFO, \"broute\", [6]) = 0\n", "ebtables"),
        (b"getsockopt(4, SOL_IP, IPT_SO_GET_ENTRIES, \"nat\", [3]) = 0\n", "too few"),
        (b"$ getsockopt(4, SOL_IP, IPT_SO_GET_INFO, \"nat\\0\", [84]) = 0\n", "strace cut"),
        (b"hello getsockopt(4, SOL_IP, IPT_SO_GET_ENTRI", "cut within"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(line: bytes, why: str) -> None:
    log = read_log(line, "x")
    assert not log.snapshots
    assert any(why in str(item) for item in log.unread), log.unread


def test_other_options_and_quoted_calls_are_no_loss() -> None:
    lines = [
        b'write(1, "getsockopt(4, SOL_IP, IPT_SO_GET_INFO, \\"a", 9) = 9',
        b"getsockopt(3, SOL_SOCKET, SO_TYPE, [1], [4]) = 0",
        b"getsockopt(-1, SOL_IP, IPT_SO_GET_INFO, 0x7ffe, [84]) = -1 EBADF (Bad file descriptor)",
    ]
    log = read_log(b"\n".join(lines), "x")
    assert not log.unread
    assert [one["errno"] for one in log.others] == ["EBADF"]


def test_looking_again_is_no_table_without_entries() -> None:
    """GET_INFO, GET_ENTRIES and once more GET_INFO, as a careful reader asks."""
    data = (LOGS / "noy-min.log").read_bytes()
    first = data.splitlines(keepends=True)[0]
    assert not read_log(data + first, "x").unread
    changed = first.replace(rb"\x1b\x00\x00\x00", rb"\x1b\x00\x00\x01")
    assert [item.line for item in read_log(data + changed, "x").unread] == [3]


def test_many_small_tables_take_memory_and_time_by_the_size_of_the_log(tmp_path: Path) -> None:
    once = (LOGS / "noy-min.log").read_bytes()
    nothing, small, large = (tmp_path / name for name in ("nothing.log", "small.log", "large.log"))
    for path, count in ((nothing, 1), (small, 1000), (large, 3000)):
        path.write_bytes(once * count)
    costs = [cost("import", "--list", path) for path in (nothing, small, large)]
    assert [status for status, _, _ in costs] == [0, 0, 0]
    assert (costs[2][2] - costs[0][2]) << 10 < 3 * large.stat().st_size
    assert costs[2][1] < 4 * costs[1][1]


def test_strings_in_pieces() -> None:
    for text in (rb"\x41" * (STEP // 2), rb"\1\2\\\"a" * (STEP // 4), rb"\\" * STEP, b"a" * (3 * STEP)):
        assert end_of_string(text + b'" "', 0, len(text) + 3) == len(text)
        whole = re.sub(rb"\\(x..|[0-7]+|.)", _escape, text)
        assert unescaped(text, 0, len(text)) == whole


def _escape(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code.startswith(b"x"):
        return bytes([int(code[1:], 16)])
    return bytes([int(code, 8)]) if code.isdigit() else code


LIVE = {
    "plain": "", "y": "-y -tt", "yy": "-yy -f -ttt -T -xx", "raw": "-X raw -r", "verbose": "-X verbose -t -i -n",
    "comm": "-f -Y", "pidns": "-f --decode-pids=comm,pidns -r -tt", "x": "-x", "other": "-e raw=read",
}  # fmt: skip
RULES = """iptables-legacy -A INPUT -m comment --comment 'a <unfinished ...> "x\\" > <... getsockopt resumed>' -j DROP
iptables-legacy -t nat -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080
"""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    need()
    if shutil.which("strace") is None:
        pytest.skip("strace may not trace here")
    folder = tmp_path_factory.mktemp("strace")
    calls = "strace -e trace=getsockopt,setsockopt -s 99999999"
    lines = [f"{calls} {words} -o {name}.log iptables-legacy-save > {name}.save" for name, words in LIVE.items()]
    both = "sh -c 'iptables-legacy-save > torn.save & iptables-legacy-save > /dev/null; wait'"
    script = "\n".join(["set -e", RULES, *lines, f"{calls} -f {both} 2> torn.log"])
    shell = ["unshare", "-rn", "sh", "-c", script]
    done = subprocess.run(shell, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        assert "ptrace" in done.stderr, done.stderr
        pytest.skip("strace may not trace here")
    return folder


@pytest.mark.parametrize("name", [*LIVE, "torn"])
def test_live_logs_hold_what_the_tool_printed(live: Path, name: str) -> None:
    done = imported(live, f"{name}.log")
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    for file in [f"{name}.iptb"] + ([f"{name}-2.iptb"] if name == "torn" else []):
        show = [sys.executable, "-m", "iptblob", "show", file]
        shown = subprocess.run(show, cwd=live, capture_output=True, check=True)
        assert _blocks(shown.stdout) == _blocks((live / f"{name}.save").read_bytes())


def _blocks(saved: bytes) -> list[list[bytes]]:
    """The tables of a save text, without # lines, in a fixed order."""
    lines = [line for line in saved.splitlines() if not line.startswith(b"#")]
    return sorted(block.split(b"\n") for block in b"\n".join(lines).split(b"COMMIT"))
