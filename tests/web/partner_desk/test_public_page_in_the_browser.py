"""The page for the makers of a website in a real browser: on a phone, on a desk, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize, expect

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.partner_desk.conftest import ZORGGROEP, lay, see
from tests.web.partner_desk.test_public_page import count, link
from web.partners.counts import Happened

NOW = datetime.now(UTC)


@pytest.fixture
def path(database_url: str) -> str:
    lay(database_url)
    see(database_url, ZORGGROEP["origins"][0], widget="0123456789ab", mode="bubble")
    see(database_url, "https://test.elders.nl", allowed=False)
    count(database_url, "zorggroep", Happened("geopend"), Happened("gesprek"), times=64)
    count(database_url, "zorggroep", Happened("hulpvraag", "respijtzorg"), Happened("kaart"), times=31)
    return link(database_url)


@pytest.fixture
def address(path: str, settings_for: SettingsFor) -> Iterator[str]:
    with served.running(settings_for()) as running:
        yield running


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("size", [{"width": 360, "height": 640}, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_the_page_is_accessible_and_its_code_can_be_taken(
    browser: Browser,  # noqa: F811
    address: str,
    path: str,
    size: ViewportSize,
    scripts: bool,
) -> None:
    context = browser.new_context(viewport=size, java_script_enabled=scripts)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(address) else None)
    page.goto(address + path)
    expect(page.get_by_label("Code: in de pagina")).to_be_visible()
    page.get_by_text("Zonder script (iframe)", exact=True).click()
    expect(page.get_by_label("Code: zonder script (iframe)")).to_be_visible()
    if scripts:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.get_by_role("link", name="Altijd de nieuwste").click()
    code = page.get_by_label("Code: in de pagina")
    expect(code).not_to_have_value(re.compile("integrity"))
    expect(code).to_have_value(re.compile('<wegwijs-chat partner="zorggroep"'))
    assert context.cookies() == []
    assert wrong == []
    context.close()
