"""Every theme can be read by everybody, in light and dark; of a website only its tokens come in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.widget.acting import log, say
from tests.widget.conftest import Open
from tests.widget.fake_service import WIDGET, Service, says, text
from tests.widget.samples import CARDS, CHOICES, NOTICE, SAFETY, UNDERSTOOD
from tests.widget.sites import website

THEMES = ["wegwijs", "rustig", "helder", "huisstijl"]
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
# What is read, and on what: each part with its letters, against the first ground below it.
COLOURS = """() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    const light = (colour) => {
        const [r, g, b] = rgba(colour).map((part) => linear(part / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const ground = (part) => {
        for (; part; part = part.parentElement) {
            const colour = getComputedStyle(part).backgroundColor;
            if (rgba(colour)[3] === 255) return colour;
        }
    };
    const found = {};
    for (const part of document.querySelector("wegwijs-chat").shadowRoot.querySelectorAll(".place *")) {
        if (!part.checkVisibility() || part.matches("dialog *, dialog")) continue;
        const style = getComputedStyle(part);
        const name = `${part.localName}.${part.className.baseVal ?? part.className}`;
        const around = part.parentElement && ground(part.parentElement);
        if ([...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
            found[`${name} letters`] = [contrast(style.color, ground(part)), 4.5];
        const edged = part.matches("textarea, .choice:not([aria-disabled]), .quiet, .help");
        if (edged && rgba(style.borderTopColor)[3] === 255)
            found[`${name} edge`] = [contrast(style.borderTopColor, around), 3];
        if (part.localName === "svg") found[`${name} lines`] = [contrast(style.stroke, ground(part)), 3];
        if (part.matches("button, a, textarea, summary"))
            found[`${name} focus`] = [contrast(style.getPropertyValue("--focus"), around), 3];
    }
    return found;
}"""


def style_page(page: Page, css: str) -> None:
    """Give the page of the website a style, as strict pages do."""
    page.evaluate(
        """(css) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            document.adoptedStyleSheets = [sheet];
        }""",
        css,
    )


def look(page: Page, part: str, name: str) -> str:
    """A property of a part of the widget as it is computed."""
    shown = page.locator(f"wegwijs-chat {part}").first
    found: str = shown.evaluate("(part, name) => getComputedStyle(part).getPropertyValue(name)", name)
    return found


def channels(colour: str) -> list[int]:
    """Red, green and blue, 0 to 255, of a colour as browsers write it: `rgb(…)`, or `color(srgb …)` for a mixed one."""
    parts = [float(part) for part in re.findall(r"[\d.]+", colour.removeprefix("color(srgb"))][:3]
    return [round(part * (255 if colour.startswith("color(") else 1)) for part in parts]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_everything_can_be_read_and_every_button_be_seen(
    open_page: Open, service: Service, theme: str, scheme: str
) -> None:
    page = open_page(website(service, f'theme="{theme}"', text=""), color_scheme=scheme, **DESK)
    if scheme == "dark":
        style_page(page, ":root { background: #111; color: #eee }")
    service.turns = [
        says(text("Misschien."), NOTICE, CARDS, CHOICES, **UNDERSTOOD),
        says(SAFETY, CHOICES, **UNDERSTOOD),
    ]
    say(page, "ik zoek anderen")
    expect(page.get_by_role("button", name="Liever iets anders")).to_be_visible()
    page.get_by_text("Dit heb ik begrepen").click()
    page.get_by_role("button", name="Nu hulp nodig?").click()
    one = page.evaluate(COLOURS)
    say(page, "ik wil niet meer")
    expect(page.get_by_role("region", name="Hulp voor nu")).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    seen = {**page.evaluate(COLOURS), **one}
    assert len(seen) > 30
    assert {name: found for name, found in seen.items() if found[0] < found[1]} == {}


def test_each_theme_has_a_look_of_its_own_in_light_and_in_dark(open_page: Open, service: Service) -> None:
    looks = set()
    for scheme in ("light", "dark"):
        page = open_page(website(service), color_scheme=scheme, **DESK)
        for theme in THEMES[:3]:
            page.evaluate("(theme) => document.querySelector('wegwijs-chat').setAttribute('theme', theme)", theme)
            looks.add((look(page, ".chat", "background-color"), look(page, ".send", "background-color")))
    assert len(looks) == 6


def test_the_attribute_goes_before_the_registry(open_page: Open, service: Service) -> None:
    service.configure(theme="rustig")
    page = open_page(website(service, 'partner="linde"'), **DESK)
    expect(page.locator("wegwijs-chat .place")).to_have_attribute("data-theme", "rustig")
    calm = look(page, ".send", "background-color")
    page = open_page(website(service, 'partner="linde" theme="helder"'), **DESK)
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert look(page, ".send", "background-color") != calm


def test_a_theme_that_does_not_exist_is_the_usual_one(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'theme="neon"'), **DESK)
    assert look(page, ".send", "background-color") == "rgb(11, 93, 99)"


def test_dark_comes_and_goes_with_the_wish_of_the_visitor(open_page: Open, service: Service) -> None:
    page = open_page(website(service), color_scheme="light", **DESK)
    chat = page.locator("wegwijs-chat .chat")
    light = look(page, ".chat", "background-color")
    page.emulate_media(color_scheme="dark")
    expect(chat).not_to_have_css("background-color", light)
    page.emulate_media(color_scheme="light")
    expect(chat).to_have_css("background-color", light)


def test_the_style_of_the_page_is_taken_over(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'theme="huisstijl"'), **DESK)
    style_page(
        page,
        """:root {
            --utrecht-document-font-family: Georgia, serif;
            --utrecht-document-color: #111122;
            --utrecht-document-background-color: #fffef0;
            --utrecht-link-color: #6600aa;
            --utrecht-button-primary-action-background-color: #bb0033;
            --utrecht-button-primary-action-color: #ffeeee;
            --utrecht-button-border-radius: 3px;
            --utrecht-focus-outline-color: #000000;
        }""",
    )
    assert look(page, ".item", "font-family") == "Georgia, serif"
    assert look(page, ".chat", "background-color") == "rgb(255, 254, 240)"
    assert look(page, ".item", "color") == "rgb(17, 17, 34)"
    assert look(page, ".choice", "color") == "rgb(102, 0, 170)"
    assert look(page, ".send", "background-color") == "rgb(187, 0, 51)"
    assert look(page, ".send", "color") == "rgb(255, 238, 238)"
    assert look(page, ".chat", "border-top-left-radius") == "3px"
    page.get_by_role("button", name="Menu").focus()
    assert look(page, ".tools .quiet", "--focus").strip() == "#000000"


@pytest.mark.parametrize("theme", THEMES[:3])
def test_the_other_themes_stay_as_they_are_on_such_a_page(open_page: Open, service: Service, theme: str) -> None:
    page = open_page(website(service, f'theme="{theme}"'), **DESK)
    before = look(page, ".send", "background-color")
    style_page(page, ":root { --utrecht-button-primary-action-background-color: #bb0033; }")
    assert look(page, ".send", "background-color") == before


def test_the_style_of_the_page_is_dark_when_the_page_is(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'theme="huisstijl"'), color_scheme="dark", **DESK)
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert look(page, ".place", "color-scheme") == "light"
    page = open_page(
        website(service, 'theme="huisstijl"', head='<meta name="color-scheme" content="light dark">'),
        color_scheme="dark",
        **DESK,
    )
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert look(page, ".place", "color-scheme") == "dark"


def documented() -> set[str]:
    """The tokens in the table of README.md."""
    readme = (WIDGET / "README.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `(--wegwijs-[a-z-]+)` \|", readme, re.MULTILINE))


def test_every_token_is_documented_and_named_as_the_design_system_names_them() -> None:
    used = set(re.findall(r"var\((--wegwijs-[a-z-]+)", (WIDGET / "src" / "styles.css").read_text(encoding="utf-8")))
    assert used == documented()
    last = ("color", "font-family", "block-size", "border-radius")
    assert [token for token in used if not token.endswith(last)] == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_token_of_the_website_goes_before_every_theme(open_page: Open, service: Service, theme: str) -> None:
    page = open_page(website(service, f'theme="{theme}"'), **DESK)
    style_page(
        page,
        """:root { --utrecht-link-color: #6600aa; }
        wegwijs-chat {
            --wegwijs-document-color: #010203;
            --wegwijs-document-background-color: #fdfdfd;
            --wegwijs-document-font-family: monospace;
            --wegwijs-surface-background-color: #fafafa;
            --wegwijs-link-color: #0a0b0c;
            --wegwijs-button-primary-action-background-color: #102030;
            --wegwijs-button-primary-action-color: #fefefe;
            --wegwijs-message-visitor-background-color: #eeeeff;
            --wegwijs-chat-block-size: 30rem;
            --wegwijs-surface-border-radius: 7px;
        }""",
    )
    say(page, "hallo")
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert look(page, ".item", "color") == "rgb(1, 2, 3)"
    assert look(page, ".item", "font-family") == "monospace"
    assert look(page, ".chat", "background-color") == "rgb(253, 253, 253)"
    assert look(page, ".head", "background-color") == "rgb(250, 250, 250)"
    assert look(page, ".help + .quiet", "color") == "rgb(10, 11, 12)"
    assert look(page, ".send", "background-color") == "rgb(16, 32, 48)"
    assert look(page, ".send", "color") == "rgb(254, 254, 254)"
    assert look(page, ".visitor", "background-color") == "rgb(238, 238, 255)"
    assert look(page, ".chat", "height") == "480px"
    assert look(page, ".chat", "border-top-left-radius") == "7px"


def test_nothing_of_the_page_comes_in_but_the_tokens(open_page: Open, service: Service) -> None:
    page = open_page(website(service), **DESK)
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    parts = [".item", ".send", ".choice", "h2", "textarea", ".place"]
    names = [
        "color",
        "font",
        "letter-spacing",
        "text-transform",
        "text-align",
        "visibility",
        "background-color",
        "cursor",
    ]
    before = [look(page, part, name) for part in parts for name in names]
    style_page(
        page,
        """html { font-size: 62.5%; }
        * { color: red !important; letter-spacing: 0.5em !important; text-transform: uppercase !important;
            font: italic 9px/0.8 fantasy !important; text-align: end; background: lime; cursor: wait; }
        button, p, h2 { display: none !important; }""",
    )
    assert [look(page, part, name) for part in parts for name in names] == before


def test_letters_follow_the_size_the_visitor_set_in_the_browser_not_that_of_the_page(
    open_page: Open, service: Service
) -> None:
    page = open_page(website(service), **DESK)
    assert look(page, ".item", "font-size") == "17px"
    style_page(page, ":root { font-size: 10px }")
    assert look(page, ".item", "font-size") == "17px"


def test_more_contrast_is_given_to_who_asks_for_it(open_page: Open, service: Service) -> None:
    page = open_page(website(service), contrast="more", **DESK)
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    assert channels(look(page, ".who", "color")) == channels(look(page, ".chat", "color"))
    assert channels(look(page, ".privacy", "border-top-color")) == channels(look(page, ".chat", "color"))


def test_with_colours_of_the_system_every_button_and_message_keeps_its_edge(open_page: Open, service: Service) -> None:
    page = open_page(website(service, 'mode="bubble"'), forced_colors="active", **DESK)
    assert look(page, ".launcher", "border-top-style") == "solid"
    page.locator("wegwijs-chat .launcher").click()
    expect(log(page)).to_contain_text("Hoe gaat het met je?")
    for part in (".item", ".send", ".choice", ".privacy"):
        assert (look(page, part, "border-top-style"), look(page, part, "border-top-width")) != ("none", "0px"), part
    assert look(page, ".head > .close svg", "stroke") == look(page, ".head > .close", "color")
