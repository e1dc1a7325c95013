"""`iptblob diff --reach`: which changes of rules concern packets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema

from tests.conftest import SAMPLES, Done

Command = Callable[..., Done]
AFTER, BEFORE = (SAMPLES / "incident" / f"{name}.iptb" for name in ("after", "before"))
SCHEMA = Path(__file__).parents[2] / "iptblob" / "data" / "schema" / "diff.schema.json"


def rules(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(["*filter", ":INPUT ACCEPT [0:0]", ":FORWARD ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]",
                               *lines, "COMMIT", ""]))  # fmt: skip
    return path


WEB = "-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT"
DNS = "-A INPUT -p udp -m udp --dport 53 -j DROP"
ALL = "-A INPUT -p tcp -j DROP"


def test_moves_that_concern_nobody(iptblob: Command, tmp_path: Path) -> None:
    a, b = rules(tmp_path / "a", WEB, DNS), rules(tmp_path / "b", DNS, WEB)
    done = iptblob("diff", "--reach", a, b)
    assert done.status == 1
    assert done.text.splitlines()[-2:] == [
        "      no packet that it matches is treated differently", "moves only; no packet is treated differently"
    ]  # fmt: skip


def test_a_move_that_concerns_somebody(iptblob: Command, tmp_path: Path) -> None:
    a, b = rules(tmp_path / "a", WEB, ALL), rules(tmp_path / "b", ALL, WEB)
    done = iptblob("diff", "--reach", a, b)
    assert done.status == 1
    assert "      ACCEPT -> DROP in INPUT: " in done.text
    assert "proto tcp; dport 80" in done.text
    assert done.text.splitlines()[-1] == "1 change of fate"


def test_a_rule_that_only_notes(iptblob: Command, tmp_path: Path) -> None:
    a, b = rules(tmp_path / "a", WEB), rules(tmp_path / "b", WEB, "-A INPUT -j LOG")
    done = iptblob("diff", "--reach", a, b)
    assert done.text.splitlines()[-2:] == [
        "      it lets every packet go on as it is", "no packet is treated differently"
    ]  # fmt: skip


def test_the_incident(iptblob: Command) -> None:
    """The rule for the intruder concerns his packets and no others; the LOG rule that was edited concerns none."""
    done = iptblob("diff", "--reach", BEFORE, AFTER, "--format", "json")
    document = json.loads(done.out)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(document)
    fates = document["fates"]
    reach = json.loads(iptblob("reach", BEFORE, AFTER, "--format", "json").out)["changes"]
    assert fates == reach
    own = {change["after"] or change["before"]: change.get("fates") for change in document["changes"]}
    (intruder,) = (at for text, at in own.items() if "198.51.100.23/32" in text and "INPUT" in text)
    assert intruder is not None
    assert [fates[at]["packets"]["src"] for at in intruder] == [[["198.51.100.23", "198.51.100.23"]]]
    assert [at for text, at in own.items() if "in drop: " in text] == [None]


def test_what_is_in_no_bytes_is_not_decided(iptblob: Command, tmp_path: Path) -> None:
    a, b = rules(tmp_path / "a", WEB), rules(tmp_path / "b", WEB, "-A INPUT -s host.example -j DROP")
    done = iptblob("diff", "--reach", a, b)
    assert (done.status, "NOT DECIDED" in done.err) == (2, True)
    assert "no packet is treated differently" not in done.text


def test_what_it_does_not_go_with(iptblob: Command) -> None:
    several = ("--stat", "--format restore", "--ignore comment", "--auto-map", "--profile docker")
    for words in map(str.split, several):
        done = iptblob("diff", "--reach", BEFORE, AFTER, *words)
        assert (done.status, done.out, done.err.count("\n")) == (2, b"", 1)


def test_a_rule_whose_set_changed_says_for_whom(iptblob: Command) -> None:
    """The rule is the same on both sides and so is the question; the answer is another one."""
    data = Path(__file__).parents[1] / "golden" / "inputs"
    done = iptblob("diff", "--reach", data / "sets-before.iptb", data / "sets-after.iptb", "--chain", "INPUT")
    lines = done.text.splitlines()
    at = lines.index("      set block: removed 203.0.113.6")
    assert lines[at + 2].startswith("      DROP -> ")
    assert "src 203.0.113.6" in "".join(lines[at + 2 : at + 9])
    assert (done.status, done.err) == (1, "")
