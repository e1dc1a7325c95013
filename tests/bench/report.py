"""results.json -> results.md (ratios beside the targets) and growth.svg."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Found = dict[str, Any]
Series = dict[str, Any]

NFT_SAVE, NFT_LIST, NFT_READ = "iptables-nft-save", "nft list ruleset", "nf_tables to tables, in process"
SAVE, TWICE = "iptables-legacy-save", "iptables-legacy-save twice, diff"
SHOW, DIFF, VALIDATE, CAPTURE = "iptblob show", "iptblob diff", "iptblob validate", "iptblob capture"
COLUMNS = "to columns, in process"
REFERENCE, PLAIN = "Kaitai parse (reference reader), in process", "Kaitai parse (no debug), in process"
KERNEL = "kernel SET_REPLACE, in process"
NUMPY = "python -c 'import numpy'"


@dataclass(frozen=True)
class Target:
    """One line of the table of targets. ``limit`` is what must hold, ``least`` turns it round (at least)."""

    what: str
    value: float
    limit: float
    unit: str = "x"
    least: bool = False
    cpu: float | None = None  # the same in processor time, which other load disturbs less

    @property
    def met(self) -> bool:
        return self.value >= self.limit if self.least else self.value <= self.limit

    def line(self) -> str:
        sign = ">=" if self.least else "<="
        limit = f"{sign} {self.limit:g} {self.unit}"
        cpu = "" if self.cpu is None else f"{self.cpu:.2f} {self.unit}"
        return f"| {self.what} | {self.value:.2f} {self.unit} | {cpu} | {limit} | {'yes' if self.met else '**no**'} |"


def write(found: Found, folder: Path) -> None:
    """Write results.md and growth.svg into ``folder``."""
    (folder / "results.md").write_text("\n".join(_page(found)) + "\n")
    (folder / "growth.svg").write_text(_plot(found))


def _page(found: Found) -> Iterator[str]:
    yield "# Benchmark results"
    yield ""
    yield f"Written by `make bench` in {found['seconds']} s{' (a quick run)' if found['quick'] else ''}; not by hand."
    yield "Times are medians of whole processes, start included, unless it says in process; spread: lowest to highest."
    yield "Commands that are compared ran in turn; processor time counts every core."
    yield "Peak is the largest resident set of any process of the command."
    yield ""
    yield "| machine | |"
    yield "|---|---|"
    yield from (f"| {name} | {value} |" for name, value in found["machine"].items())
    yield ""
    if found["skipped"]:
        yield from (f"Skipped: {line}\n" for line in found["skipped"])
    yield "## Targets"
    yield ""
    yield "| what | measured | in processor time | target | met |"
    yield "|---|---:|---:|---:|---|"
    yield from (target.line() for target in targets(found))
    yield ""
    yield "![seconds by number of rules](growth.svg)"
    for result in found["results"]:
        yield ""
        yield f"## {_title(result)}"
        yield ""
        yield from _about(result)
        yield from _table(result)


def _title(result: Found) -> str:
    words = {
        "start": "Cold start", "tables": "Whole tables", "odd": "Odd shapes", "fleet": "Many small snapshots",
        "everything-differs": "Nothing in common", "part-edited": "A fifth edited",
        "nf_tables": "Rules of nf_tables",
    }  # fmt: skip
    more = [str(result["shape"])] if "shape" in result else []
    more += [f"{result['rules']:,} rules"] if "rules" in result else []
    more += [f"{result['hosts']:,} files"] if "hosts" in result else []
    return ": ".join([words[result["part"]], ", ".join(more)]) if more else words[result["part"]]


def _about(result: Found) -> Iterator[str]:
    facts = [f"{name} {size:,} bytes" for name, size in result.get("sizes", {}).items()]
    if "changes" in result:
        made = f" after {result['edits']} edits" if "edits" in result else ""
        facts.append(f"{result['changes']} changes found{made}")
    if result.get("equals_save"):
        facts.append("`show` equals iptables-legacy-save in every line")
    if result.get("equals_nft_save"):
        facts.append("`show` equals iptables-nft-save in every line")
    if readers := result.get("readers"):
        equal = "are equal" if readers["equal"] else "**DIFFER**"
        facts.append(f"all {readers['fields']:,} fields of {readers['entries']:,} entries {equal} in both readers")
    if facts:
        yield "; ".join(facts) + "."
        yield ""


def _table(result: Found) -> Iterator[str]:
    yield "| command | median s | spread s | processor s | runs | peak MiB | beside |"
    yield "|---|---:|---:|---:|---:|---:|---|"
    for one in result["series"]:
        low, high = min(one["seconds"]), max(one["seconds"])
        peak = max(one["peak_kib"]) / 1024
        times = f"{one['median']:.3f} | {low:.3f} to {high:.3f} | {one['cpu_median']:.3f} | {len(one['seconds'])}"
        yield f"| {one['what']} | {times} | {peak:.0f} | {_beside(result, one)} |"
    for one in result["series"]:
        stages = one["more"].get("stages")
        if stages:
            yield ""
            middle = {name: sorted(times)[len(times) // 2] for name, times in stages.items()}
            words = ", ".join(f"{name} {seconds:.3f}" for name, seconds in middle.items())
            yield f"Stages of `{one['what']}`: {words}."


BESIDE = {SHOW: SAVE, "iptblob show, from .iptb": SAVE, CAPTURE: SAVE, DIFF: TWICE, VALIDATE: KERNEL}


NFT_BESIDE = {SHOW: NFT_SAVE, CAPTURE: NFT_LIST}


def _beside(result: Found, one: Series) -> str:
    other = (NFT_BESIDE if result["part"] == "nf_tables" else BESIDE).get(one["what"])
    if result["part"] == "start" and one["what"].startswith("iptblob"):
        other = NUMPY
    found = _find(result, other) if other else None
    return f"{one['median'] / found['median']:.2f} x {other}" if found else ""


def _find(result: Found, what: str) -> Series | None:
    return next((one for one in result["series"] if one["what"] == what), None)


def _results(found: Found, part: str, **about: Any) -> list[Found]:
    return [
        result for result in found["results"]
        if result["part"] == part and all(result.get(key) == value for key, value in about.items())
    ]  # fmt: skip


def _ratio(result: Found, what: str, other: str, key: str = "median") -> float | None:
    one, two = _find(result, what), _find(result, other)
    return one[key] / two[key] if one and two and two[key] else None


def _peak(result: Found, what: str) -> float:
    one = _find(result, what)
    return max(one["peak_kib"]) * 1024 if one else 0.0


def targets(found: Found) -> Iterator[Target]:
    """What was aimed at, as far as this run measured it."""
    for shape in ("kube", "distinct"):
        for result in _results(found, "tables", shape=shape, rules=100_000):
            yield from _of_table(result, shape)
        yield from _growth(found, shape)
    for result in _results(found, "nf_tables"):
        yield from _of_nft(result)
    for result in _results(found, "packets", rules=100_000):
        yield from _of_packets(result)
    for result in _results(found, "start"):
        for one in result["series"]:
            if one["what"].startswith("iptblob") and "json" not in one["what"]:
                times = [_ratio(result, one["what"], NUMPY, key) or 0 for key in ("median", "cpu_median")]
                yield Target(f"{one['what']}, beside {NUMPY}", times[0], 1.5, cpu=times[1])
    for result in _results(found, "part-edited", rules=2_000):
        yield _seconds("diff of 2,000 rules, 20 % edited", _find(result, DIFF), 0.5)
    for result in _results(found, "fleet", hosts=1_000):
        yield from (_seconds(f"1,000 snapshots: {one['what']}", one, 5) for one in result["series"])
    by_size = {(one["shape"], one["rules"]): _find(one, DIFF) for one in _results(found, "everything-differs")}
    for shape, rules in sorted(by_size):
        if (shape, rules * 10) in by_size:
            grown = [by_size[shape, rules * 10][key] / by_size[shape, rules][key] for key in ("median", "cpu_median")]
            yield Target(f"everything differs, {shape}: ten times the rules take", grown[0], 13, cpu=grown[1])


def _of_table(result: Found, shape: str) -> Iterator[Target]:
    def ratio(what: str, one: str, other: str, limit: float, *, least: bool = False) -> Iterator[Target]:
        value = _ratio(result, one, other)
        if value is not None:
            cpu = None if "in process" in one else _ratio(result, one, other, "cpu_median")
            yield Target(f"{what}, 100k {shape}", 1 / value if least else value, limit, least=least, cpu=cpu)

    sizes = result["sizes"]
    yield from ratio("show beside iptables-legacy-save (floor)", SHOW, SAVE, 2.5)
    yield from ratio("show beside iptables-legacy-save (aim)", SHOW, SAVE, 1.0)
    yield from ratio("diff, 100 edits, beside save twice and diff (floor)", DIFF, TWICE, 1.5)
    yield from ratio("diff, 100 edits, beside save twice and diff (aim)", DIFF, TWICE, 1.0)
    yield from ratio("Kaitai parse beside opening to columns", COLUMNS, REFERENCE, 60, least=True)
    yield from ratio("the same, Kaitai without debug", COLUMNS, PLAIN, 60, least=True)
    yield from ratio("validate beside show", VALIDATE, SHOW, 2.0)
    yield from ratio("capture beside iptables-legacy-save", CAPTURE, SAVE, 2.0)
    yield Target(f"snapshot beside the text, 100k {shape}", sizes["iptb"] / sizes["text"], 1.0)
    yield Target(f"peak memory of show beside the blob, 100k {shape}", _peak(result, SHOW) / sizes["blob"], 4)
    yield Target(f"peak memory of diff beside both blobs, 100k {shape}", _peak(result, DIFF) / (2 * sizes["blob"]), 3)
    yield _seconds(f"diff, 100 edits, 100k {shape}", _find(result, DIFF), 1.5)
    yield Target(f"peak memory of diff, 100k {shape}", _peak(result, DIFF) / 2**20, 600, "MiB")
    yield _seconds(f"validate, 100k {shape}", _find(result, VALIDATE), 3.0)


def _of_nft(result: Found) -> Iterator[Target]:
    rules, about = result["rules"], f"{result['rules'] // 1000}k {result['shape']}"
    for what, one, other, limit in (
        ("show beside iptables-nft-save", SHOW, NFT_SAVE, 2.5 if rules < 100_000 else 2.0),
        ("capture beside nft list ruleset", CAPTURE, NFT_LIST, 2.0),
    ):
        value = _ratio(result, one, other)
        if value is not None:
            yield Target(f"{what}, {about} of nf_tables", value, limit, cpu=_ratio(result, one, other, "cpu_median"))
    read = _find(result, NFT_READ)
    if read:
        cpu = sorted(read["more"]["cpu"])[len(read["more"]["cpu"]) // 2]
        yield Target(f"rules of nf_tables read a second, {about}", rules / read["median"] / 1000, 50, "k", least=True,
                     cpu=rules / cpu / 1000)  # fmt: skip


# What each may take: seconds of processor time, MiB.
PACKETS = {
    "iptblob reach, 1 edits": (4, 600), "iptblob reach, 100 edits": (6, 600),
    "iptblob reach, 1 edits, plain Python": (5, 1228), "iptblob reach, 100 edits, plain Python": (11, 1228),
    "iptblob reach --dead": (5, 0), "iptblob trace": (1, 0),
}  # fmt: skip


def _of_packets(result: Found) -> Iterator[Target]:
    for what, (seconds, mebibytes) in PACKETS.items():
        one = _find(result, what)
        if one is not None:
            yield Target(f"{what}: processor time", one["cpu_median"], seconds, "s")
            if mebibytes:
                yield Target(f"{what}: peak memory", _peak(result, what) / 2**20, mebibytes, "MiB")


def _seconds(what: str, one: Series | None, limit: float) -> Target:
    assert one is not None
    return Target(what, one["median"], limit, "s", cpu=one["cpu_median"])


def _growth(found: Found, shape: str) -> Iterator[Target]:
    """Five times the rules, time without the start and memory: five times, and 30 % for the noise."""
    small, large = (_results(found, "tables", shape=shape, rules=rules) for rules in (100_000, 500_000))
    if not small or not large:
        return
    for what in (SHOW, DIFF, VALIDATE):
        one, other = _find(small[0], what), _find(large[0], what)
        if one and other:
            grown = max(other["peak_kib"]) / max(one["peak_kib"])
            cpu = other["cpu_median"] / one["cpu_median"]
            yield Target(f"{what}, 500k beside 100k {shape}: time", other["median"] / one["median"], 6.5, cpu=cpu)
            yield Target(f"{what}, 500k beside 100k {shape}: memory", grown, 6.5)


# The plot

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 920, 520, 70, 300, 30, 50
LINES = {
    SAVE: "#444444", SHOW: "#d62728", TWICE: "#999999", DIFF: "#1f77b4", VALIDATE: "#2ca02c", CAPTURE: "#9467bd",
    KERNEL: "#8c564b", "sha256sum": "#bcbd22", PLAIN: "#ff7f0e", REFERENCE: "#e377c2",
    "python-iptables, in process": "#17becf",
}  # fmt: skip
DECADES = (-3, 2)
FIRST, LAST = 3.0, 5.7


def _plot(found: Found) -> str:
    from math import log10

    def at(rules: float, seconds: float) -> tuple[float, float]:
        x = LEFT + (log10(rules) - FIRST) / (LAST - FIRST) * (WIDTH - LEFT - RIGHT)
        low, high = DECADES
        return x, HEIGHT - BOTTOM - (log10(max(seconds, 10.0**low)) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
        ' font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="18" font-size="14">Seconds by number of rules (kube-proxy shape; logarithmic)</text>',
        *_grid(at),
    ]
    results = sorted(_results(found, "tables", shape="kube"), key=lambda result: result["rules"])
    for number, (what, colour) in enumerate(LINES.items()):
        points = [(result["rules"], one) for result in results if (one := _find(result, what))]
        if not points:
            continue
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(rules, one["median"]) for rules, one in points))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for rules, one in points:
            x, y = at(rules, one["median"])
            low, high = at(rules, min(one["seconds"]))[1], at(rules, max(one["seconds"]))[1]
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
            parts.append(f'<line x1="{x:.1f}" y1="{low:.1f}" x2="{x:.1f}" y2="{high:.1f}" stroke="{colour}"/>')
        x, y = WIDTH - RIGHT + 20, TOP + 20 + number * 20
        parts.append(f'<rect x="{x}" y="{y - 6}" width="24" height="3" fill="{colour}"/>')
        parts.append(f'<text x="{x + 30}" y="{y}">{what}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _grid(at: Callable[[float, float], tuple[float, float]]) -> Iterator[str]:
    for exponent in range(DECADES[0], DECADES[1] + 1):
        _, y = at(1_000, 10.0**exponent)
        yield f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#dddddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**exponent:g} s</text>'
    for rules in (1_000, 10_000, 100_000, 500_000):
        x, _ = at(rules, 1)
        yield f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}" stroke="#dddddd"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{rules:,}</text>'


if __name__ == "__main__":
    path = Path(sys.argv[1])
    write(json.loads(path.read_text()), path.parent)
