"""Booting a guest under emulation, and reading what it wrote."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.guests.build import GUEST, archive
from tests.guests.cache import folder

MEMORY = 1536
SECONDS = 3600  # two minutes of an idle core for 40,000 payloads, and a busy machine gives a guest little
# without its timer check: a busy machine does not give the emulated timer its turn in time
KERNEL_LINE = "console=ttyS0 rdinit=/init panic=-1 quiet no_timer_check"
# /dev/kvm may be there and not work: emulated unless told otherwise
ACCELERATION = os.environ.get("IPTBLOB_QEMU", "-accel tcg,thread=multi -cpu max").split()


@dataclass
class Report:
    """A guest's answers: ``uname``; per pack errno numbers; entries of the pristine tables; everything it said."""

    uname: str = ""
    packs: dict[str, list[int]] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    done: bool = False

    def needed(self) -> Report:
        """Itself, or SystemExit where the guest did not come to its end."""
        if not self.done:
            raise SystemExit("the guest stopped early; it said last:\n" + "\n".join(self.lines[-8:]))
        return self


def boot(version: str, overlay: Path, seconds: int = SECONDS) -> Report:
    """Boot ``version`` with the files of ``overlay`` laid over its initramfs."""
    place = folder(version)
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        root = work / "root"
        shutil.copytree(overlay, root, symlinks=True)
        shutil.copy(GUEST / "init", root / "init")
        (root / "init").chmod(0o755)
        (work / "initrd").write_bytes((place / "initrd.gz").read_bytes())
        with (work / "initrd").open("ab") as file:  # what comes later in an initramfs wins
            file.write(b"\0" * (-file.tell() % 4) + archive(root))
        command = [
            "nice", "-n", "10", "qemu-system-x86_64", "-M", "q35", *ACCELERATION, "-m", str(MEMORY), "-nographic",
            "-nic", "none", "-no-reboot", "-monitor", "none", "-serial", f"file:{work / 'console'}",
            "-serial", f"file:{work / 'out'}", "-kernel", str(place / "vmlinuz"), "-initrd", str(work / "initrd"),
            "-append", KERNEL_LINE,
        ]  # fmt: skip
        try:
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            print(f"{version}: stopped after {seconds} s")
        text = (work / "out").read_text(errors="replace") if (work / "out").exists() else ""
        if not text and (work / "console").exists():
            text = (work / "console").read_text(errors="replace")[-2000:]
        return read_report(text)


def read_report(text: str) -> Report:
    """What init and judge print (guest/init, guest/judge.c)."""
    report = Report(lines=text.splitlines())
    answers: list[int] = []
    for line in report.lines:
        words = line.split()
        if len(words) == 2 and words[0] == str(len(answers)) and words[1].isdecimal():
            answers.append(int(words[1]))
        elif line.startswith("PACK "):
            answers = report.packs.setdefault(words[1], [])
        elif line.startswith("UNAME "):
            report.uname = line[6:]
        elif line == "DONE":
            report.done = True
        elif found := re.fullmatch(r"COUNT (\w+) (\w+) (\d+)", line):
            report.counts.setdefault((found[1], found[2]), int(found[3]))
    return report
