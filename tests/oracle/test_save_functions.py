"""Words of random payloads against the save functions of the installed iptables, in every revision they know.

Revisions that no kernel of today has are asked here too.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from iptblob import extensions
from iptblob.abi import Abi, abi_of_process
from iptblob.extensions.base import Context
from iptblob.names import Names
from iptblob.spec import columns
from iptblob.spec.layout import layout_of
from iptblob.spec.registry import SPECS
from tests.oracle.payloads import random_payload

Key = tuple[str, str, int, str]
Ask = Callable[[list[tuple[Key, bytes]]], list[str]]

HERE = Path(__file__).parent
PAYLOADS = 200  # of each revision and family
SEED = 20_240_613
KEYS = sorted(key for key in SPECS if key[3] != "arp" and key[1] not in ("", "ERROR"))

# What else iptables takes for granted: values of fields beyond which it reads past a table of words.
NARROWED: dict[str, dict[str, list[int]]] = {
    "match_dccp_0": {"typemask": [0, 1, 0x3FF, 0x400, 0x7FF, 0xFC00, 0xFFFF, 0x2A5]},
    "match_multiport_1": {"range_flags": [0]},
    "match_sctp_0": {"chunktype": [0, 1, 3, 6, 14, 255]},
    "match_string_0": {"len_pattern": list(range(129))},
    "match_string_1": {"len_pattern": list(range(129))},
    "target_connmark_2": {"shift_dir": [0, 1]},
    "target_reject_0_ipv4": {"reject_with": list(range(9))},
    "target_reject_0_ipv6": {"reject_with": list(range(8))},
}


# iptables declares a command name in the struct that no kernel had there: none would have taken its rules.
OTHER_STRUCT = {("match", "owner", 0, "ipv6")}


def own_abi() -> Abi:
    """The layout of this process, which is that of the extensions it could load."""
    abi = abi_of_process(os.uname().machine, struct.calcsize("P"), sys.byteorder == "big")
    assert abi is not None
    return abi


def installed_version() -> tuple[int, int, int]:
    done = subprocess.run(["iptables-legacy", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"v(\d+)\.(\d+)\.(\d+)", done.stdout)
    if found is None:
        pytest.skip("iptables-legacy does not say its version")
    return int(found[1]), int(found[2]), int(found[3])


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Answers of the oracle to (key, payload) questions."""
    for needed in ("cc", "pkg-config", "iptables-legacy"):
        if shutil.which(needed) is None:
            pytest.skip(f"{needed} is not installed")
    found = subprocess.run(
        ["pkg-config", "--variable=xtlibdir", "xtables"], capture_output=True, text=True, check=False
    )
    if found.returncode:
        pytest.skip("the headers of libxtables are not installed (libxtables-dev)")
    oracle = tmp_path_factory.mktemp("oracle") / "save_functions"
    built = subprocess.run(
        ["cc", "-rdynamic", "-o", oracle, HERE / "save_functions.c", "-lxtables", "-ldl"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr

    def call(questions: list[tuple[Key, bytes]]) -> list[str]:
        lines = [f"{kind} {family} {name} {revision} {payload.hex()}\n"
                 for (kind, name, revision, family), payload in questions]  # fmt: skip
        done = subprocess.run([oracle, found.stdout.strip()], input="".join(lines), capture_output=True,
                              text=True, check=True)  # fmt: skip
        answers = done.stdout.splitlines()
        assert len(answers) == len(questions)
        return answers

    return call


def words_of(key: Key, payload: bytes, context: Context) -> str:
    """The printed name and the words, with a tab between."""
    kind, name, revision, family = key
    extension = extensions.find(kind, name)
    assert extension is not None
    words = extension.words_for(revision, family)
    assert words is not None
    [row] = columns.decode(layout_of(SPECS[key], context.abi), context.abi, columns.as_bytes(payload).reshape(1, -1))
    printed = extension.printed_for(revision, family)
    return f"{printed(row, context) if printed else name}\t{words(row, context)}"


@pytest.mark.parametrize("key", KEYS, ids=lambda key: "-".join(map(str, key)))
def test_words_equal_the_save_function(key: Key, ask: Ask) -> None:
    if key in OTHER_STRUCT:
        pytest.skip("iptables and the kernels of the time differ in the struct")
    abi, rnd = own_abi(), random.Random(f"{SEED} {key}")
    layout = layout_of(SPECS[key], abi)
    narrowed = NARROWED.get(SPECS[key], {})
    payloads = {random_payload(layout, abi, rnd, narrowed) for _ in range(PAYLOADS)}
    questions = [(key, payload) for payload in sorted(payloads)]
    answers = ask(questions)
    if answers[0] == "absent":
        pytest.skip("this iptables does not have the revision")
    context = Context(key[3], abi, Names(), installed_version())
    compared = 0
    for (_, payload), answer in zip(questions, answers, strict=True):
        if answer == "none":
            continue  # the save function gives up: there is no text to equal
        printed, text = answer.split("\t")
        assert words_of(key, payload, context) == f"{printed}\t{bytes.fromhex(text).decode('latin-1')}", payload.hex()
        compared += 1
    if not compared:
        pytest.skip("the save function has no text for any payload without a kernel")
