"""The command that compiles texts: what it writes, what it refuses, and its exit status."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import ROOT, SAMPLES, Done

Iptblob = Callable[..., Done]
TEXT = """*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -o eth0 -j MASQUERADE
COMMIT
*filter
:INPUT DROP [1:2]
:GUESTS - [0:0]
-A INPUT -p tcp --dport ssh -j ACCEPT
-A INPUT -j GUESTS
[3:4] -A GUESTS -s 192.0.2.1,192.0.2.2 -j DROP
COMMIT
"""
BAD = """*filter
:INPUT DROP [0:0]
-A INPUT -p tcp --dsport 22 -j ACCEPT
-D INPUT -p udp -j DROP
-A INPUT -s host.example -j ACCEPT
COMMIT
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rules.v4"
    path.write_text(TEXT)
    return path


@pytest.mark.parametrize("name", ["one.replace", "one.blob"])
def test_one_table_is_written(iptblob: Iptblob, rules: Path, name: str) -> None:
    out = rules.with_name(name)
    assert iptblob("build", rules, "--table", "filter", "-o", out).status == 0
    shown = iptblob("show", out).text
    assert "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT" in shown
    assert shown.count("-A GUESTS") == 2
    assert iptblob("diff", rules, out, "--table", "filter").status == 0
    assert iptblob("validate", out).status == 0


def test_several_tables_want_a_snapshot_or_a_folder(iptblob: Iptblob, rules: Path) -> None:
    refused = iptblob("build", rules, "-o", rules.with_name("x.replace"))
    assert refused.status == 2
    assert "is for one table (--family and --table choose one of ipv4 nat, ipv4 filter" in refused.err
    assert not rules.with_name("x.replace").exists()
    assert iptblob("build", rules, "-o", rules.with_name("x.iptb")).status == 0
    assert iptblob("verify", rules.with_name("x.iptb")).status == 0
    assert iptblob("diff", rules, rules.with_name("x.iptb")).status == 0
    assert iptblob("build", rules, "-o", f"{rules.parent}/out/").status == 0
    assert sorted(path.name for path in (rules.parent / "out").iterdir()) == ["ipv4.filter.replace", "ipv4.nat.replace"]


def test_nothing_is_overwritten_unasked(iptblob: Iptblob, rules: Path) -> None:
    out = rules.with_name("x.iptb")
    out.write_text("mine")
    assert iptblob("build", rules, "-o", out).status == 2
    assert out.read_text() == "mine"
    assert iptblob("build", rules, "-o", out, "--force").status == 0


def test_a_payload_to_standard_output(iptblob: Iptblob, rules: Path) -> None:
    done = iptblob("build", rules, "--table", "nat", "--abi", "i386", "-o", "-")
    assert done.status == 0
    assert done.out[:4] == b"nat\0"
    out = rules.with_name("n.replace")
    out.write_bytes(done.out)
    assert "i386" in iptblob("info", out).text


def test_refused_rules_are_told_with_a_caret_and_nothing_is_written(iptblob: Iptblob, tmp_path: Path) -> None:
    bad, out = tmp_path / "bad.v4", tmp_path / "bad.replace"
    bad.write_text(BAD)
    done = iptblob("build", bad, "-o", out)
    assert done.status == 1
    assert not out.exists()
    lines = done.err.splitlines()
    assert lines[0].startswith(f"{bad}:3:17: no option --dsport")
    assert lines[1:3] == ["    -A INPUT -p tcp --dsport 22 -j ACCEPT", "                    ^~~~~~~~"]
    assert f"{bad}:4:1: iptables-restore would refuse it: chain INPUT has no such rule" in lines
    assert f"{bad}:5:13: an IPv4 address is expected; names of hosts are not looked up" in lines


def test_problems_for_programs(iptblob: Iptblob, tmp_path: Path) -> None:
    bad = tmp_path / "bad.v4"
    bad.write_text(BAD)
    done = iptblob("build", bad, "-o", tmp_path / "x.iptb", "--format", "json")
    found = json.loads(done.text)
    assert [(one["line"], one["column"], one["width"], one["kind"]) for one in found["problems"]] == [
        (3, 17, 8, "refused"), (4, 1, 2, "refused"), (5, 13, 12, "unknown"),
    ]  # fmt: skip
    assert found["tables"][0]["file"] is None


