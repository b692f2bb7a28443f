"""Usable by everybody: axe finds nothing, the keyboard reaches everything, nothing overflows on a small screen."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.widget.acting import choose_from_menu, field, focused, log, say
from tests.widget.conftest import Open
from tests.widget.fake_service import Service, problem, says, text
from tests.widget.samples import CARDS, CHOICES, CONTACT, LINKS, NOTICE, SAFETY, UNDERSTOOD

SIZES = [{"width": 360, "height": 640}, {"width": 1280, "height": 800}]


def clean(page: Page) -> None:
    """axe finds nothing to complain about, contrast included."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def whole_talk(page: Page, service: Service) -> None:
    """A talk in which every kind of message comes along."""
    service.turns = [
        says(text("Dit past misschien."), NOTICE, CARDS, CONTACT, LINKS, CHOICES, **UNDERSTOOD),
        says(SAFETY, text("Ben je nu veilig?"), **UNDERSTOOD),
        problem(429, "Even rustig aan", "Wacht even en probeer het dan opnieuw."),
    ]
    say(page, "ik zoek anderen")
    expect(page.get_by_role("button", name="Liever iets anders")).to_be_visible()
    say(page, "ik wil niet meer")
    expect(log(page)).to_contain_text("Ben je nu veilig?")
    say(page, "a" * 900)
    expect(page.get_by_text("Even rustig aan")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_axe_finds_nothing(open_page: Open, service: Service, size: dict[str, int], scheme: str) -> None:
    page = open_page(viewport=size, color_scheme=scheme)
    expect(page.get_by_role("button", name="Niet zo goed")).to_be_visible()
    clean(page)
    whole_talk(page, service)
    page.get_by_text("Dit heb ik begrepen").click()
    clean(page)
    page.get_by_role("button", name="Nu hulp nodig?").click()
    clean(page)
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("button", name="Eén stap terug")).to_be_in_viewport(ratio=1)
    clean(page)
    page.keyboard.press("Escape")
    choose_from_menu(page, "Wis mijn gesprek")
    clean(page)


@pytest.mark.parametrize("size", [{"width": 320, "height": 568}, {"width": 320, "height": 256}, *SIZES])
def test_nothing_sticks_out_sideways(open_page: Open, service: Service, size: dict[str, int]) -> None:
    page = open_page(viewport=size)
    whole_talk(page, service)
    page.get_by_text("Dit heb ik begrepen").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    wide: list[Any] = page.evaluate(
        """() => [...document.querySelector("wegwijs-chat").shadowRoot.querySelectorAll("*")]
            .filter((part) => part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1)
            .filter((part) => !part.matches(".sr, .who") && getComputedStyle(part).display !== "inline")
            .map((part) => `${part.localName}.${part.className}`)"""
    )
    assert wide == []


def test_on_a_phone_the_talk_has_most_of_the_screen_and_the_field_is_in_view(page: Page) -> None:
    expect(field(page)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Verstuur")).to_be_in_viewport(ratio=1)
    box = page.locator("wegwijs-chat").bounding_box()
    assert box and box["height"] > 640 / 2


def test_the_field_stays_in_view_beside_a_safety_card(page: Page, service: Service) -> None:
    whole_talk(page, service)
    page.get_by_text("Dit heb ik begrepen").click()
    expect(field(page)).to_be_in_viewport(ratio=0.9)
    expect(page.get_by_role("region", name="Hulp voor nu").get_by_role("link", name="Bel 113")).to_be_in_viewport(
        ratio=0.9
    )


def test_everything_one_taps_is_large_enough(page: Page, service: Service) -> None:
    whole_talk(page, service)
    page.get_by_text("Dit heb ik begrepen").click()
    small = page.evaluate(
        """() => [...document.querySelector("wegwijs-chat").shadowRoot.querySelectorAll("button, a, summary, textarea")]
            .map((part) => [part.textContent, part.getBoundingClientRect().height])
            .filter(([, height]) => height > 0 && height < 44)"""
    )
    assert small == []


def test_a_whole_talk_with_the_keyboard_alone(page: Page, service: Service) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(focused(page))
    assert reached == [
        "button Nu hulp nodig?",
        "button Menu",
        "div talk",
        "button Het gaat goed",
        "button Niet zo goed",
        "textarea input",
    ]
    service.turns = [says(text("Wat past?"), CHOICES)]
    page.keyboard.type("ik zoek hulp")
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text("Wat past?")
    assert focused(page) == "textarea input"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "button Liever iets anders"
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert focused(page) == "button Liever iets anders"


def test_what_was_understood_the_menu_and_the_pages_of_the_talk_are_reached_with_the_keyboard(
    page: Page, service: Service
) -> None:
    service.turns = [says(text("Dit kun je meenemen."), LINKS, **UNDERSTOOD)]
    say(page, "wat kan ik meenemen")
    expect(log(page).get_by_role("link", name="Mijn overzicht")).to_be_visible()
    for link in reversed(LINKS["links"]):
        page.keyboard.press("Shift+Tab")
        assert focused(page) == f"a {link['label']} (opent in een nieuw tabblad)"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "summary Dit heb ik begrepen"
    page.keyboard.press("Enter")
    reached = []
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(focused(page))
    assert reached == ["button Klopt niet"] * 4 + ["div talk"]
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "button Eén stap terug"
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text("Jij: Eén stap terug")
    assert focused(page) == "button Menu"
    assert service.sent()[-1]["choice"] == "talk:back"


def test_after_a_tap_the_next_choices_are_the_next_stop(page: Page, service: Service) -> None:
    service.turns = [says(text("Wat past?"), CHOICES)]
    page.get_by_role("button", name="Het gaat goed").focus()
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text("Wat past?")
    page.keyboard.press("Tab")
    assert focused(page) == "button Dit past"


def test_the_focus_is_never_lost_when_a_button_goes_away(page: Page, service: Service) -> None:
    service.turns = [problem(500, "Er ging iets mis", "Probeer het straks.")]
    say(page, "hallo")
    page.get_by_role("button", name="Probeer opnieuw").focus()
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert focused(page) != "nothing"
    choose_from_menu(page, "Wis mijn gesprek")
    page.keyboard.press("Escape")
    assert focused(page) == "button Menu"


def test_the_focus_can_be_seen(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    style, width = page.evaluate(
        """() => {
            const seen = getComputedStyle(document.querySelector("wegwijs-chat").shadowRoot.activeElement);
            return [seen.outlineStyle, parseFloat(seen.outlineWidth)];
        }"""
    )
    assert (style, width) == ("solid", 3)


@pytest.mark.parametrize("options", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}])
def test_it_works_with_the_visitors_own_settings(open_page: Open, service: Service, options: dict[str, str]) -> None:
    page = open_page(**options)
    whole_talk(page, service)
    page.get_by_text("Dit heb ik begrepen").click()
    assert page.evaluate("document.getAnimations().length") == 0


def test_the_talk_is_in_dutch_for_a_screen_reader(page: Page) -> None:
    assert page.locator("wegwijs-chat section.chat").get_attribute("lang") == "nl"
    expect(page.get_by_role("region", name="Wegwijs")).to_be_visible()
