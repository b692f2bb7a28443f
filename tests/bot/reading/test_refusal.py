"""What somebody does not want is heard as that; a lack, a complaint or another's wish is no refusal."""

from __future__ import annotations

import pytest

from bot.reading.refusal import Refusal, read_refusal
from bot.reading.text import Text


def _refused(text: str, question: str | None = None) -> set[str | int]:
    found = read_refusal(Text(text), question)
    return {fact.value for fact in found.needs} if found else set()


def _read(text: str) -> Refusal:
    found = read_refusal(Text(text))
    assert found, f"nothing is refused in {text!r}"
    return found


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("geen lotgenoten, dat is niks voor mij", {"lotgenoten"}),
        ("ik wil niet naar een psycholoog", {"behandeling"}),
        ("Liever geen cursus", {"zelf_aan_de_slag"}),
        ("geen zin in zo'n app", {"zelf_aan_de_slag"}),
        ("Een psycholoog? Nee, dat hoeft voor mij niet.", {"behandeling"}),
        ("praatgroepen, daar heb ik niks mee", {"lotgenoten"}),
        ("IK WIL GEEN PRAATGROEP!!", {"lotgenoten"}),
        ("ik zit niet op een vragenlijst te wachten", {"zelftest"}),
        ("ik heb geen thuiszorg nodig", {"praktische_hulp"}),
        ("we willen mama niet naar de dagopvang brengen", {"respijtzorg"}),
        ("geen lotgenoten en geen psycholoog", {"lotgenoten", "behandeling"}),
        ("ik hoef geen cursus of praatgroep", {"lotgenoten", "zelf_aan_de_slag"}),
        ("naar zo'n praatgroep ga ik echt niet", {"lotgenoten"}),
    ],
)
def test_help_that_is_not_wanted_is_refused(text: str, needs: set[str]) -> None:
    assert _refused(text) == needs


@pytest.mark.parametrize(
    "text",
    [
        "ik ken geen lotgenoten",
        "ik heb geen psycholoog",
        "er is geen thuiszorg",
        "ik krijg geen hulp",
        "mijn man wil geen hulp in huis",
        "hij wil niet naar de dagopvang",
        "mijn moeder hoeft geen thuiszorg maar ik wel",
        "de psycholoog helpt niet",
        "ik kan niet zonder lotgenoten",
        "waarom krijg ik geen psycholoog",
        "moet ik niet naar een psycholoog?",
        "Geen thuiszorg, geen familie, niemand die helpt",
        "ik wil mijn psycholoog niet kwijt",
        "ik wil niet alleen medicijnen, ik wil ook praten",
        "ik wil niet steeds een andere thuiszorgmedewerker",
        "mijn vriendin zegt ik hoef geen psycholoog",
        "Door de medicijnen heb ik geen zin meer in seks",
        "ik zoek lotgenoten",
        "",
    ],
)
def test_a_lack_a_complaint_or_the_wish_of_another_is_no_refusal(text: str) -> None:
    assert _refused(text) == set()


@pytest.mark.parametrize("text", ["geen app maar een boek", "ik wil geen medicijnen maar praten met een psycholoog"])
def test_a_need_that_is_asked_for_in_another_form_is_not_refused(text: str) -> None:
    assert _refused(text) == set()


def test_no_as_an_answer_about_help_tells_of_a_lack() -> None:
    assert _refused("geen thuiszorg", "hulp") == set()
    assert _refused("geen thuiszorg", "nodig") == {"praktische_hulp"}


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("lotgenoten hoef ik niet, maar ik zoek wel hulp in huis", "ik zoek wel hulp in huis"),
        ("ik zoek geen praatgroep maar een zelftest", "een zelftest"),
        ("ik voel me somber maar ik wil niet naar een psycholoog", "ik voel me somber"),
        ("geen lotgenoten, dat is niks voor mij", ""),
        ("ik wil geen lotgenoten, echt niet", ""),
    ],
)
def test_what_is_said_besides_is_kept_as_it_was_written(text: str, rest: str) -> None:
    assert _read(text).rest == rest


def test_a_refusal_stands_where_it_was_said() -> None:
    text = "Ik zoek hulp in huis. Lotgenoten hoef ik niet!"
    (fact,) = _read(text).needs
    assert (fact.name, text[fact.start : fact.end]) == ("refused", "Lotgenoten hoef ik niet")
