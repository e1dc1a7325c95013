"""Captures in guests: rules are loaded there, and read back with the agent, `judge dump` and the guest's own tools.

``show`` has to print of each capture what iptables-legacy-save and iptables-nft-save printed in the guest. With --store
the small captures of nf_tables go to tests/data/guests, where the suite reads them.
"""

from __future__ import annotations

import argparse
import base64
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.guests.boot import boot
from tests.guests.build import GUEST, made_ready
from tests.guests.cache import CACHE, ROOT

PYTHON = Path("/usr/bin/python3")
UNUSED = shutil.ignore_patterns("__pycache__", "test", "idlelib", "lib2to3", "ensurepip", "pydoc_data", "tkinter",
                                "config-*", "distutils", "unittest", "asyncio", "*.pyc")  # fmt: skip
PROGRAMS = ("xtables-legacy-multi", "xtables-nft-multi")
CALLED = ("iptables-legacy", "ip6tables-legacy", "iptables-nft", "ip6tables-nft")
TABLES = ("raw", "mangle", "nat", "filter", "security")
REAL = ("docker", "router", "ufw", "kube-proxy")
SMALL = ("router", "ufw")
NFT = ("nft", "nft-rules")  # captures of nf_tables: real hosts and ways of iptables-nft, and one text an extension
STORED = ROOT / "tests" / "data" / "guests"


def libraries(programs: Iterable[Path]) -> set[Path]:
    """What the dynamic linker loads for them."""
    found: set[Path] = set()
    for program in programs:
        done = subprocess.run(
            ["ldd", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False
        )
        found |= {Path(path) for path in re.findall(r"(/\S+) \(0x", done.stdout)}
    return found


def place(root: Path, path: Path) -> None:
    """A file of this machine at the same place in the guest."""
    goal = root / path.relative_to("/")
    goal.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path.resolve(), goal)


def lay(root: Path) -> None:
    """Tools, interpreter, agent and rules of a guest that captures."""
    programs = [Path(shutil.which(name) or f"/usr/sbin/{name}") for name in PROGRAMS]
    plugins = sorted(Path("/usr/lib/x86_64-linux-gnu/xtables").glob("*.so"))
    real = PYTHON.resolve()
    library = Path("/usr/lib") / real.name
    shutil.copytree(library, root / library.relative_to("/"), ignore=UNUSED, symlinks=False)
    for path in [*programs, *plugins, real, *libraries([*programs, *plugins, real, *library.glob("lib-dynload/*.so")])]:
        place(root, path)
    for lookup in ("/etc/protocols", "/etc/services", "/etc/ethertypes"):
        if Path(lookup).exists():
            place(root, Path(lookup))
    (root / "usr/bin/python3").symlink_to(real.name)
    for name in CALLED:
        multi = PROGRAMS["nft" in name]
        for suffix in ("", "-save", "-restore"):
            (root / "usr/sbin" / (name + suffix)).symlink_to(multi)
    agent = subprocess.run(
        [sys.executable, "-m", "iptblob", "agent"], cwd=ROOT, check=True, stdout=subprocess.PIPE
    ).stdout
    (root / "agent.py").write_bytes(agent)
    for name in ("after.sh", "nft.sh"):
        shutil.copy(GUEST / name, root / name)
    lay_rules(root)


def lay_rules(root: Path) -> None:
    """Rules of real hosts first, then one text an extension and table."""
    for family, suffix in (("ipv4", "v4"), ("ipv6", "v6")):
        for folder in ("rules", "nft"):
            (root / folder / family).mkdir(parents=True)
        shutil.copy(ROOT / "tests/nft/data" / f"clean.save.{family}", root / "nft" / family / "1-clean")
        for sample in REAL:
            path = ROOT / "samples" / sample / f"rules.{suffix}"
            if path.exists():
                shutil.copy(path, root / "rules" / family / f"0-{sample}")
                if sample in SMALL:
                    shutil.copy(path, root / "nft" / family / f"0-{sample}")
        for path in sorted((ROOT / "samples/everything/rules" / family).glob("*.rules")):
            for table, text in restore_texts(path.read_text("utf-8", "surrogateescape")).items():
                (root / "rules" / family / f"{path.stem}.{table}").write_text(text, "utf-8", "surrogateescape")


def restore_texts(rules: str) -> dict[str, str]:
    """Lines ``[-t TABLE] -A CHAIN ...`` as texts of iptables-restore, by table."""
    by_table: dict[str, list[str]] = defaultdict(list)
    for line in rules.splitlines():
        if found := re.match(r"(?:-t (\w+) )?(-A \S+ .*)", line):
            by_table[found[1] or "filter"].append(found[2])
    texts = {}
    for table, lines in by_table.items():
        chains = dict.fromkeys(line.split()[1] for line in lines)
        heads = [f":{chain} - [0:0]" for chain in chains if not chain.isupper()]
        texts[table] = "\n".join([f"*{table}", *heads, *lines, "COMMIT", ""])
    return texts


