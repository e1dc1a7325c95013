"""Commands in their order, against the real iptables-legacy-restore: the same chains and rules, or refused alike."""

from __future__ import annotations

import random
import re

import pytest

from iptblob.restore.document import read
from tests.tools.live import run

SPLIT = b"=====next====="
FRESH = "*filter\\n:INPUT ACCEPT [0:0]\\n:FORWARD ACCEPT [0:0]\\n:OUTPUT ACCEPT [0:0]\\nCOMMIT\\n"
SCRIPT = f"""
i=0
while IFS= read -r document; do
  printf '%b' "$document" | iptables-legacy-restore -c 2>&1; echo "rc $?"
  iptables-legacy-save -c -t filter; echo {SPLIT.decode()}
  printf '{FRESH}' | iptables-legacy-restore
done
"""
SPLIT_LINE = "\\n"
BUILT_IN, USER = ("INPUT", "FORWARD", "OUTPUT"), ("A", "B", "long-name_1")
RULES = ("-j ACCEPT", "-j DROP", "-s 10.0.0.1/32 -j DROP", "-p udp -j RETURN", "-j A", "-g B",
         "-jA", "--jump=A", "--jum A", "-gB", "--goto=B", "-m comment --comment -jB -j DROP",
         '-m comment --comment "-j A" -j DROP',
         '-m comment --comment "a b\\\\"c" -j DROP', '-m comment --comment "" -j DROP')  # fmt: skip


def document(draw: random.Random) -> str:
    chains = BUILT_IN + USER
    lines = ["*filter"] + [f":{name} - [0:0]" for name in USER if draw.random() < 0.8]
    for _ in range(draw.randint(1, 5)):
        chain, rule, number = draw.choice(chains), draw.choice(RULES), draw.randint(1, 3)
        lines.append(draw.choice((
            f"-A {chain} {rule}", f"-A {chain} {rule}", f"[{number}:7] -A {chain} {rule}", f"-I {chain} {rule}",
            f"-I {chain} {number} {rule}", f"--append {chain} {rule}", f"-A{chain} {rule}", f"-A  {chain}\\t{rule}",
            f"-D {chain} {number}", f"-D {chain} {rule}", f"-R {chain} {number} {rule}", f"-F {chain}", f"-X {chain}",
            f"-N {chain}", f"-P {chain} DROP", f"-E {chain} {draw.choice(chains)}", f"-Z {chain} {number}",
            f"{rule} -A {chain}", f"--ins {chain} {rule}", f"-A {chain} -c 5 6 {rule}", "-F", "-X",
            f":{draw.choice(BUILT_IN)} DROP [-1:{number}]", f":{chain}   -    [3:4] x",
        )))  # fmt: skip
    return "\\n".join([*lines, "COMMIT", ""])


def ours(text: bytes) -> tuple[bool, list[str]]:
    found = read(text, "x", family="ipv4")
    table = found.tables[0]
    lines = []
    for name in (*BUILT_IN, *sorted(set(table.chains) - set(BUILT_IN))):
        chain = table.chains.get(name)
        policy = (chain.policy if chain else None) or ("ACCEPT" if name in BUILT_IN else "-")
        lines.append(f":{name} {policy} [{chain.packets if chain else 0}:{chain.octets if chain else 0}]")
        lines += [
            f"[{rule.packets}:{rule.octets}] -A {name}{plain(rule.text)}" for rule in (chain.rules if chain else ())
        ]
    return bool(found.unread or set(table.undeclared) - set(BUILT_IN)), lines


def plain(rule: str) -> str:
    """One spelling: single spaces outside quotes, a short option for a jump."""
    rule = "".join(f" {word}" for word in re.findall(r'"(?:[^"\\]|\\.)*"|\S+', rule))
    rule = re.sub(r"^ (?:-g|--goto=)(?=[A-Za-z])", " -g ", rule)
    return re.sub(r"^ (?:-j|--jump=|--jum )(?=[A-Za-z])", " -j ", rule)


def theirs(printed: bytes) -> tuple[bool, list[str]]:
    lines = [line for line in printed.decode().split("\n") if line and line[0] in ":[r"]
    chains: dict[str, list[str]] = {line[1:].split(" ")[0]: [line] for line in lines if line.startswith(":")}
    for line in lines:
        if line.startswith("["):
            chains[line.split(" ")[2]].append(line)
    order = (*BUILT_IN, *sorted(set(chains) - set(BUILT_IN)))
    return "rc 0" not in lines, [line for name in order for line in chains.get(name, [])]


@pytest.mark.kernel
def test_commands_do_what_iptables_restore_does() -> None:
    draw = random.Random(20)
    documents = [document(draw) for _ in range(600)]
    done = run(["sh", "-c", SCRIPT], stdin="".join(f"{one}\n".replace("\\t", "\\t") for one in documents).encode())
    answers = done.stdout.split(SPLIT)[:-1]
    assert len(answers) == len(documents), done.stderr[-400:]
    wrong, taken = [], 0
    for text, answer in zip(documents, answers, strict=True):
        loop = f"line {text.count(SPLIT_LINE)} failed".encode() in answer  # at COMMIT: the kernel's word
        if loop or any(said in answer for said in (b"Couldn't load target", b"is not a chain", b"symbolic links")):
            continue  # jumps to no chain, or round in a circle, are a matter of the rules, not of the commands
        real = text.encode().decode("unicode_escape").encode()
        refused, expected = theirs(answer)
        unsaid, found = ours(real)
        if refused is not unsaid or (not refused and found != expected):
            wrong.append((real.decode(), answer.decode(), found))
        taken += not refused
    assert not wrong
    assert taken > 100
