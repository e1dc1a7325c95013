"""Make the man pages from the help of the commands: `make man`.

One page for iptblob and one for each command, in docs/man, from where the wheel takes them. ``--check`` writes nothing
and fails where a committed page is not what the help gives.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from iptblob.cli import COMMANDS, cli  # noqa: E402 - after the path to it
from iptblob.cli.fleet import FLEET_COMMANDS  # noqa: E402
from iptblob.version import __version__  # noqa: E402

MADE = '.\\" Made from the help by `make man`; do not edit.\n'
SPECIAL = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}
VERBATIM = "\b\n"  # how click marks a paragraph whose lines are not filled
STATUS = re.compile(r"\s*(Exit status: .*)", re.DOTALL)


def escaped(text: str) -> str:
    """Text as roff prints it, whatever it holds; no line of it is a request."""
    plain = "".join(
        SPECIAL.get(char, char if char.isascii() else f"\\[u{ord(char):04X}]") for char in text
    )  # fmt: skip
    return re.sub(r"^(?=[.'])", r"\\&", plain, flags=re.MULTILINE)


def bold(text: str) -> str:
    return f"\\fB{escaped(text)}\\fP"


def value(word: str) -> str:
    """A value's name; a long list of choices may be broken between them."""
    return f"\\fI{escaped(word)}\\fP".replace("|", "|\\:")


def commands(group: click.Group, context: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Every command below a group with its full name and a context of its own."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        own = click.Context(command, info_name=name, parent=context, max_content_width=100)
        yield own.command_path, command, own
        if isinstance(command, click.Group):
            yield from commands(command, own)


def pages() -> dict[str, str]:
    """File name -> roff text of every page."""
    top = click.Context(cli, info_name="iptblob", help_option_names=["-h", "--help"])
    every = [("iptblob", cli, top), *commands(cli, top)]
    names = [name for name, _, _ in every]
    return {
        f"{name.replace(' ', '-')}.1": page(name, command, context, names) for name, command, context in every
    }  # fmt: skip


def page(name: str, command: click.Command, context: click.Context, names: list[str]) -> str:
    """One page. What stands in ``\\b`` paragraphs are its examples."""
    filled, verbatim, status = [], [], ""
    for paragraph in re.split(r"\n{2,}", f"{inspect.cleandoc(command.help or '')}\n\n{command.epilog or ''}".strip()):
        if paragraph.startswith(VERBATIM):
            verbatim.append(paragraph.removeprefix(VERBATIM))
            continue
        found = STATUS.search(paragraph)
        status = found[1] if found else status
        text = STATUS.sub("", paragraph)
        filled += [text] if text else []
    lines = FLEET_COMMANDS if name.startswith("iptblob fleet ") else COMMANDS
    short = lines.get(name.rpartition(" ")[2], filled[0]).rstrip(".").replace("\n", " ")
    title = name.replace(" ", "-")
    parts = [
        MADE, f'.TH "{title.upper()}" "1" "" "iptblob {__version__}" "iptblob"\n.nh\n.ad l\n',
        f".SH NAME\n{escaped(title)} \\- {escaped(lowered(short))}\n",
        f".SH SYNOPSIS\n{bold(name)} {usage(command, context)}\n",
        ".SH DESCRIPTION\n" + ".PP\n".join(f"{escaped(text)}\n" for text in filled),
        options(command, context), below(command, name),
        f".SH EXIT STATUS\n{escaped(sentence(status.removeprefix('Exit status: ')))}\n" if status else "",
        "".join(f".{head}\n.nf\n{escaped(text)}\n.fi\n" for head, text in examples(verbatim)),
        ".SH SEE ALSO\n" + ",\n".join(reference(one) for one in related(name, names)) + "\n",
    ]  # fmt: skip
    return "".join(parts)


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """As the line of a NAME section begins."""
    return text[:1].lower() + text[1:]


def usage(command: click.Command, context: click.Context) -> str:
    pieces = command.collect_usage_pieces(context)
    return " ".join(f"\\fI{escaped(piece)}\\fP" for piece in pieces)


def options(command: click.Command, context: click.Context) -> str:
    """The options as --help has them; names bold, values in italics."""
    told = ""
    for param in command.get_params(context):
        record = param.get_help_record(context)
        if record is None or isinstance(param, click.Argument):
            continue  # what is said of arguments stands in the description
        names, text = record
        words = re.split(r"([ ,]+)", names)
        head = "".join(
            bold(word) if word.startswith("-") else word if not word.strip(" ,") else value(word) for word in words
        )
        told += f".TP\n{head}\n{escaped(text)}\n"
    return f".SH OPTIONS\n{told}" if told else ""


def below(command: click.Command, name: str) -> str:
    """The commands of a group, a line each."""
    if not isinstance(command, click.Group):
        return ""
    lines = COMMANDS if name == "iptblob" else FLEET_COMMANDS
    return ".SH COMMANDS\n" + "".join(
        f".TP\n{reference(f'{name} {one}')}\n{escaped(line)}\n" for one, line in lines.items()
    )


def examples(verbatim: list[str]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(verbatim):
        yield ("SH EXAMPLES" if number == 0 else "PP"), text


def related(name: str, names: list[str]) -> list[str]:
    """The page above, and those beside it that its help could have meant: all of them, for the first page."""
    if name == "iptblob":
        return [one for one in names if one.count(" ") == 1]
    above = name.rpartition(" ")[0]
    own = [one for one in names if one.startswith(f"{name} ")]
    return [*([above] if above != "iptblob" else []), "iptblob", *own]


def reference(name: str) -> str:
    return f"\\fB{escaped(name.replace(' ', '-'))}\\fP(1)"


def main(check: bool) -> int:
    """Write the pages, or say which are stale; pages of commands that are no more are taken away."""
    made = pages()
    old = {path.name: path.read_text() for path in HERE.glob("*.1")}
    stale = sorted(name for name in {*made, *old} if made.get(name) != old.get(name))
    if check:
        sys.stdout.write("".join(f"docs/man/{name} is not what the help gives: make man\n" for name in stale))
        return 1 if stale else 0
    for name in stale:
        if name in made:
            (HERE / name).write_text(made[name])
        else:
            (HERE / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
