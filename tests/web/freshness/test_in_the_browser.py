"""What needs a look and the list of providers in a real browser, on a phone and on a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize, expect

from catalogue.links import findings
from catalogue.links.checker import Outcome
from catalogue.search import today_here
from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.common.instruments import view
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.providers.public import NOW, OURS, do, kept, link, make, ours
from tests.web.staff.login import make_account, sign_in

SIZES: list[ViewportSize] = [{"width": 360, "height": 640}, {"width": 1280, "height": 800}]
PATHS = (
    *(f"/bureau/controle?lijst={name}" for name in ("verouderd", "verlopen", "link", "nooit-getoond", "loopt-af")),
    "/bureau/aanbieders",
    "/bureau/aanbieders?naam=niemand",
)
DAY = timedelta(days=1)
MOVED = Outcome("verhuisd", "De site stuurt door naar een ander adres: https://www.nieuw.nl/" + "hulp-en-steun/" * 12)


@pytest.fixture
def address(database_url: str, settings_for: SettingsFor) -> Iterator[str]:
    today = today_here()
    make(
        database_url,
        ours("oud", title="Steungroep voor mantelzorgers van mensen met dementie", verified_on=today - 400 * DAY),
        ours("nooit", verified_on=None),
        ours("voorbij", verified_on=today, valid_to=today - DAY),
        ours("bijna", verified_on=today, valid_to=today + DAY),
        view("los", provider="Stichting Mantelzorgondersteuning Gelderse Vallei en omstreken", verified_on=today),
    )
    do(database_url, lambda session: findings.keep(session, "https://www.voorbeeld.nl/hulp", ["los"], MOVED, NOW))
    link(database_url)
    with served.running(settings_for(smtp_url="smtp://127.0.0.1:1")) as running:
        yield running


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_the_pages_are_accessible_and_work(
    browser: Browser,  # noqa: F811
    address: str,
    database_url: str,
    size: ViewportSize,
) -> None:
    context = browser.new_context(viewport=size)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
    page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(address) else None)
    sign_in(page, address, make_account(database_url).email)
    for path in PATHS:
        page.goto(address + path)
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
    page.goto(f"{address}/bureau/controle")
    page.get_by_label("Steungroep voor mantelzorgers van mensen met dementie kiezen").check()
    days = {today_here()}
    page.get_by_role("button", name="Nagekeken: klopt nog").click()
    expect(page.get_by_text("1 record is nagekeken.")).to_be_visible()
    assert kept(database_url, "oud").view.verified_on in days | {today_here()}  # it may be midnight meanwhile
    page.goto(f"{address}/bureau/aanbieders")
    page.get_by_role("button", name=f"Trek link in voor {OURS}").click()
    expect(page.get_by_text(f"{OURS}: De link is ingetrokken en werkt niet meer.")).to_be_visible()
    page.get_by_role("button", name=f"Maak link voor {OURS}").click()
    expect(page.get_by_label("Link, werkt tot en met")).to_have_value(re.compile("/aanbieder/.{40}"))
    page.wait_for_load_state()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert wrong == []
    context.close()
