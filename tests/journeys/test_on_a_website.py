"""A talk on a partner's website: it begins with what the website told, and leads to the website's own people."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx
import pytest

from tests.journeys.product import Product
from tests.journeys.promises import question_of
from tests.journeys.talk import Talk

pytestmark = pytest.mark.journey

WEBSITES = """
partners:
  - key: haven
    name: Zorggroep Haven
    region: Ermelo
    condition: diabetes
    audience: patient
    information_point:
      name: Steunpunt Haven
      phone: "010 123 45 67"
      text: Op werkdagen van 9 tot 12 uur.
"""


KNOWN_WITHIN = 60.0
"""Seconds in which a website that was imported is known; usually five."""
FOUR_ANSWERS = ("ik ben zo somber", "ik slaap slecht en ik pieker", "nee, niet genoeg", "praten met lotgenoten")


@pytest.fixture(scope="module")
def website(product: Product, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The key of a website that the service knows."""
    file = tmp_path_factory.mktemp("websites") / "websites.yml"
    file.write_text(WEBSITES, encoding="utf-8")
    product.run("partners", "import", str(file))
    end = time.monotonic() + KNOWN_WITHIN
    while httpx.get(f"{product.address}/api/v1/widget?partner=haven", trust_env=False).status_code != httpx.codes.OK:
        assert time.monotonic() < end, "the website never became known"
        time.sleep(0.5)
    return "haven"


@pytest.fixture
def talk(begin: Callable[..., Talk], website: str) -> Talk:
    """A talk that has just begun on the website."""
    return begin(partner=website)


def names(talk: Talk) -> list[str | None]:
    """The questions of a talk by name."""
    return [question_of(text) for text in talk.questions]


def test_nothing_is_asked_that_the_website_told_and_the_suggestions_go_by_it(talk: Talk) -> None:
    for answer in FOUR_ANSWERS:
        if not talk.cards:
            talk.say(answer)
    assert talk.cards, str(talk)
    assert not {"audience", "region"} & set(names(talk)), str(talk)
    assert all(card["region"] in {None, "Ermelo"} for card in talk.cards), str(talk)
    assert any("Ik zoek in Ermelo." in text and "Je woont" not in text for text in talk.texts), str(talk)
    told = {name: talk.understood[name] for name in ("audience", "condition", "region")}
    assert told == {"audience": "patient", "condition": "diabetes", "region": "Ermelo"}


def test_what_the_visitor_says_goes_first_and_one_tap_corrects_what_the_website_told(talk: Talk) -> None:
    talk.say("mijn man heeft dementie en ik zorg voor hem")
    assert talk.understood["audience"] == "mantelzorger", str(talk)
    assert talk.understood["condition"] == "dementie", str(talk)
    assert talk.understood["region"] == "Ermelo", str(talk)
    talk.choose("correct:region")
    assert talk.understood["region"] is None
    talk.say("Rotterdam")
    assert talk.understood["region"] == "Rotterdam", str(talk)


@pytest.mark.parametrize("lives", [None, "Rotterdam"])
def test_who_asks_for_a_human_being_gets_the_website_s_own_people(talk: Talk, lives: str | None) -> None:
    if lives:
        talk.say(f"ik woon in {lives}")
    talk.choose("talk:human")
    assert talk.contact is not None, str(talk)
    assert (talk.contact["title"], talk.contact["phone"]) == ("Steunpunt Haven", "010 123 45 67")
    assert talk.question != "region_contact", str(talk)


def test_who_begins_again_is_still_on_the_same_website(talk: Talk) -> None:
    talk.say("ik ben ziek en heb ms").choose("talk:restart")
    assert (talk.understood["region"], talk.understood["condition"]) == ("Ermelo", None), str(talk)
    assert talk.understood["needs"] == []
