"""What can go wrong while the kernel answers, a child hands over, or a file is written: told, never taken for good."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from iptblob.capture.agent import container, netlink, netns, nftables, present, tables, tools
from iptblob.capture.agent.basics import CaptureError
from iptblob.capture.agent.structs import FAMILIES
from iptblob.hosttools import installed_version, version_of

KERNEL, STRANGER = (0, 0), (4711, 0)


def message(kind: int, body: bytes = b"", flags: int = 2) -> bytes:
    return struct.pack("=IHHII", 16 + len(body), kind, flags, 1, 0) + body + bytes(-len(body) % 4)


DONE = message(3, bytes(4))
ROW = message(0xA00, bytes(4))


class Socket:
    """Answers with what it was given: (bytes, MSG flags, sender), or an exception."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)

    def send(self, _request: bytes) -> None:
        pass

    def recvmsg_into(self, buffers: list[memoryview]) -> tuple[int, list[Any], int, tuple[int, int]]:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        data, flags, sender = answer
        buffers[0][: len(data)] = data
        return len(data), [], flags, sender


def ask(*answers: Any) -> netlink.Answer:
    return netlink.ask(Socket(*answers), 0xA01, bytes(4))  # type: ignore[arg-type]


def test_a_whole_dump() -> None:
    answer = ask((ROW + ROW, 0, KERNEL), (ROW, 0, STRANGER), (ROW, 0, KERNEL), (DONE, 0, KERNEL))
    assert (answer.messages, answer.problem, answer.code) == (3, "", 0)
    assert b"".join(answer.datagrams) == ROW * 3 + DONE  # the stranger's is left out


@pytest.mark.parametrize(
    ("answers", "said", "again"),
    [
        ([(ROW, socket.MSG_TRUNC, KERNEL)], "MSG_TRUNC", False),
        ([(ROW, 0, KERNEL), OSError(errno.ENOBUFS, "x")], os.strerror(errno.ENOBUFS), True),
        ([(message(2, struct.pack("=i", -errno.EPERM)), 0, KERNEL)], os.strerror(errno.EPERM), False),
        ([(ROW + message(3, struct.pack("=i", -errno.EINTR)), 0, KERNEL)], os.strerror(errno.EINTR), True),
        ([(ROW + message(3, struct.pack("=i", -errno.EMSGSIZE)), 0, KERNEL)], os.strerror(errno.EMSGSIZE), False),
        ([(message(0xA00, flags=0x12), 0, KERNEL), (DONE, 0, KERNEL)], "NLM_F_DUMP_INTR", True),
        ([(ROW + message(3, bytes(4), flags=0x12), 0, KERNEL)], "NLM_F_DUMP_INTR", True),
        ([(message(4), 0, KERNEL)], "NLMSG_OVERRUN", True),
        ([(ROW, 0, KERNEL), TimeoutError()], "no end of the answer", False),
        ([(ROW[:-2], 0, KERNEL)], "says it has 20 bytes", False),
        ([(ROW + b"\0" * 8, 0, KERNEL)], "cut off", False),
        ([(struct.pack("=IHHII", 3, 0, 0, 0, 0), 0, KERNEL)], "says it has 3 bytes", False),
    ],
)
def test_what_is_not_whole_is_told(answers: list[Any], said: str, again: bool) -> None:
    answer = ask(*answers)
    assert said in answer.problem
    assert answer.again == again


def test_a_broken_answer_is_no_empty_ruleset(monkeypatch: pytest.MonkeyPatch) -> None:
    """ENOBUFS at every try: bounded, marked, unknown; what came is kept."""
    generation = message(0xA0F, bytes(4) + struct.pack("=HH", 8, 1) + struct.pack(">I", 7), flags=0)
    passes = []

    def one() -> Any:
        passes.append(1)
        return Socket((generation, 0, KERNEL), OSError(errno.ENOBUFS, "x"))

    class Opened:
        def __enter__(self) -> Any:
            return one()

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(nftables, "open_netlink", lambda _: Opened())
    monkeypatch.setattr(nftables, "nf_tables_present", lambda: True)
    monkeypatch.setattr(nftables, "_nft_pause", lambda _: None)
    members: dict[str, list[Any]] = {}
    record, got = nftables.take_nft("net-1", members)
    assert len(passes) == nftables.NFT_TRIES
    assert record["coherent"] is False
    assert got is not None
    assert nftables.nft_counts(got)["rules"] == "unknown"
    assert "net-1/nft/tables.nl" not in members


def test_a_ruleset_that_never_holds_still_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter(range(10_000))

    def moving(_sock: Any, kind: int, _body: bytes, flags: int = 0x300) -> netlink.Answer:
        if kind == nftables.NFT_GETGEN:
            body = bytes(4) + struct.pack("=HH", 8, 1) + struct.pack(">I", next(numbers))
            return netlink.Answer([message(0xA0F, body)], 1, "", 0, False)
        return netlink.Answer([DONE], 0, "", 0, False)

    monkeypatch.setattr(nftables, "ask", moving)
    monkeypatch.setattr(nftables, "nf_tables_present", lambda: True)
    monkeypatch.setattr(nftables, "_nft_pause", lambda _: None)
    record, _ = nftables.take_nft("net-1", {})
    assert record["tries"] == nftables.NFT_TRIES
    assert record["coherent"] is False
    assert all(dump["coherent"] is False for dump in record["dumps"])
    assert "became" in record["problem"]


# --- a child that dies ----------------------------------------------------------------------------------------


