"""Proposing a sentence to learn from: written anew, with nothing in it that points to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import httpx
import pytest
from sqlalchemy import select

from tests.web.gateway import Gateway
from tests.web.staff.login import colleague, in_database
from tests.web.talk_desk.test_transcript import words
from tests.web.talk_desk.transcripts import lay, log_of, place, said, send
from web.conversations.patterns import redact
from web.conversations.redaction import Names, WorkerError
from web.review.examples import LONGEST
from web.review.models import Example
from web.staff.people import Role

pytestmark = pytest.mark.anyio
FORM = "/bericht/1/voorbeeld"


@dataclass
class Search:
    """The search for names, in the place of the real one, which takes long to start: it knows one name."""

    down: bool = False

    async def redacted(self, text: str) -> str:
        if self.down:
            raise WorkerError
        return redact(text).replace("Karin", "[naam]")


@pytest.fixture(autouse=True)
def search(monkeypatch: pytest.MonkeyPatch) -> Search:
    made = Search()
    monkeypatch.setattr(Names, "redacted", lambda _, text: made.redacted(text))
    return made


def examples(url: str) -> Sequence[Example]:
    return in_database(url, lambda session: session.scalars(select(Example)).all())


async def proposed(client: httpx.AsyncClient, talk: str, text: str, label: str = "overbelasting") -> httpx.Response:
    return await send(client, talk, FORM, zin=text, label=label)


async def test_a_sentence_written_anew_is_proposed_to_a_colleague(running: Gateway) -> None:
    url = running.settings.database_url
    talk = lay(url, said("ik kan echt niet meer hoor", None))
    async with await colleague(running) as client:
        await send(client, talk, "/bericht/1/oordeel", oordeel="anders", behoefte="overbelasting")
        page = (await client.get(place(talk, FORM))).text
        assert "ik kan echt niet meer hoor" in page
        assert '<option value="overbelasting" selected>' in page
        assert "</textarea>" in page
        assert "ik kan echt" not in page[page.index("<textarea") :]
        answer = await proposed(client, talk, "alles wordt me te veel")
        assert answer.status_code == 303
        assert "Een collega beslist" in words((await client.get(answer.headers["location"])).text)
    (example,) = examples(url)
    assert (example.text, example.label, example.status) == ("alles wordt me te veel", "overbelasting", "voorgesteld")
    assert log_of(url, talk).count("gesprek gelezen") == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Schrijf een zin"),
        ("?!...", "Schrijf een zin"),
        ("x " * LONGEST, "te lang"),
        ("Ik kan echt NIET meer hoor!", "precies wat de bezoeker schreef"),
        ("[naam] kan niet meer", "tussen haken"),
        ("bel me op 06-12345678", "waaraan iemand te herkennen is"),
        ("Karin kan niet meer", "waaraan iemand te herkennen is"),
    ],
    ids=["empty", "no-words", "long", "copied", "placeholder", "number", "name"],
)
async def test_a_sentence_that_cannot_be_taken_comes_back_with_the_reason(
    running: Gateway, text: str, why: str
) -> None:
    url = running.settings.database_url
    talk = lay(url, said("ik kan echt niet meer hoor", "overbelasting"))
    async with await colleague(running) as client:
        answer = await proposed(client, talk, text)
    assert answer.status_code == 422
    assert why in words(answer.text)
    assert text.strip() in answer.text
    assert examples(url) == []


async def test_what_would_be_hidden_is_shown(running: Gateway) -> None:
    talk = lay(running.settings.database_url, said("ik kan niet meer", "overbelasting"))
    async with await colleague(running) as client:
        told = words((await proposed(client, talk, "Karin kan niet meer")).text)
    assert "Dit zou verborgen worden [naam] kan niet meer" in told


async def test_without_a_label_nothing_is_proposed(running: Gateway) -> None:
    url = running.settings.database_url
    talk = lay(url, said("ik kan niet meer", "overbelasting"))
    async with await colleague(running) as client:
        for label in ("", "bestaat-niet"):
            answer = await proposed(client, talk, "alles is te veel", label)
            assert answer.status_code == 422
            assert "Kies wat deze zin betekent" in answer.text
    assert examples(url) == []


async def test_nothing_is_proposed_while_names_cannot_be_searched_for(running: Gateway, search: Search) -> None:
    search.down = True
    url = running.settings.database_url
    talk = lay(url, said("ik kan niet meer", "overbelasting"))
    async with await colleague(running) as client:
        answer = await proposed(client, talk, "alles is te veel")
    assert answer.status_code == 422
    assert "niet nakijken of er een naam" in words(answer.text)
    assert "alles is te veel</textarea>" in answer.text
    assert examples(url) == []


async def test_proposing_needs_the_right_and_the_region(running: Gateway) -> None:
    url = running.settings.database_url
    talk = lay(url, said("ik kan niet meer", "overbelasting"))
    async with await colleague(running, Role.KETENREGISSEUR) as client:
        assert (await proposed(client, talk, "alles is te veel")).status_code == 403
    async with await colleague(running, regions=["Zeist"]) as client:
        assert (await proposed(client, talk, "alles is te veel")).status_code == 404
    assert examples(url) == []
