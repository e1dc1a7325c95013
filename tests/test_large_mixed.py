"""Large tables in which every rule is another: what the quick way to words has to get right, by the real tools."""

from __future__ import annotations

import functools
import random

import pytest

from iptblob.extensions.base import Context
from iptblob.names import debian_12
from iptblob.reading.detect import detect
from iptblob.words import rows, save
from tests.live import here
from tests.tools import live

RULES = 2_000
CHAINS = ("SHORT", "a-chain_of.28-characters-xyz", "Z")

pytestmark = pytest.mark.kernel


def flip(choice: random.Random) -> str:
    return "! " if choice.random() < 0.15 else ""


def address_v4(choice: random.Random) -> str:
    octets = ".".join(str(choice.choice((0, 1, 10, 99, 100, 172, 255))) for _ in range(4))
    return f"{octets}/{choice.choice((32, 32, 32, 24, 31, 8, 1, '255.0.255.0', '0.0.0.255'))}"


def address_v6(choice: random.Random) -> str:
    groups = ":".join(f"{choice.choice((0, 0, 1, 0xDB8, 0xFFFF)):x}" for _ in range(8))
    return f"{groups}/{choice.choice((128, 128, 64, 1, 127, 'ffff::ffff'))}"


def port(choice: random.Random) -> str:
    low = choice.choice((0, 1, 9, 10, 80, 443, 9999, 10000, 65535))
    return str(low) if choice.random() < 0.7 else f"{low}:{choice.choice((65535, max(low, 1024)))}"


def comment(choice: random.Random) -> str:
    letters = "abcXYZ019-_ ./:;,$`'\"\\!#*\u00e9"
    kinds = (letters if choice.random() < 0.2 else "abc-_9" for _ in range(choice.randrange(1, 60)))
    text = "".join(map(choice.choice, kinds))
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'-m comment --comment "{escaped}"'


def mark(choice: random.Random) -> str:
    value = choice.choice((0, 1, 0xF, 0x10, 0xABCDEF, 0xFFFFFFFF))
    mask = choice.choice(("", "", "/0xff", "/0xffffffff", "/0x0"))
    return f"-m mark {flip(choice)}--mark {value:#x}{mask}"


def matches(choice: random.Random, *, v6: bool) -> list[str]:
    address = address_v6 if v6 else address_v4
    words = [f"{flip(choice)}{option} {address(choice)}" for option in ("-s", "-d") if choice.random() < 0.6]
    words += [f"{flip(choice)}{option} {choice.choice(('eth0', 'br+', 'a23456789012345'))}"
              for option in ("-i", "-o") if choice.random() < 0.1]  # fmt: skip
    protocol = choice.choice(("", "tcp", "tcp", "udp", "47", "! tcp"))
    words += [f"{protocol.replace('tcp', '-p tcp')}" if "!" in protocol else f"-p {protocol}"] if protocol else []
    if protocol in ("tcp", "udp"):
        words.append(f"-m {protocol}")
        options = [option for option in ("--sport", "--dport") if choice.random() < 0.5]
        words += [f"{flip(choice)}{option} {port(choice)}" for option in options]
        words += ["--tcp-flags SYN,ACK SYN"] if protocol == "tcp" and choice.random() < 0.1 else []
    more = [kind(choice) for kind in (comment, mark) if choice.random() < 0.5]
    choice.shuffle(more)
    return words + more


def mangle_rule(choice: random.Random, *, v6: bool) -> str:
    target = choice.choice((
        "-j ACCEPT", "-j DROP", "-j RETURN", "", *(f"-j {name}" for name in CHAINS), f"-g {CHAINS[0]}",
        f"-j MARK --set-xmark {choice.choice((0, 1, 0xFF00)):#x}/{choice.choice((0, 0xFF, 0xFFFFFFFF)):#x}",
        f"-j LOG --log-prefix \"{choice.choice(('a b', 'c'))}\"",
    ))  # fmt: skip
    return " ".join(["-A PREROUTING", *(word for word in matches(choice, v6=v6) if "-o " not in word), target]).strip()


def nat_rule(choice: random.Random, *, v6: bool) -> str:
    address = "2001:db8::5" if v6 else "192.0.2.5"
    upper = "2001:db8::9" if v6 else "192.0.2.9"
    ports = choice.choice(("", ":80", ":80-90")) if choice.random() < 0.6 else ""
    span = choice.choice((address, address, f"{address}-{upper}"))
    goal = f"[{span}]{ports}" if v6 and ports else f"{span}{ports}"
    flags = choice.choice(("", "", "", " --random", " --persistent"))
    words = ["-A PREROUTING -p tcp -m tcp --dport", port(choice), comment(choice), "-j DNAT --to-destination", goal]
    return " ".join(words) + flags


def table(name: str, choice: random.Random, *, v6: bool) -> str:
    chains = [f":{chain} ACCEPT [0:0]" for chain in ("PREROUTING", "OUTPUT")]
    chains += [f":{chain} - [0:0]" for chain in CHAINS]
    make = mangle_rule if name == "mangle" else nat_rule
    counts = (f"[{choice.choice((0, 7, 2**40, 2**64 - 1))}:{choice.choice((0, 99, 2**63))}] " for _ in range(RULES))
    lines = [f"{count}{make(choice, v6=v6)}" for count in counts]
    return "\n".join([f"*{name}", *chains, *lines, "COMMIT", ""])


@functools.cache
def loaded() -> live.Loaded:
    choice = random.Random("mixed")
    texts = {key: "".join(table(name, choice, v6=key == "v6") for name in ("mangle", "nat")) for key in ("v4", "v6")}
    return live.load(**{key: text.encode() for key, text in texts.items()})


@pytest.mark.parametrize("name", ["mangle", "nat"])
@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
@pytest.mark.parametrize("counters", [True, False], ids=["counters", "plain"])
def test_rows_say_what_the_tool_says(family: str, name: str, counters: bool) -> None:
    found = loaded()
    read = detect(found.blobs[family, name]).table
    assert not found.notes, found.notes[:20]
    context = Context(family, read.abi, debian_12(), here.installed())
    assert len(rows.texts(rows.rule_columns(read, context), len(read))) == len(read)  # it does not give up
    text = b"".join(save.text_of(read, context, lambda _: None, counters=counters))
    expected = [line for line in found.saves[family, name].splitlines() if not line.startswith(b"#")]
    if not counters:
        expected = [line.partition(b"] ")[2] if line.startswith(b"[") else line for line in expected]
    printed = [line for line in text.splitlines() if not line.startswith(b"#")]
    assert [line for line in printed if not line.startswith(b":")] == [
        line for line in expected if not line.startswith(b":")
    ]
