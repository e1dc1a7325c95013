"""The entry points find out by themselves what a buffer is, and read every field as the columnar reader does."""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from kaitaistruct import KaitaiStream, KaitaiStructError

from iptblob.abi import ABIS, Abi
from iptblob.errors import ReadError
from iptblob.family import FAMILIES, Family
from iptblob.reading.detect import Detected, detect
from tests.ksy import made, walk
from tests.ksy.compiled import BUILD, KINDS, compile_into, load, need_compiler
from tests.ksy.expected import Leaf, expected_leaves, samples

SAMPLES = list(samples())


@pytest.fixture(scope="module")
def javascript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_compiler()
    return compile_into(tmp_path_factory.mktemp("js"), [f"iptables_{kind}" for kind in KINDS], "javascript", "debug")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    need_compiler()
    folder = compile_into(tmp_path_factory.mktemp("py"), [f"iptables_{kind}" for kind in KINDS], "python", "debug")
    return {kind: load(folder, f"iptables_{kind}") for kind in KINDS}


def whole(kind: str, data: bytes) -> Detected | None:
    """What our reader says of a buffer that is not damaged."""
    try:
        found = detect(data, kinds=(kind,))
    except ReadError:
        return None
    return None if found.is_damaged else found


def facts(found: Detected) -> dict[str, Any]:
    table = found.table
    return {"is_be": table.abi.is_be, "align_u64": table.abi.align_u64, "len_long": table.abi.len_long,
            "family": table.family.nfproto}  # fmt: skip


def read_javascript(folder: Path, work: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    jobs = []
    for number, (_, kind, data) in enumerate(SAMPLES):
        file = work / f"{number}.bin"
        file.write_bytes(data)
        jobs.append(json.dumps({"id": number, "file": str(file), "kind": f"Iptables{kind.capitalize()}"}))
    command = ["node", str(Path(__file__).parent / "dump.js"), str(folder)]
    env = dict(os.environ, NODE_PATH=str(BUILD / "node_modules"))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number, job in enumerate(jobs):
            process.stdin.write(job + "\n")
            process.stdin.flush()
            yield number, json.loads(process.stdout.readline())
        process.stdin.close()


def from_json(value: Any) -> Any:
    if isinstance(value, dict):
        return bytes.fromhex(value["hex"]) if "hex" in value else float(value["about"])
    return [from_json(item) for item in value] if isinstance(value, list) else value


def same(one: Any, other: Any) -> bool:
    """JavaScript's numbers hold 53 bits."""
    return float(one) == other if isinstance(other, float) else bool(one == other)


def compare(name: str, wanted: list[Leaf], got: list[Leaf]) -> None:
    for one, other in zip(wanted, got, strict=False):
        assert one[:2] == other[:2], name
        assert same(one[2], other[2]), (name, one, other)
    assert len(wanted) == len(got), name


def test_javascript_finds_and_reads_everything(javascript: Path, tmp_path: Path) -> None:
    seen = 0
    for number, answer in read_javascript(javascript, tmp_path):
        name, kind, data = SAMPLES[number]
        found = whole(kind, data)
        if found is None:
            continue
        assert "error" not in answer, (name, answer["error"])
        names = {"is_be": "isBe", "align_u64": "alignU64", "len_long": "lenLong", "family": "family"}
        assert {mine: answer["detected"][its] for mine, its in names.items()} == facts(found), name
        base = found.table.base
        got = [(at, size, from_json(value)) for at, size, value, _ in answer["leaves"] if at >= base]
        wanted = expected_leaves(found)
        compare(name, wanted, got)
        seen += len(wanted)
    assert seen > 900_000


@pytest.mark.parametrize(("name", "kind", "data"), SAMPLES, ids=[f"{name}-{kind}" for name, kind, _ in SAMPLES])
def test_python_finds_and_reads_everything(python: dict[str, Any], name: str, kind: str, data: bytes) -> None:
    found = whole(kind, data)
    root = python[kind](KaitaiStream(BytesIO(data)))
    if found is None:
        with contextlib.suppress(EOFError, ValueError, KaitaiStructError):  # anything else is a defect of the specs
            root._read()
        return
    root._read()
    assert {key: getattr(root, key) for key in facts(found)} == facts(found)
    compare(name, expected_leaves(found), [leaf for leaf in walk.leaves(root) if leaf[0] >= found.table.base])


@pytest.mark.parametrize("abi", ABIS.values(), ids=list(ABIS))
@pytest.mark.parametrize("family", FAMILIES.values(), ids=list(FAMILIES))
@pytest.mark.parametrize("kind", KINDS)
def test_every_layout_is_found(python: dict[str, Any], kind: str, family: Family, abi: Abi) -> None:
    extensions = made.telling(family)
    body = made.entries(abi, family, random.Random(f"{kind} {family.name} {abi.name}"), extensions)
    data = made.buffer(kind, abi, family, body)
    root = python[kind](KaitaiStream(BytesIO(data)))
    root._read()
    wanted = (
        abi if extensions or abi.align_u64 == 4 else abi._replace(len_long=8)
    )  # nothing else tells the size of long
    assert (root.is_be, root.align_u64, root.len_long) == (wanted.is_be, wanted.align_u64, wanted.len_long)
    assert root.family == family.nfproto
    found = detect(data, kinds=(kind,), family=family, abi=ABIS[abi.name])
    assert found.table.walk.stopped_at is None
    if extensions:
        compare(abi.name, expected_leaves(found), [leaf for leaf in walk.leaves(root) if leaf[0] >= found.table.base])
