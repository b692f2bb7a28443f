"""What is implied without a name: an illness by its treatment, somebody near by a first name; and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.reading import Fact, cues, read_facts
from bot.reading.sounds import sound
from vocabulary.conditions import load
from vocabulary.tables import TableError


def _last(name: str, text: str, question: str | None = None) -> Fact | None:
    found = [fact for fact in read_facts(text, question) if fact.name == name]
    return found[-1] if found else None


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("mijn man loopt bij de cardioloog", "hart- en vaatziekten"),
        ("mijn hart pompt niet goed meer", "hart- en vaatziekten"),
        ("de scan en de uitslag, ik slaap er niet van", "kanker"),
        ("na de derde kuur was ik op", "kanker"),
        ("ik spuit twintig eenheden", "diabetes"),
        ("mijn pomp piept en de sensor doet het niet", "diabetes"),
        ("hij had een bloeding in zijn hoofd", "beroerte"),
        ("haar hersenen zijn beschadigd", "niet-aangeboren hersenletsel"),
        ("mijn zoon zegt dat hij stemmen hoort", "psychose"),
        ("in een manie geeft ze alles uit", "bipolaire stoornis"),
        ("mijn moeder kent mijn naam niet meer", "dementie"),
        ("mijn dove ouders", "doofheid"),
        ("ik heb zulke pijn dat ik niet slaap", "chronische pijn"),
    ],
)
def test_a_treatment_or_complaint_implies_an_illness_but_is_never_sure(text: str, condition: str) -> None:
    fact = _last("condition", text)
    assert fact and (fact.value, fact.sure) == (condition, False)
    assert text[fact.start : fact.end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "mijn man is cardioloog",
        "mijn hart is gebroken",
        "dat gaat me aan het hart",
        "de scan van mijn paspoort",
        "een kuur antibiotica",
        "de pomp van de wasmachine",
        "de stemmen van de kinderen buiten",
        "ik ken zijn naam niet meer",
        "ik weet niet meer wie ik ben",
        "het doet pijn dat niemand belt",
        "zijn dood doet me nog elke dag pijn",
        "ik heb vandaag zulke pijn",
        "ik heb hoofdpijn",
        "ik heb geen stent",
        "het is niet kwaadaardig",
    ],
)
def test_the_same_words_about_something_else_imply_nothing(text: str) -> None:
    assert _last("condition", text) is None


def test_a_named_illness_goes_before_an_implied_one() -> None:
    values = [f.value for f in read_facts("de cardioloog zegt dat het reuma is") if f.name == "condition"]
    assert values == ["reuma"]


def test_an_implied_illness_within_the_named_group_is_more_specific() -> None:
    fact = _last("condition", "bestraling na mijn prostaatoperatie")
    assert fact and fact.value == "prostaatkanker"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("mijn oom heeft alsheimer", "alzheimer"),
        ("mijn vader heeft altzeimer", "alzheimer"),
        ("ik heb fibromialchie", "fibromyalgie"),
        ("hij krijgt gemo", "kanker"),
        ("een verstandelijke beprking", "verstandelijke beperking"),
        ("fibro is niet te zien", "fibromyalgie"),
        ("moeder ms, vader niks", "ms"),
    ],
)
def test_an_illness_spelled_by_ear_is_known(text: str, condition: str) -> None:
    fact = _last("condition", text)
    assert fact and fact.value == condition


@pytest.mark.parametrize(("one", "other"), [("alzheimer", "altzeimer"), ("epilepsie", "epielepsi"), ("hand", "hant")])
def test_words_that_sound_the_same_have_one_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_words_that_sound_different_stay_apart() -> None:
    assert sound("dementie") != sound("dimensie")


def test_an_implied_illness_that_is_not_in_the_vocabulary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text("points_to\tweight\tcue\nheimwee\t2\tthuis\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"table\.tsv, line 2: points_to"):
        cues.load(path, tuple(load()))


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("sinds Peter ziek is", None),
        ("sinds Ghislaine ziek is", None),
        ("Peter is mijn man en hij is ziek", None),
        ("over mij, Ahmed is mijn zoon en hij is ziek", "audience"),
        ("over Kees", "audience"),
        ("hoe praat ik met Jan over zijn diagnose", None),
    ],
)
def test_a_first_name_is_somebody_near(text: str, question: str | None) -> None:
    fact = _last("audience", text, question)
    assert fact and fact.value in {"naaste", "mantelzorger"}


@pytest.mark.parametrize(
    "text", ["ik ben Peter en heb reuma", "Mijn naam is Linda, ik heb ms", "ik heb Peter verteld van mijn diagnose"]
)
def test_the_name_of_the_speaker_or_a_listener_is_not_the_ill_one(text: str) -> None:
    fact = _last("audience", text)
    assert fact and fact.value == "patient"


@pytest.mark.parametrize(
    "text", ["Groetjes, Peter", "Beste Karin", "sinds corona is er niemand", "ik lig in bed te piekeren"]
)
def test_a_greeting_tells_nothing_of_who_it_is_about(text: str) -> None:
    assert _last("audience", text) is None


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("als ik naar haar toe ga om te koken", "mantelzorger"),
        ("mijn ouders spreken geen Nederlands, ik doe de brieven", "mantelzorger"),
        ("sinds mijn moeder in het verpleeghuis ligt", "naaste"),
        ("hij werkt niet meer en we komen niet rond", "naaste"),
        ("ons zorgkind", "naaste"),
        ("na het overlijden van mijn vrouw", "naaste"),
        ("na die val van mijn man ben ik bang", "naaste"),
        ("ik mag van de dokter niet fietsen", "patient"),
        ("ik word snel moe", "patient"),
        ("mijn man moet me uit bed tillen", "patient"),
        ("mijn beperking zit in de weg", "patient"),
        ("onze gemeente wil een bijeenkomst", "professional"),
        ("bij ons op de praktijk", "professional"),
        ("wij als steunpunt", "professional"),
        ("voor mijn leerlingen", "professional"),
        ("cijfers voor mijn scriptie over mantelzorgers", "professional"),
    ],
)
def test_a_turn_of_phrase_tells_who_it_is_about(text: str, audience: str) -> None:
    fact = _last("audience", text)
    assert fact and fact.value == audience


@pytest.mark.parametrize(
    "text",
    [
        "ik heb ruzie met onze gemeente",
        "onze gemeente heeft mijn aanvraag afgewezen",
        "ik kwam op het spreekuur bij de reumatoloog",
        "op mijn school weet niemand dat ik ziek ben",
        "bij ons in de wijk is geen huisarts",
    ],
)
def test_who_only_meets_a_professional_is_none(text: str) -> None:
    fact = _last("audience", text)
    assert fact is None or fact.value != "professional"


@pytest.mark.parametrize(("text", "place"), [("Goes", "Goes"), ("Houten!", "Houten"), ("uit Emmen", "Emmen")])
def test_a_place_that_is_a_word_counts_alone_and_with_a_capital(text: str, place: str) -> None:
    unasked, asked = _last("region", text), _last("region", text, "region")
    assert unasked and (unasked.value, unasked.sure) == (place, False)
    assert asked and (asked.value, asked.sure) == (place, True)


@pytest.mark.parametrize("text", ["Best wel zwaar", "Houten vloeren", "Echt?", "De Vries", "meneer de Vries", "goes"])
def test_a_word_or_surname_is_no_place(text: str) -> None:
    assert _last("region", text) is None


def test_best_is_how_somebody_is_unless_asked_where_they_live() -> None:
    assert _last("region", "Best", "hoe") is None
    assert _last("mood", "Best", "hoe") is not None
    assert _last("mood", "Best", "region") is None
