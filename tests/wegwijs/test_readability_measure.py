"""The measure of a text: sentences, words and syllables are counted as a reader meets them."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readability.score import Measure, measure, together
from readability.words import sentences, syllables, words

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzëéïö", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bel je huisarts. Die weet meer.", 2),
        ("Is er gevaar? Bel 112! Wacht niet.", 3),
        ("Er is hulp, bijv. een cursus.", 1),
        ("Er zijn o.a. Twentse groepen.", 1),
        ("Koken, wandelen, enz. Je kiest zelf.", 2),
        ("Vraag het dr. Jansen. Hij weet het.", 2),
        ("Bel 088 0767 000. Dat is gratis.", 2),
        ("Bel 112. 113 is er ook.", 2),
        ("Het kost 2.500 euro.", 1),
        ("Kijk op 113.nl. Daar kun je chatten.", 2),
        ("Kijk op https://www.113.nl/hulp. Dat mag.", 2),
        ("Ik ben ... nou ja, moe.", 1),
        ("Wegwijs denkt na…", 1),
        ("Zij zei: ‘Ik kan niet meer.’ Toen belde ze.", 2),
        ("Eerste regel\nTweede regel", 2),
        ("Wij zijn er (ook voor jou). Bel gerust.", 2),
        ("", 0),
        ("...", 0),
    ],
)
def test_a_sentence_ends_where_a_reader_stops(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_sentence_is_given_back_as_it_was_written() -> None:
    text = "Bel t.a.v. Veilig Thuis op 0800-2000. Of kijk op veiligthuis.nl bij {region}."
    assert sentences(text) == ["Bel t.a.v. Veilig Thuis op 0800-2000.", "Of kijk op veiligthuis.nl bij {region}."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bel 088 0767 000", 2),
        ("Bel 0800-0113", 2),
        ("Bel (030) 760 60 55", 2),
        ("Bel 112, 113 of je huisarts", 6),
        ("Mail info@voorbeeld.nl", 2),
        ("Kijk op www.voorbeeld.nl/hulp/voor-jou", 3),
        ("Hulp in {region}", 3),
        ("De Wmo-consulent – of je huisarts", 5),
        ("zo’n foto's", 2),
    ],
)
def test_numbers_addresses_and_compounds_are_one_word(text: str, count: int) -> None:
    assert len(words(text)) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("je", 1),
        ("over", 2),
        ("avond", 2),
        ("idee", 2),
        ("ziekte", 2),
        ("huisarts", 2),
        ("mooie", 2),
        ("ideeën", 3),
        ("patiënten", 4),
        ("reünie", 3),
        ("financiële", 5),
        ("sociaal", 3),
        ("situatie", 4),
        ("mantelzorger", 4),
        ("verpleegkundige", 5),
        ("dagbesteding", 4),
        ("energie", 3),
        ("reageren", 4),
        ("team", 1),
        ("coach", 1),
        ("niveau", 2),
        ("mail", 1),
        ("website", 2),
        ("online", 2),
        ("casemanager", 4),
        ("yoga", 2),
        ("zo’n", 1),
        ("0800-2000", 1),
        ("CAK", 1),
    ],
)
def test_syllables_are_counted_as_dutch_is_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_score_is_that_of_douma() -> None:
    # Six words of one syllable in two sentences: 206.835 - 0.93 x 3 - 77 x 1.
    assert measure("Dat is goed. Bel je arts.").score == pytest.approx(127.045)


def test_long_words_and_sentences_read_harder_than_short_ones() -> None:
    plain = measure("Je praat met iemand die ook ziek is. Dat kan thuis.").score
    hard = measure("Participatie en zelfmanagement faciliteren ketenverantwoordelijkheid.").score
    assert plain is not None
    assert hard is not None
    assert plain > 80 > 40 > hard


def test_a_text_without_words_has_no_score() -> None:
    assert measure("…").score is None
    assert Measure().score is None


def test_texts_together_weigh_by_their_length() -> None:
    short, long = measure("Hoi."), measure("Je kunt hier rustig lezen wat er is. Neem je tijd.")
    assert together([short, long]) == Measure(3, 1 + 11, 1 + long.syllables)


@settings(deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=5))
def test_plain_sentences_are_counted_back(made: list[list[str]]) -> None:
    # A capital at the start and a word of two letters at the end, so that no abbreviation ('b.') is made by chance.
    text = " ".join("Zo " + " ".join(each) + " nu." for each in made)
    counted = measure(text)
    assert counted.sentences == len(made)
    assert counted.words == sum(len(each) + 2 for each in made)
    assert counted.syllables >= counted.words


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_measure_or_loses_words(text: str) -> None:
    assert sum(len(words(sentence)) for sentence in sentences(text)) == measure(text).words
    assert all(sentence in normalize("NFC", text) for sentence in sentences(text))
