"""Usable by everybody: axe finds nothing, the keyboard reaches everything, nothing overflows on a small screen."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.widget.acting import begun, choose_from_menu, field, focused, log, say
from tests.widget.conftest import Open
from tests.widget.fake_service import Service, problem, says, text
from tests.widget.fake_voice import FRANK, ear, voices
from tests.widget.samples import CARDS, CHOICES, CONTACT, LINKS, NOTICE, SAFETY, UNDERSTOOD
from tests.widget.sites import website

THEMES = ("wegwijs", "rustig", "helder", "huisstijl")
SIZES = [{"width": 360, "height": 640}, {"width": 1280, "height": 800}]


def clean(page: Page, where: str = "") -> None:
    """axe finds nothing to complain about, contrast included."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{where}: {found.generate_report()}"


def site(open_page: Open, service: Service, mode: str, **options: Any) -> Page:
    """A page of a website with an open chat in this mode, in a browser that can speak and listen."""
    path = website(service, f'mode="{mode}"', text="<p>Hier staat wat de praktijk doet.</p>")
    page = open_page(path, scripts=(voices(FRANK), ear()), **options)
    if mode == "bubble":
        page.get_by_role("button", name="Vraag hulp").click()
    begun(page)
    return page


def skip_to_the_talk(page: Page) -> None:
    """Follow the first link of the page, 'Naar het gesprek'."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#gesprek")


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


@pytest.mark.parametrize("mode", ["inline", "bubble", "page"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_in_any_mode_and_theme_light_or_dark(
    open_page: Open, service: Service, mode: str, width: int
) -> None:
    page = site(open_page, service, mode, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    whole_talk(page, service)
    page.get_by_role("button", name="Menu").click()
    for theme in THEMES:
        page.evaluate("(theme) => document.querySelector('wegwijs-chat').setAttribute('theme', theme)", theme)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            clean(page, f"{theme} {scheme}")


def test_axe_finds_nothing_at_a_closed_bubble(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'))
    for theme in THEMES:
        page.evaluate("(theme) => document.querySelector('wegwijs-chat').setAttribute('theme', theme)", theme)
        clean(page, theme)


def test_axe_finds_nothing_where_colours_are_the_visitors_own(open_page: Open, service: Service) -> None:
    page = site(open_page, service, "inline", forced_colors="active")
    whole_talk(page, service)
    clean(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_axe_finds_nothing_in_what_opens(open_page: Open, service: Service, size: dict[str, int], scheme: str) -> None:
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
            .filter((part) => !part.matches(".sr, .who, .hint") && getComputedStyle(part).display !== "inline")
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


def test_a_whole_talk_with_the_keyboard_alone(open_page: Open, service: Service) -> None:
    page = open_page(scripts=(voices(FRANK), ear()))
    begun(page)
    skip_to_the_talk(page)
    reached = []
    for _ in range(10):
        page.keyboard.press("Tab")
        reached.append(focused(page))
    assert reached == [
        "button Nu hulp nodig?",
        "button Menu",
        "div talk",
        "a Privacy bij Wegwijs (opent in een nieuw tabblad)",
        "button Het gaat goed",
        "button Niet zo goed",
        "button Luister",
        "button Spreek",
        "textarea input",
        "button Verstuur",
    ]
    page.keyboard.press("Shift+Tab")
    service.turns = [says(text("Wat past?"), CHOICES)]
    page.keyboard.type("ik zoek hulp")
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text("Wat past?")
    assert focused(page) == "textarea input"
    for _ in range(3):
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
    page.keyboard.press("Shift+Tab")
    for link in reversed(LINKS["links"]):
        page.keyboard.press("Shift+Tab")
        assert focused(page) == f"a {link['label']} (opent in een nieuw tabblad)"
    for _ in range(3):
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
    expect(page.get_by_role("button", name="Menu")).to_be_focused()


def test_the_focus_can_be_seen(page: Page) -> None:
    skip_to_the_talk(page)
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


def test_the_talk_is_in_dutch_also_on_a_page_in_another_language(page: Page) -> None:
    page.evaluate("document.documentElement.lang = 'en'")
    foreign = page.evaluate(
        """() => [...document.querySelector("wegwijs-chat").shadowRoot.querySelectorAll("*")]
            .filter((part) => !part.matches(":lang(nl)")).map((part) => part.className)"""
    )
    assert foreign == []
    expect(page.get_by_role("region", name="Wegwijs")).to_be_visible()


# How it looks to who needs more


@pytest.mark.parametrize("mode", ["inline", "bubble", "page"])
def test_everything_that_can_be_operated_is_large_enough(open_page: Open, service: Service, mode: str) -> None:
    page = site(open_page, service, mode, viewport={"width": 320, "height": 640})
    whole_talk(page, service)
    page.get_by_text("Dit heb ik begrepen").click()
    for opener in ("Menu", "Nu hulp nodig?"):
        page.get_by_role("button", name=opener).click()
        small = page.evaluate(
            """() => [...document.querySelector("wegwijs-chat").shadowRoot
                .querySelectorAll("button, a, summary, textarea")]
                .map((part) => [part.textContent, part.getBoundingClientRect(), part.matches("p a") ? 24 : 44])
                .filter(([, { width, height }, least]) => height > 0 && (height < least || width < least))"""
        )
        assert small == []


@pytest.mark.parametrize("mode", ["inline", "bubble", "page"])
def test_the_focus_is_seen_at_every_stop_and_nothing_covers_it(open_page: Open, service: Service, mode: str) -> None:
    page = site(open_page, service, mode, viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    whole_talk(page, service)
    page.get_by_role("button", name="Nu hulp nodig?").focus()
    stops = []
    for _ in range(40):
        stop = page.evaluate(
            """() => {
                const root = document.querySelector("wegwijs-chat").shadowRoot;
                const part = root.activeElement;
                if (!part) return null;
                const { outlineStyle, outlineWidth } = getComputedStyle(part);
                const { left, right, top, bottom } = part.getBoundingClientRect();
                const seen = [0.1, 0.5, 0.9].some((y) => [0.1, 0.5, 0.9].some((x) => {
                    const there = root.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
                    return part.contains(there);
                }));
                return [part.textContent.slice(0, 40) || part.id, outlineStyle, parseFloat(outlineWidth) >= 2, seen];
            }"""
        )
        if stop is None or stop in stops:
            break
        stops.append(stop)
        page.keyboard.press("Tab")
    assert len(stops) > 12
    assert [stop for stop in stops if stop[1:] != ["solid", True, True]] == []


@pytest.mark.parametrize("mode", ["inline", "bubble", "page"])
@pytest.mark.parametrize("size", [(320, 640), (1280, 800)], ids=["narrow", "wide"])
def test_text_with_more_space_is_not_cut_off(
    open_page: Open, service: Service, mode: str, size: tuple[int, int]
) -> None:
    page = site(open_page, service, mode, viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    whole_talk(page, service)
    page.evaluate(
        """() => {
            const more = new CSSStyleSheet();
            more.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important }
                * { word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
            document.querySelector("wegwijs-chat").shadowRoot.adoptedStyleSheets.push(more);
        }"""
    )
    page.get_by_role("button", name="Menu").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    cut = page.evaluate(
        """() => [...document.querySelector("wegwijs-chat").shadowRoot
                .querySelectorAll("button, a, label, h2, h3, p, .item, form, .head")]
            .filter((part) => part.clientWidth > 0 && !part.matches(".sr"))
            .filter((part) => part.scrollWidth > part.clientWidth + 1
                || (part.scrollHeight > part.clientHeight + 1 && getComputedStyle(part).overflowY === "hidden"))
            .filter((part) => getComputedStyle(part).display !== "inline")
            .map((part) => `${part.localName}.${part.className} ${part.textContent.slice(0, 30)}`)"""
    )
    assert cut == []


def test_where_colours_are_the_visitors_own_every_button_keeps_an_edge_and_its_drawing(
    open_page: Open, service: Service
) -> None:
    page = site(open_page, service, "inline", forced_colors="active")
    whole_talk(page, service)
    found = page.evaluate(
        """() => [...document.querySelector("wegwijs-chat").shadowRoot.querySelectorAll("button, .call")]
            .filter((part) => part.checkVisibility())
            .map((part) => [part.textContent, getComputedStyle(part), part.querySelector("svg")])
            .filter(([, style, drawing]) => parseFloat(style.borderTopWidth) < 1 || style.borderTopStyle !== "solid"
                || (drawing && getComputedStyle(drawing).stroke !== style.color))
            .map(([words]) => words)"""
    )
    assert found == []
