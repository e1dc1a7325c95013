"""Ask a C compiler for the layout of every struct the specs describe, in the five layouts.

``python tests/layout/prove.py`` writes ``proof.json`` beside this file: the program behind the figures that
``test_layout.py`` compares the generated layout tables with. Nothing is run on the other machines: sizes and
offsets are constants of the compiler, read from its assembler output.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROOF = HERE / "proof.json"
sys.path.insert(0, str(ROOT))

from iptblob.abi import ABIS  # noqa: E402
from iptblob.spec.layout import PADDING, Layout, layout_of  # noqa: E402

COMPILERS = {
    "lp64-le": "x86_64-linux-gnu-gcc",
    "lp64-be": "s390x-linux-gnu-gcc",
    "i386": "i686-linux-gnu-gcc",
    "ilp32-le": "arm-linux-gnueabihf-gcc",
    "ilp32-be": "mips-linux-gnu-gcc",
}

_V4 = "linux/netfilter_ipv4/ip_tables.h"
_V6 = "linux/netfilter_ipv6/ip6_tables.h"
_ARP = "linux/netfilter_arp/arp_tables.h"
_XT = "linux/netfilter/x_tables.h"

# The structs around the extensions: spec -> (struct, header) of everything it describes.
CORE = {
    "arpt_arp": [("arpt_arp", _ARP)],
    "arpt_entry": [("arpt_entry", _ARP)],
    "arpt_getinfo": [("arpt_getinfo", _ARP)],
    "arpt_replace": [("arpt_replace", _ARP)],
    "fib_rule_hdr": [("fib_rule_hdr", "linux/fib_rules.h")],
    "ifaddrmsg": [("ifaddrmsg", "linux/if_addr.h")],
    "ifinfomsg": [("ifinfomsg", "linux/rtnetlink.h")],
    "ip6t_entry": [("ip6t_entry", _V6)],
    "ip6t_ip6": [("ip6t_ip6", _V6)],
    "ipt_entry": [("ipt_entry", _V4)],
    "ipt_getinfo": [("ipt_getinfo", _V4), ("ip6t_getinfo", _V6)],
    "ipt_ip": [("ipt_ip", _V4)],
    "ipt_replace": [("ipt_replace", _V4), ("ip6t_replace", _V6)],
    "nfgenmsg": [("nfgenmsg", "linux/netfilter/nfnetlink.h")],
    "nlattr": [("nlattr", "linux/netlink.h")],
    "nlmsghdr": [("nlmsghdr", "linux/netlink.h")],
    "rtmsg": [("rtmsg", "linux/rtnetlink.h")],
    "xt_counters": [("xt_counters", _XT)],
    "xt_entry_match": [("xt_entry_match", _XT)],
    "xt_entry_target": [("xt_entry_target", _XT)],
    "xt_get_entries": [("ipt_get_entries", _V4), ("ip6t_get_entries", _V6), ("arpt_get_entries", _ARP)],
    "xt_get_revision": [("xt_get_revision", _XT)],
}


def extension_structs() -> dict[str, list[tuple[str, str]]]:
    """Spec id -> (struct, header) from the -xt keys; a spec without a struct has no payload."""
    found = {}
    for path in sorted((ROOT / "ksy" / "ext").glob("*.ksy")):
        xt = yaml.safe_load(path.read_text("utf-8"))["meta"]["-xt"]
        found[path.stem] = [(xt["struct"], xt["header"])] if "struct" in xt else []
    return found


def members(layout: Layout, prefix: str = "", base: int = 0) -> Iterator[tuple[str, int, int]]:
    """(C path, offset, size) of every field of a layout that is no padding, structs taken apart."""
    for field in layout.fields:
        if field.role == PADDING:
            continue
        path = prefix + field.c_name
        yield path, base + field.offset, field.size
        if field.struct:
            inner = f"{path}[0]" if field.count else path
            yield from members(field.struct, f"{inner}.", base + field.offset)


def sources(structs: dict[str, list[tuple[str, str]]]) -> list[str]:
    """C files whose assembler text holds one line per fact.

    Headers that differ in nothing but case (ipt_TTL.h, ipt_ttl.h) share their include guard, so they need a file each.
    """
    headers = {struct: header for pairs in structs.values() for struct, header in pairs}
    together: list[list[str]] = []
    seen: Counter[str] = Counter()
    for header in sorted(set(headers.values())):
        turn = seen[header.lower()]
        seen[header.lower()] += 1
        if turn == len(together):
            together.append([])
        together[turn].append(header)
    paths = paths_of(structs)
    return [
        source(group, {struct: paths[struct] for struct in paths if headers[struct] in group}) for group in together
    ]


def source(headers: list[str], paths: dict[str, list[str]]) -> str:
    """One C file about the members of some structs."""
    lines = ["#include <stddef.h>", *(f"#include <{header}>" for header in headers)]
    lines.append('#define FACT(what, value) asm volatile("\\n#:" what " %0" : : "i"((long)(value)))')
    lines.append("void facts(void) {")
    for struct, members_of_it in sorted(paths.items()):
        lines.append(f'FACT("{struct} -", sizeof(struct {struct}));')
        for path in members_of_it:
            lines.append(f'FACT("{struct} {path} offset", offsetof(struct {struct}, {path}));')
            lines.append(f'FACT("{struct} {path} size", sizeof(((struct {struct} *)0)->{path}));')
    return "\n".join([*lines, "}", ""])


def paths_of(structs: dict[str, list[tuple[str, str]]]) -> dict[str, list[str]]:
    """The members to ask about, by struct."""
    found: dict[str, set[str]] = {}
    for spec, pairs in structs.items():
        for struct, _ in pairs:
            paths = found.setdefault(struct, set())
            for abi in ABIS.values():
                paths.update(path for path, _, _ in members(layout_of(spec, abi)))
    return {struct: sorted(paths) for struct, paths in found.items()}


def compile_facts(compiler: str, text: str) -> dict[str, Any]:
    """{struct: {"size": bytes, "members": {path: [offset, size]}}} as ``compiler`` lays them out."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "facts.c"
        file.write_text(text)
        command = [compiler, "-S", "-O1", "-w", f"-I{HERE}", "-o", "-", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{compiler}: {done.stderr}")
    facts: dict[str, Any] = {}
    for struct, rest, number in re.findall(r"^#:(\S+) (\S+(?: \S+)?) [$#]?(\d+)$", done.stdout, re.MULTILINE):
        entry = facts.setdefault(struct, {"size": 0, "members": {}})
        path, _, what = rest.partition(" ")
        if path == "-":
            entry["size"] = int(number)
        else:
            entry["members"].setdefault(path, [0, 0])[what == "size"] = int(number)
    return facts


def proof() -> dict[str, Any]:
    """The whole content of proof.json."""
    structs = CORE | extension_structs()
    texts = sources(structs)
    specs = {spec: [struct for struct, _ in pairs] for spec, pairs in structs.items()}
    layouts: dict[str, Any] = {abi: {} for abi in COMPILERS}
    for abi, compiler in COMPILERS.items():
        for text in texts:
            layouts[abi] |= compile_facts(compiler, text)
    return {"specs": specs, "layouts": layouts}


def dump(content: dict[str, Any]) -> str:
    """JSON with one struct a line, so that a changed layout is a changed line."""

    def lines(mapping: dict[str, Any]) -> str:
        return ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(mapping.items()))

    layouts = ",\n".join(f'"{abi}": {{\n{lines(facts)}\n}}' for abi, facts in content["layouts"].items())
    return f'{{"specs": {{\n{lines(content["specs"])}\n}},\n"layouts": {{\n{layouts}\n}}}}\n'


def missing_compilers() -> list[str]:
    return [name for name in COMPILERS.values() if shutil.which(name) is None]


def main() -> int:
    missing = missing_compilers()
    if missing:
        print(f"not installed: {', '.join(missing)}", file=sys.stderr)
        return 2
    PROOF.write_text(dump(proof()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
