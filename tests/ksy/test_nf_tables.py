"""The entry points for netlink dumps: the attributes against the kernel's header, the values against our reader."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from kaitaistruct import KaitaiStream

from tests.conftest import ROOT, SAMPLES, Done
from tests.ksy import walk
from tests.ksy.compiled import BUILD, compile_into, load, need_compiler
from tests.nft import messages

SOURCE = yaml.safe_load((ROOT / "ksy" / "nft" / "attributes.yaml").read_text())
LISTS = {**SOURCE["lists"], **SOURCE["expressions"]}
# The legacy twin of one has no rule in nf_tables.
SNAPSHOTS = [path for path in sorted((SAMPLES / "nft").rglob("*.iptb")) if path.stem != "legacy"]
HEADER = Path("/usr/include/linux/netfilter/nf_tables.h")


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Any:
    need_compiler()
    folder = compile_into(tmp_path_factory.mktemp("nft_py"), ["nf_tables_dump"], "python", "debug")
    return load(folder, "nf_tables_dump")


def read(parser: Any, data: bytes) -> Any:
    root = parser(KaitaiStream(BytesIO(data)))
    root._read()
    return root


def members(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".nl"):
                yield name, archive.read(name)


DUMPS = [(f"{path.stem}:{name}", data) for path in SNAPSHOTS for name, data in members(path)]


def test_attributes_and_messages_have_the_numbers_of_the_header(tmp_path: Path) -> None:
    compiler = shutil.which("cc")
    if not compiler or not HEADER.exists():
        pytest.skip("cc or linux/netfilter/nf_tables.h is not installed")
    wanted = {f"{one['prefix']}{name.upper()}": number for one in LISTS.values()
              for number, name in enumerate(one["attributes"], 1)}  # fmt: skip
    wanted |= {message["c_name"]: message["number"] for message in SOURCE["messages"].values()}
    lines = "".join(f'printf("{name} %d\\n", {name});' for name in wanted)
    source = f"#include <stdio.h>\n#include <linux/netfilter/nf_tables.h>\nint main(void) {{ {lines} return 0; }}\n"
    (tmp_path / "numbers.c").write_text(source)
    subprocess.run([compiler, "-o", tmp_path / "numbers", tmp_path / "numbers.c"], check=True)
    said = subprocess.run([tmp_path / "numbers"], capture_output=True, text=True, check=True).stdout
    assert dict(line.split() for line in said.splitlines()) == {name: str(number) for name, number in wanted.items()}
    assert len(wanted) > 200


@pytest.mark.parametrize(("name", "data"), DUMPS, ids=[name for name, _ in DUMPS])
def test_every_byte_of_every_dump_has_one_owner(
    monkeypatch: pytest.MonkeyPatch, parser: Any, name: str, data: bytes
) -> None:
    """A payload counts as one, with what pads it."""
    monkeypatch.setattr(walk, "_payload", lambda payload, start: [(start, len(payload.raw), payload.raw)])
    root = read(parser, data)
    assert (root.is_be, root.len_long, root.align_u64) == (False, 8, 8)
    at = 0
    for start, size, _ in walk.leaves(root):
        assert start == at, name
        at = start + size
    assert at == len(data)


@pytest.mark.parametrize("path", SNAPSHOTS, ids=[path.stem for path in SNAPSHOTS])
def test_rules_are_read_as_our_reader_reads_them(parser: Any, iptblob: Callable[..., Done], path: Path) -> None:
    """Heads, attributes, expressions, and each field of each match and target, by place and value."""
    leaves = {}
    for name, data in members(path):
        if name.endswith("nft/rules.nl"):
            leaves = {start: (size, value) for start, size, value in walk.leaves(read(parser, data))}
    done = iptblob("show", "--backend", "nft", "--format", "json", path)
    compared = 0
    for table in json.loads(done.text)["nf_tables"]:
        for rule in (rule for chain in table.get("chains", ()) for rule in chain["rules"]):
            for field in rule["fields"]:
                if field["role"] not in ("padding", "kernel") and field["size"]:
                    size, value = leaves[field["offset"]]
                    assert (size, plain(value)) == (field["size"], of_reader(field["raw"])), (rule["save"], field)
                    compared += 1
    assert compared > 1000


def plain(value: Any) -> Any:
    return value.split(b"\0")[0].hex() if isinstance(value, bytes) and value.strip(b"\0") else short(value)


def short(value: Any) -> Any:
    return "" if isinstance(value, bytes) else value


def of_reader(raw: Any) -> Any:
    return bytes.fromhex(raw).split(b"\0")[0].hex() if isinstance(raw, str) else raw


def test_javascript_reads_the_same(parser: Any, tmp_path: Path) -> None:
    folder = compile_into(tmp_path, ["nf_tables_dump"], "javascript", "debug")
    jobs = []
    for number, (_, data) in enumerate(DUMPS):
        (tmp_path / f"{number}.nl").write_bytes(data)
        jobs.append(json.dumps({"id": number, "file": str(tmp_path / f"{number}.nl"), "kind": "NfTablesDump"}))
    done = subprocess.run(["node", str(Path(__file__).parent / "dump.js"), str(folder)], input="\n".join(jobs) + "\n",
                          capture_output=True, text=True, check=True,
                          env=dict(os.environ, NODE_PATH=str(BUILD / "node_modules")))  # fmt: skip
    for line, (name, data) in zip(done.stdout.splitlines(), DUMPS, strict=True):
        answer = json.loads(line)
        assert "error" not in answer, (name, answer)
        theirs = [(at, size) for at, size, _, _ in answer["leaves"]]
        assert theirs == [(at, size) for at, size, _ in walk.leaves(read(parser, data))], name


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders(parser: Any, order: str) -> None:
    """Heads are in the order of the machine, values in that of the network."""
    comment = b"hello".ljust(256, b"\0")
    attribute = partial(messages.attribute, order=order)
    match = [attribute(1, b"comment\0"), attribute(2, 0), attribute(3, comment)]
    expression = attribute(1, [attribute(1, b"match\0"), attribute(2, match)])
    named = (attribute(1, b"filter\0"), attribute(3, struct.pack("!Q", 9)), attribute(4, [expression]))
    done = struct.pack(f"{order}IHHIIi", 20, 3, 2, 1, 0, 0)
    root = read(parser, messages.message(messages.NEWRULE, 2, *named, order=order) + done)
    assert root.is_be == (order == ">")
    first, last = root.dump.messages
    table, handle, expressions = first.body.attributes
    assert (table.body.raw, handle.body.value, handle.name.name) == (b"filter\0", 9, "handle")
    found = expressions.body.attributes[0].data.data.body
    assert (found.key, found.info.data.payload.comment.text) == ("comment.0.2", "hello")
    assert last.body.error == 0
