"""Findings name the entry that holds their byte: held against a walk of its own over thousands of damaged payloads."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from iptblob.check.run import validate_bytes
from iptblob.model import Finding

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "tests" / "data" / "tables"
NATIVE = sorted((ROOT / "samples" / "broken").glob("*.replace"))
HOOKS = {
    "ipv4": ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
    "ipv6": ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
    "arp": ("INPUT", "OUTPUT", "FORWARD"),
}
# Bytes of the head of an entry and where its target_offset stands, by family and layout
# (include/uapi/linux/netfilter_{ipv4/ip,ipv6/ip6,arp/arp}_tables.h, v6.18, counted by hand).
HEADS = {
    ("ipv4", "lp64-le"): (112, 88), ("ipv6", "lp64-le"): (168, 140), ("arp", "lp64-le"): (192, 164),
    ("ipv4", "i386"): (112, 88), ("ipv6", "i386"): (164, 140), ("arp", "i386"): (188, 164),
}  # fmt: skip


class Walk:
    """Entries as next_offset alone tells them, and the chains that begin at ERROR targets and hook entries."""

    def __init__(self, data: bytes, family: str, abi: str) -> None:
        slots = len(HOOKS[family])
        valid, _, size = struct.unpack_from("<32xIII", data)
        numbers = struct.unpack_from(f"<{2 * slots}I", data, 44)
        pointer = 8 if abi == "lp64-le" else 4
        self.base = -(-(44 + 8 * slots + 4) // pointer) * pointer + pointer if pointer == 8 else 44 + 8 * slots + 8
        starts = {numbers[hook]: HOOKS[family][hook] for hook in range(slots) if valid >> hook & 1}
        head, at_target = HEADS[family, abi]
        self.head = head
        self.labels: list[tuple[int, int, str]] = []
        chain, number, pos, end = "", 0, 0, min(size, len(data) - self.base)
        while pos + head < end:
            target, step = struct.unpack_from("<HH", data, self.base + pos + at_target)
            name = data[self.base + pos + target + 2 : self.base + pos + target + 8]
            is_head = name == b"ERROR\0" and head <= target and target + 32 <= step and pos + step <= end
            if is_head and pos + step < size:
                at = self.base + pos + target + 32
                chain, number = data[at : at + 30].partition(b"\0")[0].decode("latin-1"), 0
            elif pos in starts:
                chain, number = starts[pos], 1
            elif chain:
                number += 1
            self.labels.append((pos, step, f"{chain}:{number or 'head'}" if chain else ""))
            if step < head:
                break
            pos += step
        if self.labels and pos == size:
            self.labels[-1] = (*self.labels[-1][:2], "")  # closes the table, and stands in no chain

    def of(self, offset: int) -> str:
        """The label of the entry that holds a byte of the file, nothing where no entry does."""
        for pos, step, label in self.labels:
            if pos <= offset - self.base < pos + max(step, self.head):
                return label
        return ""


def labelled(data: bytes, family: str, abi: str) -> Iterator[tuple[Finding, str]]:
    walk = Walk(data, family, abi)
    for one in validate_bytes(data, "replace", family, abi).findings:
        if one.offset is not None and one.length and one.offset >= walk.base:
            yield one, walk.of(one.offset)


def counted(finding: Finding) -> str:
    return f"{finding.chain}:{finding.rule or 'head'}" if finding.chain is not None else ""


def test_an_entry_is_counted_though_it_fails() -> None:
    data = (TABLES / "match-size-zero.replace").read_bytes()
    (finding,) = validate_bytes(data, "replace", "ipv4", "lp64-le").findings
    assert (finding.offset, finding.place) == (360, "INPUT:2")
    assert validate_bytes(data, "replace", "ipv4", "lp64-le").entries == 19


def _family(path: Path) -> str:
    return {"ip6": "ipv6", "arp": "arp"}.get(path.name[:3], "ipv4")


@pytest.mark.parametrize("path", NATIVE, ids=lambda path: path.stem)
def test_samples_are_labelled_as_an_independent_walk_does(path: Path) -> None:
    data = path.read_bytes()
    if len(data) < 100:
        return
    for finding, label in labelled(data, _family(path), "lp64-le"):
        assert counted(finding) == label, finding


def _seeds() -> list[tuple[bytes, str, str]]:
    good = ROOT / "samples" / "broken"
    found = [(path.read_bytes(), _family(path), "lp64-le") for path in [good / "good.replace"]]
    found += [((good / "ip6-next-offset-zero.replace").read_bytes(), "ipv6", "lp64-le")]
    found += [((TABLES / f"{name}.replace").read_bytes(), "ipv4", "i386") for name in ("masq-in-filter-i386", "i0002")]
    return found


@pytest.mark.parametrize("seed", range(4))
def test_two_thousand_damaged_payloads(seed: int) -> None:
    draw = random.Random(seed)
    data, family, abi = _seeds()[seed]
    walk, met = Walk(data, family, abi), 0
    for _ in range(500):
        payload = bytearray(data)
        for _ in range(draw.choice((1, 1, 2))):
            pos, _, _ = draw.choice(walk.labels)
            field = walk.base + pos + HEADS[family, abi][1] + draw.choice((0, 2, -6, 22 + 2, draw.randrange(-80, 80)))
            if draw.random() < 0.5:
                payload[min(field, len(payload) - 1)] = draw.randrange(256)
            else:
                payload[min(field, len(payload) - 1)] ^= 1 << draw.randrange(8)
        for finding, label in labelled(bytes(payload), family, abi):
            met += 1
            assert counted(finding) == label, finding
            if finding.decides:
                alone = validate_bytes(bytes(payload), "replace", family, abi, every=False).findings
                assert [one.place for one in alone if one.decides] == [finding.place]
    assert met > 200


def verdict(name: str, abi: str) -> list[Finding]:
    data = (TABLES / f"{name}.replace").read_bytes()
    family = "ipv4"
    return list(validate_bytes(data, "replace", family, abi).findings)


@pytest.mark.parametrize(
    ("name", "abi", "function", "place"),
    [
        ("masq-in-filter", "lp64-le", "xt_check_target", "INPUT:1"),
        ("masq-in-filter-i386", "i386", "xt_check_target", "INPUT:1"),
        ("i0002", "i386", "xt_find_target", "POSTROUTING:1"),
        ("next-ipv4-i386", "i386", "check_compat_entry_size_and_hooks", "INPUT:1"),
        ("ip-unknown-flag", "lp64-le", "ip_checkentry", "INPUT:2"),
        ("fail-from-strace", "lp64-le", "tcpmss_tg4_check", "INPUT:2"),
    ],
)
def test_kernel_functions_and_rules_are_named(name: str, abi: str, function: str, place: str) -> None:
    deciding = verdict(name, abi)[0]
    assert deciding.decides
    assert (deciding.function, deciding.place) == (function, place)


def test_a_finding_is_made_once_and_names_what_has_no_name() -> None:
    (finding,) = verdict("i0002", "i386")
    assert finding.message == "the standard target has no revision 255, only 0"


def test_policies_and_heads_are_called_so() -> None:
    data = (ROOT / "samples" / "broken" / "policy-queue.replace").read_bytes()
    places = {one.place for one in validate_bytes(data, "replace", "ipv4", "lp64-le").findings if one.chain}
    assert places == {"INPUT:policy"}


@pytest.mark.parametrize("path", NATIVE, ids=lambda path: path.stem)
def test_the_first_check_alone_has_the_same_place(path: Path) -> None:
    """A walk that ends early does not know less of where it ended."""
    data = path.read_bytes()
    given = (data, "replace", _family(path), "lp64-le")
    deciding = [one for one in validate_bytes(*given).findings if one.decides]
    alone = [one for one in validate_bytes(*given, every=False).findings if one.decides]
    assert [(one.id, one.offset, one.place) for one in alone] == [(one.id, one.offset, one.place) for one in deciding]
