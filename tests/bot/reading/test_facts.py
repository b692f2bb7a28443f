"""What the readers promise, one fact at a time."""

from __future__ import annotations

import pytest

from bot.reading import Fact, read_facts
from vocabulary.municipalities import by_code


def _last(name: str, text: str, question: str | None = None) -> Fact | None:
    found = [fact for fact in read_facts(text, question) if fact.name == name]
    return found[-1] if found else None


def _value(name: str, text: str, question: str | None = None) -> str | int | None:
    fact = _last(name, text, question)
    return fact.value if fact else None


def test_a_fact_stands_where_it_was_said() -> None:
    text = "Ik woon in Hoofddorp en heb reuma"
    region, condition = _last("region", text), _last("condition", text)
    assert region and text[region.start : region.end] == "Hoofddorp"
    assert condition and text[condition.start : condition.end] == "reuma"


def test_accents_of_two_characters_keep_their_place() -> None:
    text = "Ik ben reumapatie\u0308nt in Nuenen"
    condition, region = _last("condition", text), _last("region", text)
    assert condition and text[condition.start : condition.end] == "reumapatie\u0308nt"
    assert region and text[region.start : region.end] == "Nuenen"


@pytest.mark.parametrize(
    ("text", "question", "name", "value"),
    [
        ("type 2, eh nee type 1", "condition", "condition", "diabetes type 1"),
        ("Haarlem, nee sorry Heemstede", "region", "region", "Heemstede"),
        ("nee, ik ben zelf ziek", "audience", "audience", "patient"),
    ],
)
def test_a_correction_is_believed(text: str, question: str, name: str, value: str) -> None:
    assert _value(name, text, question) == value


@pytest.mark.parametrize("text", ["over mij", "mezelf", "over mezelf", "ik zelf", "voor mezelf"])
def test_a_plain_answer_about_oneself_is_sure(text: str) -> None:
    fact = _last("audience", text, "audience")
    assert fact and (fact.value, fact.sure) == ("patient", True)


@pytest.mark.parametrize("text", ["over mij, Peter is mijn man", "voor mij, hij is ziek"])
def test_the_ill_other_goes_before_over_mij(text: str) -> None:
    assert _value("audience", text, "audience") in {"naaste", "mantelzorger"}


def test_time_for_oneself_is_not_an_answer_about_oneself() -> None:
    assert _value("audience", "ik wil tijd voor mezelf") is None


def test_a_nurse_with_a_sick_mother_is_read_as_a_daughter() -> None:
    assert _value("audience", "Ik ben verpleegkundige en mijn moeder heeft dementie") == "naaste"


def test_care_in_the_third_person_is_a_guess() -> None:
    fact = _last("audience", "hij vergeet alles en ik moet hem de hele dag in de gaten houden")
    assert fact and fact.value == "mantelzorger"


@pytest.mark.parametrize("text", ["ik ben zo moe", "wat kost het?", "Ik voel mij alleen.", "hallo"])
def test_tiredness_alone_says_nothing_of_who_it_is_about(text: str) -> None:
    assert _value("audience", text) is None


@pytest.mark.parametrize("text", ["ik heb geen kanker", "het is niet dementie", "kanker is het niet"])
def test_a_denied_illness_is_not_read(text: str) -> None:
    assert _value("condition", text) is None


def test_the_specific_illness_goes_before_its_group() -> None:
    values = [f.value for f in read_facts("kanker, borstkanker om precies te zijn") if f.name == "condition"]
    assert values == ["borstkanker"]


def test_feeling_depressed_is_not_an_illness_of_the_speaker() -> None:
    assert _value("condition", "ik ben depressief") is None
    assert _value("condition", "mijn man heeft een depressie") == "depressie"


@pytest.mark.parametrize("text", ["als ik moe ben", "kan je me helpen", "koffie met suiker", "ik vertrouw hem blind"])
def test_words_of_every_day_are_no_illness(text: str) -> None:
    assert _value("condition", text) is None


def test_a_treatment_is_heard_but_not_sure() -> None:
    fact = _last("condition", "volgende week begint mijn chemo")
    assert fact and (fact.value, fact.sure) == ("kanker", False)


