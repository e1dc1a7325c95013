"""One rule: what it tests, what it does, where it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from iptblob import table as tables
from iptblob.api.records import Match, Row, Target, head_of, records_of, size_of
from iptblob.api.values import Address, Interface, Protocol, address_of, interface_of, to_text
from iptblob.escape import visible
from iptblob.model import FieldValue
from iptblob.names import protocol_name
from iptblob.table import STANDARD, VERDICTS
from iptblob.table.head_flags import INV_DSTIP, INV_PROTO, INV_SRCIP, INV_VIA_IN, INV_VIA_OUT
from iptblob.words.head import HEADS

if TYPE_CHECKING:
    from iptblob.api.tables import Chain, Table
    from iptblob.spec.layouts.arpt_entry import ArptEntry
    from iptblob.spec.layouts.ip6t_entry import Ip6tEntry
    from iptblob.spec.layouts.ipt_entry import IptEntry

Bytes = bytes  # Rule has a counter of that name
INV_ARP_SRCIP, INV_ARP_TGTIP = 0x04, 0x08
FLAG_PROTOCOL = 0x01  # IP6T_F_PROTO (include/uapi/linux/netfilter_ipv6/ip6_tables.h, v6.1)


@dataclass(frozen=True, slots=True)
class Jump:
    """Where a rule sends packets: byte ``offset`` from the first entry.

    ``chain`` is None where the jump does not meet the head of a chain; ``landing`` says in words what is there.
    """

    offset: int
    chain: Chain | None
    landing: str
    is_goto: bool


@dataclass(frozen=True)
class Rule:
    """One rule. ``index`` is the number of its entry in the table, heads and policies counted, from 0."""

    chain: Chain
    index: int

    @property
    def table(self) -> Table:
        return self.chain.table

    @property
    def _table(self) -> tables.Table:
        return self.chain.table._table

    @property
    def number(self) -> int:
        """The rule's number in its chain, from 1, as iptables counts."""
        return self.index - self.chain._chain.start + 1

    @property
    def offset(self) -> int:
        """Where it begins, in bytes from the first entry."""
        return int(self._table.offsets[self.index])

    @property
    def file_offset(self) -> int:
        """Where it begins in the table's buffer, header included; of nf_tables, where its message does in the dump."""
        origin = self._table.origin
        return self._table.base + self.offset if origin is None else origin.places[self.index]

    @property
    def size(self) -> int:
        """Length in bytes."""
        return size_of(self._table, self.index)

    @property
    def raw(self) -> Bytes:
        """Its bytes, as captured."""
        return Bytes(self._table.data[self.offset : self.offset + self.size])

    @property
    def text(self) -> str:
        """The line of iptables-save, without counters: ``-A INPUT -i lo -j ACCEPT``."""
        line = f"-A {self.chain._chain.name.decode('latin-1')}{self.table._saved.rules[self.index]}"
        return to_text(line.encode("latin-1"))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the text does not tell: a jump beside the head of a chain, records that do not fit."""
        return tuple(self.table._saved.notes.get(self.index, ()))

    @property
    def head(self) -> IptEntry | Ip6tEntry | ArptEntry:
        """The decoded head, a NamedTuple of the family."""
        head: IptEntry | Ip6tEntry | ArptEntry = head_of(self._table, self.index)
        return head

    @property
    def packets(self) -> int:
        return self.head.counters.packets

    @property
    def bytes(self) -> int:
        return self.head.counters.bytes

    @property
    def reached_from(self) -> tuple[str, ...]:
        """Hooks that reach the rule by the kernel's own account (comefrom); empty for a rule no packet meets."""
        mask = self.head.comefrom
        return tuple(name for number, name in enumerate(self._table.family.hooks) if mask >> number & 1)

    @property
    def source(self) -> Address | None:
        """None where any source matches."""
        ip = self._ip
        return address_of(ip.src, ip.smsk, ip.invflags & (INV_ARP_SRCIP if self._is_arp else INV_SRCIP))

    @property
    def destination(self) -> Address | None:
        """None where any destination matches; the target address of an ARP rule."""
        ip = self._ip
        if self._is_arp:
            return address_of(ip.tgt, ip.tmsk, ip.invflags & INV_ARP_TGTIP)
        return address_of(ip.dst, ip.dmsk, ip.invflags & INV_DSTIP)

    @property
    def in_interface(self) -> Interface | None:
        """None where any interface matches."""
        ip = self._ip
        return interface_of(ip.iniface, ip.iniface_mask, ip.invflags & INV_VIA_IN)

    @property
    def out_interface(self) -> Interface | None:
        """None where any interface matches."""
        ip = self._ip
        return interface_of(ip.outiface, ip.outiface_mask, ip.invflags & INV_VIA_OUT)

    @property
    def protocol(self) -> Protocol | None:
        """None where any protocol matches, and for ARP."""
        ip = self._ip
        if self._is_arp or not ip.proto:
            return None
        name = protocol_name(ip.proto, self.table.snapshot.source.names, self.table.snapshot.iptables)
        compared = self._table.family.name != "ipv6" or bool(ip.flags & FLAG_PROTOCOL)
        return Protocol(ip.proto, name or str(ip.proto), bool(ip.invflags & INV_PROTO), compared)

    @property
    def _is_arp(self) -> bool:
        return self._table.family.name == "arp"

    @property
    def _ip(self) -> Any:
        head: Any = self.head
        return head.ip

    @cached_property
    def _records(self) -> tuple[tuple[Match, ...], Target | None, str | None]:
        return records_of(self)

    @property
    def matches(self) -> tuple[Match, ...]:
        """The matches, in order; up to the first that does not fit, see ``broken``."""
        return self._records[0]

    @property
    def target(self) -> Target | None:
        """The target; None where its record does not fit."""
        return self._records[1]

    @property
    def broken(self) -> str | None:
        """Why matches or target cannot be read, None where they can."""
        return self._records[2]

    def find(self, row: type[Row]) -> Row | None:
        """The payload of the first match or else the target that is a ``row``, a class of ``iptblob.spec.layouts``."""
        for record in (*self.matches, *([self.target] if self.target else [])):
            found = record.payload_as(row)
            if found is not None:
                return found
        return None

    @property
    def verdict(self) -> str | None:
        """ACCEPT, DROP, QUEUE or RETURN; None for a jump, another target, or none."""
        number = self._verdict
        return None if number is None or number >= 0 else VERDICTS.get(number, str(number))

    @property
    def jump(self) -> Jump | None:
        """Where the rule sends packets; None where it does not jump. A rule without target has no jump either."""
        number, table = self._verdict, self._table
        if number is None or number < 0 or number == self.offset + self.size:
            return None
        from iptblob.misleading.text import landing

        chain = table.jump_targets.get(number)
        words = f"the head of chain {visible(chain.name)}" if chain else landing(table, number)
        is_goto = not self._is_arp and bool(self._ip.flags & HEADS[table.family.name].goto)
        return Jump(number, type(self.chain)(self.table, chain) if chain else None, words, is_goto)

    @property
    def _verdict(self) -> int | None:
        target = self.target
        if target is None or target.name != to_text(STANDARD) or not target.known:
            return None
        verdict: int = target.payload.verdict
        return verdict

    @property
    def fields(self) -> tuple[FieldValue, ...]:
        """Every field in the order of the bytes; together they cover the whole rule, padding included."""
        from iptblob.table.fields import entry_of

        return entry_of(self._table, self.index).fields

    def __repr__(self) -> str:
        return f"<iptblob rule {visible(self.chain._chain.name)}:{self.number}>"
