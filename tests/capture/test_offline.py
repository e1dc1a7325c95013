"""Parts of capture that need no kernel: the single file, imports, carving, signatures, the case log, the schema."""

from __future__ import annotations

import ast
import ctypes
import hashlib
import json
import random
import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import iptblob as package
from iptblob.abi import abi_of_process
from iptblob.capture.agent import coherent, sockopt, structs
from iptblob.capture.agent.container import build
from iptblob.capture.bundle import PARTS, bundle
from iptblob.capture.caselog import ChainError, append_to_case, check_case, find_in_case
from iptblob.capture.sign import SignatureError, check_signature, sign
from iptblob.family import FAMILIES
from iptblob.reading.carve import carve
from iptblob.reading.imports import manifest_of, read_raw
from iptblob.reading.strace.log import read_log
from iptblob.snapshot import read_snapshot
from iptblob.snapshot.integrity import verify
from iptblob.spec.layout import layout_of

from ..conftest import CORPUS, blob_of

TABLES = [
    CORPUS / name
    for name in ("x86_64/docker/ipv4.filter.info", "s390x/all/ipv6.mangle.info", "i386/docker/ipv4.nat.info")
]


def ids(path: Path) -> str:
    return "/".join(path.parts[-3:])


# --- the single file --------------------------------------------------------------------------------------


def test_the_single_file_runs_on_python_3_6() -> None:
    vermin = pytest.importorskip("vermin", reason="vermin is not installed")
    detected = vermin.visit(bundle()).minimum_versions()
    assert detected[1] <= (3, 6), detected


def test_the_single_file_parses_as_python_3_6() -> None:
    ast.parse(bundle(), feature_version=(3, 6))


