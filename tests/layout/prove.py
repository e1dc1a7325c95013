"""Ask a C compiler for the layout of every struct the specs describe, in the five layouts.

``python tests/layout/prove.py`` writes ``proof.json`` beside this file: the program behind the figures that
``test_layout.py`` compares the generated layout tables with. Nothing is run on the other machines: sizes and
offsets are constants of the compiler, read from its assembler output. What cannot be asked here (a compiler that is
not installed, a header it has not) is named, keeps its stored figures, and makes the exit status 1.
"""

from __future__ import annotations

import json
import os
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

# Spec -> the (struct, header) pairs it describes.
Structs = dict[str, list[tuple[str, str]]]

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


def extension_structs() -> Structs:
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


def sources(structs: Structs) -> list[str]:
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


def paths_of(structs: Structs) -> dict[str, list[str]]:
    """The members to ask about, by struct."""
    found: dict[str, set[str]] = {}
    for spec, pairs in structs.items():
        for struct, _ in pairs:
            paths = found.setdefault(struct, set())
            for abi in ABIS.values():
                paths.update(path for path, _, _ in members(layout_of(spec, abi)))
    return {struct: sorted(paths) for struct, paths in found.items()}


def compile_text(compiler: str, text: str) -> subprocess.CompletedProcess[str]:
    """What the compiler makes of one C file; only its assembler text counts."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "facts.c"
        file.write_text(text)
        command = [compiler, "-S", "-O1", "-w", f"-I{HERE}", "-o", "-", str(file)]
        return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})


def compile_facts(compiler: str, text: str) -> dict[str, Any]:
    """{struct: {"size": bytes, "members": {path: [offset, size]}}} as ``compiler`` lays them out.

    Raises MissingHeaderError where one is not to be found, RuntimeError where the text does not compile.
    """
    done = compile_text(compiler, text)
    if done.returncode:
        lacks = re.search(r"fatal error: (\S+): No such file or directory", done.stderr)
        raise MissingHeaderError(lacks[1]) if lacks else RuntimeError(f"{compiler}: {done.stderr}")
    facts: dict[str, Any] = {}
    for struct, rest, number in re.findall(r"^#:(\S+) (\S+(?: \S+)?) [$#]?(\d+)$", done.stdout, re.MULTILINE):
        entry = facts.setdefault(struct, {"size": 0, "members": {}})
        path, _, what = rest.partition(" ")
        if path == "-":
            entry["size"] = int(number)
        else:
            entry["members"].setdefault(path, [0, 0])[what == "size"] = int(number)
    return facts


class MissingHeaderError(Exception):
    """A header that is not there; the text is its name."""


def ask(compiler: str, structs: Structs) -> tuple[dict[str, Any], list[str]]:
    """(facts of all structs the compiler knows, one line for each header that it lacks)."""
    if shutil.which(compiler) is None:
        return {}, [f"{compiler} is not installed"]
    lacks: list[str] = []
    while True:
        facts: dict[str, Any] = {}
        try:
            for text in sources(structs):
                facts |= compile_facts(compiler, text)
            return facts, lacks
        except MissingHeaderError as error:
            header = str(error)
            if header not in {header for pairs in structs.values() for _, header in pairs}:
                return {}, [f"{compiler} finds no {header}: the headers of its C library are not installed"]
            lacks.append(f"{compiler} finds no {header}")
            structs = {spec: [pair for pair in pairs if pair[1] != header] for spec, pairs in structs.items()}


def proof(stored: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """(the whole content of proof.json, one line for everything that could not be asked and is taken from stored)."""
    structs = CORE | extension_structs()
    specs = {spec: [struct for struct, _ in pairs] for spec, pairs in structs.items()}
    used = {struct for names in specs.values() for struct in names}
    layouts: dict[str, Any] = {}
    lacks = []
    for abi, compiler in COMPILERS.items():
        facts, said = ask(compiler, structs)
        kept = stored["layouts"].get(abi, {}) if said else {}
        layouts[abi] = {struct: value for struct, value in kept.items() if struct in used} | facts
        lacks += said
    return {"specs": specs, "layouts": layouts}, lacks


def dump(content: dict[str, Any]) -> str:
    """JSON with one struct a line, so that a changed layout is a changed line."""

    def lines(mapping: dict[str, Any]) -> str:
        return ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(mapping.items()))

    layouts = ",\n".join(f'"{abi}": {{\n{lines(facts)}\n}}' for abi, facts in content["layouts"].items())
    return f'{{"specs": {{\n{lines(content["specs"])}\n}},\n"layouts": {{\n{layouts}\n}}}}\n'


def main() -> int:
    content, lacks = proof(json.loads(PROOF.read_text("utf-8")))
    PROOF.write_text(dump(content))
    for line in lacks:
        print(f"{line}; figures kept as stored", file=sys.stderr)
    return 1 if lacks else 0


if __name__ == "__main__":
    sys.exit(main())
