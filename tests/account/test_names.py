"""What a user names is there, or the command says so and what it may have been meant for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import SAMPLES, Done

BEFORE, AFTER = SAMPLES / "incident" / "before.iptb", SAMPLES / "incident" / "after.iptb"
Iptblob = Callable[..., Done]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("diff", BEFORE, AFTER, "--chain", "INPT"), "did you mean INPUT?"),
        (("diff", "--baseline", BEFORE, AFTER, "--chain", "INPT"), "did you mean INPUT?"),
        (("diff", BEFORE, AFTER, "--ignore", "coment"), "comment"),
        (("diff", BEFORE, AFTER, "--kind", "rule-insert"), "rule-inserted"),
        (("show", AFTER, "--table", "filtr"), "did you mean filter?"),
        (("show", AFTER, "--netns", "nope"), "net-"),
        (("validate", AFTER, "--netns", "nope"), "net-"),
        (("validate", AFTER, "--table", "filtr"), "did you mean filter?"),
        (("validate", SAMPLES / "broken" / "good.replace", "--table", "nat"), "it is ipv4 filter"),
        (("validate", AFTER, "--kernel", "99.9"), "nearest: 7."),
        (("validate", AFTER, "--kernel", "6.77"), "nearest: 6.18"),
        (("show", AFTER, "--iptables", "2.0.0"), "1.8.11"),
        (("shwo", AFTER), "did you mean show?"),
    ],
    ids=lambda value: " ".join(map(str, value[-2:])) if isinstance(value, tuple) else value,
)
def test_a_name_that_exists_nowhere(iptblob: Iptblob, words: tuple[object, ...], meant: str) -> None:
    done = iptblob(*words)
    assert (done.status, done.text) == (2, "")
    assert meant in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [("show", ""), ("verify", AFTER, "--signers", ""), ("verify", AFTER, "--case="), ("capture", "--host", ""),
     ("diff", BEFORE, AFTER, "--chain", ""), ("",)],
    ids=str,
)  # fmt: skip
def test_an_empty_value_is_an_error(iptblob: Iptblob, words: tuple[object, ...]) -> None:
    done = iptblob(*words)
    assert (done.status, done.text) == (2, "")
    assert "empty" in done.err


def test_a_name_in_either_file_is_known(iptblob: Iptblob) -> None:
    assert iptblob("diff", BEFORE, AFTER, "--chain", "INPUT").status == 1


def test_validate_judges_what_was_chosen(iptblob: Iptblob) -> None:
    chosen = iptblob("validate", AFTER, "--family", "ipv4", "--table", "nat")
    assert (chosen.status, chosen.err) == (0, "")
    assert [line for line in chosen.text.splitlines() if "ipv" in line] == [chosen.text.splitlines()[0]]
    assert "ipv4/nat" in chosen.text or "ipv4 nat" in chosen.text
    assert "ipv4" not in iptblob("validate", AFTER, "--family", "ipv6").text
