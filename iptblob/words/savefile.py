"""iptables-save text as tables: what a backup or ``rules.v4`` holds, for comparison with what a kernel held."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath

from iptblob.errors import ReadError
from iptblob.family import FAMILIES
from iptblob.table import ChainSpan

_COUNTERS = r"\[(\d{1,20}):(\d{1,20})\] ?"
_CHAIN = r":(\S+)(?: (\S+))?(?: \[(\d{1,20}):(\d{1,20})\])?\s*$"
_ARP_COUNTS = r"\s*, pcnt=(\d+) -- bcnt=(\d+)\s*$"


@dataclass
class SavedFile:
    """Tables of one iptables-save text. ``notes`` tell which lines could not be taken for rules."""

    file: str
    tables: list[TextTable]
    notes: list[str] = field(default_factory=list)


@dataclass
class TextTable:
    """One table as text. ``lines`` are rules behind ``-A CHAIN``, one per entry; an empty one closes each chain."""

    name: str
    family: str = ""
    chains: list[ChainSpan] = field(default_factory=list)
    policies: dict[bytes, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    packets: list[int] = field(default_factory=list)
    octets: list[int] = field(default_factory=list)
    counted: bool = False


def looks_like_text(data: bytes) -> bool:
    """True for iptables-save text: a table line before anything but comments and empty lines."""
    for line in data[:65536].split(b"\n"):
        bare = line.strip()
        if bare and not bare.startswith(b"#"):
            return re.fullmatch(rb"\*[A-Za-z0-9_-]{1,31}", bare) is not None
    return False


def parse(data: bytes, file: str, family: str | None = None) -> SavedFile:
    """All tables of a text (latin-1, one character per byte). ReadError where it is none."""
    if not looks_like_text(data):
        raise ReadError("this is no iptables-save text", file=file)
    text = data.decode("latin-1")
    saved = SavedFile(file, [])
    builder: _Builder | None = None
    for number, line in _logical_lines(text):
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("*"):
            builder = _Builder(line[1:].strip(), saved, file)
        elif builder is None or line.startswith("COMMIT"):
            if builder is None:
                saved.notes.append(f"{file}: line {number}: not inside a table, not compared: {line[:80]}")
            else:
                builder.finish()
            builder = None
        else:
            builder.line(line, number)
    if builder is not None:
        builder.finish()
        saved.notes.append(f"{file}: table {builder.table.name} has no COMMIT line")
    _find_family(saved, text, family)
    return saved


def _logical_lines(text: str) -> list[tuple[int, str]]:
    """Lines with their numbers; a line break inside quotes belongs to the value, as iptables-save writes it."""
    found: list[tuple[int, str]] = []
    held, start = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        whole = f"{held}\n{line}" if held else line
        if not line.startswith("#") and _open_quote(whole) and number - (start or number) < 64:
            held, start = whole, start or number
            continue
        found.append((start or number, whole.removesuffix("\r")))
        held, start = "", 0
    if held:
        found.append((start, held))
    return found


def _open_quote(line: str) -> bool:
    if '"' not in line:
        return False
    inside = escaped = False
    for char in line:
        if escaped:
            escaped = False
        elif inside and char == "\\":
            escaped = True
        elif char == '"':
            inside = not inside
    return inside


class _Builder:
    """Collects one table."""

    def __init__(self, name: str, saved: SavedFile, file: str) -> None:
        self.table = TextTable(name)
        self.saved, self.file = saved, file
        self.rules: dict[str, list[tuple[str, int, int]]] = {}
        self.policies: dict[str, tuple[str, int, int]] = {}

    def line(self, line: str, number: int) -> None:
        chain = re.match(_CHAIN, line) if line.startswith(":") else None
        if chain:
            name, policy, packets, octets = chain.groups()
            self.policies[name] = (policy or "-", int(packets or 0), int(octets or 0))
            self.rules.setdefault(name, [])
            return
        counts = re.match(_COUNTERS, line)
        rest = line[counts.end() :] if counts else line
        packets, octets = (int(counts[1]), int(counts[2])) if counts else (0, 0)
        words = rest.split(" ", 2)
        if words[0] in ("-A", "--append") and len(words) > 1:
            rule = f" {words[2]}" if len(words) > 2 else ""
            arp = re.search(_ARP_COUNTS, rule)
            if arp:
                packets, octets, rule = int(arp[1]), int(arp[2]), rule[: arp.start()]
            self.table.counted |= bool(counts or arp)
            self.rules.setdefault(words[1], []).append((rule.rstrip(), packets, octets))
        elif words[0] in ("-P", "--policy") and len(words) > 2:
            self.policies[words[1]] = (words[2], 0, 0)
            self.rules.setdefault(words[1], [])
        elif words[0] in ("-N", "--new-chain") and len(words) > 1:
            self.rules.setdefault(words[1], [])
        else:
            self.saved.notes.append(f"{self.file}: line {number}: not compared: {line[:80]}")

    def finish(self) -> None:
        table = self.table
        for name, rules in self.rules.items():
            policy, packets, octets = self.policies.get(name, ("-", 0, 0))
            key, start = name.encode("latin-1"), len(table.lines)
            end = start + len(rules)
            hook = 0 if policy != "-" else None  # which hook it is does not matter here
            table.chains.append(ChainSpan(key, hook, None, start, end, policy=end))
            table.policies[key] = policy
            table.lines += [rule for rule, _, _ in rules]
            table.packets += [count for _, count, _ in rules]
            table.octets += [count for _, _, count in rules]
            table.lines.append("")
            table.packets.append(packets)
            table.octets.append(octets)
        self.saved.tables.append(table)


_V6_ONLY = r" (?:-s|-d|--source|--destination) [0-9a-f]*:[0-9a-f:]*|icmp6|ipv6-icmp|icmpv6"
_V4_ONLY = r" (?:-s|-d|--source|--destination) \d+\.\d+\.\d+\.\d+"


def _find_family(saved: SavedFile, text: str, family: str | None) -> None:
    """The text does not say of which family it is: the user, the addresses, the file's name or the words do."""
    name = PurePath(saved.file).name.lower()
    found = family
    if found is None and "generated by" in text[:400]:
        tool = text[:400].split("generated by ", 1)[1]
        found = "ipv6" if tool.startswith("ip6tables") else "arp" if tool.startswith("arptables") else "ipv4"
    if found is None and re.search(_V4_ONLY, text):
        found = "arp" if "arp" in name else "ipv4"
    if found is None and (re.search(_V6_ONLY, text) or re.search(r"v6|ip6|ipv6", name)):
        found = "ipv6"
    if found is None and re.search(r"v4|ipv4", name):
        found = "ipv4"
    for table in saved.tables:
        table.family = found or ""
    assert not found or found in FAMILIES


# Words of a rule


def words(line: str) -> list[str]:
    """The arguments of a rule, quotes and escapes resolved as iptables-restore does (xshared.c add_param_to_argv)."""
    found: list[str] = []
    word, started, quoted, escaped = "", False, False, False
    for char in line:
        if quoted:
            if escaped:
                word, escaped = word + char, False
            elif char == "\\":
                escaped = True
            elif char == '"':
                quoted = False
            else:
                word += char
        elif char == '"':
            quoted = started = True
        elif char in " \t\n":
            if started:
                found.append(word)
            word, started = "", False
        else:
            word, started = word + char, True
    if started:
        found.append(word)
    return found
