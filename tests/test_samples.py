"""The samples themselves: each has its recipe and its metadata, nothing is stray, and the kernel still agrees."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Done
from tests.live import here
from tests.tools import live

import payload  # samples/tools, on the path through tests.tools.live # isort: skip
import rawtables  # isort: skip
import ruletext  # isort: skip

SAMPLES = live.ROOT / "samples"
CORPUS = SAMPLES / "corpus"
MADE = sorted(path.parent for path in SAMPLES.glob("*/make.sh"))
SNAPSHOTS = sorted(SAMPLES.glob("*/*.iptb"))
REAL = ("empty", "docker", "ufw", "kube-proxy", "router", "incident", "everything")


def name(path: Path) -> str:
    return str(path.relative_to(SAMPLES))


def files(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.name != "META.json" and "__pycache__" not in path.parts
    }


def blobs(snapshot: Path) -> dict[tuple[str, str], bytes]:
    """Tables of a snapshot by family and table, read with nothing but the ZIP module."""
    with zipfile.ZipFile(io.BytesIO(snapshot.read_bytes())) as archive:
        members = [member for member in archive.namelist() if member.endswith(".blob")]
        return {(m.split("/")[1], m.split("/")[2].removesuffix(".blob")): archive.read(m) for m in members}


def test_every_sample_is_known() -> None:
    folders = {path.name for path in SAMPLES.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {*REAL, "nft", "broken", "misleading", "unsent", "corpus", "tools"}
    assert {path.name for path in MADE} == folders - {"corpus", "tools"}


@pytest.mark.parametrize("folder", MADE, ids=name)
def test_metadata_names_every_file_and_its_hash(folder: Path) -> None:
    meta = json.loads((folder / "META.json").read_text())
    assert meta["kernel"]
    assert "legacy" in meta["iptables"]
    assert set(meta["sha256"]) == files(folder)
    for file, digest in meta["sha256"].items():
        assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == digest, file


@pytest.mark.parametrize("folder", MADE, ids=name)
def test_recipe_can_be_run_and_says_what_it_does(folder: Path) -> None:
    recipe = folder / "make.sh"
    lines = recipe.read_text().splitlines()
    assert lines[0] == "#!/bin/sh"
    assert lines[1].startswith("# ")
    assert recipe.stat().st_mode & 0o111


@pytest.mark.parametrize("sample", REAL)
def test_every_captured_table_has_the_text_of_its_moment(sample: str) -> None:
    folder = SAMPLES / sample
    for snapshot in folder.glob("*.iptb"):
        expected = folder / "expected" / (snapshot.stem if sample == "incident" else "")
        texts = {tuple(path.name.split(".")[:2]) for path in expected.iterdir() if path.suffix in (".save", ".list")}
        assert texts - {("ipset", "save")} == set(blobs(snapshot))


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=name)
def test_manifest_hashes_match(snapshot: Path) -> None:
    with zipfile.ZipFile(snapshot) as archive:
        text = archive.read("manifest.json").decode()
        for member in archive.namelist():
            if member != "manifest.json":
                assert hashlib.sha256(archive.read(member)).hexdigest() in text, member


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=name)
def test_entries_add_up(snapshot: Path) -> None:
    for (family, table), data in blobs(snapshot).items():
        info, entries = rawtables.split(family, data)
        assert info.name == table.encode()
        assert len(entries) == info.size
        starts = payload.Payload(family, rawtables.replace_payload(family, data, 1)).starts()
        assert len(starts) == info.num_entries, (family, table)


def test_incident_has_real_clocks_in_order() -> None:
    times = []
    for moment in ("before", "after"):
        with zipfile.ZipFile(SAMPLES / "incident" / f"{moment}.iptb") as archive:
            times.append(json.loads(archive.read("manifest.json"))["clocks"]["started"]["realtime_ns"])
    assert times[0] < times[1]


def test_kube_proxy_node_has_about_three_thousand_rules() -> None:
    text = b"".join(path.read_bytes() for path in (SAMPLES / "kube-proxy" / "expected").glob("*.save"))
    assert 2900 <= text.count(b"-A ") <= 3200


# --- the rule files -----------------------------------------------------------------------------------------


RULES = {family: ruletext.read_rules(SAMPLES / "everything" / "rules" / family) for family in ("ipv4", "ipv6", "arp")}


@pytest.mark.parametrize("family", RULES)
def test_rule_files_hold_each_rule_once(family: str) -> None:
    seen: dict[tuple[str, str, bytes], str] = {}
    for rule in RULES[family]:
        key = (rule.table, rule.chain, rule.rest)
        assert key not in seen, f"{rule.where} repeats {seen[key]}"
        seen[key] = rule.where


def test_there_are_thousands_of_rules_and_few_rejected() -> None:
    assert sum(map(len, RULES.values())) >= 2500
    rejected = (SAMPLES / "everything" / "rejected.txt").read_bytes().splitlines()
    assert len(rejected) <= 60
    assert all(line.count(b"\t") >= 2 for line in rejected)


@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
def test_frozen_text_has_one_line_a_rule(family: str) -> None:
    """A rule with lists of addresses makes several lines; none makes less than one."""
    printed = b"".join(
        path.read_bytes() for path in (SAMPLES / "everything" / "expected").glob(f"{family}.*.save")
    ).count(b"] -A ")
    assert printed >= len(RULES[family])


NOT_LOADABLE = {("SECMARK", 0), ("SECMARK", 1)}  # no security module is active on the machine of the captures


@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
def test_every_revision_of_the_kernel_has_a_sample(family: str) -> None:
    """The kernel's own list of extensions, as a snapshot kept it, against what the samples of that kernel hold."""
    with zipfile.ZipFile(SAMPLES / "everything" / "everything.iptb") as archive:
        known = json.loads(archive.read("kernel/extensions.json"))[family]
    listed = {
        (name, revision)
        for kind in ("matches", "targets")
        for name, revisions in known[kind]["revisions"].items()
        for revision in revisions
    }
    used = set()
    for snapshot in SNAPSHOTS:
        for (which, _), data in blobs(snapshot).items():
            if which == family:
                used |= used_extensions(family, data)
    for info in (CORPUS / "x86_64").glob(f"*/{family}.*.info"):
        used |= used_extensions(family, info.read_bytes() + info.with_suffix(".entries").read_bytes())
    assert len(listed) > 100
    assert listed - used == NOT_LOADABLE


