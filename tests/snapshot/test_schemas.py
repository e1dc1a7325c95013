"""A snapshot of every manifest schema that was ever written opens for ever."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from iptblob.snapshot import read_snapshot
from iptblob.snapshot.container import SCHEMA
from iptblob.snapshot.integrity import verify
from tests.conftest import Done

FOLDER = Path(__file__).parents[1] / "data"
# schema -> legacy rules in the stored file, as iptables-legacy-save counted them when it was captured
RULES = {1: 29, 2: 1}
NFT_RULES = 49  # of the 51 that the kernel counted when schema 2 was captured, two of them nft's own


def test_there_is_one_of_each() -> None:
    assert sorted(RULES) == list(range(1, SCHEMA + 1))


@pytest.mark.parametrize("schema", RULES)
def test_it_opens_as_ever(schema: int, iptblob: Callable[..., Done]) -> None:
    path = FOLDER / f"schema-{schema}.iptb"
    assert read_snapshot(path).manifest["schema"] == schema
    assert verify(path) == []
    shown = iptblob("show", path, "--backend", "legacy")
    assert sum(line.startswith("-A") for line in shown.text.splitlines()) == RULES[schema]
    if schema > 1:
        nft = iptblob("show", path, "--backend", "nft")
        assert sum(line.startswith("-A") for line in nft.text.splitlines()) == NFT_RULES
    for command in ("info", "validate", "timeline"):
        assert "Traceback" not in iptblob(command, path).err
    assert iptblob("info", path).status == 0


@pytest.mark.parametrize("schema", RULES)
def test_its_manifest_is_what_the_published_schema_says(schema: int) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    name = "manifest.schema.json" if schema == SCHEMA else f"manifest-{schema}.schema.json"
    published = json.loads((resources.files("iptblob") / "data/schema" / name).read_text())
    jsonschema.validate(read_snapshot(FOLDER / f"schema-{schema}.iptb").manifest, published)
