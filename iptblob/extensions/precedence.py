"""Words for the field that was the type of service and is the DSCP (dscp_helper.c, xtoptions.c, iptables 1.8.9)."""

from __future__ import annotations

from iptblob.extensions.options import U8, OptionError, leading, number

MOST_DSCP = 0x3F
# Per-hop behaviours, the first that a text begins with counts.
CLASSES = {
    **{f"CS{at}": at << 3 for at in range(8)}, "BE": 0,
    **{f"AF{of}{drop}": of << 3 | drop << 1 for of in range(1, 5) for drop in range(1, 4)}, "EF": 0x2E,
}  # fmt: skip
TOS_NAMES = {
    "Minimize-Delay": 0x10, "Maximize-Throughput": 0x08, "Maximize-Reliability": 0x04, "Minimize-Cost": 0x02,
    "Normal-Service": 0x00,
}  # fmt: skip


def dscp_class(text: str) -> int:
    """The value of a class, whatever follows its name (class_to_dscp)."""
    for name, value in CLASSES.items():
        if text.upper().startswith(name):
            return value
    raise OptionError(f"one of {', '.join(CLASSES)} is expected")


def tos_and_mask(text: str, mask_of_names: int) -> tuple[int, int]:
    """``VALUE[/MASK]``, or a name, which has the mask of its revision (xtopt_parse_tosmask)."""
    names = {name.upper(): value for name, value in TOS_NAMES.items()}
    if text.upper() in names:
        return names[text.upper()], mask_of_names
    try:
        value, rest = leading(text, U8)
    except OptionError:
        raise OptionError(f"VALUE, VALUE/MASK or one of {', '.join(TOS_NAMES)} is expected") from None
    if not rest:
        return value, U8
    if rest[0] != "/":
        raise OptionError("VALUE or VALUE/MASK is expected")
    return value, number(rest[1:], U8)