@pytest.mark.parametrize("arguments", [
    [], ["RULES"], ["RULES", "-o", "x.txt"], ["RULES", "-o", "x.iptb", "--kernel", "4.19"],
    ["RULES", "-o", "x.iptb", "--table", "raw"], ["RULES", "-o", "x.iptb", "--family", "ipv6", "--table", "mangle"],
    ["RULES", "-o", "x.iptb", "--seed-corpus", "d"], [str(SAMPLES / "broken/good.replace"), "-o", "x.iptb"],
])  # fmt: skip
def test_wrong_usage(iptblob: Iptblob, rules: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(rules.parent)
    done = iptblob("build", *[rules if word == "RULES" else word for word in arguments])
    assert done.status == 2
    assert done.err.startswith("iptblob: ")
    assert len(done.err.splitlines()) == 1


def test_every_command_takes_a_text(iptblob: Iptblob, rules: Path) -> None:
    assert iptblob("show", rules).status == 0
    assert "rule-refused" not in iptblob("validate", rules).text
    assert "192.0.2.1" in iptblob("inspect", rules, "--rule", "GUESTS:1").text
    assert "filter" in iptblob("info", rules).text
    assert iptblob("timeline", rules, rules).status == 0
    assert iptblob("convert", rules, "--table", "nat", "--abi", "i386", "-o", rules.with_name("c.replace")).status == 0
    assert iptblob("diff", "--baseline", rules, rules).status == 0


def test_show_prints_the_form_that_save_prints(iptblob: Iptblob, rules: Path) -> None:
    """What is shown is read again as the same, and shows itself."""
    shown = iptblob("show", "-c", rules)
    again = rules.with_name("again.v4")
    again.write_bytes(shown.out)
    assert iptblob("show", "-c", again).out == shown.out
    assert "[3:4] -A GUESTS -s 192.0.2.2/32 -j DROP" in shown.text
    assert ":FORWARD - [0:0]" in shown.text, "a policy that the text does not state"
    assert iptblob("diff", "-c", rules, again).status == 0


def test_validate_tells_the_line(iptblob: Iptblob, tmp_path: Path) -> None:
    bad = tmp_path / "bad.v4"
    bad.write_text(BAD)
    done = iptblob("validate", bad)
    assert done.status == 2, "a host's name: nobody can know here"
    assert "REJECT by iptables" in done.text
    assert "decided at line 3, column 17" in done.text
    assert "line 5" in done.err
    loop = tmp_path / "loop.v4"
    loop.write_text("*nat\n:PREROUTING ACCEPT\n:A -\n-A PREROUTING -j A\n-A A -i eth0 -j A\n"
                    "-A A -j MASQUERADE\nCOMMIT\n")  # fmt: skip
    done = iptblob("validate", loop, "--family", "ipv4", "--format", "json")
    assert done.status == 1
    finding = json.loads(done.text.splitlines()[0])["findings"][0]
    assert (finding["id"], finding["errno"], finding["line"]) == ("chain-loop", "ELOOP", 5)


def test_a_text_that_is_not_all_bytes_is_not_converted(iptblob: Iptblob, tmp_path: Path) -> None:
    bad = tmp_path / "bad.v4"
    bad.write_text(BAD)
    done = iptblob("convert", bad, "--abi", "lp64-le", "-o", tmp_path / "x.replace")
    assert done.status == 2
    assert not (tmp_path / "x.replace").exists()


PAGE = (ROOT / "docs" / "build.md").read_text()
BLOCKS = re.findall(r"```python\n(.*?)```\n\nprints\n\n```\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("code", "printed"), BLOCKS, ids=range(len(BLOCKS)))
def test_what_the_page_shows_of_the_api_is_so(
    code: str, printed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "samples").symlink_to(SAMPLES)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    exec(code, {"__name__": "page"})
    assert capsys.readouterr().out == printed


def test_lines_that_turn_b_back_into_a(iptblob: Iptblob, rules: Path) -> None:
    other = rules.with_name("other.v4")
    other.write_text(TEXT.replace("GUESTS", "OLD").replace("DROP [1", "ACCEPT [1"))
    done = iptblob("diff", "--format", "restore", rules, other)
    assert done.status == 1
    assert done.text.splitlines() == [
        "# iptables-restore --noflush, ipv4 filter", "*filter", ":GUESTS - [0:0]", "-P INPUT DROP", "-F OLD",
        "-D INPUT 2", "-I INPUT 2 -j GUESTS", "-I GUESTS 1 -s 192.0.2.1/32 -j DROP",
        "-I GUESTS 2 -s 192.0.2.2/32 -j DROP", "-X OLD", "COMMIT",
    ]  # fmt: skip
    same = iptblob("diff", "--format", "restore", rules, rules)
    assert (same.status, same.text) == (0, "")
    assert iptblob("diff", "--format", "restore", rules, other, "--chain", "INPUT").status == 2


def test_what_no_line_can_say_is_named(iptblob: Iptblob, tmp_path: Path) -> None:
    a, b = tmp_path / "a.v4", tmp_path / "b.v4"
    a.write_text('*filter\n-A INPUT -m comment --comment "two\nlines" -j DROP\nCOMMIT\n')
    b.write_text("*filter\n:INPUT ACCEPT\nCOMMIT\n")
    done = iptblob("diff", "--format", "restore", a, b, "--family", "ipv4")
    assert (done.status, done.text) == (2, "")
    assert "no line of iptables can say" in done.err


def test_an_interface_that_a_chain_does_not_know_is_refused(iptblob: Iptblob, tmp_path: Path) -> None:
    """iptables: Can't use -o with INPUT."""
    text = tmp_path / "a.v4"
    text.write_text("*filter\n-A INPUT -o eth0 -j DROP\n-A OUTPUT -j DROP -i lo\n-A FORWARD -i a -o b\nCOMMIT\n")
    done = iptblob("build", text, "--family", "ipv4", "-o", tmp_path / "x.replace")
    assert done.status == 1
    assert [line.split(": ")[1] for line in done.err.splitlines() if line.startswith(str(text))] == [
        "-o has no meaning in INPUT", "-i has no meaning in OUTPUT",
    ]  # fmt: skip


def test_json_is_as_its_schema_says(iptblob: Iptblob, rules: Path, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "iptblob" / "data" / "schema" / "build.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    bad = tmp_path / "bad.v4"
    bad.write_text(BAD)
    for path, status in ((rules, 0), (bad, 1)):
        done = iptblob("build", path, "--family", "ipv4", "-o", tmp_path / f"{path.stem}.iptb", "--format", "json")
        assert done.status == status
        check.validate(json.loads(done.text))
    broken = json.loads(done.text)
    broken["problems"][0]["kind"] = "odd"
    assert not check.is_valid(broken)
