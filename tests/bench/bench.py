"""`make bench`: iptblob beside the C tools, the Kaitai parse and other Python ways, in one run on one machine.

    python tests/bench/bench.py              all of it, about a quarter of an hour
    BENCH_QUICK=1 python tests/bench/bench.py    smaller tables and fewer runs, under 90 seconds

Writes docs/bench/results.json, results.md and growth.svg (a quick run writes to build/bench instead, and
any run where $BENCH_TO says). Tables are
loaded into the real kernel, in throw-away network namespaces; where that is impossible, what needs it is skipped.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import inputs  # noqa: E402
import machine  # noqa: E402
import nft  # noqa: E402
import reach  # noqa: E402
import report  # noqa: E402
from inputs import IPTBLOB, Captured, Namespace  # noqa: E402
from measure import Command, Series, side_by_side  # noqa: E402

PYTHON = sys.executable
QUICK = bool(os.environ.get("BENCH_QUICK"))
RUNS = {1_000: 3, 10_000: 3, 100_000: 1} if QUICK else {1_000: 7, 10_000: 5, 100_000: 5, 500_000: 2}
SHAPES = {"kube": RUNS, "distinct": {1_000: 3} if QUICK else RUNS}
NFT_RUNS = {20_000: 2} if QUICK else {20_000: 5, 100_000: 3}
KAITAI = {1_000: 1, 10_000: 1} if QUICK else {1_000: 3, 10_000: 3, 100_000: 1}
DEEPDIFF = {200: 1} if QUICK else {200: 3, 1_000: 1}
HOSTS = 50 if QUICK else 1000
EDITS = 100
INSIDE = "IPTBLOB_BENCH_INSIDE"
SAMPLE = inputs.ROOT / "samples" / "docker" / "docker.iptb"

Result = dict[str, Any]


def main() -> None:
    """Measure, then write."""
    _plain_python()
    _enter_namespace()
    begin = time.perf_counter()
    results: list[Result] = []
    skipped: list[str] = []
    with tempfile.TemporaryDirectory(prefix="iptblob-bench-") as name:
        folder = Path(name)
        for part in (start, tables, nft_tables, packets, odd, everything_differs, part_edited, fleet):
            if part is not start and (reason := os.environ[INSIDE]):
                _tell(skipped, f"{part.__name__}: {reason}")
                continue
            for result in part(folder, skipped):
                results.append(result)
                _show(result)
    found = {
        "schema": 1, "quick": QUICK, "machine": machine.describe(), "seconds": round(time.perf_counter() - begin),
        "skipped": skipped, "results": results,
    }  # fmt: skip
    target = inputs.ROOT / os.environ.get("BENCH_TO", "build/bench" if QUICK else "docs/bench")
    target.mkdir(parents=True, exist_ok=True)
    (target / "results.json").write_text(json.dumps(found, indent=1) + "\n")
    report.write(found, target)
    print(f"{target.relative_to(inputs.ROOT)}: results.json, results.md, growth.svg ({found['seconds']} s)")


def _plain_python() -> None:
    """As a user's Python runs: buffered output, and modules compiled once, as pip does at installation."""
    for name in [name for name in os.environ if name.startswith("PYTHON")]:
        del os.environ[name]
    subprocess.run([PYTHON, "-m", "compileall", "-q", str(inputs.ROOT / "iptblob")], check=True)


def _enter_namespace() -> None:
    """Run again in namespaces of our own (private /run: the tools keep their lock there), or note why not."""
    if INSIDE in os.environ:
        return
    import netns

    try:
        reason = netns.why_not((*netns.NEEDED, "nsenter"))
    except netns.UnavailableError as error:
        reason = str(error)
    if reason:
        os.environ[INSIDE] = reason
        return
    flags = ["--net", "--mount"] if os.geteuid() == 0 else ["--map-root-user", "--net", "--mount"]
    environment = {**os.environ, INSIDE: "", "LC_ALL": "C", "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"}
    script = 'mount -t tmpfs tmpfs /run && exec "$@"'
    words = ["unshare", *flags, "--propagation", "private", "sh", "-c", script, "sh", PYTHON, str(HERE / "bench.py")]
    os.execvpe(words[0], words, environment)