class Read:
    """What a guest printed: save texts and dumped tables by (family, table), files by name."""

    def __init__(self, lines: list[str]) -> None:
        self.saves: dict[tuple[str, str], list[str]] = {}
        self.blobs: dict[tuple[str, str], bytes] = {}
        self.files: dict[str, bytes] = {}
        self.notes = [line for line in lines if line.startswith(("TEXTS", "REFUSED", "AGENT"))]
        saving: list[str] | None = None
        content: list[str] | None = None
        name, table = "", ("", "")
        for line in lines:
            words = line.split()
            if line == "SAVED":
                saving = None
            elif line == "ENDFILE" and content is not None:
                self.files[name], content = base64.b64decode("".join(content)), None
            elif saving is not None:
                saving.append(line)
            elif content is not None:
                content.append(line)
            elif line.startswith("SAVE "):
                saving = self.saves[words[1], words[2]] = []
            elif line.startswith("FILE "):
                name, content = words[1], []
            elif line.startswith("DUMP ") and len(words) == 3:
                table = (words[1], words[2])
                self.blobs[table] = b""
            elif line.startswith(("INFO ", "ENTRIES ")):
                self.blobs[table] += bytes.fromhex(words[1])


def rules_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("#")]


def compare(read: Read, folder: Path) -> list[str]:
    """What differs between the guest's save texts and ``show``, of the dumped tables and of the snapshot."""
    import iptblob

    for name, data in read.files.items():
        (folder / name).write_bytes(data)
    wrong = []
    shown: dict[tuple[str, str, str], list[str]] = {}
    for (family, table), blob in read.blobs.items():
        path = folder / f"{family}.{table}.blob"
        path.write_bytes(blob)
        shown["dump", family, table] = rules_of(iptblob.open(path).tables[0].text(counters=True))
    if "snapshot.iptb" in read.files:
        for one in iptblob.open(folder / "snapshot.iptb").tables:
            shown["agent", one.family, one.name] = rules_of(one.text(counters=True))
    for (how, family, name), mine in shown.items():
        theirs = rules_of("\n".join(read.saves.get((family, name), [])))
        if family != "arp" and mine != theirs:
            differ = [pair for pair in zip(theirs, mine, strict=False) if pair[0] != pair[1]]
            wrong.append(f"{how} {family} {name}: {len(theirs)} lines in the guest, {len(mine)} shown; {differ[:2]}")
    if {key[1:] for key in shown if key[0] == "agent"} != set(read.blobs):
        wrong.append("the agent captured other tables than there are")
    return wrong + [line for name in NFT for line in compare_nft(folder, name)]


def compare_nft(folder: Path, name: str) -> list[str]:
    """What differs between iptables-nft-save in the guest and ``show`` of the capture beside it."""
    wrong = []
    for family in ("ipv4", "ipv6"):
        command = [sys.executable, "-m", "iptblob", "show", "-c", "--backend", "nft", "--family", family]
        shown = [*command, folder / f"{name}.iptb"]
        done = subprocess.run(shown, cwd=ROOT, capture_output=True, text=True, check=False)
        theirs, mine = rules_of((folder / f"{name}.save.{family}").read_text()), rules_of(done.stdout)
        if done.returncode or not theirs or mine != theirs:
            differ = [pair for pair in zip(theirs, mine, strict=False) if pair[0] != pair[1]]
            wrong.append(f"{name} {family}: {len(theirs)} lines in the guest, {len(mine)} shown, status "
                         f"{done.returncode}, {done.stderr[:200]!r}; {differ[:2]}")  # fmt: skip
    return wrong


def store(folder: Path, version: str) -> None:
    """Keep the small capture of nf_tables with what the guest's tools printed of it."""
    STORED.mkdir(exist_ok=True)
    for suffix in ("iptb", "save.ipv4", "save.ipv6"):
        shutil.copy(folder / f"nft.{suffix}", STORED / f"{version}.{suffix}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.guests capture", description=__doc__)
    parser.add_argument("versions", nargs="*", help="fetched where not in the cache; default: all of the cache")
    parser.add_argument("--keep", type=Path, default=CACHE / "captures", help="where the captures go")
    parser.add_argument("--store", action="store_true", help="put the small captures of nf_tables into tests/data")
    given = parser.parse_args(arguments)
    failed = False
    for version in made_ready(given.versions):
        folder = given.keep / version
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as made:
            lay(Path(made))
            report = boot(version, Path(made)).needed()
        (folder / "said.txt").write_text("\n".join(report.lines) + "\n")
        read = Read(report.lines)
        wrong = compare(read, folder)
        lines = sum(len(rules_of("\n".join(text))) for text in read.saves.values())
        sizes = ", ".join(f"{name} {len(data)}" for name, data in read.files.items())
        notes = "; ".join(note for note in read.notes if not note.startswith("REFUSED"))
        print(f"{version}: {len(read.blobs)} tables, {lines} lines, {notes}; {sizes}", flush=True)
        for line in wrong:
            print(f"    {line}")
        if given.store and not wrong:
            store(folder, version)
        failed = failed or bool(wrong)
    return 1 if failed else 0
