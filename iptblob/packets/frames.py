"""Packets of a capture file (pcap, pcapng) in the words that ``trace`` takes. Needs dpkt, the extra ``pcap``."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from iptblob.errors import ReadError, UsageError
from iptblob.names import PACKET_PROTOCOLS
from iptblob.packets.flow import WITH_PORTS
from iptblob.packets.question import flags_text

TCP = 6
RAW_LINKS = (12, 14, 101, 228, 229)  # LINKTYPE_RAW as systems number it, LINKTYPE_IPV4, LINKTYPE_IPV6
ICMP = (1, 58)
WITH_SPI = {50: 0, 51: 4}  # ESP, AH: where in the header the SPI stands
PCAPNG, SIMPLE_BLOCK, INTERFACE_BLOCK = b"\x0a\x0d\x0d\x0a", 3, 1
HEAD_OF_BLOCK = 8  # bytes of a block that hold its type and length
FROM_US = 4  # PACKET_OUTGOING of a cooked capture (linux/if_packet.h)
ALL_HOSTS = b"\xff" * 6
DAMAGED = (ValueError, IndexError, KeyError, struct.error, AttributeError, TypeError)  # what dpkt raises of bad bytes


class FrameError(Exception):
    """Why a frame holds no packet that can be traced."""


@dataclass(frozen=True)
class Frame:
    """Frame ``number``, from 1: its packet as words, or in ``error`` why there is none.

    ``sender`` is the source address, ``is_sent`` whether the capture says that the host sent it (None: it does not),
    ``received`` are words that are of packets that came in alone.
    """

    number: int
    text: str = ""
    received: str = ""
    sender: str = ""
    is_sent: bool | None = None
    error: str = ""


def frames(data: bytes, file: str) -> Iterator[Frame]:
    """All frames in order. ReadError where the file is no capture, UsageError where dpkt is missing."""
    try:
        import dpkt
    except ImportError:
        raise UsageError("--pcap needs dpkt", hint="pip install 'iptblob[pcap]'") from None
    try:
        reader = dpkt.pcap.UniversalReader(io.BytesIO(data))
        link = reader.datalink()
        captured = iter(reader)
    except (dpkt.Error, *DAMAGED) as error:
        raise ReadError(f"no capture of packets: {error}", file=file) from error
    return _frames(captured, link)


def _frames(captured: Iterator[tuple[float, bytes]], link: int) -> Iterator[Frame]:
    import dpkt

    number = 0
    while True:
        number += 1
        try:
            octets = next(captured, None)
        except (dpkt.Error, *DAMAGED) as error:
            yield Frame(number, error=f"the capture is damaged from here on: {error}")
            return
        if octets is None:
            return
        try:
            yield _frame(number, bytes(octets[1]), link)
        except FrameError as error:
            yield Frame(number, error=str(error))
        except (dpkt.Error, *DAMAGED) as error:
            yield Frame(number, error=f"not read: {error}")


def passed_over(data: bytes) -> list[str]:
    """What of a capture the reader passes over without a word, and why."""
    if data[:4] != PCAPNG:
        return [] if _ends_whole(data) else ["the last frame is cut off"]
    order = "<" if data[8:12] == b"\x4d\x3c\x2b\x1a" else ">"
    at, links, simple, found = 0, [], 0, []
    while at + HEAD_OF_BLOCK <= len(data):
        kind, size = struct.unpack_from(f"{order}II", data, at)
        if size < HEAD_OF_BLOCK + 4 or at + size > len(data):
            break
        if kind == INTERFACE_BLOCK:
            links.append(data[at + 8 : at + 10])
        simple += kind == SIMPLE_BLOCK
        at += size
    if at != len(data):
        found.append(f"a block at byte {at} is cut off")
    if simple:
        found.append(f"{simple} simple packet blocks: NOT READ")
    if len(set(links)) > 1:
        found.append("several interfaces of different kinds: frames are read as the first one's")
    return found


def _ends_whole(data: bytes) -> bool:
    """Do the records of a pcap file fill it?"""
    order = ">" if data[:4] in (b"\xa1\xb2\xc3\xd4", b"\xa1\xb2\x3c\x4d") else "<"
    at = 24
    while at + 16 <= len(data):
        at += 16 + struct.unpack_from(f"{order}I", data, at + 8)[0]
    return at == len(data)


def _frame(number: int, octets: bytes, link: int) -> Frame:
    import dpkt

    received, is_sent, inner = "", None, octets
    if link == dpkt.pcap.DLT_EN10MB:
        frame = dpkt.ethernet.Ethernet(octets)
        inner = frame.data
        received = f" mac={frame.src.hex(':')}" + _cast(frame.dst)
    elif link == dpkt.pcap.DLT_LINUX_SLL:
        frame = dpkt.sll.SLL(octets)
        inner, is_sent = frame.data, frame.type == FROM_US
        received = f" mac={frame.hdr[:6].hex(':')}" if frame.hlen == len(ALL_HOSTS) else ""
    elif link == dpkt.pcap.DLT_LINUX_SLL2:
        frame = dpkt.sll2.SLL2(octets)
        inner, is_sent = frame.data, frame.type == FROM_US
    elif link in (dpkt.pcap.DLT_NULL, dpkt.pcap.DLT_LOOP):
        inner = dpkt.loopback.Loopback(octets).data
    elif link not in RAW_LINKS:
        raise FrameError(f"frames of link type {link} are not read")
    if isinstance(inner, bytes) and inner[:1]:
        inner = {4: dpkt.ip.IP, 6: dpkt.ip6.IP6}.get(inner[0] >> 4, _no_packet)(inner)
    if isinstance(inner, dpkt.arp.ARP):
        return _arp(number, inner, is_sent)
    if not isinstance(inner, dpkt.ip.IP | dpkt.ip6.IP6):
        raise FrameError("neither IP nor ARP")
    text = _ip4(inner) if isinstance(inner, dpkt.ip.IP) else _ip6(inner)
    return Frame(number, text, received, str(ip_address(inner.src)), is_sent)


def _no_packet(_octets: bytes) -> Any:
    raise FrameError("neither IP nor ARP")


def _cast(destination: bytes) -> str:
    """What the frame's destination says; of one address nobody knows whose it is."""
    if destination == ALL_HOSTS:
        return " cast=broadcast"
    return " cast=multicast" if destination[0] & 1 else ""


