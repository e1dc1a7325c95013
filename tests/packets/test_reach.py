"""`iptblob reach`: which packets change their fate. Random tables are in tests/live."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import jsonschema

from tests.conftest import SAMPLES, Done

Command = Callable[..., Done]
AFTER, BEFORE = (SAMPLES / "incident" / f"{name}.iptb" for name in ("after", "before"))
SCHEMA = json.loads((resources.files("iptblob") / "data/schema/reach.schema.json").read_text("utf-8"))


def changes(iptblob: Command, *words: object) -> list[dict[str, Any]]:
    done = iptblob("reach", *words, "--format", "json")
    document = json.loads(done.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert done.status == (1 if document["changes"] else 0), done.err
    found: list[dict[str, Any]] = document["changes"]
    return found


def test_who_gets_in_since(iptblob: Command) -> None:
    """The intruder's rule: port 22 from one address, on every interface but lo, which INPUT:1 accepts before."""
    (found,) = changes(iptblob, BEFORE, AFTER, "--family", "ipv4", "--table", "filter", "--hook", "INPUT")
    assert (found["before"]["verdict"], found["after"]["verdict"]) == ("DROP", "ACCEPT")
    assert found["after"]["decided_by"]["rule"] == 6
    assert found["packets"]["src"] == [["198.51.100.23", "198.51.100.23"]]
    assert found["packets"]["dport"] == [["22", "22"]]
    assert found["packets"]["proto"] == [["tcp", "tcp"]]
    assert found["packets"]["ctstate"] == [["NEW", "UNTRACKED"]]
    assert [name for low, high in found["packets"]["in"] for name in {low, high}].count("lo") == 0
    assert found["exact"]
    assert found["confirmed"]


def test_every_witness_is_confirmed_by_the_walk(iptblob: Command) -> None:
    found = changes(iptblob, BEFORE, AFTER)
    assert len(found) == 5
    assert all(one["confirmed"] for one in found)


def test_a_table_against_itself(iptblob: Command) -> None:
    for name in ("router", "ufw", "docker"):
        path = SAMPLES / name / f"{name}.iptb"
        assert changes(iptblob, path, path) == []
    done = iptblob("reach", AFTER, AFTER)
    assert (done.status, done.text) == (0, "no packet is treated differently\n")


def test_a_budget_is_told_and_not_an_answer(iptblob: Command) -> None:
    done = iptblob("reach", BEFORE, AFTER, "--seconds", "0.000001")
    assert done.status == 2
    assert "NOT DECIDED" in done.err
    assert "no packet is treated differently" not in done.text


def test_tables_that_one_file_alone_holds_are_named(iptblob: Command) -> None:
    done = iptblob("reach", AFTER, SAMPLES / "empty" / "empty.iptb")
    assert done.status == 2
    assert "NOT COMPARED" in done.err or "NOT READ" in done.err


def test_who_gets_to_a_port(iptblob: Command) -> None:
    """By the rules of INPUT: operations' network and the intruder, in state NEW; lo; what belongs to a flow."""
    done = iptblob("reach", AFTER, "--to", "tcp/22", "--from", "198.51.100.23/32", "--in", "eth0", "--hook", "INPUT",
                   "--family", "ipv4", "--table", "filter")  # fmt: skip
    assert done.status == 0
    fates = [line.split(",")[0] for line in done.text.splitlines() if not line.startswith(" ")]
    places = [line.split(" INPUT ")[1].split(" ")[0] for line in done.text.splitlines() if not line.startswith(" ")]
    assert list(zip(fates, places, strict=True)) == [
        ("ACCEPT", "INPUT:2"), ("DROP", "INPUT:3"), ("ACCEPT", "INPUT:6"),
    ]  # fmt: skip


def test_rules_that_no_packet_matches(iptblob: Command) -> None:
    """The intruder's rule for port 25 stands before that of the mail relay, for the same packets."""
    done = iptblob("reach", AFTER, "--dead", "--family", "ipv4", "--table", "nat")
    assert done.status == 0
    (line,) = done.text.splitlines()
    assert line.startswith("ipv4 nat PREROUTING:3 ")
    assert line.endswith("[taken before by PREROUTING:2]")
    assert iptblob("reach", BEFORE, "--dead", "--family", "ipv4", "--table", "nat").text == ""


def test_of_one_file_something_must_be_asked(iptblob: Command) -> None:
    for words in ((AFTER,), (AFTER, "--to", "tcp/22", "--dead"), (AFTER, BEFORE, "--dead"), (AFTER, "--in", "eth0")):
        done = iptblob("reach", *words)
        assert done.status == 2
        assert done.err.count("\n") == 1
    done = iptblob("reach", AFTER, "--to", "tcp/x")
    assert (done.status, "no number" in done.err) == (2, True)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
