"""The desk for websites in a real browser: on a phone and on a desk, with the keyboard, and with the real widget."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.partner_desk.conftest import HOME, ZORGGROEP, found, lay, see
from tests.web.staff.login import Made, make_account, sign_in
from tests.web.staff.pages import SIZES, Open, opening, tab_to, troubles
from web.staff.people import Role

SITE = f"{HOME}/website/zorggroep"
PATHS = [
    HOME,
    f"{HOME}/nieuw",
    SITE,
    f"{SITE}?manier=bubble&uiterlijk=huisstijl&versie=nieuwste",
    f"{SITE}?manier=frame",
    f"{SITE}/wijzigen",
    f"{SITE}/zet/uit",
]


@pytest.fixture
def address(settings_for: SettingsFor, database_url: str) -> Iterator[str]:
    lay(database_url)
    lay(database_url, key="uit", name="Gemeente die nog niet begint", origins=[], on=False, region=None)
    see(database_url, "https://www.zorggroep.nl", widget="0123456789ab", mode="bubble")
    see(database_url, "https://een-lange-naam-van-een-website-die-niet-op-de-lijst-staat.example", allowed=False)
    with served.running(settings_for()) as running:
        yield running


@pytest.fixture
def account(database_url: str) -> Made:
    return make_account(database_url, Role.BEHEERDER, name="Anna")


@pytest.fixture
def open_desk(browser: Browser, address: str, account: Made) -> Iterator[Open]:  # noqa: F811
    with opening(browser, address, account, permissions=["clipboard-read", "clipboard-write"]) as open_it:
        yield open_it


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_every_page_fits_and_can_be_used_by_everybody(open_desk: Open, address: str, size: ViewportSize) -> None:
    page = open_desk(size)
    wrong: list[str] = []
    for number, path in enumerate(PATHS):
        page.goto(f"{address}{path}")
        assert page.locator("h1").count() == 1, path
        if shots := os.environ.get("SHOTS"):
            page.locator("h1").scroll_into_view_if_needed()
            for frame in page.locator("iframe:visible").all():
                frame.scroll_into_view_if_needed()
                page.wait_for_timeout(700)
            page.screenshot(path=f"{shots}-{number}-{size['width']}.png", full_page=True)
        wrong += troubles(page, path)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_a_website_is_made_and_its_code_copied_with_the_keyboard_alone(
    open_desk: Open, address: str, database_url: str, size: ViewportSize
) -> None:
    page = open_desk(size)
    page.goto(f"{address}{HOME}")

    def go_to(name: str, role: str = "link") -> None:
        """Tab to it, as who has no mouse would; the focus must be seen there."""
        tab_to(page, lambda said: said == name, name)

    go_to("Nieuwe website")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nieuw")
    page.get_by_label("Naam (verplicht)").focus()
    page.keyboard.type("Huisartsen Ermelo")
    page.get_by_label("Websites").focus()
    page.keyboard.type("https://huisartsen.nl/praktijk")
    page.keyboard.press("Tab")
    go_to("Bewaren", "button")
    page.keyboard.press("Enter")
    error = page.get_by_role("link", name="Websites: https://huisartsen.nl/praktijk")
    expect(error).to_be_visible()
    page.wait_for_load_state()
    error.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Websites")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("https://huisartsen.nl")
    go_to("Bewaren", "button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/website/huisartsen-ermelo?gedaan=gemaakt")
    assert found(database_url, "huisartsen-ermelo").origins == ("https://huisartsen.nl",)
    go_to("Knop in de hoek")
    page.keyboard.press("Enter")
    page.wait_for_url("**manier=bubble**")
    go_to("Kopieer Code: knop in de hoek", "button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Gekopieerd")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("Code: knop in de hoek").input_value()
    assert 'mode="bubble"' in copied


@pytest.mark.parametrize("mode", ["inline", "bubble", "page", "frame"])
def test_the_preview_plays_a_talk_with_the_real_widget_and_asks_the_service_nothing(
    open_desk: Open, address: str, mode: str
) -> None:
    page = open_desk(SIZES[1])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    for theme in ("wegwijs", "rustig", "helder", "huisstijl"):
        page.goto(f"{address}{SITE}?manier={mode}&uiterlijk={theme}#voorbeeld")
        frame = page.frame_locator("iframe[title='Voorbeeld op een groter scherm']")
        if mode == "bubble":
            frame.locator("wegwijs-chat").get_by_role("button").first.click()
        expect(frame.get_by_text(ZORGGROEP["greeting"])).to_be_visible()
        expect(frame.get_by_role("heading", name=ZORGGROEP["heading"])).to_be_visible()
        frame.get_by_role("button", name="Toon een contact").click()
        expect(frame.get_by_role("log").get_by_text("Van: Steunpunt Ermelo")).to_be_visible()
        if (shots := os.environ.get("SHOTS")) and mode != "frame":
            page.screenshot(path=f"{shots}-voorbeeld-{mode}-{theme}.png")
    assert asked == []


def test_the_preview_shows_a_chat_that_is_off_and_has_no_website_yet(open_desk: Open, address: str) -> None:
    page = open_desk(SIZES[0])
    page.goto(f"{address}{HOME}/website/uit#voorbeeld")
    frame = page.frame_locator("iframe[title='Voorbeeld op een telefoon']")
    expect(frame.get_by_text("Hoe gaat het met je?")).to_be_visible()
    frame.get_by_role("button", name="Toon de kaart bij gevaar").click()
    expect(frame.get_by_text("Bel 113").locator("visible=true").first).to_be_visible()


def test_without_script_the_code_can_be_selected_and_no_dead_button_stands_there(
    browser: Browser,  # noqa: F811
    address: str,
    account: Made,
) -> None:
    context = browser.new_context(viewport=SIZES[0], java_script_enabled=False)
    page = context.new_page()
    sign_in(page, address, account.email, account.password)
    page.goto(f"{address}{SITE}")
    expect(page.get_by_label("Code: in de pagina")).to_be_visible()
    expect(page.get_by_role("button", name="Kopieer")).to_have_count(0)
    page.get_by_role("link", name="Uitzetten").click()
    page.get_by_role("button", name="Zet de chat uit").click()
    expect(page.get_by_text("De chat staat uit.")).to_be_visible()
    context.close()
