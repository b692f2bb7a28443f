"""The form asks what the talk asks, in the same words, and requires nothing."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from actions import texts as talk_texts
from tests.web.gateway import Gateway
from vocabulary import conditions, municipalities, needs
from web.texts import TextsError
from web.wegwijzer import questions, words
from web.wegwijzer.talk_texts import TalkTexts

pytestmark = pytest.mark.anyio


async def shown(running: Gateway) -> str:
    response = await running.client.get("/wegwijzer")
    assert response.status_code == 200
    return html.unescape(response.text)


@pytest.mark.parametrize("name", ["ask_hoe", "ask_waar", "ask_hulp", "ask_nodig"])
async def test_it_asks_the_four_questions_in_the_words_of_the_talk(running: Gateway, name: str) -> None:
    said = talk_texts.load()[name][0]
    page = await shown(running)
    assert f"<legend>{said.text}</legend>" in page
    for label, payload in said.buttons:
        if payload not in {"/weet_niet", "/sla_over"}:
            assert f"<span>{label}</span>" in page or "kies_need" in payload


async def test_a_need_bears_the_name_it_has_in_the_talk(running: Gateway) -> None:
    page = await shown(running)
    for need, label in {
        "lotgenoten": "Praten met mensen die dit kennen",
        "overbelasting": "Het is te veel",
        "hulp_helpt_niet": "Ik heb hulp, maar die helpt niet goed",
    }.items():
        assert re.search(rf'value="{need}"> <span>{label}</span>', page)


async def test_every_need_can_be_ticked(running: Gateway) -> None:
    page = await shown(running)
    assert {need for need in needs.load() if f'value="{need}"' in page} == set(needs.load())


async def test_nothing_is_required_and_what_was_chosen_can_be_taken_back(running: Gateway) -> None:
    page = await shown(running)
    assert " required" not in page
    for name in ("hoe", "hulp", "over"):
        assert f'<input type="radio" name="{name}" value="">' in page


async def test_it_needs_no_script_and_puts_nothing_in_an_address(running: Gateway) -> None:
    page = await shown(running)
    assert "<script" not in page
    assert '<form class="form" method="post" action="/wegwijzer" autocomplete="off">' in page


async def test_illnesses_and_places_can_be_picked_while_typing(running: Gateway) -> None:
    page = await shown(running)
    for name in (*conditions.load(), *municipalities.names()):
        assert f'<option value="{name}">' in page


async def test_it_says_at_once_that_it_is_a_computer_and_where_to_go_in_an_emergency(running: Gateway) -> None:
    page = await shown(running)
    assert "is een computer en geen dokter" in page
    assert page.index("Bel 112") < page.index("<form")


def domain(tmp_path: Path, change: str, to: str) -> TalkTexts:
    file = tmp_path / "domain.yml"
    file.write_text(talk_texts.FILE.read_text(encoding="utf-8").replace(change, to), encoding="utf-8")
    return TalkTexts(file)


def test_a_question_that_is_gone_from_the_talk_stops_the_start_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(TextsError, match=r"domain\.yml: there is no utter_ask_hulp"):
        questions.load(words.load(), domain(tmp_path, "utter_ask_hulp:", "utter_ask_steun:"))


@pytest.mark.parametrize("content", ["responses: [", "{}", "responses: 3"])
def test_a_domain_that_cannot_be_read_stops_the_start_with_its_name(tmp_path: Path, content: str) -> None:
    file = tmp_path / "domain.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(TextsError, match=r"domain\.yml"):
        TalkTexts(file)


@pytest.mark.parametrize(
    ("waar", "complaint"),
    [
        (("somberheid",), "missing: .*overbelasting"),
        (("pech",), "unknown: pech"),
        (("lotgenoten",), "twice: lotgenoten"),
    ],
)
def test_a_need_that_stands_nowhere_or_twice_stops_the_start(waar: tuple[str, ...], complaint: str) -> None:
    usual = words.load()
    wrong = usual.model_copy(update={"needs": usual.needs.model_copy(update={"waar": waar})})
    with pytest.raises(TextsError, match=complaint):
        questions.load(wrong, TalkTexts())
