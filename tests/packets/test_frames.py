"""`iptblob trace --pcap`: frames are written here byte by byte, and read by dpkt."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Done

pytest.importorskip("dpkt", reason="the extra pcap is not installed")

Command = Callable[..., Done]
AFTER = SAMPLES / "incident" / "after.iptb"
INTRUDER, HOST = bytes([198, 51, 100, 23]), bytes([203, 0, 113, 10])
MACS = bytes.fromhex("020000000001 020000000002")
SYN = struct.pack(">HHIIBBHHH", 40000, 22, 1, 0, 5 << 4, 0x02, 1024, 0, 0)


def ip(payload: bytes, protocol: int, source: bytes = INTRUDER, goal: bytes = HOST, fragment: int = 0) -> bytes:
    head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), 7, fragment, 57, protocol, 0)
    return head + source + goal + payload


def ethernet(inner: bytes, kind: int = 0x0800) -> bytes:
    return MACS + struct.pack(">H", kind) + inner


def pcap(path: Path, *frames: bytes, link: int = 1) -> Path:
    data = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, link)
    for frame in frames:
        data += struct.pack("<IIII", 1, 0, len(frame), len(frame)) + frame
    path.write_bytes(data)
    return path


def test_the_intruders_packet_is_let_in(iptblob: Command, tmp_path: Path) -> None:
    capture = pcap(tmp_path / "eth0.pcap", ethernet(ip(SYN, 6)))
    words = ["trace", AFTER, "--pcap", capture, "in=eth0", "state=NEW", "--local", "203.0.113.10"]
    done = iptblob(*words)
    assert done.status == 0, done.err
    assert done.text.splitlines() == [
        "frame 1: 198.51.100.23:40000 -> 203.0.113.10:22/tcp SYN ttl=57 tos=0 length=40 mac=02:00:00:00:00:02 in=eth0 "
        "state=NEW",
        "  verdict: ACCEPT in INPUT, delivered to this host; decided by ipv4 filter INPUT:6, byte 1284",
    ]
    whole = iptblob(*words, "--frame", "1")
    said = "198.51.100.23:40000 -> 203.0.113.10:22/tcp SYN ttl=57 in=eth0 state=NEW mac=02:00:00:00:00:02 length=40"
    alone = iptblob("trace", AFTER, said, "--local", "203.0.113.10")
    assert whole.text.splitlines()[3:] == alone.text.splitlines()[3:]


def test_what_the_host_sent_leaves_by_the_interface(iptblob: Command, tmp_path: Path) -> None:
    answer = ethernet(ip(struct.pack(">HHHH", 53, 5353, 8, 0), 17, HOST, INTRUDER))
    capture = pcap(tmp_path / "eth0.pcap", answer)
    done = iptblob("trace", AFTER, "--pcap", capture, "in=eth0", "state=NEW", "--local", "203.0.113.10")
    assert done.text.startswith("frame 1: 203.0.113.10:53 -> 198.51.100.23:5353/udp")
    assert "mac=" not in done.text
    assert "out=eth0" in done.text
    assert "OUTPUT" in done.text or "POSTROUTING" in done.text


def test_what_holds_no_packet_is_named(iptblob: Command, tmp_path: Path) -> None:
    frames = [ethernet(ip(SYN, 6)), ethernet(b"\0" * 30, 0x88CC), ethernet(ip(SYN[:6], 6)), ethernet(b"\x45\0")]
    capture = pcap(tmp_path / "eth0.pcap", *frames)
    done = iptblob("trace", AFTER, "--pcap", capture, "in=eth0", "state=NEW", "--local", "203.0.113.10")
    assert done.status == 2
    assert [f"frame {number}: NOT TRACED" in done.err for number in (1, 2, 3, 4)] == [False, True, True, True]
    assert done.text.count("frame ") == 1
    capture.write_bytes(capture.read_bytes()[:-5])
    cut = iptblob("trace", AFTER, "--pcap", capture, "in=eth0", "state=NEW", "--local", "203.0.113.10")
    assert (cut.status, "the last frame is cut off" in cut.err) == (2, True)


def test_as_json_a_document_a_line(iptblob: Command, tmp_path: Path) -> None:
    capture = pcap(tmp_path / "raw.pcap", ip(SYN, 6), b"", link=101)
    done = iptblob("trace", AFTER, "--pcap", capture, "in=eth0", "state=NEW", "--local", "203.0.113.10",
                   "--format", "json")  # fmt: skip
    first, last = (json.loads(line) for line in done.text.splitlines())
    assert (done.status, first["frame"], first["branches"][0]["verdict"]) == (2, 1, "ACCEPT")
    assert [one["what"] for one in last["unread"]] == ["frame 2"]


def test_fragments_and_messages_of_icmp(tmp_path: Path) -> None:
    from iptblob.packets.frames import frames

    echo = bytes([8, 0, 0, 0, 0, 77, 0, 1])
    made = [ip(echo, 1), ip(b"x" * 24, 17, fragment=185), ip(b"y" * 24, 17, fragment=0x2000)]
    capture = pcap(tmp_path / "raw.pcap", *made, link=101)
    assert [one.text for one in frames(capture.read_bytes(), "raw.pcap")] == [
        "198.51.100.23 -> 203.0.113.10/icmp icmp=8/0 id=77 ttl=57 tos=0 length=28",
        "198.51.100.23 -> 203.0.113.10/udp ttl=57 tos=0 length=44 frag=later:185",
        "198.51.100.23:31097 -> 203.0.113.10:31097/udp ttl=57 tos=0 length=44 frag=first",
    ]


def test_simple_blocks_of_pcapng_are_named(iptblob: Command, tmp_path: Path) -> None:
    def block(kind: int, body: bytes) -> bytes:
        size = struct.pack("<I", 12 + len(body))
        return struct.pack("<I", kind) + size + body + size

    frame = ip(SYN, 6)
    section = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
    interface = block(1, struct.pack("<HHI", 101, 0, 65535))
    enhanced = block(6, struct.pack("<IIIII", 0, 0, 0, len(frame), len(frame)) + frame)
    simple = block(3, struct.pack("<I", len(frame)) + frame)
    path = tmp_path / "raw.pcapng"
    path.write_bytes(section + interface + enhanced + simple)
    done = iptblob("trace", AFTER, "--pcap", path, "in=eth0", "state=NEW", "--local", "203.0.113.10")
    assert (done.status, "1 simple packet blocks: NOT READ" in done.err) == (2, True)
    assert done.text.count("frame ") == 1


def test_what_is_no_capture(iptblob: Command, tmp_path: Path) -> None:
    path = tmp_path / "x"
    for data in (b"x" * 40, b"\xd4\xc3\xb2\xa1", b"\x0a\x0d\x0d\x0a" + b"\0" * 40):
        path.write_bytes(data)
        done = iptblob("trace", AFTER, "--pcap", path, "in=eth0")
        assert (done.status, done.err.count("\n")) == (2, 1), done.err
    done = iptblob("trace", AFTER, "--pcap", AFTER, "--frame", "1", "in=eth0")
    assert (done.status, done.err.count("\n")) == (2, 1)
