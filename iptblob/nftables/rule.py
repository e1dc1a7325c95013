"""A rule's expressions read back into head, matches and target, as iptables-nft reads them.

It reads them one by one (nft_rule_to_iptables_command_state, iptables/nft-shared.c 1.8.9, nft-ruleparse.c 1.8.11) and
passes over what it does not know; here a rule that holds anything else is foreign as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from iptblob.abi import Abi
from iptblob.family import Family
from iptblob.nftables.arp import ALWAYS, NOT_ALL, arp_test, is_length_of_ipv4
from iptblob.nftables.draft import Copy, Draft
from iptblob.nftables.numbers import (
    ARP_SOURCE,
    ARP_TARGET,
    DESTINATION_PORT,
    EQ,
    FRAGMENT_OFFSET,
    GT,
    GTE,
    IIFNAME,
    IPV4_DESTINATION,
    IPV4_FRAGMENT,
    IPV4_PROTOCOL,
    IPV4_SOURCE,
    IPV6_DESTINATION,
    IPV6_SOURCE,
    L4PROTO,
    LT,
    LTE,
    MARK,
    NEQ,
    NETWORK,
    NFT_GOTO,
    NFT_JUMP,
    NFT_VERDICTS,
    OIFNAME,
    SOURCE_PORT,
    TCP,
    TCP_FLAGS,
    TRANSPORT,
    UDP,
)
from iptblob.nftables.steps import NO_MATCHES, ExpressionSteps, ForeignError, Step, own_record, record
from iptblob.spec.pack import Value

INV_VIA_IN, INV_VIA_OUT, INV_SRC, INV_DST, INV_FRAG, INV_PROTO = 0x01, 0x02, 0x08, 0x10, 0x20, 0x40
IPV4_F_FRAG, IPV6_F_PROTO = 0x01, 0x01
IFNAMSIZ = 16
NO_INTERFACE = b"INVAL/D\0"  # what iptables-nft compares for ``! -i +``: no interface has such a name
HIGHEST = 0xFFFF
TWICE = "it compares a port twice, and a packet must pass both: iptables-nft-save prints the last comparison alone"


class _Shape(NamedTuple):
    """Where a family has its addresses, how long they are, and the flags that go with a protocol and a goto."""

    source: int
    destination: int
    length: int
    protocol_flag: int
    goto: int


SHAPES = {
    "ipv4": _Shape(IPV4_SOURCE, IPV4_DESTINATION, 4, 0, 0x02),
    "ipv6": _Shape(IPV6_SOURCE, IPV6_DESTINATION, 16, IPV6_F_PROTO, 0x04),
    "arp": _Shape(ARP_SOURCE, ARP_TARGET, 4, 0, 0),
}


class _Ports(NamedTuple):
    """The tcp or udp match of a rule: all comparisons of its transport header, wherever they stand."""

    name: str
    place: int  # among the matches
    values: dict[str, Value]


def read_rule(expressions: Iterable[bytes], steps: ExpressionSteps) -> Draft:
    """What the expressions of a rule say. Raises ForeignError."""
    reader = _NftReader(steps.family, steps.abi)
    for number, content in enumerate(expressions):
        step = steps.of(content)
        if reader.closed:
            raise ForeignError("expressions follow the target")
        reader.number = number
        _ACTIONS[step.kind](reader, step)
    return reader.finished()


class _NftReader:
    """Reads one rule. ``loaded`` is what the register holds that was written last, ``mask`` what it was masked with."""

    def __init__(self, family: Family, abi: Abi) -> None:
        self.family, self.abi, self.shape = family, abi, SHAPES[family.name]
        self.draft = Draft()
        self.register, self.loaded, self.mask = -1, (), b""  # type: int, tuple[int, ...], bytes
        self.value = b""
        self.tested = True
        self.closed = self.counted = False
        self.invert = self.flags = 0
        self.ports: _Ports | None = None
        self.compared: set[str] = set()
        self.is_arp, self.ipv4_said = family.name == "arp", False
        self.number = 0  # of the expression that is read

    def _copied(self, part: str, goal: str, match: int = -1, *, text: bool = False) -> None:
        self.draft.copies.append(Copy(self.number, part, goal, match, text))

    def finished(self) -> Draft:
        self._leave()
        if self.value and not self.closed:
            raise ForeignError("something is loaded and not compared")
        draft = self.draft
        if self.is_arp and not (self.ipv4_said and all(name in draft.head for name in ALWAYS)):
            raise ForeignError(NOT_ALL)
        if self.ports:
            name, place, values = self.ports
            draft.copies = [one._replace(match=_moved(one, place)) for one in draft.copies]
            draft.matches.insert(place, own_record("match", name, 0, self.family, abi=self.abi, values=values))
        if self.invert:
            draft.head["invflags"] = self.invert
        if self.flags:
            draft.head["flags"] = self.flags
        return draft

    def _leave(self) -> None:
        """Loading without comparing changes nothing where the load cannot fail: 1.8.9 writes ``-i +`` so."""
        if not self.tested and (self.mask or self.loaded not in ((IIFNAME,), (OIFNAME,))):
            raise ForeignError("something is loaded and not compared")

    def load(self, step: Step) -> None:
        self._leave()
        self.register, self.loaded, self.mask, self.tested = step.register, step.source, b"", False

    def masked(self, step: Step) -> None:
        if step.register != self.register or self.mask or self.tested:
            raise ForeignError("a mask on something else than what was just loaded")
        self.mask = step.octets

    def hold(self, step: Step) -> None:
        self._leave()
        if self.value:
            raise ForeignError("a value that iptables does not put there")
        self.register, self.loaded, self.value = step.register, (), step.octets

    def trace(self, step: Step) -> None:
        if step.register != self.register or self.value != b"\1":
            raise ForeignError("iptables sets nftrace to 1 only")
        self.draft.target = record("target", b"TRACE", 0, b"", self.abi)
        self.closed = True

    def match(self, step: Step) -> None:
        if step.copied:
            self._copied("info", "payload", len(self.draft.matches))
        self.draft.matches.append(step.octets)

    def target(self, step: Step) -> None:
        if step.copied:
            self._copied("info", "target")
        self.draft.target = step.octets
        self.closed = True

    def verdict(self, step: Step) -> None:
        if self.is_arp and step.operator == NFT_GOTO:
            raise ForeignError("arptables has no goto")
        if step.operator in (NFT_JUMP, NFT_GOTO) and step.octets:
            self.draft.jump = step.octets
            self._copied("chain", "jump", text=True)
            self.flags |= self.shape.goto if step.operator == NFT_GOTO else 0
        elif step.operator in NFT_VERDICTS:
            self.draft.verdict = NFT_VERDICTS[step.operator]
        else:
            raise ForeignError(f"iptables has no verdict {step.operator}")
        self.closed = True

    def counter(self, step: Step) -> None:
        if self.counted:
            raise ForeignError("it has two counters")
        self.draft.counts, self.counted = step.counts, True
        self._copied("counter", "counts")

    def test(self, step: Step) -> None:
        if step.register != self.register or not self.loaded:
            raise ForeignError("it compares something else than what was just loaded")
        self.tested = True
        if len(self.loaded) == 1:
            self._meta(self.loaded[0], step)
        elif self.loaded[0] == NETWORK:
            (self._arp if self.is_arp else self._network)(step)
        elif self.loaded[0] == TRANSPORT:
            self._transport(step)
        else:
            raise ForeignError("iptables does not compare this header")

    # meta

    def _meta(self, key: int, step: Step) -> None:
        inverted = _inverted(step)
        if self.is_arp and key not in (IIFNAME, OIFNAME):
            raise ForeignError(NO_MATCHES)
        if key == MARK:
            self._mark(step, inverted)
        elif self.mask:
            raise ForeignError("iptables does not mask this")
        elif key in (IIFNAME, OIFNAME):
            self._interface("iniface" if key == IIFNAME else "outiface", step.octets,
                            INV_VIA_IN if key == IIFNAME else INV_VIA_OUT, inverted=inverted)  # fmt: skip
        elif key == L4PROTO:
            self._protocol(step.octets, inverted=inverted)
        else:
            raise ForeignError(f"iptables does not compare meta key {key}")

    def _mark(self, step: Step, inverted: bool) -> None:
        mask = self.mask or b"\xff" * 4
        if not len(step.octets) == len(mask) == 4:
            raise ForeignError("a mark has four bytes")
        order: Literal["big", "little"] = "big" if self.abi.is_be else "little"
        mark, bits = int.from_bytes(step.octets, order), int.from_bytes(mask, order)
        values: dict[str, Value] = {"mark": mark, "mask": bits, "invert": int(inverted)}
        self._copied("data", "mark", len(self.draft.matches))
        self.draft.matches.append(own_record("match", "mark", 1, self.family, abi=self.abi, values=values))

    def _interface(self, name: str, octets: bytes, bit: int, *, inverted: bool) -> None:
        plain, end, rest = octets.partition(b"\0")
        if octets == NO_INTERFACE and not inverted:
            return self._head(name, b"+", f"{name}_mask", b"", bit, inverted=True)
        if not plain or any(rest) or len(plain) > IFNAMSIZ - (1 if end else 2) or len(octets) > IFNAMSIZ:
            raise ForeignError("no name of an interface as iptables compares it")
        mask = b"\xff" * (len(plain) + (1 if end else 0))
        self._copied("data", name, text=True)
        return self._head(name, plain if end else plain + b"+", f"{name}_mask", mask, bit, inverted=inverted)

    def _head(self, name: str, value: Value, other: str, mask: Value, bit: int, *, inverted: bool) -> None:
        if name in self.draft.head:
            raise ForeignError("it compares the same thing twice")
        self.draft.head[name] = value
        self.draft.head[other] = mask
        self.invert |= bit if inverted else 0

    def _protocol(self, octets: bytes, *, inverted: bool) -> None:
        number = octets[0]
        if len(octets) != 1 or not number or "proto" in self.draft.head:
            raise ForeignError("no protocol as iptables compares it")
        self.draft.head["proto"] = number
        self.flags |= self.shape.protocol_flag
        self.invert |= INV_PROTO if inverted else 0

    # network header

    def _network(self, step: Step) -> None:
        _, offset, length = self.loaded
        shape, whole, inverted = self.shape, self.mask or b"\xff" * length, _inverted(step)
        if len(step.octets) != length or len(whole) != length:
            raise ForeignError("it compares another number of bytes than it loads")
        if offset in (shape.source, shape.destination) and (length == shape.length or not self.mask):
            names = ("src", "smsk", INV_SRC) if offset == shape.source else ("dst", "dmsk", INV_DST)
            if length > shape.length:
                raise ForeignError("it compares more than an address")
            self._copied("data", names[0])
            self._head(names[0], step.octets, names[1], whole, names[2], inverted=inverted)
        elif self.family.name == "ipv4" and (offset, length) == (IPV4_PROTOCOL, 1) and not self.mask:
            self._protocol(step.octets, inverted=inverted)
        elif self.family.name == "ipv4" and (offset, self.mask, step.octets) == (
            IPV4_FRAGMENT,
            FRAGMENT_OFFSET,
            b"\0\0",
        ):
            self._fragment(inverted=inverted)
        else:
            raise ForeignError("iptables does not compare this part of the header")

    def _fragment(self, *, inverted: bool) -> None:
        if self.flags & IPV4_F_FRAG:
            raise ForeignError("it compares the same thing twice")
        self.flags |= IPV4_F_FRAG
        self.invert |= 0 if inverted else INV_FRAG

    # header of ARP

    def _arp(self, step: Step) -> None:
        _, offset, length = self.loaded
        inverted = _inverted(step)
        if len(step.octets) != length or len(self.mask) not in (0, length):
            raise ForeignError("it compares another number of bytes than it loads")
        if is_length_of_ipv4(offset, step.octets, self.mask, inverted=inverted):
            self.ipv4_said = True
            return
        test = arp_test(offset, step.octets, self.mask, inverted=inverted)
        self._head(test.name, test.value, test.mask_name, test.mask, test.invert, inverted=inverted)
        if test.hidden:
            known = self.draft.hidden.split("; ") if self.draft.hidden else []
            self.draft.hidden = "; ".join(dict.fromkeys([*known, test.hidden]))
            self.draft.in_head = True
        elif test.name not in ALWAYS:  # of these the value decides what is read
            self._copied("data", test.name)

    # transport header

    def _transport(self, step: Step) -> None:
        name = {TCP: "tcp", UDP: "udp"}.get(self.draft.head.get("proto"), "")  # type: ignore[arg-type]
        if not name or self.invert & INV_PROTO:
            raise ForeignError("it compares ports of no protocol that iptables would")
        if self.ports is None:
            full: dict[str, Value] = {"src_ports": (0, HIGHEST), "dst_ports": (0, HIGHEST)}
            self.ports = _Ports(name, len(self.draft.matches), full)
        _, offset, length = self.loaded
        if offset in (SOURCE_PORT, DESTINATION_PORT) and length == 2 and not self.mask:
            self._port("src_ports" if offset == SOURCE_PORT else "dst_ports", step, self.ports.values)
        elif (offset, length, step.kind, step.operator) == (SOURCE_PORT, 4, "test", EQ) and not self.mask:
            self._both_ports(step, self.ports.values)
        elif (name, offset, length) == ("tcp", TCP_FLAGS, 1) and len(self.mask) == len(step.octets) == 1:
            self._tcp_flags(step, self.ports.values)
        else:
            raise ForeignError("iptables does not compare this part of the header")

    def _port(self, name: str, step: Step, values: dict[str, Value], part: str = "data") -> None:
        low, high, inverted = _bounds(step)
        self._port_copied(name, step, part)
        before = values[name]
        assert isinstance(before, tuple)
        bit = 0x01 if name == "src_ports" else 0x02
        turned = int(values.get("invflags", 0)) & bit  # type: ignore[arg-type]
        if turned or inverted or (low and high < HIGHEST):
            if turned or before != (0, HIGHEST):
                self.draft.hidden = TWICE
            values[name] = (low, high)
        else:
            if (before[0] and low) or (before[1] < HIGHEST and high < HIGHEST):
                self.draft.hidden = TWICE
            values[name] = (low or before[0], high if high < HIGHEST else before[1])
        if inverted:
            values["invflags"] = int(values.get("invflags", 0)) | bit  # type: ignore[arg-type]

    def _port_copied(self, name: str, step: Step, part: str) -> None:
        """One comparison for being equal or in a range says both ends; of more, or of others, the numbers decide."""
        if name in self.compared:
            self.draft.copies = [one for one in self.draft.copies if one.goal != name]
        elif step.copied:
            for one in ("from", "to") if step.kind == "range" else (part,):
                self._copied(one, name)
        self.compared.add(name)

    def _both_ports(self, step: Step, values: dict[str, Value]) -> None:
        """One comparison of both, as iptables-nft writes two single ports."""
        if len(step.octets) != 4:
            raise ForeignError("two ports have four bytes")
        for name, octets in (("src_ports", step.octets[:2]), ("dst_ports", step.octets[2:])):
            self._port(name, step._replace(octets=octets), values, "first" if name == "src_ports" else "second")

    def _tcp_flags(self, step: Step, values: dict[str, Value]) -> None:
        inverted = _inverted(step)
        if "flg_mask" in values:
            raise ForeignError("it compares the same thing twice")
        values.update(flg_mask=self.mask[0], flg_cmp=step.octets[0])
        if inverted:
            values["invflags"] = int(values.get("invflags", 0)) | 0x04  # type: ignore[arg-type]


def _moved(copy: Copy, place: int) -> int:
    """Which match it is of, once that of the ports stands at its place."""
    return place if copy.goal in ("src_ports", "dst_ports") else copy.match + (copy.match >= place)


def _inverted(step: Step) -> bool:
    if step.kind != "test" or step.operator not in (EQ, NEQ):
        raise ForeignError("iptables compares this for being equal only")
    return step.operator == NEQ


def _bounds(step: Step) -> tuple[int, int, bool]:
    """(lowest, highest, inverted) of a comparison of ports."""
    if len(step.octets) != 2 or (step.kind == "range" and (len(step.end) != 2 or step.operator not in (EQ, NEQ))):
        raise ForeignError("a port has two bytes")
    port = int.from_bytes(step.octets, "big")
    if step.kind == "range":
        return port, int.from_bytes(step.end, "big"), step.operator == NEQ
    if (step.operator, port) in ((LT, 0), (GT, HIGHEST)) or step.operator > GTE:
        raise ForeignError("a comparison that iptables does not make")
    bounds = {EQ: (port, port), NEQ: (port, port), LT: (0, port - 1), LTE: (0, port), GT: (port + 1, HIGHEST),
              GTE: (port, HIGHEST)}  # fmt: skip
    return *bounds[step.operator], step.operator == NEQ


_ACTIONS = {
    "load": _NftReader.load, "mask": _NftReader.masked, "test": _NftReader.test, "range": _NftReader.test,
    "value": _NftReader.hold, "trace": _NftReader.trace, "match": _NftReader.match, "target": _NftReader.target,
    "verdict": _NftReader.verdict, "counter": _NftReader.counter,
}  # fmt: skip
