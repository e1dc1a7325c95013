"""The bench of guests: ``python -m tests.guests COMMAND``.

    list                    kernels the mirror offers, and which are ready or measured
    renew [VERSION...]      fetch, boot and ask kernels, then write intervals and tables (default: all that are offered)
    fresh [VERSION...]      fresh payloads, compared with the verdicts (--seed, --count, --jobs)
    capture [VERSION...]    load rules in a guest, capture them there, compare `show` with the guest's save text
    footprint [VERSION...]  capture in a guest without nf_tables: nothing is loaded, and modprobe is asked for nothing
    cases                   write the small payloads again
    intervals               write iptblob/data/kernels.tsv from the answers
    tables                  write the tables of docs/validate.md
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from tests.guests import answers, build, capture, footprint, fresh, intervals, measure, packages, packs, tables
from tests.guests.cache import ready


def offered(_: list[str]) -> int:
    packages.update()
    have, known = set(ready()), {one.version for one in answers.stored()}
    for one in packages.kernels():
        state = [word for word, true in (("ready", one.version in have), ("measured", one.version in known)) if true]
        print(f"{one.version:10} {one.debian:24} {one.release:32} {' '.join(state)}")
    return 0


def renew(versions: list[str]) -> int:
    """Every kernel that was not asked yet, by itself: one that fails is named, and the others go on."""
    offers = {one.version: one for one in packages.kernels()}
    failed = 0
    for version in versions or list(offers):
        if measure.complete(version):
            continue
        try:
            if version not in ready():
                build.make(offers[version])
            found = measure.measure(version)
        except (KeyError, OSError, subprocess.CalledProcessError, SystemExit) as error:
            print(f"{version}: {'not offered' if isinstance(error, KeyError) else error}", file=sys.stderr)
            failed = 1
            continue
        answers.write(found)
        print(f"{version}: {found.facts['uname']}", flush=True)
    intervals.main()
    # the package has read its data already: the tables want another process
    return failed or subprocess.run([sys.executable, "-m", "tests.guests", "tables"], check=False).returncode


def _plain(done: Callable[[], object]) -> Callable[[list[str]], int]:
    def run(_: list[str]) -> int:
        done()
        return 0

    return run


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "list": offered, "renew": renew, "fresh": fresh.main, "capture": capture.main,
    "footprint": footprint.main, "cases": _plain(packs.renew),
    "intervals": _plain(intervals.main), "tables": _plain(tables.main),
}  # fmt: skip


def main() -> int:
    name, *rest = sys.argv[1:] or [""]
    if name not in COMMANDS:
        print(__doc__)
        return 2
    return COMMANDS[name](rest)


if __name__ == "__main__":
    sys.exit(main())
