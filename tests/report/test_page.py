"""The page as bytes: it loads nothing, runs only what its policy names, and text in it is text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from tests.conftest import Done
from tests.hostile.calls import RAW
from tests.report.conftest import AFTER, BEFORE
from tests.report.hostile import COMMENTS, hostile_snapshot

Iptblob = Callable[..., Done]


class Tree(HTMLParser):
    """Every element with its attributes, every text, and what stands in scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag if tag in self.raw else ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        (self.raw[self._inside] if self._inside else self.texts).append(data)


def test_the_policy_names_all_that_runs_and_nothing_is_loaded(make_page: Callable[..., Path]) -> None:
    tree = Tree(make_page(BEFORE, AFTER).read_text())
    policy = next(found["content"] for tag, found in tree.elements if found.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert next(at for at, (tag, _) in enumerate(tree.elements) if tag == "meta") < 4  # before style and script
    run = [text for text, (_, found) in zip(tree.raw["script"], scripts(tree), strict=True) if not found.get("type")]
    for text in (*run, *tree.raw["style"]):
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    assert len(run) == 1
    for tag, found in tree.elements:
        assert "style" not in found, tag
        assert not [name for name in found if name.startswith("on")], tag
        assert (found.get("href") or "#").startswith("#"), found
        assert "src" not in found, found


def scripts(tree: Tree) -> list[tuple[str, dict[str, str | None]]]:
    return [one for one in tree.elements if one[0] == "script"]


def test_the_data_is_letters_and_digits(make_page: Callable[..., Path]) -> None:
    tree = Tree(make_page(BEFORE, AFTER).read_text())
    data = [text for text, (_, found) in zip(tree.raw["script"], scripts(tree), strict=True) if found.get("type")]
    assert len(data) == 1 + 8  # what there is, and four tables of each file
    assert all(re.fullmatch(r"[A-Za-z0-9+/=]+", text) for text in data)
    assert {found.get("type") for _, found in scripts(tree)} == {"text/plain", None}


def test_hostile_text_makes_no_element(iptblob: Iptblob, tmp_path: Path) -> None:
    """The same tree, but for texts, whatever the comments say."""
    snapshot = hostile_snapshot(tmp_path, iptblob)
    done = iptblob("report", snapshot, AFTER, "--title", COMMENTS[0])
    tree = Tree(done.text)
    assert len([found for _, found in scripts(tree) if not found.get("type")]) == 1
    assert len(scripts(tree)) == 2 + len(re.findall(r"id=\"data-[1-9]", done.text))
    assert not {"img", "b", "textarea"} & {tag for tag, _ in tree.elements}
    shown = "".join(tree.texts)
    for comment in COMMENTS:
        plain = comment.replace("\\\\", "\\").split(" ")[0]
        assert plain in shown, comment
    assert not RAW.search(done.text.replace("\n", ""))


def test_hostile_text_stays_text_in_markdown(iptblob: Iptblob, tmp_path: Path) -> None:
    """Read by another program's reader of Markdown, it has the headings and blocks of a harmless one, and no HTML."""
    from markdown_it import MarkdownIt

    snapshot = hostile_snapshot(tmp_path, iptblob)
    text = iptblob("report", AFTER, snapshot, "--format", "markdown", "--title", COMMENTS[6]).text
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    every = [inner for token in tokens for inner in (token, *(token.children or ()))]
    assert not [one for one in every if one.type.startswith("html")]
    assert not [one for one in every if one.type in ("link_open", "image", "em_open")]
    code = "".join(one.content for one in every if one.type in ("code_inline", "fence"))
    for comment in COMMENTS[:4]:
        assert comment.split(" ")[0] in code, comment
    assert not RAW.search(text.replace("\n", ""))


def test_no_section_is_a_heading_alone(make_page: Callable[..., Path]) -> None:
    """Of one file, of two that differ, of one and itself."""
    for files in ((AFTER,), (BEFORE, AFTER), (AFTER, AFTER)):
        text = make_page(*files).read_text()
        assert not re.search(r"<section[^>]*><h2>[^<]*</h2></section>", text), files
        (links,) = re.findall(r"<nav[^>]*>(.*?)</nav>", text)
        assert text.count("<section") == links.count("<a")
