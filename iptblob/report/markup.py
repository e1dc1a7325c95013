"""HTML as a tree, so that no text can become markup: the serializer escapes whatever is text, and it is all there is.

The page runs nothing and loads nothing that is not in it: its one script and its one style sheet are named by their
hashes in a Content-Security-Policy, which comes before anything else in the head.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from xml.etree.ElementTree import Element, SubElement, tostring  # trees are made here, none is parsed # nosec B405

from iptblob.escape import visible
from iptblob.render.json.encode import dumps

Child = Element | str | None
LONG_WORD = 40
SCRIPTS = ("base", "list", "rules", "bytes", "way", "start")


def node(tag: str, *children: Child, **attributes: str | None) -> Element:
    """An element. Texts are made printable; ``cls`` is class, ``data_x`` is data-x, None leaves an attribute out."""
    made = Element(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set({"cls": "class", "for_": "for"}.get(name, name.replace("_", "-")), shown(value))
    fill(made, *children)
    return made


def fill(parent: Element, *children: Child) -> Element:
    """Put elements and texts behind what is in an element already."""
    for child in children:
        if child is None:
            continue
        if isinstance(child, Element):
            parent.append(child)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + shown(child)
        else:
            parent.text = (parent.text or "") + shown(child)
    return parent


def words(text: str) -> list[Child]:
    """The words of a rule; those with hyphens are kept on one line: ``--dport`` is no place to break."""
    return [
        node("span", word, cls="word") if "-" in word and len(word) < LONG_WORD else word
        for word in re.split(r"( +)", text) if word
    ]  # fmt: skip


def shown(text: str) -> str:
    """A text with nothing raw in it; one that is printable already stays what it is."""
    return visible(text.encode("utf-8", "surrogateescape"))


def page(title: str, body: Sequence[Element], data: Iterable[Mapping[str, object]]) -> str:
    """A document that stands alone. ``data`` is what the script shows on demand, each part packed for itself."""
    style, script = _asset("report.css"), _script()
    policy = (
        f"default-src 'none'; script-src 'sha256-{_digest(script)}'; style-src 'sha256-{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    root = node("html", lang="en")
    head = SubElement(root, "head")
    head.append(node("meta", charset="utf-8"))
    head.append(node("meta", http_equiv="Content-Security-Policy", content=policy))
    head.append(node("meta", name="viewport", content="width=device-width, initial-scale=1"))
    head.append(node("meta", name="color-scheme", content="light dark"))
    head.append(node("meta", name="referrer", content="no-referrer"))
    head.append(node("title", title))
    SubElement(head, "style").text = style
    inside = fill(SubElement(root, "body"), *body)
    for number, part in enumerate(data):
        SubElement(inside, "script", {"id": f"data-{number}", "type": "text/plain"}).text = packed(part)
    SubElement(inside, "script").text = script
    return "<!doctype html>\n" + tostring(root, encoding="unicode", method="html") + "\n"


def packed(data: Mapping[str, object]) -> str:
    """JSON, deflated, in base64: letters and digits, which end no element."""
    return base64.b64encode(zlib.compress(dumps(data).encode("ascii"), 9)).decode("ascii")


def _script() -> str:
    parts = "\n".join(_asset(f"{name}.js") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def _asset(name: str) -> str:
    return (resources.files("iptblob") / "data" / "report" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
