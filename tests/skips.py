"""Every reason for which a test may be skipped; a skip for any other reason fails the run.

A reason belongs to one of three kinds. In the bare system of tests/fresh.sh the tools are installed by the run itself:
there a skip for want of one fails the run too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

import pytest

# There is nothing to test, on whatever machine: one pattern and why.
NOTHING_TO_TEST = {
    r"no python3\.[678] here": "Debian has one Python; interpreters of 2016 to 2019 are tried where they are installed",
    r"iptables and the kernels of the time differ in the struct": "owner, revision 0 of IPv6: no kernel took its rules",
    r"this iptables does not have the revision": "the installed libxtables never had it, or dropped it",
    r"the save function has no text for any payload without a kernel": "it asks the kernel, which random bytes cannot",
    r"arptables-save prints no counters": "the tool has no such option",
    r"no rev[01]/ipv[46]\.\w+ in the corpus": "the older revision sets do not cover every table",
    r"no table in it, or one that cannot be read": "samples that are damaged on purpose",
    r"the writer tore nothing": "a race that has to be won; with two processors it is, nearly always",
    r"the sample is lp64-le": "the single file is compared with a sample of its own layout",
    r"the ranges expected here are those of lp64-le": "counted by hand for one layout",
}

# The machine or the user has not what the test needs, and no package would change that.
MACHINE = {
    r"live kernel test: no legacy tables in a namespace of our own: ": "no namespaces, or no legacy tables",
    r"live kernel test: no control group can be made here: ": "/sys is read-only, or there is no unified hierarchy",
    r"live kernel test: needs root": "user ids, BPF objects and control groups of the real machine",
    r"live kernel test: gave up after \d+ s: ": "a machine too busy to load the rules",
    r"no network namespace with (legacy )?iptables( here)?: ": "no namespaces, or a kernel without legacy tables",
    r"no tables in a namespace of our own: ": "the same, asked in Python",
    r"answers are known for Linux 6\.18 on x86_64, this is ": "another kernel may answer otherwise",
    r"compared, but \d+ rules were refused here, the first: ": "this kernel lacks an extension",
    r"strace may not trace here": "ptrace is forbidden",
    r"ip netns add does not work here": "mounting is forbidden",
    r"no (mount namespace|tmpfs) here: ": "mounting is forbidden",
    r"needs root to become somebody else": "run as a plain user",
    r"privileges cannot be dropped here: ": "setpriv is forbidden",
    r"no connection table here: ": "a kernel without nf_conntrack_netlink",
    r"plain users may not make namespaces here: ": "a setting of the kernel",
}

# A tool or library that Debian has, or PyPI.
TOOL = {
    r".*\bnot installed\b": "make tools installs it, as root",
    r"could not import '\w+'": "make setup installs it",
    r"iptables-legacy does not say its version": "make tools installs one that does",
}


def faults(reasons: Iterable[str], bare: bool) -> list[str]:
    """One line for each reason that is not listed, or that a bare system with all tools ought not to have."""
    found = []
    for reason in sorted(set(reasons)):
        if any(re.match(pattern, reason) for pattern in TOOL):
            found += [f"not on a machine where the run installs it: {reason}"] if bare else []
        elif not any(re.match(pattern, reason) for pattern in [*NOTHING_TO_TEST, *MACHINE]):
            found.append(f"not listed in tests/skips.py: {reason}")
    return found


def reasons_of(reporter: pytest.TerminalReporter) -> list[str]:
    """The reasons of all skips of this run."""
    told = [report.longrepr for report in reporter.stats.get("skipped", [])]
    return [one[2].removeprefix("Skipped: ") for one in told if isinstance(one, tuple)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    wrong = faults(reasons_of(terminalreporter), "BARE_DEBIAN" in os.environ)
    if wrong:
        terminalreporter.section("skips that fail the run", red=True)
        for line in wrong:
            terminalreporter.line(line)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and exitstatus == 0 and faults(reasons_of(reporter), "BARE_DEBIAN" in os.environ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