@pytest.mark.parametrize("version", ["3.6", "3.7", "3.8"])
def test_the_single_file_starts_under_old_interpreters(version: str, tmp_path: Path) -> None:
    python = shutil.which(f"python{version}")
    if not python or subprocess.run([python, "-c", "import ctypes"], capture_output=True, check=False).returncode:
        pytest.skip(f"no python{version} here")
    (tmp_path / "agent.py").write_text(bundle())
    done = subprocess.run([python, tmp_path / "agent.py", "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "--all-netns" in done.stdout


def test_the_single_file_is_complete() -> None:
    text = bundle()
    assert "iptblob.capture" not in "".join(line for line in text.splitlines() if re.match(r"\s*(from|import) ", line))
    tree = ast.parse(text)
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert len(names) == len(set(names)), "two parts define one name"
    imported = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names)
    parts = {
        path.name.removesuffix(".py")
        for path in (resources.files("iptblob") / "capture/agent").iterdir()
        if path.is_file()
    }
    assert parts - {"__init__"} == set(PARTS)


def test_version_of_the_single_file() -> None:
    assert f'\n__version__ = "{package.__version__}"\n' in bundle()


# --- structs against the layout tables ----------------------------------------------------------------------

PROCESS = abi_of_process(__import__("os").uname().machine, ctypes.sizeof(ctypes.c_void_p), sys.byteorder == "big")


@pytest.mark.parametrize("name", FAMILIES)
def test_structs_equal_the_layouts_derived_from_the_specs(name: str) -> None:
    assert PROCESS is not None
    assert structs.abi_name() == PROCESS.name
    family, known = structs.FAMILIES[name], FAMILIES[name]
    entry, info = layout_of(known.entry_spec, PROCESS), layout_of(known.info_spec, PROCESS)
    assert ctypes.sizeof(family.entry) == entry.size
    assert ctypes.sizeof(family.info) == info.size
    assert ctypes.sizeof(structs.GetEntries) == layout_of("xt_get_entries", PROCESS).size
    for field in ("target_offset", "next_offset", "comefrom", "counters"):
        assert getattr(family.entry, field).offset == entry[field].offset, field
    for field in ("valid_hooks", "hook_entry", "underflow", "num_entries", "size"):
        assert getattr(family.info, field).offset == info[field].offset, field
    assert set(family.tables) == set(known.tables)
    assert family.proc + "_names" == known.names_file


# --- coherence ----------------------------------------------------------------------------------------------


def pristine() -> tuple[structs.Getinfo, bytearray]:
    """GET_INFO and entries of a real table."""
    if structs.abi_name() != "lp64-le":
        pytest.skip("the sample is lp64-le")
    info = CORPUS / "x86_64/docker/ipv4.filter.info"
    return structs.Getinfo.from_buffer_copy(info.read_bytes()), bytearray(
        info.with_suffix(".entries").read_bytes()[40:]
    )


def test_a_real_table_is_coherent() -> None:
    info, entries = pristine()
    assert coherent.check(structs.FAMILIES["ipv4"], info, memoryview(entries)) == ("", False)


def test_a_hook_at_another_rule_raises_doubt() -> None:
    """Torn at equal size: GET_INFO says FORWARD starts one rule later or earlier than it does."""
    info, entries = pristine()
    starts = coherent.walk(structs.FAMILIES["ipv4"], memoryview(entries))[0]
    for step in (-1, 1):
        torn = structs.Getinfo.from_buffer_copy(bytes(info))
        torn.hook_entry[2] = starts[starts.index(info.hook_entry[2]) + step]
        wrong, doubt = coherent.check(structs.FAMILIES["ipv4"], torn, memoryview(entries))
        assert wrong or doubt, step


def test_certain_signs_of_tearing() -> None:
    family = structs.FAMILIES["ipv4"]
    info, entries = pristine()
    for field, value, said in (
        ("hook_entry", 4, "no entry starts"),
        ("underflow", 4, "no entry starts"),
        ("underflow", info.hook_entry[2], "no policy"),
    ):
        torn = structs.Getinfo.from_buffer_copy(bytes(info))
        getattr(torn, field)[1] = value
        assert said in coherent.check(family, torn, memoryview(entries))[0]
    torn = structs.Getinfo.from_buffer_copy(bytes(info))
    torn.num_entries += 1
    assert "GET_INFO says" in coherent.check(family, torn, memoryview(entries))[0]
    assert "ends at" in coherent.check(family, info, memoryview(entries)[:-8])[0]
    assert "cut off" in coherent.check(family, info, memoryview(entries + bytes(8)))[0]


def test_a_table_that_never_holds_still_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    info, entries = pristine()
    rounds = iter(range(100_000))

    def changing_info(*_: object) -> structs.Getinfo:
        changed = structs.Getinfo.from_buffer_copy(bytes(info))
        changed.underflow[1] = next(rounds)
        return changed

    monkeypatch.setattr(coherent, "get_info", changing_info)
    monkeypatch.setattr(coherent, "get_entries", lambda *_: bytearray(40) + entries)
    monkeypatch.setattr(coherent, "_pause", lambda _: None)
    with sockopt.open_socket(structs.FAMILIES["ipv4"]) as sock:
        *_, tries, wrong = coherent.take_table(sock, structs.FAMILIES["ipv4"], "filter")
    assert tries == coherent.MAX_TRIES
    assert "changed while" in wrong


# --- imports ------------------------------------------------------------------------------------------------


def strace_line(level: str, option: str, data: bytes) -> str:
    text = "".join(map("\\x{:02x}".format, data))
    return f'getsockopt(4, {level}, {option}, "{text}", [{len(data)}]) = 0\n'


@pytest.mark.parametrize("path", TABLES, ids=ids)
@pytest.mark.parametrize("numbers", [False, True], ids=["names", "numbers"])
def test_strace_logs(path: Path, numbers: bool) -> None:
    family = path.name.split(".")[0]
    level, prefix = ("SOL_IPV6", "IP6T") if family == "ipv6" else ("SOL_IP", "IPT")
    options = (
        ("0x40 /* IP_??? */", "0x41 /* IP_??? */") if numbers else (f"{prefix}_SO_GET_INFO", f"{prefix}_SO_GET_ENTRIES")
    )
    whole = blob_of(path)
    size = len(path.read_bytes())
    log = (
        strace_line(level, options[0], whole[:size])
        + 'getsockopt(4, SOL_IP, IPT_SO_GET_REVISION_MATCH, "\\x74", [30]) = 0\n'
    )
    head, tail = strace_line(level, options[1], whole[size:]).split("[", 1)
    log += f"17 {head.rstrip()} <unfinished ...>\n18 +++ exited with 0 +++\n17 <... getsockopt resumed> [{tail}"
    ((found,),) = read_log(log.encode("latin-1"), "log").snapshots
    assert found.data == whole
    assert found.confidence == "certain"
    assert found.reading.table.family.name == family


def test_a_cut_strace_log_is_told_with_the_remedy() -> None:
    blob = blob_of(TABLES[0])
    line = strace_line("SOL_IP", "IPT_SO_GET_ENTRIES", blob[84:]).replace('", [', '"..., [').replace("\\x00", "", 3)
    log = read_log(line.encode("latin-1"), "log")
    assert not log.snapshots
    assert "-s 99999999" in str(log.unread[0])


@pytest.mark.parametrize("path", TABLES, ids=ids)
def test_raw_dumps_stay_what_they_are(path: Path, tmp_path: Path) -> None:
    for data, kind in ((blob_of(path), "blob"), (path.with_suffix(".entries").read_bytes(), "entries")):
        found = read_raw(data, "dump", None, None)
        assert found.reading.kind == kind
        file = tmp_path / "a.iptb"
        file.write_bytes(b"".join(build(*manifest_of([found], "dump", kind, hashlib.sha256(data).hexdigest()))))
        (table,) = read_snapshot(file).tables
        assert (table.read(), table.kind, verify(file)) == (data, kind, [])


def test_carving_finds_what_was_hidden_with_offsets() -> None:
    noise = random.Random(3)
    data, hidden = bytearray(), []
    for path in TABLES:
        data += noise.randbytes(noise.randrange(1000, 5000))
        data += path.read_bytes() + noise.randbytes(33) + b"filter\0nat\0"
        hidden.append((len(data), blob_of(path)))
        data += path.with_suffix(".entries").read_bytes()
    found = carve(bytes(data + noise.randbytes(700)), "core")
    assert [(item.offset, item.data, item.confidence) for item in found] == [
        (at, blob, "certain") for at, blob in hidden
    ]


def test_carving_finds_nothing_in_noise() -> None:
    noise = random.Random(4)
    names = (b"filter\0", b"nat\0", b"mangle\0", b"raw\0", b"security\0")
    assert (
        carve(b"".join(noise.choice(names) + noise.randbytes(noise.randrange(200)) for _ in range(300)), "noise") == []
    )


def test_import_command(tmp_path: Path, iptblob: Any) -> None:
    (tmp_path / "dump").write_bytes(bytes(100) + blob_of(TABLES[0]))
    done = iptblob("import", "--carve", tmp_path / "dump", "-o", tmp_path / "a.iptb")
    assert done.status == 0, done.err
    assert "byte 184: ipv4 filter, blob, lp64-le" in done.text
    assert iptblob("verify", tmp_path / "a.iptb").status == 0
    assert iptblob("info", tmp_path / "a.iptb").status == 0
    (tmp_path / "nothing").write_bytes(b"x" * 5000)
    assert iptblob("import", "--carve", tmp_path / "nothing").status == 1
    assert iptblob("import", tmp_path / "nothing", "-o", tmp_path / "b.iptb").status == 2


# --- signatures and the case log ------------------------------------------------------------------------------


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    path = tmp_path / "a.iptb"
    path.write_bytes(b"".join(build(*manifest_of([read_raw(blob_of(TABLES[0]), "x", None, None)], "x", "blob", None))))
    return path


def test_signatures(snapshot: Path, tmp_path: Path) -> None:
    if not shutil.which("ssh-keygen"):
        pytest.skip("ssh-keygen is not installed")
    for name in ("key", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name], check=True)
    signers = tmp_path / "signers"
    signers.write_text(f"responder@example.org {(tmp_path / 'key.pub').read_text()}")
    sign(str(snapshot), str(tmp_path / "key"))
    assert check_signature(str(snapshot), str(signers)) == "responder@example.org"
    signers.write_text(f"responder@example.org {(tmp_path / 'other.pub').read_text()}")
    with pytest.raises(SignatureError, match="not in"):
        check_signature(str(snapshot), str(signers))
    signers.write_text(f"responder@example.org {(tmp_path / 'key.pub').read_text()}")
    snapshot.write_bytes(snapshot.read_bytes() + b"x")
    with pytest.raises(SignatureError, match="does not fit"):
        check_signature(str(snapshot), str(signers))


