"""Keeping and erasing in a real browser: the pages fit and can be used by everybody, and erasing needs no script."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize, expect

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.staff.login import make_account, sign_in
from tests.web.talk_desk.test_wiping import HERE, lay_with_code


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_fit_and_a_talk_is_erased_without_a_script(
    browser: Browser,  # noqa: F811
    settings_for: SettingsFor,
    database_url: str,
    width: int,
) -> None:
    account = make_account(database_url)
    _, code = lay_with_code(database_url)
    with served.running(settings_for()) as address:
        context = browser.new_context(viewport=ViewportSize(width=width, height=800))
        page = context.new_page()

        def look(name: str) -> None:
            page.wait_for_load_state()  # without its style sheets a page looks otherwise
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{name} is {wide} px too wide"
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            if shots := os.environ.get("SHOTS"):
                page.screenshot(path=f"{shots}-{name}-{width}.png", full_page=True)

        sign_in(page, address, account.email, account.password)
        page.goto(f"{address}/bureau/gesprekken/bewaren")
        look("bewaren")
        page.goto(f"{address}{HERE}")
        look("wissen")
        page.get_by_label("De code").fill(code)
        page.get_by_role("button", name="Zoek het gesprek").click()
        expect(page.get_by_text("Is dit het gesprek?")).to_be_visible()
        look("zeker")
        page.get_by_role("button", name="Ja, wis dit gesprek").click()
        expect(page.get_by_text("Het gesprek is gewist")).to_be_visible()
        look("gewist")
        context.close()
