"""A table that is damaged, cut or gone is neither absent nor equal, whatever looks at it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.account.wrongs import rezipped
from tests.conftest import ROOT, SAMPLES, Done

HOSTILE = ROOT / "tests" / "data" / "cases" / "hostile"
AFTER = ROOT / "samples" / "incident" / "after.iptb"
Iptblob = Callable[..., Done]
PAIRS = [
    ("diff-a-nonat.iptb", "diff-b-damaged-nat.iptb", "ipv4/nat"),
    (str(AFTER), "diff-damaged-filter.iptb", "ipv4/filter"),
    ("withnat.iptb", "cutnat.iptb", "ipv4/nat"),
]


@pytest.mark.parametrize(("one", "other", "lost"), PAIRS)
@pytest.mark.parametrize("turned", [False, True])
def test_diff_does_not_compare_it(iptblob: Iptblob, one: str, other: str, lost: str, turned: bool) -> None:
    files = [HOSTILE / one, HOSTILE / other]
    done = iptblob("diff", *(reversed(files) if turned else files), "--format", "json")
    result = json.loads(done.text)
    assert done.status == 2
    assert not [change for change in result["changes"] if change["table"] == lost.partition("/")[2]]
    assert any(lost in one["what"] for one in result["unread"])
    assert lost in done.err


@pytest.mark.parametrize(("one", "other", "lost"), PAIRS)
def test_baseline_does_not_call_it_equal(iptblob: Iptblob, one: str, other: str, lost: str) -> None:
    done = iptblob("diff", "--baseline", HOSTILE / one, HOSTILE / other)
    assert done.status == 2
    assert "0 of 1 equal" in done.text
    assert lost in done.err
    result = json.loads(iptblob("diff", "--baseline", HOSTILE / one, HOSTILE / other, "--format", "json").text)
    assert [one["identical"] for one in result["groups"]] == [False]
    assert result["unread"]


@pytest.mark.parametrize(("one", "other", "lost"), PAIRS)
def test_timeline_does_not_let_it_go(iptblob: Iptblob, one: str, other: str, lost: str) -> None:
    done = iptblob("timeline", HOSTILE / one, HOSTILE / other, "--format", "json")
    result = json.loads(done.text)
    assert done.status == 2
    assert lost in done.err
    assert any(lost in one["what"] for one in result["unread"])
    kinds = [
        event["kind"] for table in result["tables"] if f"{table['family']}/{table['table']}" == lost
        for event in [*table["events"], *(event for rule in table["rules"] for event in rule["events"])]
    ]  # fmt: skip
    assert set(kinds) <= {"table-unreadable"}


@pytest.mark.parametrize("file", ["diff-b-damaged-nat.iptb", "cutnat.iptb", "child-killed.iptb", "cut-6000.iptb"])
@pytest.mark.parametrize("command", ["info", "show", "validate", "diff"])
def test_every_command_tells(iptblob: Iptblob, file: str, command: str) -> None:
    files = [HOSTILE / file] * (2 if command == "diff" else 1)
    done = iptblob(command, *files)
    assert done.status == 2
    assert file in done.err


def test_json_of_info_and_show_has_the_account(iptblob: Iptblob) -> None:
    for command in ("info", "show"):
        done = iptblob(command, HOSTILE / "cutnat.iptb", "--format", "json")
        assert {one["what"].rpartition("net-")[2] for one in json.loads(done.text)["unread"]} == {
            "4026532179/ipv4/nat.blob"
        }


def test_validate_ends_with_the_account(iptblob: Iptblob) -> None:
    done = iptblob("validate", HOSTILE / "cutnat.iptb", "--format", "json")
    *verdicts, last = map(json.loads, done.text.splitlines())
    assert done.status == 2
    assert len(verdicts) == 4
    assert set(last) == {"schema", "unread"}
    assert last["unread"][0]["what"].endswith("ipv4/nat.blob")
    sarif = json.loads(iptblob("validate", HOSTILE / "cutnat.iptb", "--format", "sarif").text)
    invocation = sarif["runs"][0]["invocations"][0]
    assert not invocation["executionSuccessful"]
    assert "ipv4/nat.blob" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_a_table_the_user_left_out_does_not_count(iptblob: Iptblob) -> None:
    one, other = HOSTILE / "diff-a-nonat.iptb", HOSTILE / "diff-b-damaged-nat.iptb"
    assert iptblob("diff", one, other, "--table", "filter").status == 0
    assert iptblob("show", other, "--table", "filter").status == 0
    assert iptblob("show", other, "--table", "nat").status == 2


@pytest.mark.parametrize("file", ["nat.blob.gz", "nat.hexdump"])
def test_wrapped_tables_are_read(iptblob: Iptblob, file: str) -> None:
    path = ROOT / "tests" / "data" / "cases" / "tables" / file
    done = iptblob("show", path)
    assert done.status == 0
    assert done.text.startswith("# ipv4 nat\n*nat\n")
    assert iptblob("validate", path).status == 0


def test_an_address_changed_on_one_host_only_is_no_mapping(iptblob: Iptblob) -> None:
    """Its SNAT and hairpin address are others: one host's edit, not what a fleet calls one thing."""
    files = [ROOT / "tests" / "data" / "cases" / "terminal" / name for name in ("n01.iptb", "n02.iptb", "evil.iptb")]
    done = iptblob("diff", "--auto-map", "--baseline", *files, "--format", "json")
    assert done.status == 1
    groups = json.loads(done.text)["groups"]
    assert [(one["identical"], len(one["changes"])) for one in groups] == [(True, 0), (False, 2)]


def test_sets_that_cannot_be_read_are_not_equal(iptblob: Iptblob, tmp_path: Path) -> None:
    """Rules that name a set are equal only where what is in it was compared."""
    whole = SAMPLES / "everything" / "everything.iptb"
    without = tmp_path / "without.iptb"
    without.write_bytes(rezipped(whole.read_bytes(), lambda name, held: None if "/ipset/" in name else held))
    done = iptblob("diff", whole, without)
    assert done.status == 2
    assert "ipset/save.txt: no such member" in done.err
