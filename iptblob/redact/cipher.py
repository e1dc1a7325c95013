"""Replacements one for one, from a secret key: for the same value the same one everywhere, and no two for one.

Addresses keep common prefixes, as Crypto-PAn does (Xu, Fan, Ammar and Moon, 2002): each bit is turned or not by what
the key makes of the bits before it. Texts go through a Feistel network over the classes of their characters.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import blake2b, shake_128

from iptblob.extensions import names as extension_names
from iptblob.family import FAMILIES
from iptblob.redact.letters import NONZERO, Units, units

KEY_SIZE = 32  # bytes
MIN_KEY = 16
ROUNDS = 8
# Prefixes that stay: within those of the first list nothing is turned, within those of the second all that follows.
_KEPT = {
    4: (("00", 8), ("7f", 8), ("e0", 3)),
    16: (("00" * 12, 96), ("ff", 8)),
    6: (("00" * 6, 48),),
}  # fmt: skip
_WITHIN = {
    4: (("0a", 8), ("ac10", 12), ("c0a8", 16), ("a9fe", 16)),
    16: (("20", 3), ("fc", 7), ("fe80", 10), ("ff0200000000000000000001ff", 104)),
    6: (),
}  # fmt: skip
_MAPPED = (bytes(10) + b"\xff\xff", bytes.fromhex("0064ff9b") + bytes(8))  # IPv4 in IPv6: RFC 4291, RFC 6052
_KNOWN_INTERFACES = frozenset((
    "lo", "eth", "wlan", "wwan", "ppp", "tun", "tap", "wg", "br", "bond", "dummy", "veth", "docker", "virbr", "vnet",
    "sit", "gre", "team", "vlan", "macvlan", "cali", "en", "eno", "ens", "enp", "enx", "wlp", "wlo", "ipvlan", "vxlan",
    "flannel", "cni", "can", "usb", "ib",
))  # fmt: skip
_STAYS = re.compile(rb"[0-9]{0,3}|[0-9]{1,3}s[0-9]{1,3}(?:f[0-9]{1,2})?").fullmatch
_LEADING = re.compile(rb"[A-Za-z]*")


def new_key() -> bytes:
    """A key that nobody knows."""
    return secrets.token_bytes(KEY_SIZE)


class Cipher:
    """Replacements by one key; ``counts`` has how many different values were replaced, by what they are."""

    def __init__(self, key: bytes) -> None:
        self.key = blake2b(key, digest_size=32).digest()
        self.counts: Counter[str] = Counter()
        self._known: dict[tuple[str, bytes], bytes] = {}
        self._trees: dict[bytes, int] = {}

    @cached_property
    def key_id(self) -> str:
        """Tells files apart that were redacted with different keys, and tells nothing of the key."""
        return blake2b(b"id", key=self.key, digest_size=8).hexdigest()

    def address(self, value: bytes) -> bytes:
        """An address of 4 or 16 bytes in network order."""
        return self._once("addresses", value, self._address)

    def hardware(self, value: bytes) -> bytes:
        """The hardware address of 6 bytes that ``value`` begins with; who made the device is replaced too."""
        found = self._once("hardware addresses", value[:6], self._hardware) if len(value) >= 6 else value
        return found + self.opaque(value[6:]) if len(value) > 6 else found

    def name(self, value: bytes) -> bytes:
        """A name; what verdicts, built-in chains and extensions are called stays."""
        return self._once("names", value, lambda one: one if one in _reserved() else self._spelled(one, _reserved()))

    def text(self, value: bytes) -> bytes:
        """Text for people."""
        return self._once("texts", value, lambda one: self._spelled(one, frozenset()))

    def interface(self, value: bytes) -> bytes:
        """The name of an interface: how kernels and programs number them stays, common beginnings stay common."""
        return self._once("interfaces", value, self._interface)

    def user(self, number: int) -> int:
        """The number of a user or group; those of the system (below 1000) and of nobody stay."""
        if number < 1000 or number in (65534, 0xFFFFFFFF):
            return number
        first, last = (1000, 65533) if number < 65534 else (65535, 0xFFFFFFFE)
        raw = number.to_bytes(4, "big")
        self._once("accounts", raw, lambda _: b"")
        return first + self._turned(number - first, last - first + 1)

    def opaque(self, value: bytes) -> bytes:
        """Bytes of which nothing is known: zeros stay, all others become others that are not zero."""
        if not any(value):
            return value
        return self._once("bytes", value, lambda one: self._chained(
            [(bytes([octet]), NONZERO if octet else ()) for octet in one], b"opaque"))  # fmt: skip

    # How each is made

    def _once(self, what: str, value: bytes, make: Callable[[bytes], bytes]) -> bytes:
        found = self._known.get((what, value))
        if found is None:
            found = self._known[what, value] = make(value)
            self.counts[what] += found != value
        return found

    def _address(self, value: bytes) -> bytes:
        if len(value) == 16 and value[:12] in _MAPPED:
            return value[:12] + self.address(value[12:])
        return self._tree(value)

    def _hardware(self, value: bytes) -> bytes:
        if value[0] & 1:  # to a group: what it stands for
            return value
        return bytes([value[0] & 3 | self._tree(value)[0] & 0xFC]) + self._tree(value)[1:]

    def _tree(self, value: bytes) -> bytes:
        """Bit by bit, each turned or not by those before it; the first that may be turned is turned always."""
        width = len(value) * 8
        bits = int.from_bytes(value, "big")
        if any(_begins(bits, width, one) for one in _KEPT[len(value)]):
            return value
        inside = max((length for start, length in _WITHIN[len(value)] if _begins(bits, width, (start, length))),
                     default=0)  # fmt: skip
        turned, first = 0, True
        for at in range(inside, width):
            before = bits >> (width - at)
            if any(_on_the_way(before, at, one) for one in (*_KEPT[len(value)], *_WITHIN[len(value)])):
                continue
            flip = 1 if first else self._bit(value, at)
            first = False
            turned |= flip << (width - 1 - at)
        return (bits ^ turned).to_bytes(len(value), "big")

    def _bit(self, value: bytes, at: int) -> int:
        """Whether bit ``at`` is turned: one hash says it for the 255 ways through a byte."""
        octet, within = divmod(at, 8)
        before = bytes([len(value)]) + value[:octet]
        if (tree := self._trees.get(before)) is None:
            tree = self._trees[before] = int.from_bytes(blake2b(before, key=self.key, digest_size=32).digest(), "big")
        return tree >> ((1 << within) | (value[octet] >> (8 - within))) & 1

    def _interface(self, value: bytes) -> bytes:
        leading = _LEADING.match(value)
        word = leading[0] if leading else b""
        known = word.decode() in _KNOWN_INTERFACES
        rest = value[len(word) :] if known else value
        if known and _STAYS(rest.removesuffix(b"+")):
            return value
        while True:
            rest = self._chained(units(rest), word if known else b"interface")
            start = _LEADING.match(rest)
            if known or not start or start[0].decode() not in _KNOWN_INTERFACES:  # else again: it stays one for one
                return word + rest if known else rest

    def _chained(self, found: Units, what: bytes) -> bytes:
        """Each character by those before it: what begins alike begins alike; the first one becomes another."""
        state = blake2b(what, key=self.key, digest_size=8)
        out, first = [], True
        for one, group in found:
            if len(group) > 1:
                least = int(first)
                step = least + int.from_bytes(state.copy().digest(), "big") % (len(group) - least)
                out.append(group[(group.index(one) + step) % len(group)])
                first = False
            else:
                out.append(one)
            state.update(one)
        return b"".join(out)

    def _spelled(self, value: bytes, reserved: Iterable[bytes]) -> bytes:
        """Another text of the same form, which is none of ``reserved``."""
        found = self._other(value)
        while found in reserved:
            found = self._other(found)
        return found

    def _other(self, value: bytes) -> bytes:
        """The next text in the order that the key makes of all of this form: never the same, where there are two."""
        found = units(value)
        places = [at for at, (_, group) in enumerate(found) if len(group) > 1]
        sizes = [len(found[at][1]) for at in places]
        numbers = self._mixed([found[at][1].index(found[at][0]) for at in places], sizes, range(ROUNDS))
        for at, size in enumerate(sizes):
            numbers[at] = (numbers[at] + 1) % size
            if numbers[at]:
                break
        numbers = self._mixed(numbers, sizes, range(ROUNDS - 1, -1, -1))
        out = [one for one, _ in found]
        for at, number in zip(places, numbers, strict=True):
            out[at] = found[at][1][number]
        return b"".join(out)

    def _mixed(self, numbers: list[int], sizes: list[int], rounds: range) -> list[int]:
        """A Feistel network over digits of any bases; the rounds backwards undo it."""
        sign = 1 if rounds.step > 0 else -1
        shape = repr(sizes).encode()
        halves = [range(0, len(sizes), 2), range(1, len(sizes), 2)]
        for number in rounds:
            side, other = halves[number % 2], halves[1 - number % 2]
            seen = b",".join(b"%d" % numbers[at] for at in other)
            stream = shake_128(self.key + b"%d|" % number + shape + b"|" + seen).digest(4 * len(side))
            for place, at in enumerate(side):
                step = int.from_bytes(stream[4 * place : 4 * place + 4], "big")
                numbers[at] = (numbers[at] + sign * step) % sizes[at]
        return numbers

    def _turned(self, number: int, size: int) -> int:
        """A permutation of the numbers below ``size``; by chance one may stay."""
        digits = [256, 256] if size <= 1 << 16 else [256] * 4
        found = number
        while True:
            numbers = [found >> 8 * at & 0xFF for at in range(len(digits))]
            mixed = self._mixed(numbers, digits, range(ROUNDS))
            found = sum(one << 8 * at for at, one in enumerate(mixed))
            if found < size:
                return found


def _begins(bits: int, width: int, prefix: tuple[str, int]) -> bool:
    start, length = prefix
    return bits >> (width - length) == _top(start, length)


def _on_the_way(before: int, count: int, prefix: tuple[str, int]) -> bool:
    """Whether the first ``count`` bits, ``before``, are those of the prefix: turning the next would leave its way."""
    start, length = prefix
    return count < length and _top(start, length) >> (length - count) == before


def _top(start: str, length: int) -> int:
    """The first ``length`` bits of bytes in hex."""
    raw = bytes.fromhex(start)
    return int.from_bytes(raw, "big") >> (len(raw) * 8 - length)


def _reserved() -> frozenset[bytes]:
    """Names that mean something to kernel and tools: no chain's own."""
    global _names  # noqa: PLW0603 - made once, when it is first asked for
    if not _names:
        own = {name for _, name in extension_names()} | {"ACCEPT", "DROP", "QUEUE", "RETURN", "ERROR"}
        own |= {hook for family in FAMILIES.values() for hook in family.hooks}
        own |= {table for family in FAMILIES.values() for table in family.tables}
        _names = frozenset(name.encode() for name in own)
    return _names


_names: frozenset[bytes] = frozenset()
