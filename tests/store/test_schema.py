"""What the commands print as JSON fits the published schema, and nothing of it is missing there."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from iptblob.store.adding import GivenFile, add
from iptblob.store.place import Store
from tests.conftest import ROOT
from tests.store.calling import run_cli
from tests.store.fleets import START_NS, host

SCHEMA = json.loads((ROOT / "iptblob/data/schema/fleet.schema.json").read_text())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("schema")
    made = [host(number, "web", 3, "port" if number == 2 else "") for number in range(5)]
    made.append(host(1, "web", 2, at_ns=START_NS + 10**12))
    for number, one in enumerate(made):
        (folder / f"{number}.iptb").write_bytes(one.data)
    (folder / "bad.iptb").write_bytes(b"PK\x03\x04")
    store = Store.opened_or_made(str(folder / "store"))
    add(store, [GivenFile(str(path)) for path in sorted(folder.glob("*.iptb"))])
    return str(store.folder)


@pytest.mark.parametrize(("name", "words"), [
    ("odd", []), ("missing", ["-s 198.51.2.0/24 -j DROP"]), ("seen", ["-j BLOCK"]), ("drift", []),
    ("diff", ["web00001@2026-11-23T13:54:00", "web00001"]), ("sql", ["SELECT * FROM snapshots"]),
])  # fmt: skip
def test_json_fits_the_schema(store: str, name: str, words: list[str]) -> None:
    done = run_cli("fleet", name, store, *words, "--format", "json")
    found = json.loads(done.out)
    jsonschema.validate(found, {**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{name}"}]})
    assert set(found) == set(SCHEMA["$defs"][name]["properties"])


def test_json_of_add_fits_the_schema(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.iptb").write_bytes(b"PK\x03\x04")
    (tmp_path / "a" / "c.txt").write_text("a text\n")
    (tmp_path / "a" / "d.iptb").write_bytes(host(1, "web", 3).data)
    done = run_cli("fleet", "add", str(tmp_path / "store"), str(tmp_path / "a"), "--format", "json")
    found = json.loads(done.out)
    jsonschema.validate(found, {**SCHEMA, "anyOf": [{"$ref": "#/$defs/add"}]})
    assert (done.status, found["added"], len(found["unread"]), len(found["left_out"])) == (2, 1, 1, 1)
