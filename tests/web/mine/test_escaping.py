"""Whatever stands in a talk or in the catalogue is text on a page, never markup."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from web.conversations.store import Line
from web.mine import overview, prepare, talk_so_far, transcript
from web.mine.known import Known
from web.mine.rating import Rated, RatingWords
from web.site import content, render

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{ 7 * 7 }}</p></style>"
NASTY = st.one_of(st.just(MARKUP), st.text(alphabet=st.sampled_from("<>\"'&{}%#/ab \n"), min_size=1))
OVERVIEW = content.load("overzicht", overview.OverviewWords)
PREPARE = content.load("voorbereiden", prepare.PrepareWords)
RATING = content.load("waardering", RatingWords)
TALK = content.load("gesprek", transcript.TranscriptWords)


class Tags(HTMLParser):
    """The tags of a page, and whether each attribute is one that a template writes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(sorted(name for name, _ in attrs))))

    def handle_data(self, data: str) -> None:
        self.text += data


def sheet(text: str) -> str:
    """The sheet with `text` in every place where a talk or the catalogue has a say."""
    card = {"instrument": "a", "title": text, "summary": text, "provider": text, "region": text, "reasons": [text]}
    cards = [{**card, "url": "https://a.nl/x", "phone": text, "verified_on": None, "stale": False}]
    point = {"name": text, "text": text, "region": text, "phone": text, "url": text}
    known = Known(audience="patient", condition=text, region=text)
    values = overview.values(known, OVERVIEW, point, cards, 180)
    own = talk_so_far.own_words([Line(1, f"aa bb {text}", False, [], None)])
    day = date(2026, 3, 3)
    return render.text(
        "mine/overzicht.html",
        t=OVERVIEW,
        key="k",
        today=day,
        own_words=own,
        answered=True,
        rt=RATING,
        ratings={card["instrument"]: Rated(1, noted=True) for card in cards},
        **values,
    )


def prepared(text: str) -> str:
    """The sheet for a consult with `text` as the illness and as something to try."""
    asked = prepare.sheet(Known(condition=text), PREPARE, (text,))
    return render.text("mine/voorbereiden.html", t=PREPARE, key="k", carer=False, asked=asked)


def whole_talk(text: str) -> str:
    """The talk to keep, with `text` in each kind of message."""
    line = {"name": text, "phone": text, "url": text, "when": text}
    reply: list[dict[str, Any]] = [
        {"kind": "text", "text": text},
        {"kind": "notice", "text": text},
        {"kind": "choices", "choices": [{"id": "a", "label": text}]},
        {"kind": "cards", "cards": [{"title": text, "summary": text, "reasons": [text], "phone": text, "url": text}]},
        {"kind": "safety", "danger": "self", "text": text, "lines": [line]},
        {"kind": "contact", "role": "informatiepunt", "title": text, "text": text, "name": text},
        {"kind": "links", "links": [{"label": text, "url": "/mijn/k/overzicht"}]},
        {"kind": "later", "text": text},
    ]
    entries = transcript.entries([Line(1, text, False, reply, None)], TALK)
    return render.text("mine/gesprek.html", t=TALK, style="", entries=entries, began="vandaag", saved="vandaag")


@settings(deadline=None)  # the first one waits for the templates to be read
@given(NASTY)
def test_no_text_becomes_a_tag_or_an_attribute(text: str) -> None:
    for made in (sheet, prepared, whole_talk):
        # A text that is on the page as text leaves the tags of the page as they are.
        assert Tags(made(text)).found == Tags(made("x" if text.strip() else text)).found


def test_markup_is_shown_as_it_was_written() -> None:
    for made in (sheet, prepared, whole_talk):
        page = made(MARKUP)
        assert "<script" not in page
        assert "<img src=x" not in page
        assert MARKUP in Tags(page).text
        assert "49" not in Tags(page).text


@given(NASTY)
def test_the_plain_file_holds_what_was_written(text: str) -> None:
    entries = transcript.entries([Line(1, text, False, [], None)], TALK)
    assert text in transcript.plain(entries, TALK, "vandaag", "vandaag")
