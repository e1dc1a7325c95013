"""What is wrong in a text of rules, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iptblob.restore.problems import TextProblem

SHOWN_PROBLEMS = 50  # problems of a file that are shown each; more are counted


def tell_problems(problems: Sequence[TextProblem]) -> None:
    """Each with its line and a caret."""
    from iptblob.cli.progress import end_progress
    from iptblob.cli.tell import warn
    from iptblob.render.problems import problem_lines

    if problems:
        end_progress()
    sys.stdout.flush()
    for problem in problems[:SHOWN_PROBLEMS]:
        sys.stderr.write("".join(f"{line}\n" for line in problem_lines(problem)))
    if len(problems) > SHOWN_PROBLEMS:
        warn(f"{problems[0].file}: {len(problems) - SHOWN_PROBLEMS} more problems")