def _arp(number: int, packet: Any, is_sent: bool | None) -> Frame:
    sender, target = ip_address(packet.spa), ip_address(packet.tpa)
    text = f"arp {sender} -> {target} op={packet.op} hrd={packet.hrd} pro={packet.pro} hln={packet.hln}"
    text += f" mac={packet.sha.hex(':')} tmac={packet.tha.hex(':')}"
    return Frame(number, text, "", str(sender), is_sent)


def _ip4(packet: Any) -> str:
    words = f" ttl={packet.ttl} tos={packet.tos} length={packet.len}"
    later = packet.offset
    if packet.mf or later:
        words += f" frag=later:{later}" if later else " frag=first"
    return _words(packet, is_later=bool(later)) + words


def _ip6(packet: Any) -> str:
    import dpkt

    words = f" ttl={packet.hlim} tos={packet.fc} length={packet.plen + packet.__hdr_len__}"
    later = 0
    for one in packet.all_extension_headers:
        if isinstance(one, dpkt.ip6.IP6FragmentHeader):
            later = one.frag_off
            words += f" frag=later:{later}" if later else " frag=first"
    return _words(packet, is_later=bool(later)) + words


def _words(packet: Any, *, is_later: bool) -> str:
    """Addresses, protocol, and what its header says; of a later fragment there is none."""
    protocol, more = packet.p, ""
    ends = [str(ip_address(one)) for one in (packet.src, packet.dst)]
    own = b"" if is_later else bytes(packet.data)
    need = 14 if protocol == TCP else 4 if protocol in (*WITH_PORTS, *ICMP) else 0
    if len(own) < need and not is_later:
        raise FrameError("its header is cut off")
    if protocol in WITH_PORTS and own:
        ends = [f"[{end}]:{port}" if ":" in end else f"{end}:{port}"
                for end, port in zip(ends, struct.unpack_from(">HH", own), strict=True)]  # fmt: skip
        more = f" {flags_text(own[13])}" if protocol == TCP else ""
    elif protocol in ICMP and own:
        more = f" icmp={own[0]}/{own[1]}" + (f" id={int.from_bytes(own[4:6], 'big')}" if len(own) >= 6 else "")
    elif protocol in WITH_SPI and len(own) >= WITH_SPI[protocol] + 4:
        at = WITH_SPI[protocol]
        more = f" spi={int.from_bytes(own[at : at + 4], 'big')}"
    return f"{ends[0]} -> {ends[1]}/{PACKET_PROTOCOLS.get(protocol, protocol)}{more}"
