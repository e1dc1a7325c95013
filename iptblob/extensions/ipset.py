"""Words for an ipset named by its index (libxt_set.h, libxt_set.c and libxt_SET.c, iptables 1.8.9)."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from iptblob.extensions.base import Context
from iptblob.extensions.constraints import Issue, need
from iptblob.extensions.meaning import PayloadContext
from iptblob.extensions.options import Effect, Fields, Given, OptionError, UnknownHereError

NO_SET = 0xFFFF
SET_DIMENSIONS = 6
NOMATCH = 0x80  # in the flags of a set up to revision 2, among the flags of the match from revision 3 on
DIRECTIONS_V0 = 6  # the seventh word of revision 0 holds no direction
SOURCE, DESTINATION = 0x01, 0x02
INVERT_V0 = 0x04


class SetInfo(Protocol):
    """struct xt_set_info."""

    @property
    def set_index(self) -> int: ...
    @property
    def dim(self) -> int: ...
    @property
    def flags(self) -> int: ...


class SetInfoV0(Protocol):
    """struct xt_set_info_v0."""

    @property
    def set_index(self) -> int: ...
    @property
    def flags(self) -> list[int]: ...


def set_name(index: int, ctx: Context) -> str:
    """Name of the set with this index in the namespace, or the index where nobody recorded the name."""
    return ctx.names.ipsets.get(index, str(index))


def directions(info: SetInfo) -> str:
    """`` src,dst``: for each dimension which address or port of the packet is looked up."""
    # the shift counts modulo 32, as it does on x86
    words = ["src" if info.flags & (1 << (dimension & 31)) else "dst" for dimension in range(1, info.dim + 1)]
    return f" {','.join(words)}" if words else ""


def directions_v0(info: SetInfoV0) -> str:
    """The same of revision 0, which has a word for each dimension and ends at the first that is 0."""
    words = []
    for flags in info.flags[:DIRECTIONS_V0]:
        if not flags:
            break
        words.append("src" if flags & SOURCE else "dst")
    return f" {','.join(words)}" if words else ""


def set_index(index: int, field: str) -> Issue:
    """An index names a set of the namespace; 65535 never does."""
    if index == NO_SET:
        return Issue("ENOENT", field, "no set has index 65535")
    return need("ipset", field, f"a set with index {index} must exist")


def set_meant(info: SetInfo, side: PayloadContext) -> object:
    """(name or else index, dimensions, flags), or None where no set is meant."""
    if info.set_index == NO_SET:
        return None
    return side.names.ipsets.get(info.set_index, info.set_index), info.dim, info.flags & ~NOMATCH


def set_meant_0(info: SetInfoV0, side: PayloadContext) -> object:
    """The same of revision 0, as xt_set.c compat_flags does (v6.1)."""
    if info.set_index == NO_SET:
        return None
    dim = flags = 0
    for word in info.flags[:DIRECTIONS_V0]:
        if not word:
            break
        dim += 1
        flags |= (word & SOURCE) << dim
    name = side.names.ipsets.get(info.set_index, info.set_index)
    return name, dim, flags | (1 if info.flags[0] & INVERT_V0 else 0)


class SetGiven(NamedTuple):
    """struct xt_set_info, from words."""

    set_index: int = NO_SET
    dim: int = 0
    flags: int = 0


class SetGivenV0(NamedTuple):
    """struct xt_set_info_v0, from words."""

    set_index: int = NO_SET
    flags: tuple[int, ...] = (0,) * (DIRECTIONS_V0 + 1)


class CounterGiven(NamedTuple):
    """struct ip_set_counter_match, from words."""

    op: int
    value: int


NAME = 31  # characters of a set's name, and the NUL


def set_option(field: str) -> Effect:
    """The name of a set and which addresses or ports of the packet it is asked for: ``NAME src,dst`` (parse_dirs)."""

    def effect(fields: Fields, given: Given) -> None:
        words = _sides(given.values[1], SET_DIMENSIONS)
        flags = sum(1 << at for at, word in enumerate(words, 1) if word.startswith("src"))
        inverted = given.inverted and field == "match_set"
        fields[field] = SetGiven(_index(given), len(words), flags | inverted)

    return effect


def set_option_0(field: str) -> Effect:
    """The same of revision 0 (parse_dirs_v0)."""

    def effect(fields: Fields, given: Given) -> None:
        words = _sides(given.values[1], SET_DIMENSIONS - 1)
        flags = [SOURCE if word.startswith("src") else DESTINATION for word in words]
        flags += [0] * (DIRECTIONS_V0 + 1 - len(flags))
        flags[0] |= INVERT_V0 if given.inverted and field == "match_set" else 0
        fields[field] = SetGivenV0(_index(given), tuple(flags))

    return effect


def _sides(text: str, most: int) -> list[str]:
    words = text.split(",")
    if len(words) > most or not all(word[:3] in ("src", "dst") for word in words):
        raise OptionError(f"src or dst is expected, at most {most} with commas between them")
    return words


def _index(given: Given) -> int:
    name = given.value
    if len(name) > NAME:
        raise OptionError(f"the name of a set has at most {NAME} characters")
    index = next((index for index, known in given.names.ipsets.items() if known == name), None)
    if index is None:
        raise UnknownHereError(f"which number the set {name} has is not known here")
    return index
