"""Types and codes of ICMP from words (libxt_icmp.h, iptables 1.8.9)."""

from __future__ import annotations

from collections.abc import Mapping

from iptblob.extensions.options import U8, OptionError, leading


def type_and_codes(text: str, types: Mapping[str, tuple[int, int | None]]) -> tuple[int, list[int]]:
    """A name, which may be cut short where one alone begins so, or TYPE[/CODE[:CODE]]; (type, [lowest, highest code]).

    A name that begins another one is ambiguous too (__parse_icmp).
    """
    found = [pair for name, pair in types.items() if name.startswith(text.lower())]
    if len(found) > 1:
        raise OptionError("several types begin so")
    if found:
        kind, code = found[0]
        return kind, [0, U8] if code is None else [code, code]
    try:
        (kind, last), rest = _range(text)
        codes, rest = _range(rest[1:]) if rest.startswith("/") else ([0, U8], rest)
    except OptionError:
        raise OptionError("a type is expected, as a name or TYPE[/CODE]") from None
    if kind != last or rest:
        raise OptionError("one type is expected, as a name or TYPE[/CODE]")
    return kind, codes


def _range(text: str) -> tuple[list[int], str]:
    low, rest = leading(text, U8)
    high, rest = leading(rest[1:], U8) if rest.startswith(":") else (low, rest)
    return [low, high], rest
