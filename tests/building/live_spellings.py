"""In a network namespace of its own: what the tool makes of a spelling, and what this project makes of it.

Usage: python -m tests.building.live_spellings; prints how many were accepted and refused alike.
"""

from __future__ import annotations

import subprocess

import iptblob as api
from iptblob.abi import LP64_LE
from iptblob.api.tables import Snapshot
from iptblob.building.grammar import RuleError, compile_rule
from iptblob.building.sending import Sender
from iptblob.family import IPV4
from iptblob.reading.source import Source
from iptblob.restore.arguments import arguments
from tests.building.compiled import differences
from tests.building.live import told
from tests.building.spellings import ACCEPTED, LONG_COMMENT, REFUSED, lines
from tests.live import here
from tests.oracle import kernel

TOOL = "iptables-legacy-restore"
HERE = Sender(iptables=here.installed())
JOINED = ("-ptcp --dport 22", "--protocol=tcp", "-jDROP")  # refused by 1.8.8 and 1.8.9 alone
NAMED = {"-m realm --realm cosmos": "realms", "-m devgroup --src-group default": "groups"}


def accepted(line: str) -> bool:
    text = f"*filter\n:T - [0:0]\n-A T {line}\nCOMMIT\n"
    return subprocess.run([TOOL], input=text, text=True, capture_output=True, check=False).returncode == 0


def captured(tables: kernel.Tables) -> api.Table:
    return Snapshot(Source("kernel", (told(tables, "ipv4", "filter"),))).tables[0]


def alike(tables: kernel.Tables, line: str) -> tuple[int, str]:
    """(number of rules that are the same, what is not)."""
    if not accepted(line):
        return 0, f"the tool refuses {line}"
    try:
        made = compile_rule(arguments(line), IPV4, LP64_LE, here.known_here(), sender=HERE)
    except RuleError as refused:
        return 0, f"refused here alone, {refused}: {line}"
    table = captured(tables)
    there = list(table.chain("T").rules)
    if len(there) != len(made):
        return 0, f"{len(there)} rules there, {len(made)} here: {line}"
    for rule, one in zip(there, made, strict=True):
        name = rule.target.name if rule.target else ""
        if (one.jump or (one.target.name.decode() if one.target else "")) != (rule.verdict or name):
            return 0, f"another target: {line}"
        for part in differences(rule, one, table):
            return 0, f"{part} of {line}"
    return len(made), ""


def refused_alike(line: str) -> str:
    if accepted(line):
        return f"the tool takes {line}"
    try:
        compile_rule(arguments(line), IPV4, LP64_LE, here.known_here(), sender=HERE)
    except RuleError:
        return ""
    return f"refused by the tool alone: {line}"


def main() -> None:
    tables = kernel.Tables()
    known = here.known_here()
    taken = [line for line in lines(ACCEPTED) if line not in NAMED or getattr(known, NAMED[line])]
    joined = [line for line in lines(REFUSED) if line in JOINED and here.installed() >= (1, 8, 10)]
    found = [alike(tables, line) for line in [*taken, *joined, LONG_COMMENT]]
    problems = [problem for _, problem in found if problem]
    problems += [problem for line in lines(REFUSED) if line not in joined and (problem := refused_alike(line))]
    print(sum(count for count, _ in found), len(lines(REFUSED)))
    if problems:
        raise SystemExit("\n".join(problems))


if __name__ == "__main__":
    main()