def _tell(skipped: list[str], line: str) -> None:
    skipped.append(line)
    print(f"skipped: {line}", flush=True)


def _result(part: str, series: Sequence[Series], **about: Any) -> Result:
    return {"part": part, **about, "series": [one.record() for one in series]}


def _show(result: Result) -> None:
    about = ", ".join(f"{key} {value}" for key, value in result.items() if key not in ("series", "sizes"))
    print(about, flush=True)
    for one in result["series"]:
        spread = f"{min(one['seconds']):.3f}..{max(one['seconds']):.3f}"
        peak = max(one["peak_kib"]) >> 10
        cpu = sorted(one["cpu"])[len(one["cpu"]) // 2]
        print(f"  {one['what']:<44}{one['median']:>9.3f} s  {spread:>16}  cpu {cpu:>7.3f} s {peak:>6} MiB", flush=True)


def start(folder: Path, skipped: list[str]) -> Iterator[Result]:
    """Cold start: what a command costs before it has done anything."""
    blob = folder / "small.blob"
    with zipfile.ZipFile(SAMPLE) as archive:
        members = [archive.read(item) for item in archive.namelist() if item.endswith(".blob")]
        blob.write_bytes(max(members, key=len))
    small = [
        Command("python -c pass", [PYTHON, "-c", "pass"]),
        Command("python -c 'import numpy'", [PYTHON, "-c", "import numpy"]),
        Command("iptblob --help", [IPTBLOB, "--help"]),
        Command("iptblob show, small file", [IPTBLOB, "show", str(blob)]),
        Command("iptblob info, small file", [IPTBLOB, "info", str(blob)], good=(0, 1)),
        Command("iptblob validate, small file", [IPTBLOB, "validate", str(blob)], good=(0, 1)),
        Command("iptblob show --format json, small file", [IPTBLOB, "show", "--format", "json", str(blob)]),
        Command("iptblob diff, small files", [IPTBLOB, "diff", str(blob), str(blob)]),
    ]  # fmt: skip
    side_by_side(small, 1)  # whoever comes first would pay for the disk
    yield _result("start", side_by_side(small, 3 if QUICK else 11), bytes=blob.stat().st_size)


def tables(folder: Path, skipped: list[str]) -> Iterator[Result]:
    """Both shapes, from small to large."""
    other = importlib.util.find_spec("iptc") is not None
    if not other:
        _tell(skipped, "python-iptables: not installed (pip install python-iptables builds it where gcc is)")
    for shape, sizes in SHAPES.items():
        for rules, runs in sizes.items():
            with tempfile.TemporaryDirectory(dir=folder) as name:
                yield from _table(Path(name), shape, rules, runs, other)


def _table(folder: Path, shape: str, rules: int, runs: int, other: bool) -> Iterator[Result]:
    wish = ("--rules", str(rules), "--shape", shape)
    table = inputs.TABLES[shape]
    a = inputs.captured(folder, "a", table, inputs.bigtable_text(folder, "a", *wish))
    log = folder / "edits.log"
    b = inputs.captured(
        folder, "b", table, inputs.bigtable_text(folder, "b", *wish, "--edits", str(EDITS), "--log", str(log))
    )
    commands = list(_commands(folder, a, b))
    if other and rules <= 1_000:
        words = a.space.words("env", "PYTHON_IPTABLES_VERSION=legacy", PYTHON, str(HERE / "others.py"))
        commands.append(Command("python-iptables, in process", [*words, "python-iptables", table], answers=True))
    series = side_by_side(commands, runs)
    if rules in KAITAI:
        words = [PYTHON, str(HERE / "reference.py"), str(a.blob)]
        reference = Command("Kaitai parse (reference reader), in process", words, answers=True)
        plain = Command("Kaitai parse (no debug), in process", [*words, "--plain"], answers=True)
        series += side_by_side([reference, plain], KAITAI[rules])
    same = _same_text(folder)
    equal = {}
    if rules == (1_000 if QUICK else 100_000 if shape == "kube" else 10_000):
        equal = json.loads(subprocess.check_output([PYTHON, str(HERE / "equality.py"), str(a.blob)]))
    sizes = {"blob": a.blob.stat().st_size, "iptb": a.iptb.stat().st_size, "text": (folder / "a.save").stat().st_size}
    a.space.close()
    b.space.close()
    yield _result(
        "tables", series, shape=shape, rules=rules, sizes=sizes, equals_save=same, readers=equal,
        changes=_changes(a, b), edits=len(log.read_text().splitlines()),
    )  # fmt: skip


def _commands(folder: Path, a: Captured, b: Captured) -> Iterator[Command]:
    blob = str(a.blob)
    again = folder / "again.iptb"
    twice = f'"$0" "$@" > {folder}/one; {" ".join(b.save)} > {folder}/two; diff {folder}/one {folder}/two'
    fresh = Namespace.fresh(PYTHON, str(HERE / "kernel.py"), blob)
    yield Command("cat", ["cat", blob])
    yield Command("sha256sum", ["sha256sum", blob])
    yield Command("iptables-legacy-save", a.save, out=folder / "a.save")
    yield Command("iptblob show", [IPTBLOB, "show", blob], out=folder / "a.show")
    yield Command("iptblob show, from .iptb", [IPTBLOB, "show", str(a.iptb)], out=folder / "a.show2")
    yield Command("to columns, in process", [PYTHON, str(HERE / "stages.py"), blob], answers=True)
    yield Command("iptables-legacy-save twice, diff", ["sh", "-c", twice, *a.save], good=(1,))
    yield Command("iptblob diff", [IPTBLOB, "diff", blob, str(b.blob)], good=(1,))
    yield Command("iptblob validate", [IPTBLOB, "validate", blob], good=(0, 1))
    yield Command("kernel SET_REPLACE, in process", fresh, answers=True)
    yield Command("iptblob capture", [*a.capture, str(again)], fresh=again)
    yield Command("iptblob info", [IPTBLOB, "info", blob], good=(0, 1))


def _same_text(folder: Path) -> bool:
    """Is what `show` printed what iptables-legacy-save printed, apart from # lines?"""
    script = "import sys; one, other = ([x for x in open(p, 'rb') if not x.startswith(b'#')] for p in sys.argv[1:])\n"
    script += "sys.exit(one != other)"
    words = [PYTHON, "-c", script, str(folder / "a.save"), str(folder / "a.show")]
    if subprocess.run(words, check=False).returncode:
        sys.exit("bench: iptblob show and iptables-legacy-save print different rules")
    return True


def _changes(a: Captured, b: Captured) -> int:
    words = f"{IPTBLOB} diff --format json $0 $1 | grep -c '\"kind\": '"
    return int(subprocess.check_output(["sh", "-c", words, str(a.blob), str(b.blob)]))


def odd(folder: Path, skipped: list[str]) -> Iterator[Result]:
    """Shapes that are hard on loops, each with ten edits on the other side of the diff."""
    for shape in ("chains", "deep") if QUICK else inputs.ODD:
        with tempfile.TemporaryDirectory(dir=folder) as name:
            place = Path(name)
            a = inputs.captured(place, "a", "filter", inputs.odd_text(place, shape))
            b = inputs.captured(place, "b", "filter", inputs.odd_text(place, shape, edited=True))
            chosen = [
                command for command in _commands(place, a, b)
                if command.what in ("iptables-legacy-save", "iptblob show", "iptables-legacy-save twice, diff",
                                    "iptblob diff", "iptblob validate", "kernel SET_REPLACE, in process")
            ]  # fmt: skip
            series = side_by_side(chosen, 1 if QUICK else 3)
            _same_text(place)
            sizes = {"blob": a.blob.stat().st_size}
            a.space.close()
            b.space.close()
            yield _result("odd", series, shape=shape, sizes=sizes)


def everything_differs(folder: Path, skipped: list[str]) -> Iterator[Result]:
    """Two tables with nothing in common: another seed of the same shape."""
    for shape in SHAPES:
        for rules in (1_000,) if QUICK else (5_000, 50_000):
            with tempfile.TemporaryDirectory(dir=folder) as name:
                yield _pair(Path(name), "everything-differs", shape, rules, ("--seed", "2"), 1 if QUICK else 2)


def part_edited(folder: Path, skipped: list[str]) -> Iterator[Result]:
    """A fifth of the rules edited, beside DeepDiff on the same rules."""
    sizes = {**DEEPDIFF, 2_000: DEEPDIFF.get(2_000, 0)}
    for rules, runs in sizes.items():
        with tempfile.TemporaryDirectory(dir=folder) as name:
            place = Path(name)
            texts = (str(place / "a.save"), str(place / "b.save"))
            result = _pair(place, "part-edited", "kube", rules, ("--edits", str(rules // 5)), 3 if QUICK else 7)
            if runs:
                ways = [
                    Command(what, [PYTHON, str(HERE / "others.py"), way, *texts], answers=True)
                    for way, what in (
                        ("deepdiff", "DeepDiff of one list of rules, in process"),
                        ("deepdiff-chains", "DeepDiff of rules by chain, in process"),
                    )
                ]
                result["series"] += [one.record() for one in side_by_side(ways, runs)]
            yield result


def _pair(folder: Path, part: str, shape: str, rules: int, change: Sequence[str], runs: int) -> Result:
    wish = ("--rules", str(rules), "--shape", shape)
    table = inputs.TABLES[shape]
    a = inputs.captured(folder, "a", table, inputs.bigtable_text(folder, "a", *wish))
    b = inputs.captured(folder, "b", table, inputs.bigtable_text(folder, "b", *wish, *change))
    chosen = [command for command in _commands(folder, a, b) if command.what.endswith("diff")]
    texts = [Command(name, one.save, out=folder / f"{name}.save") for name, one in (("a", a), ("b", b))]
    side_by_side(texts, 1)
    series = side_by_side(chosen, runs)
    a.space.close()
    b.space.close()
    sizes = {"blob": a.blob.stat().st_size}
    return _result(part, series, shape=shape, rules=rules, changes=_changes(a, b), sizes=sizes)


def nft_tables(folder: Path, skipped: list[str]) -> Iterator[Result]:
    """The same rules in nf_tables."""
    if not shutil.which("iptables-nft-restore") or not shutil.which("nft"):
        _tell(skipped, "nft_tables: iptables-nft or nft is not installed")
        return
    for shape in SHAPES:
        for rules, runs in NFT_RUNS.items():
            with tempfile.TemporaryDirectory(dir=folder) as name:
                series, sizes, same = nft.measured(Path(name), shape, rules, runs)
                yield _result("nf_tables", series, shape=shape, rules=rules, sizes=sizes, equals_nft_save=same)


def packets(folder: Path, skipped: list[str]) -> Iterator[Result]:
    """Which packets change their fate, which rules match none, what happens to one."""
    if importlib.util.find_spec("oxidd") is None:
        _tell(skipped, "reach with oxidd: not installed (pip install 'iptblob[reach]')")
    rules, dead = (10_000, 2_000) if QUICK else (100_000, 20_000)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        yield _result("packets", reach.measured(Path(name), rules, dead, 1 if QUICK else 3), rules=rules, dead=dead)


def fleet(folder: Path, skipped: list[str]) -> Iterator[Result]:
    """Many small snapshots, decoded and grouped by equal rule set."""
    hosts = inputs.fleet(folder, HOSTS, 20, 200)
    files = sorted(map(str, hosts.glob("*.iptb")))
    commands = [
        Command("grouped by equal rule set", [PYTHON, str(HERE / "grouping.py"), str(hosts)], answers=True),
        Command("iptblob diff --baseline", [IPTBLOB, "diff", "--baseline", *files], good=(1,)),
    ]
    series = side_by_side(commands, 1 if QUICK else 3)
    yield _result("fleet", series, hosts=HOSTS, rules=200)
    shutil.rmtree(hosts)


if __name__ == "__main__":
    main()