def test_case_log_chain(snapshot: Path, tmp_path: Path) -> None:
    log = tmp_path / "case.jsonl"
    for _ in range(4):
        append_to_case(str(log), str(snapshot))
    assert [record["seq"] for record in check_case(str(log))] == [1, 2, 3, 4]
    assert "line 1 of 4" in find_in_case(str(log), str(snapshot))
    lines = log.read_text().splitlines(keepends=True)
    for damaged in (
        lines[1:], [lines[0], *lines[2:]], [lines[1], lines[0], *lines[2:]],
        [lines[0].replace('"a.iptb"', '"b.iptb"'), *lines[1:]], [*lines[:3], "{}\n"],
    ):  # fmt: skip
        log.write_text("".join(damaged))
        with pytest.raises(ChainError):
            check_case(str(log))
    log.write_text("".join(lines) + "{half")
    with pytest.raises(ChainError, match="incomplete"):
        append_to_case(str(log), str(snapshot))
    log.write_text("".join(lines))
    other = tmp_path / "other.iptb"
    other.write_bytes(snapshot.read_bytes() + b"x")
    with pytest.raises(ChainError, match="no line"):
        find_in_case(str(log), str(other))


# --- the schema -----------------------------------------------------------------------------------------------


def test_import_manifest_follows_the_schema(snapshot: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((resources.files("iptblob") / "data/schema/manifest.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(read_snapshot(snapshot).manifest, schema)
    assert read_snapshot(snapshot).manifest["schema"] == 2
    broken = {**read_snapshot(snapshot).manifest, "abi": "vax"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)
