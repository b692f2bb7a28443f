"""Quality in a real browser: on a phone and on a desk, for who may read talks and for who may not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.quality_desk.talks import EXPORT, HOME, Laid, put_all
from tests.web.quality_desk.test_page import DANGER, LOST
from tests.web.staff.login import make_account, sign_in
from tests.web.staff.pages import SIZES, opening, shoot, troubles
from tests.web.talk_desk.transcripts import said
from web.staff.people import Role

PATHS = [HOME, f"{HOME}?weken=4&behoefte=respijtzorg", f"{HOME}?website=bestaat-niet", EXPORT, f"{EXPORT}?van=x&tot=y"]
TALKS = [
    *[Laid((DANGER, LOST), verdicts=[("anna", True), ("bob", "crisis")], score=1)] * 12,
    *[Laid(verdicts=[("anna", True), ("bob", True)], score=3, reviewed=True)] * 15,
    *[Laid((said("hm", "geld_en_regelingen", 0.4),), verdicts=[("anna", "praktische_hulp")], weeks_ago=1)] * 11,
]


@pytest.fixture
def address(settings_for: SettingsFor, database_url: str) -> Iterator[str]:
    put_all(database_url, TALKS)
    with served.running(settings_for()) as running:
        yield running


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
@pytest.mark.parametrize("role", [Role.MEDEWERKER, Role.KETENREGISSEUR])
def test_every_page_fits_and_can_be_used_by_everybody(
    browser: Browser,  # noqa: F811
    address: str,
    database_url: str,
    role: Role,
    size: ViewportSize,
) -> None:
    wrong: list[str] = []
    with opening(browser, address, make_account(database_url, role)) as open_it:
        page = open_it(size)
        for number, path in enumerate(PATHS):
            if EXPORT in path and role is not Role.MEDEWERKER:
                continue
            page.goto(f"{address}{path}")
            assert page.locator("h1").count() == 1, path
            shoot(page, f"{role.value}-{number}-{size['width']}")
            wrong += troubles(page, path)
    assert not wrong, "\n".join(wrong)


def test_a_period_is_chosen_and_a_file_taken_without_script(
    browser: Browser,  # noqa: F811
    address: str,
    database_url: str,
) -> None:
    context = browser.new_context(viewport=SIZES[0], java_script_enabled=False)
    page = context.new_page()
    account = make_account(database_url)
    sign_in(page, address, account.email, account.password)
    page.goto(f"{address}{HOME}")
    page.get_by_label("Periode").select_option("26")
    page.get_by_role("button", name="Bekijken").click()
    page.wait_for_url("**weken=26**")
    page.get_by_role("link", name="Gesprekken als bestand").click()
    expect(page.get_by_role("heading", name="38 gesprekken")).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").click()
    assert started.value.suggested_filename.startswith("wegwijs-gesprekken-")
    context.close()
