"""The three faces of a decoded value: the raw number or bytes, the symbol it has in the kernel's headers, and words."""

from __future__ import annotations

from typing import Any

from iptblob.escape import visible
from iptblob.extensions.base import ipv4, ipv6
from iptblob.misleading.text import landing
from iptblob.model import FieldValue
from iptblob.names import BUILT_IN_PROTOCOLS, Names
from iptblob.spec.layout import KERNEL, PADDING
from iptblob.table import VERDICTS, Table

LEN_MAC = 6
LEN_NAME = 16  # longer runs of bytes that are no C string hold texts or programs, not addresses
VERDICT = "target.payload.verdict"
COMEFROM = "comefrom"
_HARDWARE = ("devaddr", "mac", "srcaddr")
_BIT_MASKS = ("iface_mask", "in_mask", "out_mask")
_HEX_NAMES = ("mark", "mask", "flags", "invflags", COMEFROM, "nfcache", "valid_hooks")
_PREFIX_LENGTHS = ("srcmask", "dstmask")
_PROTOCOLS = ("proto", "l4proto", "protonum")


def raw_face(value: Any) -> Any:
    """Numbers as they are, bytes as hex."""
    if isinstance(value, bytes):
        return value.hex()
    return [raw_face(item) for item in value] if isinstance(value, list) else value


def symbol_face(table: Table, item: FieldValue) -> str | None:
    """The name of the number: of an enum, of the bits that are set, of a verdict, of the hooks that reach a rule."""
    if item.path == VERDICT and isinstance(item.value, int):
        return VERDICTS.get(item.value)
    if item.path == COMEFROM and item.value:
        known = [name for number, name in enumerate(table.family.hooks) if item.value >> number & 1]
        rest = item.value >> len(table.family.hooks) << len(table.family.hooks)
        return "|".join([*known, f"{rest:#x}"] if rest else known)
    return item.symbol


def text_face(table: Table, item: FieldValue, names: Names) -> str:
    """Addresses dotted, names escaped, masks in hex, indexes and numbers by name where the host told them."""
    symbol = symbol_face(table, item)
    if symbol is not None:
        return symbol
    name = item.path.rsplit(".", 1)[-1]
    if isinstance(item.value, int):
        return _number(table, item, name, names)
    if isinstance(item.value, bytes) and item.role in (KERNEL, PADDING):
        return item.value.hex() if any(item.value) else "zeros"
    return _text(name, item.value, table.family.name, is_string=item.is_text)


def _number(table: Table, item: FieldValue, name: str, names: Names) -> str:
    value: int = item.value
    if item.path == VERDICT and value > 0:
        chain = table.jump_targets.get(value)
        if chain is not None:
            return visible(chain.name)
        at = int(table.offsets.searchsorted(item.offset, side="right")) - 1
        return "the next rule" if value == table.offsets[at] + table.next_offsets[at] else landing(table, value)
    if name in _PROTOCOLS and value:
        found = BUILT_IN_PROTOCOLS.get(value) or names.protocols.get(value)
        return str(value) if found is None else visible(found)
    if name == "set_index" and value in names.ipsets:
        return visible(names.ipsets[value])
    return _plain_number(name, value)


def _plain_number(name: str, value: int) -> str:
    return f"{value:#x}" if value > 9 and name.endswith(_HEX_NAMES) and name not in _PREFIX_LENGTHS else str(value)


def _text(name: str, value: Any, family: str, *, is_string: bool) -> str:  # noqa: PLR0911 - one per form
    if isinstance(value, list):
        return ", ".join(_text(name, element, family, is_string=False) for element in value)
    if isinstance(value, int):
        return _plain_number(name, value)
    if not isinstance(value, bytes):
        return str(value)
    if is_string:
        return f'"{visible(value)}"'
    if len(value) > LEN_NAME and _printable(value.rstrip(b"\0")):
        return f'"{value.rstrip(bytes(1)).decode("ascii")}"'
    if any(part in name for part in _HARDWARE) and len(value) in (LEN_MAC, 16) and not any(value[LEN_MAC:]):
        return value[:LEN_MAC].hex(":")
    if name.endswith(_BIT_MASKS):
        return _compared(value)
    return _address(value, family) or _octets(value)


def _compared(mask: bytes) -> str:
    """How much of an interface's name is compared."""
    ones = mask.lstrip(b"\xff")
    return _octets(mask) if any(ones) or not any(mask) else f"first {len(mask) - len(ones)} bytes"


def _octets(value: bytes) -> str:
    return "zeros" if not any(value) else "all ones" if not value.strip(b"\xff") else value.hex()


def _printable(value: bytes) -> bool:
    return bool(value) and value.isascii() and value.decode("ascii").isprintable()


def _address(value: bytes, family: str) -> str | None:
    if len(value) == 4:
        return ipv4(value)
    if len(value) == 16 and family == "ipv6":
        return ipv6(value)
    if len(value) == 16 and not any(value[4:]) and any(value[:4]):
        return ipv4(value[:4])
    return None