def used_extensions(family: str, data: bytes) -> set[tuple[str, int]]:
    """Name and revision of all matches and targets in a table blob."""
    image = payload.Payload(family, rawtables.replace_payload(family, data, 1))
    found = set()
    for start in image.starts():
        place, target = image.first_match(start), image.target(start)
        while place <= target:
            head = payload.Extension.from_buffer_copy(image.data, place)
            found.add((head.name.decode("latin-1"), int(head.revision)))
            place += head.size
    return found


# --- the corpus of other machines ---------------------------------------------------------------------------


def test_corpus_pairs_are_complete() -> None:
    infos = sorted(CORPUS.glob("*/*/*.info"))
    assert len(infos) > 100
    for info in infos:
        assert info.with_suffix(".entries").exists(), info
        text = info.with_suffix(".list" if info.name.startswith("arp") else ".save")
        assert text.exists(), info
    assert len(list(CORPUS.glob("*/*/*.entries"))) == len(infos)
    for folder in {info.parent for info in infos}:
        assert json.loads((folder / "host.json").read_text())["machine"]


def test_corpus_is_what_its_list_says() -> None:
    listed = {}
    for line in (CORPUS / "SHA256SUMS").read_text().splitlines():
        digest, _, file = line.partition("  ")
        listed[file] = digest
    found = {str(p.relative_to(CORPUS)) for p in CORPUS.rglob("*") if p.is_file()} - {"SHA256SUMS", "README.md"}
    assert found == set(listed)
    for file, digest in listed.items():
        assert hashlib.sha256((CORPUS / file).read_bytes()).hexdigest() == digest, file


# --- the kernel ---------------------------------------------------------------------------------------------


