"""The command on captured tables: nothing differs from itself, layouts and revisions do not count, the JSON holds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from deepdiff import Delta

from iptblob.diff.fields import delta, quick_delta
from tests.conftest import CORPUS, SAMPLES, Done, blob_of, corpus_id, corpus_tables, make_runner

MIRROR = {"rule-inserted": "rule-deleted", "rule-deleted": "rule-inserted", "chain-added": "chain-removed",
          "chain-removed": "chain-added"}  # fmt: skip


@pytest.fixture
def iptblob(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    return make_runner(monkeypatch)


@pytest.fixture(scope="session")
def blobs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every table of the corpus as a .blob file, by ``ARCH/SET/FAMILY.TABLE``."""
    folder = tmp_path_factory.mktemp("blobs")
    found = {}
    for info in corpus_tables():
        path = folder / f"{corpus_id(info).replace('/', '_')}.blob"
        path.write_bytes(blob_of(info))
        found[corpus_id(info)] = path
    return found


def schema(name: str) -> dict[str, object]:
    text = resources.files("iptblob").joinpath(f"data/schema/{name}.schema.json").read_text("utf-8")
    loaded: dict[str, object] = json.loads(text)
    return loaded


def changes(iptblob: Callable[..., Done], *arguments: object) -> list[dict[str, object]]:
    done = iptblob("diff", "--format", "json", *arguments)
    found = json.loads(done.out)
    jsonschema.validate(found, schema("diff"))
    assert done.status == (1 if found["changes"] else 0)
    listed: list[dict[str, object]] = found["changes"]
    return listed


@pytest.mark.parametrize("info", corpus_tables(), ids=corpus_id)
def test_no_table_differs_from_itself(info: Path, blobs: dict[str, Path], iptblob: Callable[..., Done]) -> None:
    done = iptblob("diff", "-c", blobs[corpus_id(info)], blobs[corpus_id(info)])
    assert (done.status, done.out) == (0, b"")


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*/*.iptb")), ids=lambda path: path.stem)
def test_no_sample_differs_from_itself(sample: Path, iptblob: Callable[..., Done]) -> None:
    done = iptblob("diff", "-c", sample, sample)
    assert (done.status, done.out) == (0, b"")


@pytest.mark.parametrize("what", ["docker", "empty"])
def test_a_32_bit_process_sees_the_same_table(what: str, blobs: dict[str, Path], iptblob: Callable[..., Done]) -> None:
    tables = [name.removeprefix("x86_64/") for name in blobs if name.startswith(f"x86_64/{what}/")]
    assert tables
    for table in tables:
        done = iptblob("diff", blobs[f"x86_64/{table}"], blobs[f"i386/{table}"])
        assert (done.status, done.out) == (0, b""), table


def _accepted(save: Path) -> Counter[str]:
    """Rules as the machine's own iptables-save printed them, counters left out."""
    lines = save.read_bytes().decode("latin-1").split("\n")
    return Counter(line.split("] ", 1)[1] for line in lines if line.startswith("["))


@pytest.mark.parametrize("arch", ["i386", "s390x"])
@pytest.mark.parametrize("table", ["filter", "nat", "mangle", "raw", "security"])
@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
def test_other_machines_differ_in_the_rules_they_refused_only(
    arch: str, family: str, table: str, blobs: dict[str, Path], iptblob: Callable[..., Done]
) -> None:
    """What iptables-save printed on both machines is the authority for what differs."""
    name = f"all/{family}.{table}"
    here, there = (_accepted(CORPUS / which / f"{name}.save") for which in ("x86_64", arch))
    found = changes(iptblob, blobs[f"x86_64/{name}"], blobs[f"{arch}/{name}"])
    before = Counter(change["before"] for change in found if change["before"])
    after = Counter(change["after"] for change in found if change["after"])
    expected_before, expected_after = here - there, there - here
    for noise in (expected_before, expected_after):  # told by the width of the userland, from equal bytes
        for line in [line for line in noise if "--datestop 2038-01-19" in line or " -m time " in line]:
            del noise[line]
    assert before.total() <= expected_before.total()
    assert after.total() <= expected_after.total()


@pytest.mark.parametrize("set_", ["rev0", "rev1"])
@pytest.mark.parametrize("table", ["ipv4.nat", "ipv4.mangle", "ipv6.raw"])
def test_other_revisions_are_the_same_rules(
    set_: str, table: str, blobs: dict[str, Path], iptblob: Callable[..., Done]
) -> None:
    """Set ``all`` holds every rule of the older sets in newer revisions: nothing may be gone or edited."""
    if f"x86_64/{set_}/{table}" not in blobs:
        pytest.skip(f"no {set_}/{table} in the corpus")
    found = changes(iptblob, blobs[f"x86_64/{set_}/{table}"], blobs[f"x86_64/all/{table}"])
    assert {change["kind"] for change in found} <= {"rule-inserted", "rule-moved", "chain-added", "policy"}
    done = iptblob("diff", "--explain-normalisation", blobs[f"x86_64/{set_}/{table}"], blobs[f"x86_64/all/{table}"])
    assert "revision" in done.text


def test_every_pair_is_mirrored(blobs: dict[str, Path], iptblob: Callable[..., Done]) -> None:
    names = [name for name in blobs if name.endswith(("/ipv4.filter", "/ipv4.nat"))]
    for name in names:
        for other in names:
            if name < other and name.rpartition("/")[2] == other.rpartition("/")[2]:
                there = Counter(c["kind"] for c in changes(iptblob, blobs[name], blobs[other]))
                back = Counter(c["kind"] for c in changes(iptblob, blobs[other], blobs[name]))
                assert back == Counter({MIRROR.get(str(k), str(k)): n for k, n in there.items()}), (name, other)


def test_delta_makes_one_rule_of_the_other(blobs: dict[str, Path], iptblob: Callable[..., Done]) -> None:
    found = changes(iptblob, blobs["x86_64/docker/ipv4.filter"], blobs["x86_64/ufw/ipv4.filter"])
    edited = [change for change in found if change["kind"] == "rule-edited"]
    assert edited
    for change in edited:
        assert change["rule_a"] + Delta(change["fields"]) == change["rule_b"]
        assert change["fields"] == delta(change["rule_a"], change["rule_b"])
        assert _sorted(change["fields"]) == _sorted(quick_delta(change["rule_a"], change["rule_b"]))


def _sorted(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def test_text_and_bytes_of_one_moment_are_equal(blobs: dict[str, Path], iptblob: Callable[..., Done]) -> None:
    for name, blob in blobs.items():
        save = CORPUS / f"{name}.save"
        if "/arp." in name or "/odd/" in name or "/rev" in name or not save.exists():
            continue
        done = iptblob("diff", "-c", "--iptables", "1.8.9", blob, save)
        lines = [line for line in done.text.splitlines() if line.startswith(("-", "+")) and "-A" in line]
        # names of the host that no blob holds: of sets, labels, groups of devices, realms
        names = ("-set ", "label", "devgroup", "realm", "--map-set", "-p ", "--proto")
        assert not [line for line in lines if not any(word in line for word in names)], name


def test_deepdiff_is_loaded_only_for_edited_rules(blobs: dict[str, Path]) -> None:
    blob = blobs["x86_64/docker/ipv4.filter"]
    code = (
        "import sys; from iptblob.cli import run; "
        f"run(['diff', '--format', 'json', {str(blob)!r}, {str(blob)!r}]); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "deepdiff" not in done.stderr.split()
    assert "rich" not in done.stderr.split()
