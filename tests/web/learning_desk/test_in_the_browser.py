"""The pages about learning in a real browser, on a phone and on a desk: they fit, and a keyboard will do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

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
from tests.web.staff.login import Made, in_database, make_account
from tests.web.staff.pages import SIZES, Open, opening, shoot, tab_to, troubles
from web.review import examples
from web.review.models import ModelSwitch
from web.settings import Settings
from web.staff.people import Role

LONG = "mijn man heeft dementie en ik slaap al weken niet meer want hij loopt steeds naar buiten en " * 3


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
    with opening(browser, address, account) as open_it:
        yield open_it


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
        shoot(page, f"{number}-{size['width']}")
        wrong += troubles(page, path)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_an_example_is_approved_and_a_model_put_live_with_the_keyboard_alone(
    open_desk: Open, address: str, database_url: str, models: ModelEngine, waiting: int, size: ViewportSize
) -> None:
    page = open_desk(size)

    def press(words: str) -> None:
        """Tab to it, as who has no mouse would; the focus must be seen there."""
        tab_to(page, lambda said: said.startswith(words), words, most=120)
        with page.expect_navigation():
            page.keyboard.press("Enter")

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
