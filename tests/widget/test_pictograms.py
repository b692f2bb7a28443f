"""A drawing beside a tap: the one the service has for its words, for the eye alone, and never instead of the words."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.widget.acting import log, say
from tests.widget.conftest import Open
from tests.widget.fake_service import CONFIG, Reply, Service, says, text
from web.embedding.words import pictograms

DRAWN = {label: drawing.lines for drawing in pictograms() for label in drawing.labels}


def offered(page: Page, service: Service, *labels: str) -> dict[str, str]:
    """The drawing beside each of these choices, '' where there is none."""
    choices = [{"id": str(number), "label": label} for number, label in enumerate(labels)]
    service.turns = [says(text("Kies maar."), {"kind": "choices", "choices": choices})]
    say(page, "ik weet het niet")
    expect(log(page)).to_contain_text("Kies maar.")
    found: dict[str, str] = log(page).evaluate(
        """(log) => Object.fromEntries([...log.querySelectorAll(".choice:not([aria-disabled])")].map((choice) =>
            [choice.textContent, choice.querySelector("svg path")?.getAttribute("d") ?? ""]))"""
    )
    return found


def choice(page: Page, label: str) -> Locator:
    """A choice by its words alone."""
    return page.get_by_role("button", name=label, exact=True)


def test_each_tap_has_the_drawing_of_its_words(page: Page, service: Service) -> None:
    assert offered(page, service, *DRAWN) == DRAWN


def test_other_words_get_no_drawing_also_when_they_begin_alike(page: Page, service: Service) -> None:
    names = ["Neem de tijd", "Praten met je mentor of decaan", "Amersfoort", "Huis van de Wijk", "constructor"]
    assert offered(page, service, *names) == dict.fromkeys(names, "")


def test_a_drawing_is_for_the_eye_alone(page: Page, service: Service) -> None:
    offered(page, service, "Geld en regels")
    drawing = choice(page, "Geld en regels").locator("svg")
    expect(drawing).to_be_visible()
    expect(drawing).to_have_attribute("aria-hidden", "true")


def test_the_chosen_one_stays_recognizable(page: Page, service: Service) -> None:
    offered(page, service, "Geld en regels", "Nee")
    choice(page, "Geld en regels").click()
    expect(log(page)).to_contain_text("Jij: Geld en regels")
    expect(page.get_by_role("button", name="Geld en regels", pressed=True).locator("svg")).to_be_visible()


def test_a_drawing_that_comes_after_the_tap_changes_no_words(open_page: Open, service: Service) -> None:
    looked = threading.Event()
    service.config = Reply(CONFIG, when=looked)
    page = open_page()
    tap = choice(page, "Niet zo goed")
    expect(tap).to_be_visible()
    expect(tap.locator("svg")).to_have_count(0)
    tap.evaluate("(tap) => { window.words = tap.lastChild; }")
    looked.set()
    expect(tap.locator("svg")).to_be_visible()
    assert tap.evaluate("(tap) => tap.lastChild === window.words && tap.textContent") == "Niet zo goed"


@pytest.mark.parametrize(
    "told",
    [
        None,
        "x",
        [None, 7, {}],
        [{"lines": None, "labels": ["Niet zo goed"]}],
        [{"lines": "M1", "labels": "Niet zo goed"}],
    ],
)
def test_without_drawings_the_taps_are_there(open_page: Open, service: Service, told: Any) -> None:
    service.configure(pictograms=told)
    page = open_page()
    choice(page, "Niet zo goed").click()
    expect(log(page)).to_contain_text("Ik hoor je.")
    assert len(service.sent()) == 1
    expect(log(page).locator("svg")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_drawing_has_the_colour_of_its_words(open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    drawing = choice(page, "Niet zo goed").locator("svg")
    expect(drawing).to_be_visible()
    colours = drawing.evaluate(
        "(drawing) => [drawing.parentElement, drawing].map((part) => getComputedStyle(part))"
        ".map(({ color, stroke }) => [color, stroke])"
    )
    assert colours[0][0] == colours[1][1]
