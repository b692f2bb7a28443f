"""Bouwsteen 5: help that does not help leads on, contact goes with consent, and who comes back is known again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.journeys.product import Product
from tests.journeys.talk import Talk

pytestmark = pytest.mark.journey
CODE = re.compile(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{4}\b")


@pytest.fixture
def pages(product: Product) -> Iterator[httpx.Client]:
    """A visitor's browser without JavaScript."""
    with httpx.Client(base_url=product.address, timeout=30, trust_env=False, follow_redirects=True) as client:
        yield client


def code_of(talk: Talk, pages: httpx.Client) -> str:
    """A code to come back to this talk."""
    talk.say("ik wil later verder praten, hoe kom ik hier terug?")
    url = next(url for label, url in talk.links.items() if "code" in label.lower())
    found = CODE.search(pages.post(url).text)
    assert found, "the page gives no code"
    return found.group()


def told(talk: Talk) -> Talk:
    """A talk that has led to suggestions."""
    talk.say("ik heb ms, ik woon in Rotterdam en ik zoek lotgenoten")
    return talk.say("laat maar zien")


def test_i_have_help_but_leads_on(talk: Talk) -> None:
    talk.say("ik heb al hulp van een psycholoog maar ik schiet er niks mee op")
    talk.say("laat maar zien")
    assert talk.understood["bouwsteen"] == 5, str(talk)
    assert talk.cards, str(talk)


def test_a_code_brings_back_what_was_known_and_asks_whether_it_helped(
    talk: Talk, begin: Callable[..., Talk], pages: httpx.Client
) -> None:
    first = {card["instrument"] for card in told(talk).cards}
    again = begin(resume=code_of(talk, pages))
    said = " ".join(again.texts)
    assert "Welkom terug" in said and "Rotterdam" in said, str(again)
    again.tap("Nee")
    assert again.cards, str(again)
    assert not first & {card["instrument"] for card in again.cards}, str(again)
    assert again.understood["condition"] == "ms", str(again)


def test_a_code_typed_in_any_chat_brings_the_talk_back(
    talk: Talk, begin: Callable[..., Talk], pages: httpx.Client
) -> None:
    told(talk)
    code = code_of(talk, pages)
    again = begin().say(code.lower().replace("-", " "))
    assert "Welkom terug" in " ".join(again.texts), str(again)
    assert again.understood["region"] == "Rotterdam", str(again)


def test_contact_is_asked_for_with_a_summary_that_the_visitor_sees(talk: Talk, pages: httpx.Client) -> None:
    told(talk).say("ik wil graag dat iemand mij belt")
    assert talk.contact, str(talk)
    url = next(iter(talk.links.values()))
    form = pages.get(url)
    assert form.status_code == httpx.codes.OK
    assert re.search(r"\bms\b", form.text, re.IGNORECASE) and "Rotterdam" in form.text
    assert re.search(r'type="checkbox"(?![^>]*checked)', form.text), "consent must never be ticked beforehand"
    empty = pages.post(url, data={})
    assert empty.status_code != httpx.codes.INTERNAL_SERVER_ERROR


def test_what_a_casusregisseur_is_is_told_in_plain_words(talk: Talk) -> None:
    talk.say("wat is een casusregisseur eigenlijk?")
    assert "één vast iemand" in " ".join(talk.texts), str(talk)
    assert talk.contact, str(talk)


def test_somebody_who_wants_a_reminder_gets_one_for_the_calendar(talk: Talk, pages: httpx.Client) -> None:
    told(talk).say("kun je me over twee weken hieraan herinneren?")
    url = next(url for label, url in talk.links.items() if "agenda" in label.lower())
    calendar = pages.get(url)
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert calendar.text.startswith("BEGIN:VCALENDAR")


def test_when_the_talk_is_erased_its_pages_are_gone(talk: Talk, pages: httpx.Client) -> None:
    told(talk).say("kan ik dit bewaren?")
    urls = list(talk.links.values())
    assert urls, str(talk)
    talk.erase()
    assert {pages.get(url).status_code for url in urls} == {404}
