"""The recipe for a new extension, followed in a copy of the project with a revision that does not exist."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

DATA = ROOT / "tests" / "data" / "revision"
SPEC = "match_statistic_1"
FILES = [str(DATA / "stat-a.replace"), str(DATA / "stat-b.replace")]  # they differ in the made-up field alone
STRUCT = """
/* made up */
struct xt_statistic_info_v1 {
\t__u16 mode;
\t__u16 flags;
\tunion { struct { __u32 every; __u32 packet; __u32 seed; __u32 count; } nth; } u;
\tvoid *master __attribute__((packed));
};
"""
REVISION = """\
        1: Revision(
            MatchStatistic1,
            words=words_1,
            meaning=FIELDS,
            constraints=Constraints(check, "mode at most 1, flags within 0x1", "statistic_mt_check"),
            packet=packet,
            unspec=True,
        ),
"""
WORDS = '''

def words_1(match: MatchStatistic1, ctx: Context) -> str:
    return f"{words(match, ctx)} --seed {match.seed}"


'''


class Copy:
    """A tree of its own, in which commands run."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        for part in ("iptblob", "ksy", "tests/layout", "tests/ext", "tests/oracle", "tests/unit"):
            ignore = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(ROOT / part, folder / part, ignore=ignore)
        for file in [*(ROOT / "tests").glob("*.py"), ROOT / "pyproject.toml"]:
            shutil.copy(file, folder / file.relative_to(ROOT))
        (folder / "ksy/build/node_modules").symlink_to(ROOT / "ksy/build/node_modules")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run([sys.executable, *command], cwd=self.root, env=environment, capture_output=True,
                              text=True, check=False)  # fmt: skip

    def iptblob(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "iptblob", *arguments)

    def edit(self, path: str, pattern: str, replacement: str) -> None:
        text, count = re.subn(pattern, lambda _: replacement, (self.root / path).read_text(), count=1)
        assert count, f"{pattern} is not in {path}"
        (self.root / path).write_text(text)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Steps 1 and 2: the spec and what is made of it."""
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    if not (ROOT / "ksy" / "build" / "node_modules" / "kaitai-struct-compiler").exists():
        pytest.skip("kaitai-struct-compiler is not installed (npm ci in ksy/build)")
    copy = Copy(tmp_path_factory.mktemp("tree"))
    spec = (DATA / f"{SPEC}.ksy").read_text().replace("struct: xt_statistic_info\n", "struct: xt_statistic_info_v1\n")
    spec = spec.replace("header: linux/netfilter/xt_statistic.h", "header: old_structs.h")
    spec = spec.replace("-orig-id: seed", "-orig-id: u.nth.seed")
    (copy.root / "ksy" / "ext" / f"{SPEC}.ksy").write_text(spec)
    copy.edit("tests/layout/old_structs.h", r"\n#endif\s*$", f"{STRUCT}\n#endif\n")
    done = copy.run("ksy/build/generate.py")
    assert done.returncode == 0, done.stderr
    return copy


@pytest.fixture(scope="module")
def recorded(described: Copy) -> Copy:
    """Step 3: the record. Asked for after what holds without it."""
    path = "iptblob/extensions/match_statistic.py"
    described.edit(path, r"\n    \},\n    holds=holds\(\"", f'\n{REVISION}    }},\n    holds=holds("seed ')
    described.edit(path, r"\n\n\ndef columns\(", f"{WORDS}def columns(")
    described.edit(path, r"from iptblob.spec.layouts.match_statistic_0 import MatchStatistic0\n",
                   "from iptblob.spec.layouts.match_statistic_0 import MatchStatistic0\n"
                   "from iptblob.spec.layouts.match_statistic_1 import MatchStatistic1\n")  # fmt: skip
    described.edit(path, r"import Columns, PayloadContext(, same)?\n",
                   "import FIELDS, Columns, PayloadContext, same\n")  # fmt: skip
    described.edit(path, r"words\(match: MatchStatistic0,", "words(match: MatchStatistic0 | MatchStatistic1,")
    return described


def test_a_spec_alone_is_compared_by_its_bytes(described: Copy) -> None:
    done = described.iptblob("diff", *FILES)
    assert done.returncode == 1, done.stderr
    assert "1 rule edited" in done.stdout
    assert "unknown revision 1" in described.iptblob("show", FILES[0]).stdout
    done = described.iptblob("validate", FILES[0])
    assert done.returncode == 1
    assert "has no revision 1" in done.stdout


def test_no_meaning_of_an_older_revision_is_used(described: Copy) -> None:
    """Not even where the same comparison holds both: they are told apart."""
    program = (
        "from iptblob.extensions import find_revision as find\n"
        "assert find('match', 'statistic', 0, 'ipv4') and find('match', 'statistic', 1, 'ipv4') is None"
    )
    done = described.run("-c", program)
    assert done.returncode == 0, done.stderr


def test_the_layout_is_proven(described: Copy) -> None:
    if not shutil.which("x86_64-linux-gnu-gcc"):
        pytest.skip("x86_64-linux-gnu-gcc is not installed")
    described.run("tests/layout/prove.py")  # names the compilers that are not there
    proof = json.loads((described.root / "tests/layout/proof.json").read_text())
    assert proof["layouts"]["lp64-le"]["xt_statistic_info_v1"]["members"]["u.nth.seed"] == [12, 4]
    done = described.run("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/layout/test_layout.py",
                         "-k", f"{SPEC}-lp64-le or ({SPEC} and lp64-le)")  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_record_gives_text_verdict_difference_and_json(recorded: Copy) -> None:
    show = recorded.iptblob("show", FILES[0])
    assert "-m statistic --mode " in show.stdout
    assert " --seed " in show.stdout
    assert recorded.iptblob("validate", FILES[0]).returncode == 0
    done = recorded.iptblob("diff", *FILES)
    assert done.returncode == 1
    assert " --seed " in done.stdout
    change = json.loads(recorded.iptblob("diff", "--format", "json", *FILES).stdout)["changes"][0]
    assert change["kind"] == "rule-edited"
    assert "seed" in json.dumps(change["fields"])
    shown = recorded.iptblob("show", "--format", "json", FILES[0]).stdout
    assert 'seed"' in shown


def test_the_projects_own_tests_hold_for_the_record(recorded: Copy) -> None:
    done = recorded.run("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/unit/test_extension_rooms.py",
                        "tests/ext/test_meaning.py", "-k", "statistic-1")  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout


def test_a_meaning_that_leaves_a_field_out_is_noticed(recorded: Copy) -> None:
    """The columns of revision 0 know nothing of the new field: the tests say so."""
    path = "iptblob/extensions/match_statistic.py"
    whole = (recorded.root / path).read_text()
    try:
        recorded.edit(path, "meaning=FIELDS", "meaning=Columns(columns)")
        done = recorded.run("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/ext/test_meaning.py",
                            "-k", "statistic-1 and has_a_say")  # fmt: skip
        assert done.returncode == 1, done.stdout
    finally:
        (recorded.root / path).write_text(whole)


def test_the_recipe_names_what_was_done_here() -> None:
    """Section by section of ARCHITECTURE.md: what these tests do is what a contributor reads."""
    text = (ROOT / "ARCHITECTURE.md").read_text()
    recipe = text[text.index("## How to add an extension") :]
    for part in ("ksy/ext/", "old_structs.h", "make ksy", "tests/layout/prove.py", "iptblob/extensions/", "`words`",
                 "meaning=FIELDS", "`Constraints`", "samples/everything/rules/"):  # fmt: skip
        assert part in recipe, part
