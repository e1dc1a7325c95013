"""Pages made for the tests, and a real browser to look at them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLES, make_runner

BEFORE, AFTER = SAMPLES / "incident" / "before.iptb", SAMPLES / "incident" / "after.iptb"
SIZES = {"wide": (1280, 900), "phone": (400, 800)}


@dataclass
class Opened:
    """A page in the browser; what its console said, and what it asked the network for."""

    page: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's browser, without a window."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        # root has no sandbox of its own, and /dev/shm is small in containers
        flags = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def look(chromium: Any) -> Iterator[Callable[..., Opened]]:
    """Open a file in a context of its own: look(path, size="phone", theme="dark")."""
    contexts = []

    def opened(path: Path, *, size: str = "wide", theme: str = "light", script: bool = True) -> Opened:
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, java_script_enabled=script
        )
        contexts.append(context)
        found = Opened(context.new_page())
        found.page.on("console", lambda message: found.said.append(message.text))
        found.page.on("pageerror", lambda error: found.said.append(str(error)))
        found.page.on("request", lambda request: found.asked.append(request.url))
        found.page.goto(path.as_uri())
        if script:
            found.page.wait_for_selector("html[data-ready]", timeout=60_000)
        return found

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def make_page(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The page of some files, made once for all tests."""
    made: dict[tuple[str, ...], Path] = {}

    def page(*words: object, status: int = 0) -> Path:
        key = tuple(map(str, words))
        if key not in made:
            made[key] = tmp_path_factory.mktemp("page") / "report.html"
            with pytest.MonkeyPatch.context() as patch:
                done = make_runner(patch)("report", *words, "-o", made[key])
            assert (done.status, done.text) == (status, ""), done.err
        return made[key]

    return page
