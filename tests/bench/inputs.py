"""What the benchmark runs on: restore texts, loaded into the real kernel and captured."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "samples" / "tools"
sys.path.append(str(TOOLS))

import bigtable  # noqa: E402

TABLES = {"kube": "nat", "distinct": "mangle"}
IPTBLOB = str(Path(sys.executable).with_name("iptblob"))


class Namespace:
    """A network namespace that lives as long as this object; commands run in it through nsenter."""

    def __init__(self) -> None:
        self._holder = subprocess.Popen(
            ["unshare", "--net", "sh", "-c", "ip link set lo up; echo; exec sleep infinity"], stdout=subprocess.PIPE
        )
        assert self._holder.stdout is not None
        self._holder.stdout.readline()

    def words(self, *words: str) -> list[str]:
        return ["nsenter", f"--net=/proc/{self._holder.pid}/ns/net", *words]

    def run(self, *words: str, stdin: Path | None = None) -> None:
        with (stdin or Path("/dev/null")).open("rb") as stream:
            done = subprocess.run(self.words(*words), stdin=stream, capture_output=True, check=False)
        if done.returncode:
            sys.exit(f"bench: {' '.join(words)}: {done.stderr.decode(errors='replace').strip()}")

    @staticmethod
    def fresh(*words: str) -> list[str]:
        """Words that run a command in a namespace that ends with it."""
        return ["unshare", "--net", *words]

    def close(self) -> None:
        self._holder.kill()
        self._holder.wait()


@dataclass(frozen=True)
class Captured:
    """One table in the kernel and on disk: snapshot (.iptb), bare buffers (.blob), the namespace that holds it."""

    table: str
    iptb: Path
    blob: Path
    space: Namespace

    @property
    def save(self) -> list[str]:
        return self.space.words("iptables-legacy-save", "-t", self.table)

    @property
    def capture(self) -> list[str]:
        return self.space.words(IPTBLOB, "capture", "--family", "ipv4", "--table", self.table, "-o")


def bigtable_text(folder: Path, name: str, *words: str) -> Path:
    """Restore text by the generator's own command, in a process of its own: this one stays small."""
    text = folder / f"{name}.rules"
    with text.open("wb") as target:
        subprocess.run([sys.executable, str(TOOLS / "bigtable.py"), *words], stdout=target, check=True)
    return text


def captured(folder: Path, name: str, table: str, text: Path) -> Captured:
    """Load ``text`` into a namespace of its own and capture the table."""
    space = Namespace()
    space.run("iptables-legacy-restore", "-c", stdin=text)
    found = Captured(table, folder / f"{name}.iptb", folder / f"{name}.blob", space)
    space.run(*found.capture[2:], str(found.iptb))
    with zipfile.ZipFile(found.iptb) as archive:
        member = next(item for item in archive.namelist() if item.endswith(f"ipv4/{table}.blob"))
        with archive.open(member) as stream, found.blob.open("wb") as target:
            shutil.copyfileobj(stream, target)
    return found


def odd_text(folder: Path, shape: str, *, edited: bool = False) -> Path:
    """Restore text of an odd shape, made by a process of its own: this one stays small."""
    text = folder / f"{shape}{'.edited' if edited else ''}.rules"
    subprocess.run([sys.executable, __file__, "odd", shape, str(text), *(["edited"] if edited else [])], check=True)
    return text


def _odd(shape: str, text: str, edited: str = "") -> None:
    """Shapes that are hard on loops: many chains, one long chain, jumps nested deep; with ten edits if wished."""
    lines = ODD[shape]()
    if edited:
        chance = random.Random(7)
        places = [at for at, line in enumerate(lines) if line.startswith("-A ")]
        for at in chance.sample(places, 10):
            lines[at] = lines[at].replace(" -j", " -p udp -m udp --dport 53 -j", 1)
    Path(text).write_text("\n".join(["*filter", ":INPUT ACCEPT [0:0]", *lines, "COMMIT", ""]))


def _chains() -> list[str]:
    names = [f"C{number:05d}" for number in range(50_000)]
    jumps = [f"-A INPUT -s 10.{at >> 16}.{at >> 8 & 255}.{at & 255}/32 -j {name}" for at, name in enumerate(names)]
    return [*(f":{name} - [0:0]" for name in names), *jumps, *(f"-A {name} -j DROP" for name in names)]


def _long() -> list[str]:
    return [f"-A INPUT -s 10.{at >> 16}.{at >> 8 & 255}.{at & 255}/32 -j DROP" for at in range(100_000)]


def _deep() -> list[str]:
    names = [f"D{number:05d}" for number in range(10_000)]
    jumps = [f"-A {one} -j {other}" for one, other in zip(["INPUT", *names], names, strict=False)]
    return [*(f":{name} - [0:0]" for name in names), *jumps, f"-A {names[-1]} -j DROP"]


def _repeated() -> list[str]:
    """One chain in which few rules come again and again: the worst case for an alignment."""
    chance = random.Random(3)
    return [f"-A INPUT -s 10.0.0.{chance.randrange(8)}/32 -j DROP" for _ in range(20_000)]


ODD = {"chains": _chains, "long": _long, "deep": _deep, "repeated": _repeated}


def fleet(folder: Path, hosts: int, kinds: int, rules: int) -> Path:
    """A folder with ``hosts`` snapshots of ``kinds`` rule sets, each host with counters of its own."""
    target = folder / "fleet"
    target.mkdir()
    words = [sys.executable, __file__, "fleet", str(target), str(hosts), str(kinds), str(rules)]
    subprocess.run(words, check=True)
    space = Namespace()
    space.run(sys.executable, str(Path(__file__).with_name("capture_many.py")), "nat", str(target))
    space.close()
    return target


def _fleet(target: str, hosts: str, kinds: str, rules: str) -> None:
    for kind in range(int(kinds)):
        lines = bigtable.make(int(rules), seed=kind + 1)[0].decode().splitlines()
        first = next(at for at, line in enumerate(lines) if " -A " in line)
        rule = lines[first].split("] ", 1)[1]
        for number in range(kind, int(hosts), int(kinds)):
            lines[first] = f"[{number + 1}:{(number + 1) * 60}] {rule}"
            (Path(target) / f"host{number:04d}.rules").write_text("\n".join([*lines, ""]))


if __name__ == "__main__":
    {"odd": _odd, "fleet": _fleet}[sys.argv[1]](*sys.argv[2:])
