"""`show --format json` against its published schema, the bytes, and the other formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from iptblob.reading.opening import open_source
from iptblob.render.json.tables import show_json
from tests.conftest import CORPUS, ROOT, SAMPLES, Done, blob_of, corpus_id

SCHEMA = json.loads((ROOT / "iptblob" / "data" / "schema" / "show.schema.json").read_text())
CHECK = jsonschema.Draft202012Validator(SCHEMA)
SNAPSHOTS = [
    *(SAMPLES / name / f"{name}.iptb" for name in ("docker", "ufw", "router", "empty", "unsent")),
    *sorted((SAMPLES / "misleading").glob("*.iptb")),
    *sorted((SAMPLES / "broken").glob("*.replace"))[::6],
]
BLOBS = [*sorted(CORPUS.glob("s390x/all/*.info")), *sorted(CORPUS.glob("i386/docker/*.info"))]


def shown(path: Path) -> Any:
    return json.loads("".join(show_json(open_source(str(path)), (1, 8, 9))))


def rules(document: Any) -> Iterator[Any]:
    for table in document["tables"]:
        for chain in table["chains"]:
            yield from chain["rules"]


def fields(rule: Any) -> list[Any]:
    records = [*rule["matches"], *([rule["target"]] if rule["target"] else [])]
    return [*rule["head"], *(field for record in records for field in record["fields"])]


def test_schema_is_sound() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", SNAPSHOTS, ids=lambda path: path.name)
def test_samples_follow_the_schema(path: Path) -> None:
    try:
        document = shown(path)
    except Exception as error:
        assert type(error).__name__ == "ReadError", error  # noqa: PT017 - some broken files are no table at all
        return
    CHECK.validate(document)


@pytest.mark.parametrize("info", BLOBS, ids=corpus_id)
def test_other_layouts_follow_the_schema(info: Path, tmp_path: Path) -> None:
    blob = tmp_path / "table.blob"
    data = blob_of(info)
    blob.write_bytes(data)
    document = shown(blob)
    for table in document["tables"]:
        for chain in table["chains"]:
            chain["rules"] = chain["rules"][::20]  # the validator is slow
    CHECK.validate(document)
    assert_every_byte_has_one_owner(document, data)


@pytest.mark.parametrize("change", ["schema", "role", "raw", "text", "extra"])
def test_schema_refuses_what_is_wrong(change: str) -> None:
    document = shown(SAMPLES / "docker" / "docker.iptb")
    field = next(rules(document))["head"][0]
    if change == "schema":
        document["schema"] = 2
    elif change == "extra":
        document["tables"][0]["chains"][0]["more"] = 1
    else:
        field[change] = {"role": "other", "raw": 1.5, "text": "\x1b[2J"}[change]
    assert not CHECK.is_valid(document)


def assert_every_byte_has_one_owner(document: Any, data: bytes) -> None:
    for rule in rules(document):
        at = rule["offset"]
        for field in sorted(fields(rule), key=lambda item: item["offset"]):
            assert field["offset"] == at
            if isinstance(field["raw"], str):
                raw = bytes.fromhex(field["raw"])
                assert data[at : at + len(raw)] == raw
            at += field["size"]
        assert at == rule["offset"] + rule["size"]


def test_three_faces() -> None:
    document = shown(SAMPLES / "incident" / "before.iptb")
    found = {}
    for rule in rules(document):
        for field in fields(rule):
            found[rule["save"], field["field"]] = (field["raw"], field["symbol"], field["text"])
    drop = "-A INPUT -m conntrack --ctstate INVALID -j DROP"
    assert found[drop, "payload.verdict"] == (-1, "DROP", "DROP")
    assert found[drop, "payload.state_mask"] == (1, "INVALID", "INVALID")
    assert found[drop, "comefrom"] == (2, "INPUT", "INPUT")
    mail = "-A EGRESS -s 10.20.0.12/32 -p tcp -m tcp --dport 25 -j ACCEPT"
    assert found[mail, "ip.src"] == ("0a14000c", None, "10.20.0.12")
    assert found[mail, "ip.proto"] == (6, None, "tcp")
    assert found[mail, "payload.dst_ports"] == ([25, 25], None, "25, 25")
    forward = "-A FORWARD -s 10.20.0.0/24 -i eth1 -o eth0 -j EGRESS"
    assert found[forward, "ip.iniface"] == ("65746831", None, '"eth1"')
    assert found[forward, "payload.verdict"][1:] == (None, "EGRESS")


@pytest.mark.parametrize("name", ["name-with-control-characters", "comment-with-newline", "name-without-utf8"])
def test_control_characters_never_come_raw(name: str) -> None:
    path = SAMPLES / "misleading" / f"{name}.iptb"
    assert any(b < 32 or b > 126 for b in open_source(str(path)).tables[0].data)

    def strings(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            value = [*value, *value.values()]
        if isinstance(value, list):
            for item in value:
                yield from strings(item)
        elif isinstance(value, str):
            yield value

    for text in strings(shown(path)):
        assert text.isprintable() or text == ""
        text.encode("utf-8")  # no half of a surrogate pair


@pytest.mark.parametrize("sample", ["docker", "router"])
def test_save_lines_are_those_of_the_save_format(sample: str, iptblob: Callable[..., Done]) -> None:
    path = SAMPLES / sample / f"{sample}.iptb"
    lines = [line for line in iptblob("show", path).text.splitlines() if line.startswith("-A ")]
    made = [rule["save"].rstrip() for rule in rules(json.loads(iptblob("show", "--format", "json", path).text))]
    assert made == [line.rstrip() for line in lines]


def test_no_more_than_a_batch_is_decoded_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing must begin before the table is decoded, and what is decoded at a time must not grow with the table."""
    from iptblob.render.json import tables as renderer

    sizes: list[int] = []
    real = renderer.entries_of
    monkeypatch.setattr(renderer, "entries_of", lambda part: sizes.append(len(part)) or real(part))  # type: ignore[func-returns-value]
    source = open_source(str(SAMPLES / "kube-proxy" / "kube-proxy.iptb"))
    pieces = show_json(source, (1, 8, 9))
    longest = 0
    while len(sizes) < 3:
        longest = max(longest, len(next(pieces)))
    printed = sum(map(len, pieces))
    assert max(sizes) <= renderer.BATCH < sum(sizes)
    assert longest < 1 << 16 < printed
