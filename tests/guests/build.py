"""From Debian packages to a guest: kernel, and an initramfs of its netfilter modules, busybox and judge."""

from __future__ import annotations

import gzip
import json
import lzma
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.guests.cache import CACHE, folder, ready
from tests.guests.packages import Kernel, fetch, kernels, update

GUEST = Path(__file__).parent / "guest"
# asked for by name, not by symbol: no dependency lists them, and conntrack is missing without the first
FIRST = ("crc32c_generic", "crc32c_cryptoapi", "crc32c_intel", "ts_kmp", "ts_bm", "ts_fsm")
WANTED = re.compile(r"/net/(netfilter|ipv4/netfilter|ipv6/netfilter)/|/net/bridge/br_netfilter|/dummy\.ko")
KEPT = ("./boot/vmlinuz-*", "./boot/config-*", "*/modules/*/kernel/net/*", "*/modules/*/kernel/lib/*",
        "*/modules/*/kernel/crypto/*", "*/modules/*/kernel/arch/x86/crypto/*",
        "*/modules/*/kernel/drivers/net/dummy.ko*",
        "*/modules/*/vmlinuz", "*/modules/*/config", "./usr/share/doc/linux-*/changelog.*")  # fmt: skip


def compile_judge() -> Path:
    """The static program that asks the kernel; made again where its source is newer."""
    program = CACHE / "judge"
    source = GUEST / "judge.c"
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cc", "-O2", "-Wall", "-Werror", "-static", "-no-pie", "-o", program, source], check=True)
    return program


def make(one: Kernel) -> Path:
    """Fetch, unpack and pack a kernel; its packages are removed afterwards."""
    place = folder(one.version)
    if (place / "about.json").exists():
        return place
    packages = fetch(one)
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        tree = Path(name)
        for package in packages:
            with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE) as data:
                subprocess.run(["tar", "-x", "-C", tree, "--wildcards", *KEPT], stdin=data.stdout, check=False,
                               stderr=subprocess.DEVNULL)  # fmt: skip
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(_only(tree, "boot/vmlinuz-*", "usr/lib/modules/*/vmlinuz"), place / "vmlinuz")
        config = _only(tree, "boot/config-*", "usr/lib/modules/*/config").read_text()
        (place / "config").write_text(config)
        logs = sorted(tree.glob("usr/share/doc/linux-*/changelog.*"))
        if logs:
            text = max((gzip.decompress(path.read_bytes()) for path in logs), key=len)
            (place / "changelog.gz").write_bytes(gzip.compress(text))
        modules = write_initrd(tree, place / "initrd.gz")
    (place / "about.json").write_text(json.dumps({**one._asdict(), **facts(config), "modules": modules}, indent=1))
    for package in packages:
        package.unlink()
    return place


def made_ready(versions: list[str]) -> Iterator[str]:
    """The versions, each fetched where it is not in the cache; none: all of the cache."""
    missing = [one for one in versions if one not in ready()]
    if missing:
        update()
    offers = {one.version: one for one in kernels()} if missing else {}
    for version in versions or ready():
        if version in missing and version not in offers:
            raise SystemExit(f"{version}: not in the cache, and the mirror does not offer it (see: list)")
        if version in missing:
            make(offers[version])
        yield version


def facts(config: str) -> dict[str, object]:
    """What a kernel's configuration says that a verdict depends on."""
    frequency = re.search(r"(?m)^CONFIG_HZ=(\d+)$", config)
    return {
        "compat": re.search(r"(?m)^CONFIG_NETFILTER_XTABLES_COMPAT=y$", config) is not None
        or "NETFILTER_XTABLES_COMPAT" not in config,
        "hz": int(frequency[1]) if frequency else 0,
    }


def _only(tree: Path, *patterns: str) -> Path:
    found = [path for pattern in patterns for path in tree.glob(pattern)]
    if not found:
        raise SystemExit(f"the packages hold none of {', '.join(patterns)}")
    return found[0]


def write_initrd(tree: Path, out: Path) -> int:
    """All netfilter modules in the order they load in, which is found from the ``depends=`` that each one carries."""
    (kernel,) = [path for path in tree.glob("**/modules/*/kernel") if path.is_dir()]
    found = {path.name.partition(".ko")[0].replace("-", "_"): path for path in kernel.rglob("*.ko*")}
    order: dict[str, bytes] = {}

    def add(name: str) -> None:
        if name in order or name not in found:
            return
        data = found[name].read_bytes()
        data = lzma.decompress(data) if found[name].suffix == ".xz" else data
        depends = re.search(rb"\0depends=([^\0]*)\0", data)
        for other in depends[1].decode().split(",") if depends else ():
            add(other.replace("-", "_"))
        order[name] = data

    for name in [*FIRST, *sorted(name for name, path in found.items() if WANTED.search(str(path)))]:
        add(name)
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        (root / "m").mkdir()
        (root / "bin").mkdir()
        shutil.copy(compile_judge(), root / "bin/judge")
        shutil.copy(shutil.which("busybox") or "/bin/busybox", root / "bin/busybox")
        for name, data in order.items():
            (root / "m" / f"{name}.ko").write_bytes(data)
        (root / "m/order").write_text("".join(f"{name}.ko\n" for name in order))
        out.write_bytes(gzip.compress(archive(root), 1))
    return len(order)


def archive(root: Path) -> bytes:
    """A folder as the kernel wants an initramfs."""
    names = b"".join(b"%s\0" % str(path.relative_to(root)).encode() for path in sorted(root.rglob("*")))
    return subprocess.run(["cpio", "-o", "-0", "-H", "newc", "--quiet", "-R", "0:0"], input=names, cwd=root, check=True,
                          stdout=subprocess.PIPE).stdout  # fmt: skip
