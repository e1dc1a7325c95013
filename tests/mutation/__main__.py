"""python -m tests.mutation [--only iptblob.render.diff] [--part 1/2] [--report] [--nice N]

Puts every mutant of iptblob.render, iptblob.words and iptblob.cli in place, one by one, and runs what runs its lines:
first the commands of the transcripts, then the other tests that print. Results are kept in build/mutation, so that a
run that was stopped goes on where it was, and a later one takes up what has changed; `make clean` forgets them. Half an
hour on one core, in parts on several: `--part 1/2 & --part 2/2`. It ends with 1 where fewer than 95 % are killed, or
where a survivor is not in survivors.txt.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.mutation import report, run
from tests.mutation.trace import PACKAGES
from tests.mutation.units import Transcripts, tests_of

SEED = 11
HERE = Path(__file__).parent
WORDS = (*PACKAGES, "Callable[..., Done]", '"iptblob"')


def files_that_print() -> list[str]:
    """Tests outside of the transcripts that call what prints."""
    found = sorted((ROOT / "tests").glob("**/test_*.py"))
    kept = [path for path in found if not {"golden", "mutation", "docs", "bench", "stress", "live"} & set(path.parts)]
    return [str(path) for path in kept if any(word in path.read_text() for word in WORDS)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="modules whose name begins so")
    parser.add_argument("--part", default="1/1", help="K/N: every Nth mutant, beginning with the Kth")
    parser.add_argument("--no-tests", action="store_true", help="the transcripts alone")
    parser.add_argument("--nice", type=int, default=15)
    parser.add_argument("--report", action="store_true", help="only tell what is known")
    asked = parser.parse_args()
    part, parts = map(int, asked.part.split("/"))
    os.nice(asked.nice)
    os.environ.update(PYTHONPATH=str(HERE / "site"), IPTBLOB_ROOT=str(ROOT), COLUMNS="80")
    kept = ROOT / "build" / "mutation"
    kept.mkdir(parents=True, exist_ok=True)
    if not asked.report:
        run_all(kept, asked.only, part, parts, tests=not asked.no_tests)
    return report.tell(run.recorded(kept), asked.only)


def run_all(kept: Path, only: str, part: int, parts: int, *, tests: bool) -> None:
    os.chdir(ROOT)
    run.load_all()
    done, sources, digest = run.recorded(kept), run.digests_of_modules(), run.digest_of_tests()
    label = f"{only}-{part}-of-{parts}".lstrip("-")
    folder = kept / f"played-{label}-{digest}-{run.digest_of_sources()}"
    for old in kept.glob(f"played-{label}-*"):
        if old != folder:
            shutil.rmtree(old)
    transcripts = Transcripts(folder)
    units = transcripts.units()
    if tests:
        units += tests_of(files_that_print())
    sys.stderr.write(f"{len(units)} commands and tests, {sum(unit.seconds for unit in units):.0f} s in all\n")
    with (kept / f"{label}.jsonl").open("a") as stream:
        every = list(enumerate(run.cases()))
        random.Random(SEED).shuffle(every)  # what is done of a run that is stopped is a fair sample
        for at, case in every:
            if at % parts != part - 1 or case.key in done or not case.module.startswith(only):
                continue
            fate, by = run.fate(case, units, transcripts)
            row = {"key": case.key, "fate": fate, "by": by, "module": case.module, "tests": digest}
            stream.write(json.dumps(row | {"source": sources[case.module]}) + "\n")
            stream.flush()


if __name__ == "__main__":
    sys.exit(main())
