"""A message of nf_tables field by field: every byte has an owner; matches and targets are decoded where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from iptblob.abi import Abi
from iptblob.family import Family
from iptblob.model import FieldValue
from iptblob.netlink.attributes import MAX_DEPTH, NLA_TYPE_MASK
from iptblob.netlink.kinds import NEWCHAIN, NEWRULE, NEWTABLE
from iptblob.netlink.messages import ALIGN, DamagedError, read_messages
from iptblob.nftables.numbers import ATTRIBUTES, BASES, DATA, META, OPERATORS, TEXTS, VERDICT_NAMES
from iptblob.spec.layout import COUNTER, PADDING, STATE, layout_of
from iptblob.spec.unpack import picker
from iptblob.table import spec_of
from iptblob.table.fields import UNDECODED, struct_fields

STR, NUM, INT, RAW = "text", "number", "signed number", "bytes"  # what an attribute holds
Names = Mapping[int, "tuple[str, str | Names]"]  # attribute -> what it is called, and what is in it

_COUNTER: Names = {1: ("bytes", NUM), 2: ("packets", NUM), 3: ("pad", RAW)}
_DATA: Names = {1: ("value", RAW), 2: ("verdict", {1: ("code", INT), 2: ("chain", STR), 3: ("chain_id", NUM)})}
_HOOK: Names = {1: ("num", NUM), 2: ("priority", INT), 3: ("dev", STR), 4: ("devs", {1: ("name", STR)})}
_EXPRESSION = "expression"
# include/uapi/linux/netfilter/nf_tables.h, v6.1: enum nft_table_attributes, nft_chain_attributes, nft_rule_attributes
MESSAGES: dict[int, tuple[str, Names]] = {
    NEWTABLE: ("table", {1: ("name", STR), 2: ("flags", NUM), 3: ("use", NUM), 4: ("handle", NUM),
                         5: ("pad", RAW), 6: ("userdata", RAW), 7: ("owner", NUM)}),
    NEWCHAIN: ("chain", {1: ("table", STR), 2: ("handle", NUM), 3: ("name", STR), 4: ("hook", _HOOK),
                         5: ("policy", NUM), 6: ("use", NUM), 7: ("type", STR), 8: ("counters", _COUNTER),
                         9: ("pad", RAW), 10: ("flags", NUM), 11: ("id", NUM), 12: ("userdata", RAW)}),
    NEWRULE: ("rule", {1: ("table", STR), 2: ("chain", STR), 3: ("handle", NUM),
                       4: ("expressions", {1: ("expression", _EXPRESSION)}),
                       5: ("compat", {1: ("proto", NUM), 2: ("flags", NUM)}), 6: ("position", NUM),
                       7: ("userdata", RAW), 8: ("pad", RAW), 9: ("id", NUM), 10: ("position_id", NUM),
                       11: ("chain_id", NUM)}),
}  # fmt: skip
_SYMBOLS: dict[tuple[str, str], Mapping[int, str]] = {
    ("payload", "base"): BASES, ("meta", "key"): META, ("cmp", "op"): dict(enumerate(OPERATORS)),
    ("range", "op"): dict(enumerate(OPERATORS[:2])), ("", "code"): {**VERDICT_NAMES, -3: "jump", -4: "goto"},
    ("", "policy"): {0: "drop", 1: "accept"},
}  # fmt: skip


class MessageFields(NamedTuple):
    """A message: what it is, the bytes of the dump it takes, and its fields in the order of the bytes."""

    kind: str
    start: int
    end: int
    fields: tuple[FieldValue, ...]


def message_at(data: bytes, at: int, abi: Abi, family: Family | None) -> MessageFields | None:
    """The message that holds a byte of a dump; None where none does. Raises DamagedError."""
    for message in read_messages(data, abi):
        end = min(message.at + -(-(message.end - message.at) // ALIGN) * ALIGN, len(data))
        if message.at <= at < end:
            kind, names = MESSAGES.get(message.kind, (f"message {message.kind:#x}", {}))
            reader = _FieldReader(data, abi, family)
            return MessageFields(kind, message.at, end, tuple(reader.message(message.at, message.end, end, names)))
    return None


def rule_fields(data: bytes, at: int, abi: Abi, family: Family) -> tuple[FieldValue, ...]:
    """The fields of the message of a rule, which begins at a byte of the dump."""
    (size,) = picker(layout_of("nlmsghdr", abi), abi.order, "size").unpack_from(data, at)
    end = min(at + -(-size // ALIGN) * ALIGN, len(data))
    return tuple(_FieldReader(data, abi, family).message(at, at + size, end, MESSAGES[NEWRULE][1]))


class _FieldReader:
    def __init__(self, data: bytes, abi: Abi, family: Family | None) -> None:
        self.data, self.abi, self.family = data, abi, family
        self.header = layout_of("nlattr", abi)
        self.unpack = picker(self.header, abi.order, "size", "kind").unpack_from

    def message(self, at: int, end: int, padded: int, names: Names) -> Iterator[FieldValue]:
        yield from self._struct("nlmsghdr", at, "header.")
        at += layout_of("nlmsghdr", self.abi).size
        if names:
            yield from self._struct("nfgenmsg", at, "nfgenmsg.")
            yield from self.attributes(at + layout_of("nfgenmsg", self.abi).size, end, "", names, 0)
        elif end > at:
            yield self._raw("body", at, end)
        yield from self._padding("", end, padded)

    def attributes(self, at: int, end: int, prefix: str, names: Names, depth: int) -> Iterator[FieldValue]:
        """All attributes between two bytes; where one does not fit, the rest is one field."""
        header, number = self.header, 0
        size_field, kind_field = header["size"], header["kind"]
        while at < end:
            size, tagged = self.unpack(self.data, at) if at + header.size <= end else (0, 0)
            if size < header.size or at + size > end or depth > MAX_DEPTH:
                yield self._raw(f"{prefix}{UNDECODED}", at, end)
                return
            kind = tagged & NLA_TYPE_MASK
            name, inside = names.get(kind, (f"attribute_{kind}", RAW))
            path = f"{prefix[:-1]}[{number}]" if inside == _EXPRESSION else prefix + name
            yield FieldValue(f"{path}.nla_len", at + size_field.offset, size_field.size, size)
            yield FieldValue(f"{path}.nla_type", at + kind_field.offset, kind_field.size, tagged, symbol=name.upper())
            yield from self._value(at + header.size, at + size, path, inside, depth)
            following = min(at + -(-size // ALIGN) * ALIGN, end)
            yield from self._padding(f"{path}.", at + size, following)
            at, number = following, number + 1

    def _value(self, start: int, end: int, path: str, inside: str | Names, depth: int) -> Iterator[FieldValue]:
        if inside == _EXPRESSION:
            yield from self._expression(start, end, path, depth)
        elif isinstance(inside, Mapping):
            yield from self.attributes(start, end, f"{path}.", inside, depth + 1)
        elif end > start:
            yield self._plain(start, end, path, str(inside))

    def _plain(self, start: int, end: int, path: str, form: str, owner: str = "") -> FieldValue:
        raw, name = self.data[start:end], path.rpartition(".")[2]
        if form == STR:
            return FieldValue(path, start, end - start, raw.partition(b"\0")[0], is_text=True)
        if form in (NUM, INT) and len(raw) <= 8:
            value = int.from_bytes(raw, "big", signed=form == INT)
            symbol = _SYMBOLS.get((owner, name), {}).get(value)
            role = COUNTER if name in ("packets", "bytes") else STATE if name in ("handle", "use") else "config"
            return FieldValue(path, start, end - start, value, role, symbol=symbol)
        return FieldValue(path, start, end - start, raw)

    def _expression(self, start: int, end: int, path: str, depth: int) -> Iterator[FieldValue]:
        """Name and data; the data's attributes are known by the name, and a match's payload by what they say."""
        found = list(self.attributes(start, end, f"{path}.", {1: ("name", STR), 2: ("data", {})}, depth + 1))
        name = next((item.value for item in found if item.path == f"{path}.name"), b"").decode("latin-1")
        names: dict[int, tuple[str, str | Names]] = {
            kind: (title, _DATA if title in DATA else STR if title in TEXTS else RAW if title == "info" else NUM)
            for kind, title in ATTRIBUTES.get(name, {}).items()
        }
        inner: Names = {1: ("name", STR), 2: (name if ATTRIBUTES.get(name) else "data", names)}
        fields = list(self.attributes(start, end, f"{path}.", inner, depth + 1))
        parts = {item.path.removeprefix(f"{path}.{name}."): item for item in fields}
        for item in fields:
            short = item.path.rpartition(".")[2]
            if name in ("match", "target") and item.path == f"{path}.{name}.info":
                yield from self._info(item, name, parts)
            elif isinstance(item.value, int) and (name, short) in _SYMBOLS:
                yield replace(item, symbol=_SYMBOLS[name, short].get(item.value))
            else:
                yield item

    def _info(self, item: FieldValue, kind: str, parts: Mapping[str, FieldValue]) -> Iterator[FieldValue]:
        """The payload of an xt extension: its own struct where that is known and has this size."""
        title, revision = parts.get("name"), parts.get("rev")
        spec = None
        if title is not None and revision is not None and self.family is not None:
            spec = spec_of(kind, bytes(title.value), int(revision.value), self.family)
        layout = layout_of(spec, self.abi) if spec else None
        if layout is None or self.abi.align(layout.size) != self.abi.align(item.size) or layout.size > item.size:
            yield item
            return
        for field in struct_fields(layout, self.abi, self.data, item.offset):
            yield replace(field, path=f"{item.path}.{field.path}")
        yield from self._padding(f"{item.path}.", item.offset + layout.size, item.offset + item.size)

    def _struct(self, spec: str, at: int, prefix: str) -> Iterator[FieldValue]:
        layout = layout_of(spec, self.abi)
        if at + layout.size > len(self.data):
            raise DamagedError(f"{len(self.data) - at} bytes are too few for a message", offset=at)
        for item in struct_fields(layout, self.abi, self.data, at):
            yield replace(item, path=prefix + item.path)

    def _raw(self, path: str, start: int, end: int) -> FieldValue:
        return FieldValue(path, start, end - start, self.data[start:end])

    def _padding(self, prefix: str, start: int, end: int) -> Iterator[FieldValue]:
        if end > start:
            yield replace(self._raw(f"{prefix}pad", start, end), role=PADDING)