@pytest.mark.parametrize(
    "text",
    [
        "we waren in Haarlem",
        "het ziekenhuis in Leiden",
        "ik werk in Zwolle",
        "geboren in Tilburg",
        "de heer Van Tilburg",
    ],
)
def test_a_place_one_only_speaks_of_is_not_home(text: str) -> None:
    assert _value("region", text) is None


def test_of_two_places_with_one_name_the_largest_is_a_guess_and_a_province_decides() -> None:
    guess = _last("region", "Hengelo", "region")
    said = _last("region", "Hengelo Gelderland", "region")
    assert guess and (guess.value, guess.sure) == ("Hengelo", False)
    assert said and (said.value, said.sure) == ("Bronckhorst", True)


@pytest.mark.parametrize("question", [None, "hoe", "hulp", "nodig", "audience", "condition", "past"])
def test_the_bare_name_of_a_municipality_is_where_somebody_lives_whatever_was_asked(question: str | None) -> None:
    names = {
        municipality.name.split(" (")[0].removesuffix(" c.a."): municipality for municipality in by_code().values()
    }
    words = {"Best", "Buren", "Goes"}
    assert words < names.keys()
    for name in sorted(names.keys() - words):
        for said in (name, name.lower(), name.upper(), f"in {name.lower()}"):
            heard = _value("region", said, question)
            assert str(heard).split(" (")[0] == names[name].name.split(" (")[0], said


@pytest.mark.parametrize("text", ["best", "goes", "buren", "echt", "leek", "dalen", "hout", "gaat best"])
@pytest.mark.parametrize("question", ["hoe", "hulp", None])
def test_a_word_that_is_more_often_an_answer_is_no_place_unless_one_was_asked_for(
    text: str, question: str | None
) -> None:
    assert _value("region", text, question) is None


def test_best_is_how_somebody_is_and_in_best_is_where_they_live() -> None:
    assert _value("mood", "best", "hoe") == "goed"
    assert _value("region", "best", "region") == "Best"
    assert _value("region", "in best", "hulp") == "Best"


def test_a_slip_of_the_pen_in_a_place_is_a_guess() -> None:
    fact = _last("region", "amsterdm", "region")
    assert fact and (fact.value, fact.sure) == ("Amsterdam", False)


@pytest.mark.parametrize(("text", "age"), [("ik ben 21", 21), ("ik ben eenentwintig jaar", 21), ("Vrouw, 57 jaar", 57)])
def test_the_age_of_the_speaker_is_read(text: str, age: int) -> None:
    assert _value("age", text) == age


@pytest.mark.parametrize(
    "text", ["mijn zoon van 15", "24 uur per dag", "al 20 jaar ziek", "mijn moeder is 80", "sinds mijn 15e", "7"]
)
def test_other_numbers_are_no_age_of_the_speaker(text: str) -> None:
    assert _value("age", text) is None


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("ik ben 16 en zorg voor mijn moeder", "jonge mantelzorger"),
        ("ik werk fulltime en zorg voor mijn vader", "werkende mantelzorger"),
        ("Ik zorg voor mijn ouders, zij spreken geen Nederlands", "migratieachtergrond"),
        ("mijn man heeft psychoses en ik zorg voor hem", "psychische problematiek"),
        ("ik zorg voor mijn vrouw, zij heeft alzheimer", "dementie"),
    ],
)
def test_a_carer_group_is_read(text: str, group: str) -> None:
    assert group in [fact.value for fact in read_facts(text) if fact.name == "carer_group"]


def test_a_patient_is_in_no_carer_group() -> None:
    assert _value("carer_group", "ik ben 19 en heb diabetes, op school snapt niemand het") is None


@pytest.mark.parametrize("text", ["laat maar zien", "toon", "wat heb je?", "laat zien wat er is", "geef maar"])
def test_asking_to_see_what_there_is(text: str) -> None:
    assert _value("request", text) == "tonen"


@pytest.mark.parametrize(
    "text", ["sla maar over", "volgende vraag", "zeg ik liever niet", "gaat je niks aan", "liever niet", "skip"]
)
def test_passing_a_question_over(text: str) -> None:
    assert _value("request", text, "region") == "overslaan"


@pytest.mark.parametrize("text", ["ik ga liever niet naar de huisarts want die luistert toch nooit", "laat maar"])
def test_the_same_words_in_a_story_are_no_request(text: str) -> None:
    assert _value("request", text) is None
