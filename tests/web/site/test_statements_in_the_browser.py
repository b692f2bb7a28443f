"""`/privacy` and `/toegankelijkheid` in a real browser: for everybody, on a phone and on a desk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from web.site.statements import NAMES

SIZES: dict[str, ViewportSize] = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}
SHOTS = os.environ.get("WEGWIJS_SHOTS")
"""A folder for pictures of the pages, for who wants to look at them."""


@pytest.fixture
def address(settings_for: SettingsFor) -> Iterator[str]:
    with served.running(settings_for()) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_a_statement_can_be_read_by_everybody(
    browser: Browser,  # noqa: F811
    address: str,
    name: str,
    size: str,
    scheme: Any,
) -> None:
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme, java_script_enabled=True)
    wrong: list[str] = []
    asked: set[str] = set()
    page = context.new_page()
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: asked.add(request.url))
    page.goto(f"{address}/{name}")
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{size}-{scheme}.png", full_page=True)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert all(url.startswith(f"{address}/") for url in asked)
    assert context.cookies() == []
    assert wrong == []
    context.close()
