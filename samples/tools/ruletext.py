"""Rule texts as iptables-restore reads them: quoting, tables, chains."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

BUILTIN = {
    "raw": ("PREROUTING", "OUTPUT"),
    "mangle": ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
    "nat": ("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
    "filter": ("INPUT", "FORWARD", "OUTPUT"),
    "security": ("INPUT", "FORWARD", "OUTPUT"),
}
"""Built-in chains by table, in the order iptables-save prints them; the arp family has only ``filter``."""

TABLES = ("mangle", "raw", "nat", "security", "filter")
"""Loading order: mangle first, because it holds the RATEEST estimators that rateest matches elsewhere look up."""

# Pairs of packet and byte counters that rules carry in turn: none, everyday figures, and the edges of 32 and 64 bits.
COUNTERS = (
    (0, 0), (1, 40), (12, 720), (4096, 5_242_880), (999_999, 1_000_000_000), (2**32 - 1, 2**32), (1, 2**63),
    (2**53 + 1, 2**53 - 1), (2**64 - 1, 2**64 - 2), (31_337, 0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a ``.rules`` file; ``rest`` is everything behind ``-A CHAIN``, as iptables-restore quotes it."""

    family: str
    file: str
    number: int
    table: str
    chain: str
    rest: bytes

    @property
    def where(self) -> str:
        """Place of the line, for messages: ``ipv4/match_tcp.rules:12``."""
        return f"{self.family}/{self.file}:{self.number}"

    @property
    def words(self) -> list[bytes]:
        """The line's words behind ``-A CHAIN``, unquoted."""
        return split_words(self.rest)


def split_words(line: bytes) -> list[bytes]:
    """Words of a line by iptables-restore's rules: double quotes group, backslash escapes inside them only.

    Source: add_param_to_argv() in iptables/xshared.c, 1.8.9. Single quotes mean nothing there.
    """
    words: list[bytes] = []
    word = bytearray()
    started = quoted = escaped = False
    for byte in line:
        char = bytes((byte,))
        if quoted:
            if escaped:
                word += char
                escaped = False
            elif char == b"\\":
                escaped = True
            elif char == b'"':
                quoted = False
            else:
                word += char
        elif char == b'"':
            quoted = started = True
        elif char in b" \t\n":
            if started:
                words.append(bytes(word))
            word.clear()
            started = False
        else:
            word += char
            started = True
    if started:
        words.append(bytes(word))
    return words


def read_rules(folder: Path) -> list[Rule]:
    """All rules of ``folder`` (``.../rules/ipv4``), files by name, lines in order."""
    rules = []
    for path in sorted(folder.glob("*.rules")):
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
            if line and not line.startswith(b"#"):
                rules.append(_parse(folder.name, path.name, number, line))
    return rules


def _parse(family: str, file: str, number: int, line: bytes) -> Rule:
    table = b"filter"
    if line.startswith(b"-t "):
        _, table, line = line.split(b" ", 2)
    if not line.startswith(b"-A "):
        raise ValueError(f"{family}/{file}:{number}: a rule line is '[-t TABLE] -A CHAIN ...'")
    _, chain, *rest = line.split(b" ", 2)
    return Rule(family, file, number, table.decode(), chain.decode(), rest[0] if rest else b"")


def restore_text(rules: list[Rule], table: str, *, counters: bool = True) -> bytes:
    """Input for ``iptables-legacy-restore -c`` with every rule of ``table``; user chains are declared by name."""
    mine = [rule for rule in rules if rule.table == table]
    users = sorted({rule.chain for rule in mine} - set(BUILTIN[table]))
    lines = [f"*{table}".encode()]
    lines += [f":{chain} {'ACCEPT' if chain in BUILTIN[table] else '-'} [0:0]".encode()
              for chain in (*BUILTIN[table], *users)]  # fmt: skip
    for index, rule in enumerate(mine):
        packets, size = COUNTERS[index % len(COUNTERS)]
        head = f"[{packets}:{size}] " if counters else ""
        lines.append(f"{head}-A {rule.chain} ".encode() + rule.rest)
    return b"\n".join([*lines, b"COMMIT", b""])
