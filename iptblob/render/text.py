"""A decoded value in words for people: the third face beside the raw number and its symbol."""

from __future__ import annotations

from typing import Any

from iptblob.ext.base import ipv4, ipv6
from iptblob.model import FieldValue
from iptblob.render.escape import visible

LEN_MAC = 6
_HARDWARE = ("devaddr", "mac", "srcaddr", "hw")
_BIT_MASKS = ("iface_mask",)
HEX_NAMES = ("mark", "mask", "flags", "invflags", "comefrom", "nfcache", "valid_hooks")


def raw_face(value: Any) -> Any:
    """The value for JSON: numbers as they are, bytes as hex."""
    if isinstance(value, bytes):
        return value.hex()
    return [raw_face(item) for item in value] if isinstance(value, list) else value


def text_face(item: FieldValue, family: str) -> str:
    """Addresses dotted, names escaped, masks in hex, the rest in decimal."""
    if item.symbol is not None:
        return item.symbol
    return _text(item.path.rsplit(".", 1)[-1], item.value, family, is_string=_is_string(item))


def _is_string(item: FieldValue) -> bool:
    """C strings are decoded up to their NUL, other bytes fill their field."""
    return isinstance(item.value, bytes) and (len(item.value) < item.size or b"\0" not in item.value)


def _text(name: str, value: Any, family: str, *, is_string: bool) -> str:  # noqa: PLR0911 - one per form
    if isinstance(value, list):
        return ", ".join(_text(name, element, family, is_string=False) for element in value)
    if isinstance(value, int):
        return f"{value:#x}" if name.endswith(HEX_NAMES) and value > 9 else str(value)
    if not isinstance(value, bytes):
        return str(value)
    if any(part in name for part in _HARDWARE) and len(value) in (LEN_MAC, 16):
        return value[:LEN_MAC].hex(":")
    if not name.endswith(_BIT_MASKS):
        address = _address(value, family)
        if address is not None:
            return address
    if is_string and value.isascii() and value.decode("ascii").isprintable():
        return f'"{value.decode("ascii")}"'
    if is_string and value.strip(b"\xff"):
        return f'"{visible(value)}"'
    return "zeros" if not any(value) else value.hex()


def _address(value: bytes, family: str) -> str | None:
    if len(value) == 4:
        return ipv4(value)
    if len(value) == 16 and family == "ipv6":
        return ipv6(value)
    if len(value) == 16 and not any(value[4:]) and any(value[:4]):
        return ipv4(value[:4])
    return None
