"""The pages about learning in a real browser, on a phone and on a desk: they fit, and a keyboard will do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.learning_desk.conftest import (
    BASE,
    BETTER,
    HOME,
    MODELS,
    NOW,
    ModelEngine,
    as_colleague,
    example,
    proposed,
    talk,
    trained,
)
from tests.web.mine import served
from tests.web.staff.login import Made, in_database, make_account, sign_in
from web.review import examples
from web.review.models import ModelSwitch
from web.settings import Settings
from web.staff.people import Role

SIZES: list[ViewportSize] = [{"width": 360, "height": 740}, {"width": 1280, "height": 900}]
LONG = "mijn man heeft dementie en ik slaap al weken niet meer want hij loopt steeds naar buiten en " * 3
Open = Callable[[ViewportSize], Page]


@pytest.fixture
def account(database_url: str) -> Made:
    return make_account(database_url, Role.BEHEERDER, name="Anna")


@pytest.fixture
def waiting(database_url: str, account: Made) -> int:
    """One example in each place of the page; the one that waits for Anna."""
    here, anna = talk(database_url), as_colleague(account)
    bram = as_colleague(make_account(database_url, name="Bram"))
    mine = [proposed(database_url, anna, f"{LONG[:250]} {number}", talk_id=here) for number in range(3)]
    in_database(database_url, lambda session: examples.decide(session, mine[0], bram, True, "", NOW))
    in_database(database_url, lambda session: examples.decide(session, mine[1], bram, False, "Te lang", NOW))
    return proposed(database_url, bram, "Kan iemand het even van mij overnemen?", talk_id=here)


@pytest.fixture
def address(learning_settings: Settings, database_url: str, waiting: int, models: ModelEngine) -> Iterator[str]:
    trained(database_url)
    reasons = ["'geweld is gehoord' is 96,9% en was 97,0%. Bij gevaar mag niets slechter worden."]
    trained(database_url, f"reviewed-{'a' * 12}-{'d' * 12}", fits=False, why_not=reasons, examples=0, made_at=NOW)
    with served.running(learning_settings) as running:
        yield running


@pytest.fixture
def open_desk(browser: Browser, address: str, account: Made) -> Iterator[Open]:  # noqa: F811
    """Opens the desk, logged in. Nothing may be blocked by its own policy, and no script may fail."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def open_it(size: ViewportSize) -> Page:
        context = browser.new_context(viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        sign_in(page, address, account.email, account.password)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not wrong


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_every_page_fits_and_can_be_used_by_everybody(
    open_desk: Open, address: str, database_url: str, models: ModelEngine, size: ViewportSize
) -> None:
    page = open_desk(size)
    switch = ModelSwitch(at=NOW, who="Anna", name=BETTER, before=BASE)
    wrong: list[str] = []
    for number, path in enumerate([HOME, MODELS, MODELS]):
        if number == 2:
            models.serving = BETTER
            in_database(database_url, lambda session: session.add(switch))
        page.goto(f"{address}{path}")
        assert page.locator("h1").count() == 1, path
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            wrong.append(f"{path} is {wide} px too wide")
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=f"{shots}-{number}-{size['width']}.png", full_page=True)
        report = Axe().run(page)
        if report.violations_count:
            wrong.append(f"{path}: {report.generate_report()}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_an_example_is_approved_and_a_model_put_live_with_the_keyboard_alone(
    open_desk: Open, address: str, database_url: str, models: ModelEngine, waiting: int, size: ViewportSize
) -> None:
    page = open_desk(size)

    def press(words: str) -> None:
        """Tab to it, as who has no mouse would; the focus must be seen there."""
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.innerText?.replace(/\\s+/g, ' ').trim()").startswith(words):
                assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                with page.expect_navigation():
                    page.keyboard.press("Enter")
                return
        raise AssertionError(f"{words!r} cannot be reached with Tab")

    page.goto(f"{address}{HOME}")
    press("Afwijzen")
    expect(page.get_by_role("alert")).to_contain_text("Schrijf waarom")
    press("Goedkeuren")
    expect(page.get_by_role("status")).to_contain_text("Goedgekeurd")
    kept = example(database_url, waiting)
    assert kept
    assert kept.decided_name == "Anna"
    press("Modellen")
    press("Zet live")
    expect(page.get_by_text("Het model is live.")).to_be_visible()
    press("Zet terug")
    expect(page.get_by_text("Het vorige model is weer live.")).to_be_visible()
    assert models.put == [BETTER, BASE]
