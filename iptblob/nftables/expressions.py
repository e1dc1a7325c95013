"""Expressions of a rule: their attributes, and what they say in words where iptables has none for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from iptblob.abi import Abi
from iptblob.escape import visible
from iptblob.netlink.attributes import Nest, attribute_spans
from iptblob.netlink.kinds import EXPR_DATA, EXPR_NAME
from iptblob.netlink.messages import DamagedError
from iptblob.nftables.numbers import (
    ATTRIBUTES,
    DATA,
    DATA_VALUE,
    DATA_VERDICT,
    TEXTS,
    VERDICT_CHAIN,
    VERDICT_CODE,
    VERDICT_NAMES,
)


class Expression(NamedTuple):
    """One expression: its name, the bytes of its attributes by number, and all its bytes.

    ``odd`` says why the attributes are not all there is: one came twice, or others stand beside name and data.
    """

    name: str
    values: Mapping[int, bytes]
    content: bytes
    abi: Abi
    odd: str = ""

    def number(self, kind: int) -> int | None:
        """An attribute as a number in network order, None where there is none."""
        value = self.values.get(kind)
        return None if value is None else int.from_bytes(value, "big")

    def text(self, kind: int) -> bytes:
        """An attribute up to the first NUL."""
        return self.values.get(kind, b"").partition(b"\0")[0]

    def value(self, kind: int) -> bytes | None:
        """The value in an attribute that holds data, None where it holds none."""
        content = self.values.get(kind, b"")
        spans = attribute_spans(content, 0, len(content), self.abi)
        return next((content[start:end] for number, start, end in spans if number == DATA_VALUE), None)

    def verdict(self, kind: int) -> tuple[int, bytes] | None:
        """(code, chain) of the verdict in an attribute that holds data, None where it holds none."""
        inner = _nest(self.values.get(kind, b""), self.abi).nest(DATA_VERDICT)
        code = None if inner is None else inner.value(VERDICT_CODE)
        if inner is None or code is None:
            return None
        return int.from_bytes(code, "big", signed=True), inner.text(VERDICT_CHAIN) or b""


def _nest(content: bytes, abi: Abi) -> Nest:
    return Nest(content, 0, len(content), abi)


def read_expression(content: bytes, abi: Abi) -> Expression:
    """The expression in one element of a rule's list. Raises DamagedError."""
    name, odd = "", ""
    values: dict[int, bytes] = {}
    for kind, start, end in attribute_spans(content, 0, len(content), abi):
        if kind == EXPR_NAME and not name:
            name = content[start:end].partition(b"\0")[0].decode("latin-1")
        elif kind == EXPR_DATA and not values:
            found = attribute_spans(content, start, end, abi)
            values = {number: content[first:last] for number, first, last in found}
            odd = odd or ("an attribute is there twice" if len(values) != len(found) else "")
        else:
            odd = "there is more than a name and data"
    return Expression(name, values, content, abi, odd)


def described(expression: Expression) -> str:
    """``[cmp sreg=1 op=0 data=0x16]``: every attribute, those without a name by number and in hex; escaped."""
    names = ATTRIBUTES.get(expression.name, {})
    said = [f"{names.get(kind, f'attribute-{kind}')}={_said(expression, kind, names.get(kind, ''))}"
            for kind in expression.values]  # fmt: skip
    name = visible(expression.name.encode("latin-1")) or "?"
    return f"[{' '.join([name, *said])}]"


def _said(expression: Expression, kind: int, name: str) -> str:
    value = expression.values[kind]
    if name in DATA:
        return _data(expression, kind, value)
    if name in TEXTS:
        return f'"{visible(expression.text(kind))}"'
    if name and name != "info" and len(value) <= 8:
        return str(int.from_bytes(value, "big"))
    return f"0x{value.hex()}"


def _data(expression: Expression, kind: int, value: bytes) -> str:
    try:
        verdict, plain = expression.verdict(kind), expression.value(kind)
    except DamagedError:
        verdict, plain = None, None
    if verdict is not None:
        code, chain = verdict
        return f"{VERDICT_NAMES.get(code) or {-3: 'jump', -4: 'goto'}.get(code, code)}{_to(chain)}"
    return f"0x{(value if plain is None else plain).hex()}"


def _to(chain: bytes) -> str:
    return f":{visible(chain)}" if chain else ""
