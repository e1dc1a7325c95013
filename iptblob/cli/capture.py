"""`iptblob capture`: save the tables of this kernel, or of another host's."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from iptblob.cli.limit import Size, limit_of

if TYPE_CHECKING:
    from iptblob.capture.agent.tables import Options

CLEAN, INCOMPLETE = 0, 1
FAMILY_NAMES = ("ipv4", "ipv6", "arp")


class Duration(click.ParamType[float]):
    """Seconds, or a number with s, m or h."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = re.fullmatch(r"(\d{1,7}(?:\.\d{1,3})?)([smh]?)", str(value))
        seconds = float(found[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[found[2]] if found else 0.0
        if seconds < 0.1:
            self.fail(f"{value!r} is no time such as 30s, 5m or 1h", param, ctx)
        return seconds


_EXAMPLES = """\b
iptblob capture -o before.iptb
iptblob capture --all-netns --conntrack -o host.iptb
iptblob capture --host root@edge1 --sign KEY --case case.log
"""


@click.command(name="capture", epilog=_EXAMPLES)
@click.option("-o", "--output", metavar="FILE", help="File, folder, or - for standard output; with --every a folder.")
@click.option("--family", "families", type=click.Choice(FAMILY_NAMES), multiple=True, help="Only this family.")
@click.option("--table", "tables", multiple=True, help="Only this table; an error if it does not exist.")
@click.option("--autoload", is_flag=True, help="Let the kernel make missing tables: this changes the host.")
@click.option("--double", is_flag=True, help="Also record which bytes the kernel does not write.")
@click.option("--all-netns", is_flag=True, help="Every network namespace of the host.")
@click.option("--netns", multiple=True, metavar="NAME", help="This named network namespace (or path) instead.")
@click.option("--pid", "pids", type=click.IntRange(min=1), multiple=True, help="That of this process instead.")
@click.option("--conntrack", is_flag=True, help="The connection table too (large, personal): who is inside already.")
@click.option("--host", metavar="USER@HOST", help="Capture there, over ssh, leaving nothing behind.")
@click.option("--python", "interpreter", default="python3", show_default=True, help="With --host: what to run there.")
@click.option("--sign", "key", metavar="KEY", help="Sign with this ssh key: writes FILE.sig.")
@click.option("--case", "case", metavar="LOG", help="Append hash, time and host to this chained log.")
@click.option("--every", type=Duration(), help="Watch: look this often, keep what differs by more than counters.")
@click.option("--always", is_flag=True, help="With --every: keep every snapshot.")
@click.option("--keep", type=click.IntRange(min=1), metavar="N", help="With --every: at most N snapshots.")
@click.option("--keep-size", type=Size(), metavar="SIZE", help="With --every: at most SIZE (500K, 2G) in all.")
@click.option("--times", type=click.IntRange(min=1), metavar="N", help="With --every: stop after N looks.")
@limit_of("With --host: take as much from there (500M, 2G).  [default: 128M]")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.option("-q", "--quiet", is_flag=True, help="No summary line; warnings stay.")
def command(
    output: str | None,
    families: tuple[str, ...],
    tables: tuple[str, ...],
    autoload: bool,
    double: bool,
    all_netns: bool,
    netns: tuple[str, ...],
    pids: tuple[int, ...],
    conntrack: bool,
    host: str | None,
    interpreter: str,
    key: str | None,
    case: str | None,
    every: float | None,
    always: bool,
    keep: int | None,
    keep_size: int | None,
    times: int | None,
    force: bool,
    quiet: bool,
) -> int:
    """Save the tables of the running kernel, as it holds them, to a snapshot.

    Beside the legacy tables: nf_tables, addresses and routes as the kernel tells them by netlink.
    Without -o the file is HOST-UTCTIME.iptb in this folder.
    Only tables that exist are looked at: asking for a missing one would create it. Needs CAP_NET_ADMIN.
    Exit status: 0 complete, 1 something is missing or not coherent (the manifest says what), 2 nothing captured.
    """
    _refuse(output, key, case, host, every=every)
    import iptblob.capture.agent.basics  # noqa: F401 - loads hashlib, which may have something to say, before others do
    from iptblob.capture.agent.run import incomplete, summary
    from iptblob.capture.agent.structs import FAMILIES
    from iptblob.capture.agent.tables import Options

    if host and every:
        raise click.UsageError("--every watches this host; run it there")
    if (always or keep or keep_size or times) and not every:
        raise click.UsageError("--always, --keep, --keep-size and --times belong to --every")
    chosen = families or tuple(FAMILIES)
    options = Options(chosen, tables, autoload, double, all_netns, netns=netns, pids=pids, conntrack=conntrack)
    if every:
        from iptblob.capture.watch import Watch, watch

        plan = Watch(output or ".", every, always, keep, keep_size, times=times)
        return watch(options, plan, lambda path: _afterwards(path, key, case), _say)
    if host:
        from iptblob.capture.remote import capture_over_ssh

        path, size, manifest = capture_over_ssh(host, interpreter, options, output, force=force)
    else:
        path, size, manifest = _capture_here(options, output, force=force)
    _tell_if_stopped(path, key, case)
    _afterwards(path, key, case)
    for warning in manifest.get("warnings", ()):
        _say(f"warning: {warning}")
    if not quiet:
        line = f"{'standard output' if path == '-' else path}: {summary(manifest, size)}"
        (sys.stderr if path == "-" else sys.stdout).write(f"{_shown(line)}\n")
    return INCOMPLETE if incomplete(manifest) else CLEAN


def _refuse(output: str | None, key: str | None, case: str | None, host: str | None, *, every: float | None) -> None:
    if host is None and not sys.platform.startswith("linux"):
        raise click.UsageError("only on Linux: no other kernel has these tables (--host USER@HOST goes to one)")
    if "" in (key, case, host):
        raise click.UsageError("--sign needs a key, --case a file, --host a host")
    if output == "-" and (key or case or every):
        raise click.UsageError("--sign, --case and --every need a file, not standard output")


def _capture_here(options: Options, output: str | None, *, force: bool) -> tuple[str, int, dict[str, Any]]:
    import signal

    from iptblob.capture.agent.basics import CaptureError
    from iptblob.capture.agent.main import stop
    from iptblob.capture.agent.output import TAKEN, is_free
    from iptblob.capture.agent.run import capture, save
    from iptblob.errors import IptblobError

    if output is not None and not force and not is_free(output):
        raise IptblobError(TAKEN, file=output)
    if output == "-" and sys.stdout.isatty():
        raise IptblobError("a snapshot is binary: not written to a terminal", hint="give a file, or pipe it")
    signal.signal(signal.SIGTERM, stop)  # so that the partial file goes
    try:
        manifest, members = capture(options)
        path, size = save(manifest, members, output, force)
    except CaptureError as error:
        raise IptblobError(str(error)) from error
    return path, size, manifest


def _afterwards(path: str, key: str | None, case: str | None) -> None:
    """Sign and log a snapshot that was written: the bytes that are there now, read once."""
    if not key and not case:
        return
    from pathlib import Path

    from iptblob.capture.caselog import append_to_case
    from iptblob.capture.sign import sign

    data = Path(path).read_bytes()
    if key:
        sign(path, key, data)
    if case:
        append_to_case(case, path, data)


def _tell_if_stopped(path: str, key: str | None, case: str | None) -> None:
    """From here on SIGTERM ends with what is true now: the file is whole, what belongs beside it may be missing."""
    import signal

    from iptblob.errors import IptblobError

    wanted = " and ".join(word for word, given in (("its signature", key), ("its line in the case log", case)) if given)
    left = f"the snapshot is whole, {wanted} may be missing" if wanted else "the snapshot is whole"

    def stop(number: int, _frame: Any) -> None:
        raise IptblobError(f"stopped by signal {number}: {left}", file=path)

    signal.signal(signal.SIGTERM, stop)


def _say(line: str) -> None:
    sys.stderr.write(f"iptblob: {_shown(line)}\n")
    sys.stderr.flush()


def _shown(line: str) -> str:
    from iptblob.escape import Untrusted

    return Untrusted.of(line).shown
