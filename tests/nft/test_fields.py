"""Every byte of a rule's message has an owner and a place: JSON, trees and annotated hex of nf_tables."""

from __future__ import annotations

import json
import random
from pathlib import Path

import jsonschema
import pytest

from iptblob.nftables import read_rules
from iptblob.nftables.fields import message_at, rule_fields
from iptblob.reading.opening import open_source
from tests.nft.messages import ACCEPT, compare, payload, rule
from tests.nft.test_show import DATA, Run, member

SCHEMA = json.loads((Path(__file__).parents[2] / "iptblob/data/schema/show.schema.json").read_text())


def document(iptblob: Run, *words: str | Path) -> dict[str, object]:
    """What show --format json prints, which must follow the schema."""
    done = iptblob("show", "--format", "json", *words)
    found = json.loads(done.out)
    jsonschema.validate(found, SCHEMA)
    return dict(found)


@pytest.mark.parametrize("host", ["clean", "mixed"])
def test_the_fields_of_a_rule_cover_its_message(iptblob: Run, host: str) -> None:
    found = document(iptblob, DATA / f"{host}.iptb")
    content, seen = member("rules", host), 0
    for table in found["nf_tables"]:  # type: ignore[attr-defined]
        for chain in table["chains"]:
            for one in chain["rules"]:
                at = one["offset"]
                for field in one["fields"]:
                    assert field["offset"] == at
                    at += field["size"]
                    seen += 1
                assert at == one["offset"] + one["size"]
                assert int.from_bytes(content[one["offset"] :][:4], "little") == one["size"]
    assert seen > 300


def test_a_match_is_decoded_where_it_stands(iptblob: Run) -> None:
    found = document(iptblob, DATA / "clean.iptb")
    content = member("rules", "clean")
    fields = [
        field for table in found["nf_tables"] for chain in table["chains"] for one in chain["rules"]  # type: ignore[attr-defined]
        for field in one["fields"]
    ]  # fmt: skip
    texts = [field for field in fields if field["field"].endswith(".match.info.comment")]
    assert texts
    for field in texts:
        raw = bytes.fromhex(field["raw"])
        assert content[field["offset"] :][: len(raw)] == raw
        assert field["text"] == json.dumps(raw.decode())


def test_what_is_not_of_iptables_is_in_the_document_too(iptblob: Run) -> None:
    found = document(iptblob, DATA / "mixed.iptb")
    native = {(one["family"], one["table"]): one for one in found["native"]}  # type: ignore[attr-defined]
    assert set(native) == {("ip", "nat"), ("inet", "fw")}
    assert native["inet", "fw"]["chains"][0] == {
        "name": "in", "type": "filter", "hook": "input", "priority": 10, "policy": "drop", "device": None, "rules": 1,
    }  # fmt: skip
    filters = next(one for one in found["nf_tables"] if one["table"] == "filter")  # type: ignore[attr-defined]
    saves = [one["save"] for chain in filters["chains"] for one in chain["rules"]]
    assert saves[:3] == ["-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT", None, None]


@pytest.mark.parametrize("backend", ["legacy", "nft"])
def test_one_back_end_in_json_and_as_a_tree(iptblob: Run, backend: str) -> None:
    found = document(iptblob, DATA / "mixed.iptb", "--backend", backend)
    assert bool(found["tables"]) == (backend == "legacy")
    assert bool(found["nf_tables"]) == bool(found["native"]) == (backend == "nft")
    tree = iptblob("show", "--format", "tree", DATA / "mixed.iptb", "--backend", backend).text
    assert ("rules of nf_tables" in tree) == (backend == "nft")
    assert ("entries" in tree) == (backend == "legacy")


def test_every_place_that_is_printed_is_taken(iptblob: Run) -> None:
    """The whole place, with nft: before the family, and any byte of the message lead to the same lines."""
    (rules,) = read_rules(open_source(str(DATA / "mixed.iptb")))
    content = member("rules", "mixed")
    for table in rules.tables:
        assert table.origin is not None
        for chain in table.chains:
            for at in range(chain.start, chain.end):
                place = table.origin.places[at]
                name = f"{table.netns.shown}/nft:{table.family.name}/{table.name.decode()}/{chain.name.decode()}"
                done = iptblob("inspect", DATA / "mixed.iptb", "--rule", f"{name}:{at - chain.start + 1}")
                assert done.status == 0
                assert done.text.splitlines()[0] == f"{name}:{at - chain.start + 1}"
                hexes = "".join(line[10:33] for line in done.text.splitlines() if line[:8].strip().isdigit())
                size = int.from_bytes(content[place : place + 4], "little")
                assert bytes.fromhex(hexes) == content[place : place + size]
                words = ("--backend", "nft", "--offset", str(place + size // 2))
                by_byte = iptblob("inspect", DATA / "mixed.iptb", *words)
                assert by_byte.text.partition("\n\n")[2] == done.text.partition("\n\n")[2]


def test_a_legacy_place_stays_one(iptblob: Run) -> None:
    plain = iptblob("inspect", DATA / "mixed.iptb", "--rule", "ipv4/filter/INPUT:1").text
    assert "ipv4/filter.blob" in plain
    assert "rules.nl" in iptblob("inspect", DATA / "mixed.iptb", "--rule", "nft:ipv4/filter/INPUT:1").text
    assert "rules.nl" in iptblob("inspect", DATA / "mixed.iptb", "--rule", "DOCKER:1").text


@pytest.mark.parametrize(("words", "said"), [
    (("--rule", "nft:INPUT:9"), "no table has INPUT:9"),
    (("--rule", "nft:ipv4/filter/INPUT:policy"), "is no rule: it has no message of its own"),
    (("--backend", "nft", "--offset", "99999999"), "no message holds byte 99999999"),
    (("--backend", "nft", "--offset", "entry:3"), "is no byte of a dump"),
    (("--backend", "nft", "--header"), "no header is in answers of nf_tables"),
])  # fmt: skip
def test_places_there_are_not(iptblob: Run, words: tuple[str, ...], said: str) -> None:
    done = iptblob("inspect", DATA / "mixed.iptb", *words)
    assert (done.status, done.text) == (2, "")
    assert said in done.err


def test_a_file_of_answers_alone(iptblob: Run, tmp_path: Path) -> None:
    path = tmp_path / "rules.nl"
    path.write_bytes(rule(ACCEPT) + rule(payload(1, 12, 4) + compare(b"\x0a\0\0\1") + ACCEPT))
    done = iptblob("inspect", path, "--rule", "INPUT:2")
    assert "-A INPUT -s 10.0.0.1/32 -j ACCEPT" in done.text
    assert "0a 00 00 01" in done.text


def test_damaged_messages_are_owned_too() -> None:
    """Whatever the bytes say, each is shown once."""
    chance = random.Random(8)
    source = open_source(str(DATA / "clean.iptb"))
    abi = source.dumps[0].abi
    content = member("rules", "clean")
    (rules,) = read_rules(source)
    places = [place for table in rules.tables if table.origin for place in table.origin.places if place >= 0]
    for number in range(3000):
        place = chance.choice(places)
        size = int.from_bytes(content[place : place + 4], "little")
        octets = bytearray(content[place : place + size])
        for _ in range(1 + number % 4):
            octets[chance.randrange(4, size)] = chance.choice((0, 1, 4, 0xFF, chance.randrange(256)))
        fields = rule_fields(bytes(octets), 0, abi, rules.tables[0].family)
        at = 0
        for field in fields:
            assert field.offset == at
            at += field.size
        assert at == size
        message_at(bytes(octets), size - 1, abi, None)
