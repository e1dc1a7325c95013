"""The source distribution is the project: nothing that its pages link to is missing."""

from __future__ import annotations

import posixpath
import re
import tarfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")


@pytest.fixture(scope="module")
def members(dist: Path) -> dict[str, bytes]:
    """Content by path, without the folder everything is in."""
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        files = [member for member in archive.getmembers() if member.isfile()]
        return {member.name.partition("/")[2]: archive.extractfile(member).read() for member in files}  # type: ignore[union-attr]


def links(page: str, text: str) -> set[str]:
    """Paths that a page links to, from the root of the project."""
    found = re.findall(r"\]\(([^)#]+)[^)]*\)", text)
    return {posixpath.normpath(posixpath.join(posixpath.dirname(page), link)) for link in found if "://" not in link}


def test_what_the_pages_link_to_is_there(members: dict[str, bytes]) -> None:
    pages = [name for name in members if name in PAGES or re.fullmatch(r"docs/[^/]+\.md", name)]
    assert set(PAGES) <= set(pages)
    wanted = {link for page in pages for link in links(page, members[page].decode())}
    assert len(wanted) > 10
    there = {str(folder) for name in members for folder in (Path(name), *Path(name).parents)}
    assert wanted - there == set()


@pytest.mark.parametrize("folder", ["iptblob", "ksy", "samples", "tests", "docs", ".ci"])
def test_whole_folders_are_there(folder: str, members: dict[str, bytes]) -> None:
    passing = {"__pycache__", "node_modules"}
    here = {path for path in (ROOT / folder).rglob("*") if path.is_file() and not passing & set(path.parts)}
    missing = {str(path.relative_to(ROOT)) for path in here} - set(members)
    assert missing == set()


def test_nothing_made_by_running_is_there(members: dict[str, bytes]) -> None:
    assert not [name for name in members if re.search(r"__pycache__|node_modules|\.venv|\.pyc$", name)]


def test_recipes_can_still_be_run(dist: Path) -> None:
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        scripts = [member for member in archive.getmembers() if member.name.endswith((".sh", ".ci/run"))]
    assert len(scripts) > 10
    run_alone = [member for member in scripts if not member.name.endswith(("demo.sh", "install.sh"))]
    for member in run_alone:
        name = member.name.partition("/")[2]
        assert bool(member.mode & 0o100) == bool((ROOT / name).stat().st_mode & 0o100), name
