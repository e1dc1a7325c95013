"""Rules that arptables-nft and arptables-legacy take, loaded into both, saved and captured in a namespace of its own.

    unshare -nm python3 load_arp.py OUT [COUNT]

Writes OUT/save (arptables-nft-save -c), OUT/nft.iptb with both back-ends, and OUT/counts.json. ``STRANGE`` chains are
in nf_tables alone: their rules say what legacy arptables takes for something else.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "samples" / "tools"))

import netns  # noqa: E402

CHAINS = ("mine", "twenty-eight-characters-long")
STRANGE = ("strange", "Zed")
Words = list[tuple[str, bool, str]]  # option, inverted, value


def mac(random_: random.Random) -> str:
    return ":".join(f"{random_.choice((0, 0xFF, random_.randrange(256))):02x}" for _ in range(6))


def address(random_: random.Random) -> str:
    plain = ".".join(str(random_.choice((0, 255, random_.randrange(256)))) for _ in range(4))
    mask = random_.choice(("", "", f"/{random_.randint(1, 32)}", "/255.0.255.0", "/0.0.0.255", "/255.255.240.0"))
    return plain + mask


def device(random_: random.Random) -> str:
    return random_.choice(("eth0", "eth+", "br-0a1b2c3d4e5f", "a12345678901234", "a1234567890123+", "e"))


def condition(random_: random.Random, chain: str) -> Words:
    """Some conditions that both tools read alike."""
    found: Words = []
    makers: dict[str, Callable[[], str]] = {
        "--h-length": lambda: "6", "-i": lambda: device(random_), "-o": lambda: device(random_),
        "-s": lambda: address(random_), "-d": lambda: address(random_), "--source-mac": lambda: mac(random_),
        "--destination-mac": lambda: mac(random_), "--opcode": lambda: str(random_.choice((1, 2, 9, 10, 300, 65535))),
        "--h-type": lambda: random_.choice(("1", "2", "6", "18", "ffff")),
        "--proto-type": lambda: random_.choice(("0x800", "0x806", "0xffff", "1")),
    }  # fmt: skip
    for option, make in makers.items():
        refused = {"INPUT": "-o", "OUTPUT": "-i"}.get(chain)
        if option != refused and random_.random() < 0.25:
            found.append((option, random_.random() < 0.25 and option != "--h-length", make()))
    return found


def strange(random_: random.Random, chain: str) -> Words:
    """Conditions that arptables-nft-save hides a part of, and those that legacy arptables stores otherwise."""
    cut = random_.randint(0, 5)
    in_part = ":".join(["ff"] * cut + ["00"] * (6 - cut))
    options: Words = [
        ("--h-length", random_.random() < 0.5, "6"), ("--h-type", random_.random() < 0.5, "1"),
        ("--source-mac", random_.random() < 0.25, f"{mac(random_)}/{random_.choice((in_part, mac(random_)))}"),
        ("--destination-mac", False,
         random_.choice(("Unicast", "Multicast", "Broadcast", f"{mac(random_)}/{in_part}"))),
        ("--opcode", random_.random() < 0.5, random_.choice(("0", "3/1", "Request"))),
        ("--proto-type", random_.random() < 0.25, "0x800/0xff00"), ("-i", random_.random() < 0.5, "+"),
    ]  # fmt: skip
    taken = [one for one in options if random_.random() < 0.3]
    names = {option for option, _, _ in taken}
    return taken + [one for one in condition(random_, chain) if one[0] not in names]


def target(random_: random.Random, chain: str) -> str:
    goals = ["-j ACCEPT", "-j DROP", "-j RETURN", "-j mine" if chain in ("INPUT", "OUTPUT") else "-j DROP",
             "-j mangle --mangle-ip-s 192.0.2.1", "-j mangle --mangle-mac-d 00:11:22:33:44:55 --mangle-target CONTINUE",
             f"-j MARK --set-mark {random_.randrange(1, 1 << 32):x}",
             f"-j MARK --or-mark {random_.randrange(1 << 16):x}",
             f"-j MARK --and-mark {random_.randrange(1 << 16):x}"]  # fmt: skip
    if chain == "OUTPUT":
        goals.append(f"-j CLASSIFY --set-class {random_.randrange(1, 1 << 16):x}:{random_.randrange(1 << 16):x}")
    return random_.choice(goals)


def rules(count: int) -> Iterator[tuple[str, Words, str]]:
    random_ = random.Random(19)
    for number in range(count):
        chain = ("INPUT", "OUTPUT", *CHAINS, *STRANGE)[number % 6]
        make = strange if chain in STRANGE else condition
        bare = chain in STRANGE and random_.random() < 0.2  # legacy arptables-save does not show a rule without any
        yield chain, make(random_, chain), "" if bare else target(random_, chain)


def worded(words: Words, goal: str, *, inside: bool) -> str:
    """The rule's text; ``inside``: an inverting ! stands behind the option, as legacy arptables 0.0.5 wants it."""
    said = [f"{option} ! {value}" if turned and inside else f"{'! ' if turned else ''}{option} {value}"
            for option, turned, value in words]  # fmt: skip
    return " ".join([*said, *filter(None, [goal])])


def main(out: Path, count: int) -> None:
    for chain in CHAINS:
        subprocess.run(["arptables-legacy", "-N", chain], check=True)
    lines = ["*filter", ":INPUT ACCEPT", ":OUTPUT DROP", *(f":{chain} -" for chain in (*CHAINS, *STRANGE))]
    subprocess.run(["arptables-legacy", "-P", "OUTPUT", "DROP"], check=True)
    both = 0
    for chain, words, goal in rules(count):
        if chain not in STRANGE:
            needs = "--mangle-mac" in goal
            length = "--h-length 6 " if needs and ("--h-length", False, "6") not in words else ""
            legacy = f"-A {chain} {length}{worded(words, goal, inside=True)}"  # it takes no such target without
            done = subprocess.run(["arptables-legacy", *legacy.split()], capture_output=True, text=True, check=False)
            assert not done.returncode, (legacy, done.stderr)
            both += 1
        lines.append(f"-A {chain} {worded(words, goal, inside=False)}")
    # arptables-nft-restore begins with empty tables whatever it is told: all of it at once
    text = "\n".join([*lines, "COMMIT", ""])
    subprocess.run(["arptables-nft-restore"], input=text, text=True, check=True)
    saved = subprocess.run(["arptables-nft-save", "-c"], capture_output=True, check=True).stdout
    (out / "save").write_bytes(saved)
    netns.capture(out / "nft.iptb")
    (out / "counts.json").write_text(json.dumps({"rules": count, "both": both}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 6000)
