"""The chat in the page, in a bubble and as a whole page: it opens when asked and fits every screen."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.common.browser import PATIENCE
from tests.widget.acting import choose_from_menu, field, focused, log, say
from tests.widget.conftest import Open
from tests.widget.fake_service import OPENING, Reply, Service, says, text
from tests.widget.samples import CARDS, CHOICES, SAFETY, UNDERSTOOD
from tests.widget.sites import website

DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "reduced_motion": "reduce"}
LISTEN = """() => {
    window.told = [];
    for (const name of ["ready", "open", "close", "message", "safety", "ended"])
        document.addEventListener(`wegwijs:${name}`, () => window.told.push(name));
}"""
# A phone whose keyboard is as high as the test says; visualViewport is how a browser tells it.
KEYBOARD = """(() => {
    let free = null, top = 0, scale = 1;
    const own = (name, get) => Object.defineProperty(visualViewport, name, { configurable: true, get });
    own("height", () => free ?? document.documentElement.clientHeight);
    own("offsetTop", () => top);
    own("scale", () => scale);
    window.keyboard = (height, shift = 0, zoom = 1) => {
        [free, top, scale] = [height, shift, zoom];
        visualViewport.dispatchEvent(new Event("resize"));
    };
})()"""


def launcher(page: Page) -> Locator:
    """The button of a closed bubble."""
    return page.locator("wegwijs-chat .launcher")


def window(page: Page) -> Locator:
    """The open bubble."""
    return page.get_by_role("dialog", name="Wegwijs")


def box(part: Locator) -> dict[str, float]:
    """Where it stands on the screen."""
    place = part.bounding_box()
    assert place
    found = {side: float(place[side]) for side in ("x", "y", "width", "height")}
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


def outside(page: Page) -> str:
    """What has the focus on the page around the widget."""
    found: str = page.evaluate("document.activeElement.localName")
    return found


def until(page: Page, condition: str) -> None:
    """Wait until it holds; the policy of the page lets nothing wait inside it."""
    for _ in range(PATIENCE // 50):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def asked(service: Service) -> list[tuple[str, str]]:
    """What the widget asked of the service, but for what holds of the website."""
    return [(method, path) for method, path, _, _ in service.asked if not path.startswith("/api/v1/widget")]


def sideways(page: Page) -> list[str]:
    """Parts that are wider than their place."""
    found: list[str] = page.evaluate(
        """() => [document.documentElement, ...document.querySelector("wegwijs-chat").shadowRoot.querySelectorAll("*")]
            .filter((part) => part.clientWidth > 1 && part.scrollWidth > part.clientWidth + 1)
            .filter((part) => !part.matches(".sr, .who") && getComputedStyle(part).display !== "inline")
            .map((part) => `${part.localName}.${part.className}`)"""
    )
    return found


# The bubble


def test_a_closed_bubble_begins_no_talk(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), **DESK)
    expect(launcher(page)).to_be_in_viewport(ratio=1)
    expect(launcher(page)).to_have_accessible_name("Vraag hulp")
    page.wait_for_timeout(300)
    assert asked(service) == []
    expect(window(page)).to_be_hidden()
    assert outside(page) == "body"


def test_it_opens_with_the_keyboard_and_escape_gives_the_focus_back(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), **DESK)
    launcher(page).focus()
    page.keyboard.press("Enter")
    expect(window(page)).to_be_visible()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert focused(page) == "div talk"
    expect(launcher(page)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(window(page)).to_be_hidden()
    assert focused(page) == "button Verder praten"
    page.keyboard.press("Enter")
    expect(window(page)).to_be_visible()
    expect(log(page).locator(".item")).to_have_count(len(OPENING))
    assert asked(service) == [("POST", "/api/v1/sessions")]
    page.get_by_role("button", name="Sluit").click()
    expect(window(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()


def test_escape_closes_what_is_on_top_first(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), **DESK)
    launcher(page).click()
    choose_from_menu(page, "Wis mijn gesprek")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Wil je je gesprek wissen?")).to_be_hidden()
    expect(window(page)).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Eén stap terug")).to_be_hidden()
    expect(window(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(window(page)).to_be_hidden()


def test_beside_the_page_one_walks_in_and_out(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), **DESK)
    launcher(page).click()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    page.get_by_role("link", name="Naar de volgende pagina").focus()
    assert outside(page) == "a"
    page.mouse.move(300, 300)
    page.mouse.wheel(0, 400)
    until(page, "scrollY > 0")
    expect(window(page)).to_be_visible()


def test_an_open_bubble_stays_open_on_the_next_page_and_leaves_the_focus_alone(
    open_page: Open, service: Service
) -> None:
    website(service, 'mode="bubble"', path="/volgende")
    page = open_page(website(service, 'mode="bubble"'), **DESK)
    launcher(page).click()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    page.get_by_role("link", name="Naar de volgende pagina").click()
    page.wait_for_url("**/volgende")
    expect(window(page)).to_be_visible()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert outside(page) == "body"
    assert asked(service) == [("POST", "/api/v1/sessions"), ("GET", "/api/v1/messages")]


def test_a_bubble_that_was_closed_stays_closed_and_says_there_is_a_talk(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), **DESK)
    launcher(page).click()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    page.keyboard.press("Escape")
    page.reload()
    expect(launcher(page)).to_have_accessible_name("Verder praten")
    expect(window(page)).to_be_hidden()
    assert asked(service) == [("POST", "/api/v1/sessions")]
    launcher(page).click()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert asked(service)[-1] == ("GET", "/api/v1/messages")


def test_on_a_phone_it_fills_the_screen_and_the_page_behind_rests(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), **PHONE)
    page.evaluate("scrollTo(0, 200)")
    launcher(page).click()
    expect(field(page)).to_be_in_viewport(ratio=1)
    assert box(window(page)) == {"x": 0, "y": 0, "width": 360, "height": 640, "right": 360, "bottom": 640}
    page.mouse.move(180, 30)
    page.mouse.wheel(0, 300)
    for _ in range(20):
        page.keyboard.press("Tab")
        assert outside(page) in ("wegwijs-chat", "body"), "the focus went behind what fills the screen"
    assert page.evaluate("scrollY") == 200
    page.keyboard.press("Escape")
    expect(launcher(page)).to_be_focused()
    page.mouse.move(180, 300)
    page.mouse.wheel(0, 300)
    until(page, "scrollY > 200")


def test_a_phone_that_is_turned_keeps_the_talk_and_the_focus(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), **PHONE)
    launcher(page).click()
    field(page).fill("ik wil")
    page.set_viewport_size({"width": 1000, "height": 700})
    expect(window(page)).to_be_visible()
    until(page, "document.documentElement.style.overflow === ''")
    assert box(window(page))["width"] < 600
    assert focused(page) == "textarea input"
    page.set_viewport_size({"width": 360, "height": 640})
    until(page, "document.documentElement.style.overflow === 'hidden'")
    expect(field(page)).to_have_value("ik wil")
    assert box(window(page))["width"] == 360


def test_a_bubble_that_is_taken_away_leaves_the_page_as_it_was(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), **PHONE)
    launcher(page).click()
    expect(field(page)).to_be_visible()
    page.evaluate("document.querySelector('wegwijs-chat').remove()")
    page.mouse.move(180, 300)
    page.mouse.wheel(0, 300)
    until(page, "scrollY > 0")


def test_an_answer_behind_a_closed_bubble_is_told_on_its_button(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), **DESK)
    launcher(page).click()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    closed = threading.Event()
    service.turns = [Reply(says(text("Daar ben ik.")).body, when=closed)]
    say(page, "even wachten")
    page.keyboard.press("Escape")
    closed.set()
    expect(launcher(page)).to_have_accessible_name("Er is een antwoord")
    launcher(page).click()
    expect(page.get_by_text("Daar ben ik.")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(launcher(page)).to_have_accessible_name("Verder praten")


def test_a_safety_card_behind_a_closed_bubble_is_not_lost(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), **DESK)
    launcher(page).click()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    closed = threading.Event()
    service.turns = [Reply(says(SAFETY, text("Ben je nu veilig?")).body, when=closed)]
    say(page, "ik wil niet meer")
    page.keyboard.press("Escape")
    closed.set()
    expect(launcher(page)).to_have_accessible_name("Hulp voor nu")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Bel 113")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("region", name="Hulp voor nu")).to_be_focused()


def test_a_page_opens_and_closes_it_and_hears_about_it(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), scripts=[f"({LISTEN})()"], **DESK)
    until(page, "window.told.includes('ready')")
    page.evaluate("document.querySelector('wegwijs-chat').open()")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    page.evaluate("document.querySelector('wegwijs-chat').close()")
    expect(window(page)).to_be_hidden()
    page.evaluate("document.querySelector('wegwijs-chat').close()")
    assert page.evaluate("window.told") == ["ready", "open", "message", "message", "message", "close"]


# In the page, and as a whole page


def test_an_open_chat_is_ready_when_the_talk_is_there(open_page: Open, service: Service) -> None:
    page = open_page(website(service), scripts=[f"({LISTEN})()"], **DESK)
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert page.evaluate("window.told") == ["message", "message", "message", "ready"]
    page.evaluate("document.querySelector('wegwijs-chat').open()")
    page.evaluate("document.querySelector('wegwijs-chat').close()")
    expect(log(page)).to_be_visible()
    assert "open" not in page.evaluate("window.told")


def test_a_mode_that_does_not_exist_stands_in_the_page(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="zwevend"'), **DESK)
    expect(page.get_by_role("region", name="Wegwijs")).to_be_visible()
    expect(launcher(page)).to_have_count(0)


def test_another_mode_while_it_stands_there_keeps_the_talk(open_page: Open, service: Service) -> None:
    page = open_page(website(service), **DESK)
    say(page, "hallo")
    expect(log(page)).to_contain_text("Ik hoor je.")
    page.evaluate("document.querySelector('wegwijs-chat').setAttribute('mode', 'bubble')")
    expect(log(page)).to_be_hidden()
    launcher(page).click()
    expect(log(page)).to_contain_text("Ik hoor je.")
    page.evaluate("document.querySelector('wegwijs-chat').setAttribute('mode', 'page')")
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert [path for _, path in asked(service)].count("/api/v1/sessions") == 1


@pytest.mark.parametrize("options", [DESK, PHONE], ids=["desk", "phone"])
def test_a_whole_page_is_as_tall_as_the_screen(open_page: Open, service: Service, options: dict[str, Any]) -> None:
    page = open_page(website(service, 'mode="page"', text=""), **options)
    page.evaluate("document.querySelector('header').remove(); document.body.style.margin = 0")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    found = box(page.locator("wegwijs-chat .chat"))
    size = options["viewport"]
    assert (found["x"], found["y"], found["width"], found["height"]) == (0, 0, size["width"], size["height"])
    assert page.evaluate("document.documentElement.scrollHeight") <= size["height"]


@pytest.mark.parametrize("place", ["display: flex", "display: grid", "width: 300px", "display: inline-block"])
def test_it_fits_in_the_place_it_gets(open_page: Open, service: Service, place: str) -> None:
    page = open_page(website(service), **DESK)
    page.evaluate(
        """(style) => {
            const place = document.createElement("div");
            place.style.cssText = style;
            const chat = document.querySelector("wegwijs-chat");
            chat.before(place);
            place.append(chat);
        }""",
        place,
    )
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert 290 <= box(page.locator("wegwijs-chat .chat"))["width"] <= 1280
    assert sideways(page) == []


# Keyboards of phones


@pytest.mark.parametrize("mode", ["inline", "bubble", "page"])
def test_the_keyboard_of_a_phone_never_covers_the_field_nor_the_last_question(
    open_page: Open, service: Service, mode: str
) -> None:
    page = open_page(website(service, f'mode="{mode}"'), scripts=[KEYBOARD], **PHONE)
    if mode == "bubble":
        launcher(page).click()
    if mode == "page":
        page.evaluate("for (const part of document.querySelectorAll('header, main')) part.remove()")
    service.turns = [says(text("Waar heb je last van?"), CHOICES, **UNDERSTOOD)]
    say(page, "hallo")
    expect(log(page)).to_contain_text("Waar heb je last van?")
    field(page).tap()
    expect(field(page)).to_be_focused()
    page.evaluate("keyboard(340)")
    for part in (field(page), page.get_by_role("button", name="Dit past")):
        found = box(part)
        assert found["y"] >= 0 and found["bottom"] <= 340, part
    page.evaluate("keyboard(null)")
    expect(page.get_by_text("Dit heb ik begrepen")).to_be_visible()


@pytest.mark.parametrize("mode", ["bubble", "page"])
def test_it_follows_when_the_phone_shifts_what_is_seen(open_page: Open, service: Service, mode: str) -> None:
    page = open_page(website(service, f'mode="{mode}"', text=""), scripts=[KEYBOARD], **PHONE)
    if mode == "bubble":
        launcher(page).click()
    else:
        page.evaluate("document.querySelector('header').remove(); document.body.style.margin = 0")
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    page.evaluate("keyboard(340, 120)")
    found = box(page.locator("wegwijs-chat .chat"))
    assert (found["y"], found["bottom"]) == (120, 460)


def test_zooming_in_with_two_fingers_changes_nothing(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), scripts=[KEYBOARD], **PHONE)
    launcher(page).click()
    before = box(window(page))
    page.evaluate("keyboard(213, 50, 3)")
    assert box(window(page)) == before


# Zoom, letters, motion


def whole_talk(page: Page, service: Service) -> None:
    """A talk with most kinds of messages."""
    service.turns = [says(text("Dit past misschien."), CARDS, CHOICES, **UNDERSTOOD), says(SAFETY, text("Veilig?"))]
    say(page, "ik zoek anderen")
    expect(page.get_by_role("button", name="Liever iets anders")).to_be_attached()
    say(page, "ik wil niet meer")
    expect(log(page)).to_contain_text("Veilig?")


@pytest.mark.parametrize("mode", ["inline", "bubble", "page"])
@pytest.mark.parametrize("size", [(640, 400), (320, 256), (320, 568)], ids=["200", "400", "narrow"])
def test_at_every_zoom_all_of_it_can_be_reached(
    open_page: Open, service: Service, mode: str, size: tuple[int, int]
) -> None:
    page = open_page(website(service, f'mode="{mode}"'), viewport={"width": size[0], "height": size[1]})
    if mode == "bubble":
        launcher(page).click()
    whole_talk(page, service)
    assert sideways(page) == []
    for part in (
        page.get_by_text("Veilig?"),
        page.get_by_role("link", name="Bel 113"),
        field(page),
        page.get_by_role("button", name="Verstuur"),
        page.get_by_role("button", name="Nu hulp nodig?"),
        page.get_by_role("button", name="Menu"),
    ):
        part.scroll_into_view_if_needed()
        expect(part).to_be_in_viewport(ratio=0.9)


def letters(page: Page) -> float:
    """Height of the letters in px."""
    found: float = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('wegwijs-chat').shadowRoot.querySelector('.item')).fontSize)"
    )
    return found


@pytest.mark.parametrize("mode", ["inline", "bubble"])
def test_the_letters_grow_to_twice_the_size_and_nothing_sticks_out(
    open_page: Open, service: Service, mode: str
) -> None:
    page = open_page(website(service, f'mode="{mode}"'), viewport={"width": 320, "height": 568})
    if mode == "bubble":
        launcher(page).click()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    usual = letters(page)
    page.get_by_role("button", name="Menu").click()
    for _ in range(8):
        page.get_by_role("button", name="Groter").press("Enter")
    assert letters(page) == 2 * usual
    expect(page.get_by_role("button", name="Groter")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Escape")
    whole_talk(page, service)
    assert sideways(page) == []
    page.reload()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert letters(page) == 2 * usual
    page.get_by_role("button", name="Menu").click()
    for _ in range(8):
        page.get_by_role("button", name="Kleiner").press("Enter")
    assert usual * 0.8 < letters(page) < usual


def test_nothing_moves(open_page: Open, service: Service) -> None:
    looked = threading.Event()
    service.turns = [Reply(says(text("Klaar.")).body, when=looked)]
    page = open_page(website(service, 'mode="bubble"'), **{**DESK, "reduced_motion": "no-preference"})
    launcher(page).click()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    say(page, "hallo")
    page.get_by_text("denkt na").wait_for()
    assert page.evaluate("document.querySelector('wegwijs-chat').shadowRoot.getAnimations().length") == 0
    looked.set()
    expect(log(page)).to_contain_text("Klaar.")
