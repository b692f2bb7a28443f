"""The pages of a provider in a real browser, on a phone and on a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize, expect

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.providers.public import link, make, ours


@pytest.fixture
def path(database_url: str) -> str:
    make(database_url, ours(), ours("oud", verified_on=None))
    return link(database_url)


@pytest.fixture
def address(path: str, settings_for: SettingsFor) -> Iterator[str]:
    with served.running(settings_for()) as running:
        yield running


@pytest.mark.parametrize("size", [{"width": 360, "height": 640}, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_the_pages_are_accessible_and_a_change_reaches_the_desk(
    browser: Browser,  # noqa: F811
    address: str,
    path: str,
    size: ViewportSize,
) -> None:
    context = browser.new_context(viewport=size)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
    page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(address) else None)
    for end in ("", "/aanbod/oud", "/aanbod/oud/weg", "/nieuw"):
        page.goto(address + path + end)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.goto(address + path)
    page.get_by_role("button", name=re.compile("^Dit klopt nog.*oud$")).click()
    expect(page.get_by_text("De datum van nakijken is nu vandaag")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Wijzigen.*oud$")).click()
    page.wait_for_url("**/aanbod/oud")  # with its script, which follows what is typed
    page.get_by_label("Titel").fill("Nieuwe naam")
    expect(page.frame_locator("iframe[name=voorbeeld]").get_by_text("Nieuwe naam")).to_be_visible()
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("wacht op een medewerker")).to_be_visible()
    assert context.cookies() == []
    assert wrong == []
    context.close()