class Dying(list[bytes]):
    """Parts of a member: when they are handed over (the second time they are gone through) the process dies."""

    seen = 0

    def __iter__(self) -> Iterator[bytes]:
        self.seen += 1
        for part in list.__iter__(self):
            yield part
            if self.seen == 2:
                os.kill(os.getpid(), signal.SIGKILL)


def test_a_child_that_dies_hands_over_nothing() -> None:
    with pytest.raises(CaptureError, match=r"died .*signal 9.*filter\.blob is cut"):
        netns.in_child(
            lambda: ({"tables": []}, {"net-1/ipv4/filter.blob": Dying([b"x" * (1 << 20), b"y" * (1 << 20)])})
        )
    with pytest.raises(CaptureError, match="died"):
        netns.in_child(lambda: os.kill(os.getpid(), signal.SIGKILL))  # type: ignore[arg-type,return-value]
    fragment, members = netns.in_child(lambda: ({"tables": []}, {"a": [b"x" * (1 << 20), b"y"]}))
    assert (fragment, [len(part) for part in members["a"]]) == ({"tables": []}, [1 << 20, 1])


class Failing(list[bytes]):
    """Parts of a member of which the last cannot be written."""

    seen = 0

    def __iter__(self) -> Iterator[bytes]:
        self.seen += 1
        for number, part in enumerate(list.__iter__(self)):
            if self.seen == 2 and number:
                raise OSError(5, "Input/output error")
            yield part


def test_a_sentence_of_a_child_is_not_taken_for_bytes() -> None:
    """What could not be handed over is as long as the error that the child would say."""
    with pytest.raises(CaptureError, match=r"died .*status 1"):
        netns.in_child(lambda: ({"tables": []}, {"a": Failing([b"x" * 100, b"y" * 20])}))


# --- files ----------------------------------------------------------------------------------------------------


def test_leftovers_of_dead_processes_stop_nobody_and_go(tmp_path: Path) -> None:
    target = tmp_path / "a.iptb"
    dead = [tmp_path / f".a.iptb.{name}.partial" for name in ("1", str(os.getpid()), "00ff00ff00ff00ff")]
    for path in dead:
        path.write_bytes(b"half")
    other = tmp_path / ".b.iptb.1.partial"
    other.write_bytes(b"of another file")
    partial, handle = container.open_partial(str(tmp_path), "a.iptb")  # of a process that is alive
    container.write_atomic(str(target), [b"whole"])
    assert target.read_bytes() == b"whole"
    assert [path.exists() for path in dead] == [False] * 3
    assert other.exists()
    assert Path(partial).exists()
    with Path(partial).open("rb") as file, pytest.raises(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(handle)


# --- what is on the host --------------------------------------------------------------------------------------


def test_a_masked_list_is_not_an_empty_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(present, "may_ask", lambda _: 0)
    family = FAMILIES["ipv4"]._replace(proc="no_such_tables")
    assert present.read_names(family) == ("masked", [])
    monkeypatch.setattr(tables, "in_sandbox", lambda: False)
    with pytest.raises(CaptureError, match="masked, though the kernel has these tables"):
        tables.plan(family, tables.DEFAULTS)
    monkeypatch.setattr(present, "may_ask", lambda _: errno.ENOPROTOOPT)
    assert present.read_names(family) == ("absent", [])


@pytest.mark.parametrize(
    ("said", "version", "backend"),
    [
        ("iptables v1.8.9 (nf_tables)\n", "1.8.9", "nf_tables"), ("iptables v1.8.11 (legacy)\n", "1.8.11", "legacy"),
        ("iptables v1.6.1\n", "1.6.1", "legacy"), ("", None, None), ("\x1b[31mno\n", None, None),
    ],
)  # fmt: skip
def test_versions_as_the_tools_say_them(
    monkeypatch: pytest.MonkeyPatch, said: str, version: str | None, backend: str | None
) -> None:
    monkeypatch.setattr(tools, "find_tool", lambda name: f"/usr/sbin/{name}")
    monkeypatch.setattr(tools, "netlink_present", lambda _: True)
    monkeypatch.setattr(tools, "run_tool", lambda *_: (said.encode(), ""))
    found = tools.take_tools()["iptables"]
    assert (found["version"], found["backend"]) == (version, backend)


def test_a_tool_that_would_load_a_module_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[str] = []
    monkeypatch.setattr(tools, "find_tool", lambda name: f"/usr/sbin/{name}")
    monkeypatch.setattr(tools.os.path, "realpath", lambda path: path)  # type: ignore[attr-defined]
    monkeypatch.setattr(tools, "netlink_present", lambda _: False)
    monkeypatch.setattr(tools, "run_tool", lambda name, *_: (run.append(name), (b"v1.8.9 (legacy)", ""))[1])
    found = tools.take_tools()
    assert run == ["iptables-legacy"]
    assert "would load nfnetlink" in found["nft"]["reason"]


def test_show_takes_the_hosts_version() -> None:
    told: list[str] = []
    for legacy, plain, expected in (
        ("1.8.11", "1.8.9", (1, 8, 11)), (None, "1.8.10", (1, 8, 10)), (None, None, (1, 8, 9)),
        ("1.8.7", None, (1, 8, 9)), ("9.9", None, (1, 8, 11)), ("x", 5, (1, 8, 9)),
    ):  # fmt: skip
        manifest = {"tools": {"iptables-legacy": {"version": legacy}, "iptables": {"version": plain}}}
        assert version_of(manifest, told.append) == expected
    assert len(told) == 2
    assert "1.8.7" in told[0]
    assert installed_version({"tools": 7}) is None
    assert version_of(None) == (1, 8, 9)