@pytest.mark.kernel
def test_broken_files_get_the_answers_stored() -> None:
    """Each .replace once more through setsockopt, every one against tables as the kernel makes them."""
    live.need()
    script = (
        "import json, sys, pathlib; sys.path.insert(0, sys.argv[1]); import rawtables, in_netns\n"
        "folder = pathlib.Path(sys.argv[2]); got = {}\n"
        "for name, said in json.loads((folder / 'answers.json').read_text()).items():\n"
        "    rawtables.entries_now(said['family'], said['table'])\n"
        "    got[name] = rawtables.set_replace(said['family'], (folder / name).read_bytes())\n"
        "    if got[name] == 0: in_netns.flush()\n"
        "print(json.dumps(got))\n"
    )
    done = live.run(["python3", "-c", script, str(live.TOOLS), str(SAMPLES / "broken")])
    assert done.returncode == 0, done.stderr.decode()
    answers = json.loads((SAMPLES / "broken" / "answers.json").read_text())
    got = {file: errno.errorcode[code] if code else None for file, code in json.loads(done.stdout).items()}
    assert got == {file: said["errno"] for file, said in answers.items()}


def test_broken_files_differ_from_the_good_one_as_told() -> None:
    answers = json.loads((SAMPLES / "broken" / "answers.json").read_text())
    assert {path.name for path in (SAMPLES / "broken").glob("*.replace")} == set(answers)
    good = (SAMPLES / "broken" / "good.replace").read_bytes()
    for file, said in answers.items():
        data = (SAMPLES / "broken" / file).read_bytes()
        for change in said["changes"]:
            after = bytes.fromhex(change["after"])
            assert data[change["offset"] : change["offset"] + len(after)] == after, file
        if said["family"] == "ipv4" and said["table"] == "filter":
            restored = bytearray(data)
            for change in reversed(said["changes"]):
                before = bytes.fromhex(change["before"])
                restored[change["offset"] : change["offset"] + len(before)] = before
            if len(restored) == len(good):
                assert bytes(restored) == good, file


@pytest.mark.kernel
def test_everything_loads_in_one_go(iptblob: Callable[..., Done]) -> None:
    loaded = live.load_everything()
    assert here.unexpected(loaded.notes) == []
    for (family, table), text in loaded.saves.items():
        made = [here.named_as_here(line) for line in frozen(iptblob, "everything", family, table)]
        gone = here.left_out(made, [here.loaded_before(line) for line in rules_of(text)])
        assert gone is not None, (family, table)
        assert len(gone) == sum(note.startswith(f"{family} {table}: ") for note in loaded.notes), (family, table)


def frozen(iptblob: Callable[..., Done], sample: str, family: str, table: str) -> list[bytes]:
    """The rules the tools printed when the sample was made; for tools of another version, as `show` says they would."""
    if here.installed() == here.MADE_WITH or family == "arp":
        file = f"{family}.{table}.{'list' if family == 'arp' else 'save'}"
        return rules_of((SAMPLES / sample / "expected" / file).read_bytes())
    words = ("show", "-c", "--iptables", here.version(), "--family", family, "--table", table)
    return rules_of(iptblob(*words, SAMPLES / sample / f"{sample}.iptb").out)


def rules_of(text: bytes) -> list[bytes]:
    return [line for line in text.split(b"\n") if not line.startswith(b"#")]


@pytest.mark.kernel
@pytest.mark.parametrize("sample", ["docker", "ufw", "kube-proxy", "router"])
def test_sample_text_is_what_the_tools_print_today(sample: str, iptblob: Callable[..., Done]) -> None:
    folder = SAMPLES / sample
    texts = {key: (folder / f"rules.{key}").read_bytes() for key in ("v4", "v6") if (folder / f"rules.{key}").exists()}
    loaded = live.load(**texts)
    assert not loaded.notes
    for (family, table), text in loaded.saves.items():
        assert rules_of(text) == frozen(iptblob, sample, family, table)


@pytest.mark.kernel
def test_raw_buffers_hold_the_rules_loaded() -> None:
    loaded = live.load(v4=b"*filter\n:INPUT DROP [0:0]\n-A INPUT -m comment --comment needle -j ACCEPT\nCOMMIT\n")
    data = loaded.blobs["ipv4", "filter"]
    info, entries = rawtables.split("ipv4", data)
    assert info.num_entries == 5
    assert info.size == len(entries)
    assert b"needle" in entries
    assert ctypes.sizeof(info) + ctypes.sizeof(rawtables.GetEntries) + len(entries) == len(data)
