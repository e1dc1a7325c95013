"""What MkDocs needs to know of this repository: pages that stand outside of docs/, and links.

Pages keep the links that work where the repository is read; here they are turned to where the site has the same page.
A link to a file that is no page becomes its path.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = {
    "README.md": "index.md",
    "ARCHITECTURE.md": "project/architecture.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "SECURITY.md": "project/security.md",
    "CHANGELOG.md": "project/changelog.md",
    "samples/README.md": "project/samples.md",
}
LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
CODE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: Any) -> Files:
    for path, page in OUTSIDE.items():
        files.append(File.generated(config, page, content=(ROOT / path).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, *, page: Any, config: Any, files: Files) -> str:
    here = page.file.src_uri
    places = {place: path for path, place in OUTSIDE.items()}
    source = places.get(here, f"docs/{here}")
    parts = CODE.split(markdown)
    return "".join(part if part.startswith("```") else turned(part, source, here, files) for part in parts)


def turned(text: str, source: str, here: str, files: Files) -> str:
    """``text``, of the file ``source`` of the repository, with the links that it has as the page ``here``."""

    def replace(found: re.Match[str]) -> str:
        path, mark, anchor = found[2].partition("#")
        if not path or ":" in path:
            return found[0]
        aim = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        there = OUTSIDE.get(aim, aim.removeprefix("docs/"))
        if files.get_file_from_path(there) and (aim in OUTSIDE or aim.startswith("docs/")):
            return f"[{found[1]}]({posixpath.relpath(there, posixpath.dirname(here) or '.')}{mark}{anchor})"
        if not (ROOT / aim).exists():
            return found[0]  # the strict build refuses it
        return found[1] if found[1].strip("`") == aim else f"{found[1]} (`{aim}`)"

    return LINK.sub(replace, text)
