"""The command line: one module per command, loaded when it is called."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import sys
from typing import Any

import click

from iptblob.cli.account import open_account, settled
from iptblob.cli.progress import end_progress, start_progress
from iptblob.cli.terminal import allow_pager, finish_pager
from iptblob.errors import ClosedOutputError, IptblobError
from iptblob.nearest import nearest
from iptblob.version import __version__

# command -> one line for the overview; kept here so that `iptblob --help` loads nothing else
COMMANDS = {
    "capture": "Save the running kernel's tables to a snapshot.",
    "info": "Tell what is in a file: host, kernel, layout, tables.",
    "show": "Print tables as iptables-save does, as a tree or as JSON.",
    "inspect": "Show one rule as annotated hex, every byte explained.",
    "validate": "Say whether the kernel would accept a table, and why not.",
    "diff": "Say what changed between two files, by chain and rule.",
    "trace": "Say what happens to a packet, and which rule decides.",
    "reach": "Say which packets change their fate between two files.",
    "timeline": "Follow rules and counters over many snapshots.",
    "fleet": "Keep many hosts in one store; say which are odd; ask in SQL.",
    "report": "Write a page to look at and to send: one file, a pair, a series.",
    "verify": "Check that a snapshot is what was captured.",
    "agent": "Print the capture program for hosts where nothing can be installed.",
    "import": "Make a snapshot from what other tools left.",
    "build": "Compile rules as text to the bytes iptables would send.",
    "convert": "Write a table as another layout has it.",
    "redact": "Write a copy fit for a bug report: addresses and names replaced.",
    "minimize": "Shrink a rejected blob while the same check fails first.",
    "completion": "Print the completion script of a shell: bash, zsh or fish.",
    "help": "Print the help of a command.",
}
MODULES = {"import": "import_"}

UNWATCHED = frozenset(("capture", "agent", "completion", "help"))  # no progress: they tell it themselves, or are quick

READ_FAILED = 2
COMPLETING = "_IPTBLOB_COMPLETE"  # set by the scripts of `iptblob completion`


class LazyGroup(click.Group):
    """Knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if _exists(name)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS or not _exists(cmd_name):
            return None
        command: click.Command = importlib.import_module(_module(cmd_name)).command
        if COMPLETING in os.environ:
            from iptblob.cli.completing import offering

            return offering(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        _refuse_empty(args)
        if args[0] not in COMMANDS:
            raise click.UsageError(f"no command {args[0]!r}: {nearest(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, COMMANDS[name]) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _refuse_empty(args: list[str]) -> None:
    """An empty value is a variable that was not set, never "not asked"."""
    for at, word in enumerate(args):
        if word == "" or (word.startswith("--") and word.endswith("=")):
            before = word.rstrip("=") or next((one for one in args[at - 1 : at] if one.startswith("-")), "")
            raise click.UsageError(f"{before}: the value is empty" if before else "an argument is empty")


def _module(name: str) -> str:
    return f"iptblob.cli.{MODULES.get(name, name)}"


def _exists(name: str) -> bool:
    return importlib.util.find_spec(_module(name)) is not None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--no-pager", is_flag=True, help="Print long output to the terminal as it is: through no pager.")
@click.version_option(__version__, "-V", "--version", message="iptblob %(version)s")
def cli(no_pager: bool) -> None:
    """Read, check and compare the binary tables of legacy iptables.

    Exit status: 0 clean or equal, 1 findings or differences, 2 could not read, or wrong usage.
    """
    name = click.get_current_context().invoked_subcommand or ""
    allow_pager("" if no_pager else name)
    if name not in UNWATCHED:
        start_progress(name)


def main(arguments: list[str] | None = None) -> None:
    """Entry point: every failure is one line on standard error and exit status 2."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy starts threads for linear algebra; there is none here
    _open_streams()
    gc.disable()  # a command builds what it needs once: looking for garbage in it only costs time
    status = run(arguments)
    end_progress()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        status = status or READ_FAILED
    finish_pager()
    os._exit(status)  # nor is there a reason to free a large table piece by piece


def _open_streams() -> None:
    """Give a process whose standard streams were closed others, that lead nowhere: no answer hangs on them, and no
    file that is opened gets their numbers."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open till the end


def run(arguments: list[str] | None = None) -> int:  # noqa: PLR0911 - one return per kind of failure
    """Run a command and return its exit status."""
    open_account()
    try:
        return settled(_invoke(arguments))
    except IptblobError as error:
        return _fail(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stderr.write(f"{error.format_message()}\n")
        return READ_FAILED
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        hint = f" (see '{context.command_path} --help')" if context else ""
        return _fail(f"{error.format_message()}{hint}")
    except (KeyboardInterrupt, click.Abort):
        return 130
    except (BrokenPipeError, ClosedOutputError):
        finish_pager()
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at exit
        return 0
    except OSError as error:
        return _fail(f"{error.filename or 'input or output'}: {error.strerror or error}")
    except MemoryError:
        return _fail("not enough memory for this input")
    except ImportError as error:  # a file of the program itself cannot be read
        return _fail(f"{error.name or 'a module'} cannot be loaded: {error}")


def _invoke(arguments: list[str] | None) -> int:
    result: Any = cli.main(arguments, prog_name="iptblob", standalone_mode=False)
    sys.stdout.flush()
    return result if isinstance(result, int) else 0


def _fail(message: str) -> int:
    from iptblob.escape import visible

    end_progress()
    line = visible(message.replace("\n", " ").encode("utf-8", "surrogateescape"))
    sys.stderr.write(f"iptblob: {line}\n")
    return READ_FAILED
