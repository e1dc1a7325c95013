"""The capture program's own command line."""

import argparse
import signal
import sys
from typing import Any, List, Optional, Tuple

from iptblob.capture.agent.basics import CaptureError, printable
from iptblob.capture.agent.container import left_behind
from iptblob.capture.agent.run import capture, incomplete, save, summary
from iptblob.capture.agent.structs import FAMILIES
from iptblob.capture.agent.tables import Options


def parse_arguments(arguments: List[str]) -> Tuple[Options, Optional[str], bool, bool]:
    """The command line of the agent: options and output."""
    parser = argparse.ArgumentParser(prog="iptblob-agent", description="Save this kernel's legacy iptables tables.")
    parser.add_argument("-o", "--output", help="file or folder, - for standard output (default if no terminal)")
    parser.add_argument("--family", action="append", choices=sorted(FAMILIES), default=[])
    parser.add_argument("--table", action="append", default=[], help="only this; an error if it is missing")
    parser.add_argument("--autoload", action="store_true", help="let the kernel make missing tables (changes the host)")
    parser.add_argument("--double", action="store_true", help="record too which bytes the kernel does not write")
    parser.add_argument("--all-netns", action="store_true", help="every network namespace of the host")
    parser.add_argument("--netns", action="append", default=[], metavar="NAME")
    parser.add_argument("--pid", action="append", default=[], type=int, help="the network namespace of this process")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")
    parser.add_argument("--conntrack", action="store_true", help="the connection table too: who is inside already")
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    given = parser.parse_args(arguments)
    output = given.output or (None if sys.stdout.isatty() else "-")
    families = tuple(given.family) or tuple(FAMILIES)
    chosen = (families, tuple(given.table), given.autoload, given.double)
    where = (given.all_netns, tuple(given.netns), tuple(given.pid))
    options = Options(*(chosen + where), conntrack=given.conntrack)
    return options, output, given.quiet, given.force


def stop(number: int, _frame: Any) -> None:
    raise CaptureError(f"stopped by signal {number}; {left_behind()}")


def main(arguments: List[str]) -> int:
    """Run as the agent; the exit status."""
    try:
        signal.signal(signal.SIGTERM, stop)
        options, output, quiet, force = parse_arguments(arguments)
        manifest, members = capture(options)
        path, size = save(manifest, members, output, force)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # all is done but to say so
    except (CaptureError, OSError, MemoryError) as error:
        print("iptblob-agent: " + printable(str(error) or type(error).__name__), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("iptblob-agent: interrupted; " + left_behind(), file=sys.stderr)
        return 130
    for warning in () if quiet else manifest["warnings"]:
        print("warning: " + printable(warning), file=sys.stderr)
    if not quiet:
        place = "standard output" if path == "-" else path
        print(printable(f"{place}: {summary(manifest, size)}"), file=sys.stderr)
    return 1 if incomplete(manifest) else 0
