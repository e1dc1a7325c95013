"""A snapshot whose comments, chains and sets want to be markup, scripts, Markdown, or something on a terminal."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Done

COMMENTS = (
    "</script><script>document.title='owned'</script>", "<img src=x onerror=document.title='owned'>",
    "<style>*{display:none}</style>", "--></textarea></title><svg onload=document.title='owned'>",
    "'\\\"><a href=javascript:alert(1)>x</a>", "&lt;b&gt; &amp; \u202e\u2066gnp.exe", "`code` ``` **bold** [x](http://e/)",
    "| a | b | <!-- -->", "${7*7} {{7*7}} {% raw %}",
)  # fmt: skip
CHAINS = ("<b>bold</b>", "a&b\"c'd", "x`y|z")


def hostile_rules() -> str:
    """Text for `iptblob build`."""
    lines = ["*filter", ":INPUT ACCEPT [0:0]", ":FORWARD ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]"]
    lines += [f":{_quoted(chain)} - [0:0]" if " " in chain else f":{chain} - [0:0]" for chain in CHAINS]
    lines += [f'-A INPUT -m comment --comment "{comment}" -j ACCEPT' for comment in COMMENTS]
    lines += [f"-A INPUT -j {_quoted(chain)}" for chain in CHAINS]
    return "\n".join([*lines, "COMMIT", ""])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def hostile_snapshot(folder: Path, run: object) -> Path:
    """The rules as a file of bytes."""
    text, made = folder / "hostile.rules", folder / "hostile.iptb"
    text.write_text(hostile_rules(), encoding="utf-8")
    done: Done = run("build", text, "--family", "ipv4", "-o", made)  # type: ignore[operator]
    assert done.status == 0, done.err
    return made
