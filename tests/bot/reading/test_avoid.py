"""Why something is not wanted is heard in anybody's Dutch; a story about the same things is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading import cues, read_facts
from bot.reading.avoid import read_avoid
from bot.reading.text import Text
from vocabulary import avoid
from vocabulary.tables import TableError


def _codes(text: str, question: str | None = None) -> list[str]:
    return [str(fact.value) for fact in read_avoid(Text(text), question)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("niet voor mij, want ik hou niet van groepen", "groep"),
        ("Ik ben geen groepsmens", "groep"),
        ("zo'n groep is niks voor mij", "groep"),
        ("da's niks voor mij, zo'n praatgroep", "groep"),
        ("liever geen praatgroep ofzo", "groep"),
        ("in een groep voel ik me niet op mijn gemak", "groep"),
        ("ik durf nie in n groep te praten", "groep"),
        ("groepen, daar hou ik niet van", "groep"),
        ("ik zie mij niet in een groep zitten", "groep"),
        ("ik praat liever 1 op 1 met iemand", "groep"),
        ("geen zin in andermans ellende, heb genoeg aan mezelf", "groep"),
        ("heb je iets zonder groep?", "groep"),
        ("ik wil niet tussen allemaal vreemden zitten", "groep"),
        ("ben te verlegen voor een groep", "groep"),
        ("ik niet houden van groep", "groep"),
        ("ik ben niet zo handig met de computer", "online"),
        ("k heb geen internet thuis", "online"),
        ("ik snap niks van computers hoor", "online"),
        ("ben een echte digibeet", "online"),
        ("computer kan ik niet", "online"),
        ("ik kan nie goe met de computer", "online"),
        ("apps zijn niks voor mij", "online"),
        ("Al dat digitale gedoe, laat maar", "online"),
        ("ik ben 82 en heb geen computer", "online"),
        ("van een scherm word ik misselijk, ik kan niet lang naar een scherm kijken", "online"),
        ("ik te oud voor computer", "online"),
        ("heb je ook iets zonder computer?", "online"),
        ("internet is mij te ingewikkeld", "online"),
        ("ik durf niet te bellen", "bellen"),
        ("Bellen vind ik heel eng.", "bellen"),
        ("ik ben niet zo'n beller", "bellen"),
        ("doe mij maar liever mailen dan bellen", "bellen"),
        ("ik bel niet graag", "bellen"),
        ("ben doof dus bellen gaat niet", "bellen"),
        ("kan ik ook appen ipv bellen?", "bellen"),
        ("ik heb belangst", "bellen"),
        ("aan de telefoon versta ik het niet, te snel nederlands", "bellen"),
        ("ik ben bang om te bellen", "bellen"),
        ("ik heb geen vervoer", "ver"),
        ("ik kan het huis niet uit", "ver"),
        ("ik rij geen auto meer", "ver"),
        ("Is er ook iets dichterbij?", "ver"),
        ("reizen is te zwaar voor mij", "ver"),
        ("ik kan niet met de bus", "ver"),
        ("kan niet zo ver reizen met mijn rug", "ver"),
        ("ik lig op bed en kan mijn bed niet uit", "ver"),
        ("da's veel te ver voor ons om te gaan", "ver"),
        ("ik wil geen verwijzing", "verwijzing"),
        ("liever niet via de huisarts", "verwijzing"),
        ("is er iets zonder verwijsbriefje", "verwijzing"),
        ("mijn huisarts hoeft dit niet te weten", "verwijzing"),
        ("kan dat buiten de huisarts om?", "verwijzing"),
        ("geen gedoe met indicaties", "verwijzing"),
        ("ik wil nie langs den huisdokter", "verwijzing"),
        ("iets waar ik me zelf voor kan aanmelden", "verwijzing"),
        ("ik kan niet goed lezen", "lezen"),
        ("kan nie goed lezen sorry", "lezen"),
        ("lezen gaat moeilijk bij mij", "lezen"),
        ("ik heb dyslexie", "lezen"),
        ("ik heb moeite met lezen", "lezen"),
        ("nederlands lezen is moeilijk voor mij", "lezen"),
        ("heb je ook een filmpje", "lezen"),
        ("ik ben geen lezer", "lezen"),
        ("ik heb geen behoefte aan praten", "praten"),
        ("praten helpt mij toch niet", "praten"),
        ("ik ben geen prater", "praten"),
        ("ik wil niet praten", "praten"),
        ("dat gepraat is niks voor mij", "praten"),
        ("geen zin om erover te babbelen", "praten"),
        ("wil er niet over praten", "praten"),
        ("Ik ben niet zo van het praten", "praten"),
        ("het moet gratis zijn", "kosten"),
        ("heb je ook iets gratis?", "kosten"),
        ("het mag niks kosten", "kosten"),
        ("alleen gratis hulp graag", "kosten"),
    ],
)
def test_what_is_not_wanted_is_heard_anywhere(text: str, code: str) -> None:
    assert _codes(text) == [code]
    assert _codes(text, "past") == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("te duur", "kosten"),
        ("veel te duur voor mij", "kosten"),
        ("daar heb ik geen geld voor", "kosten"),
        ("kan ik niet betalen", "kosten"),
        ("ik heb da geld nie", "kosten"),
        ("dat kunnen wij niet missen, te prijzig", "kosten"),
        ("heb er het geld niet voor, geen cent", "kosten"),
        ("is mij onbetaalbaar", "kosten"),
        ("ik wil daar niks voor betalen", "kosten"),
        ("te ver weg", "ver"),
        ("dat is een uur rijden", "ver"),
        ("daar geraak ik niet", "ver"),
        ("niet in de buurt", "ver"),
        ("nie met groep", "groep"),
        ("geen groepen", "groep"),
        ("liever alleen", "groep"),
        ("niet online graag", "online"),
        ("liever een echt mens", "online"),
        ("durf nie bellen", "bellen"),
        ("geen folders alsjeblieft", "lezen"),
        ("te veel tekst", "lezen"),
        ("heb geen verwijzing", "verwijzing"),
        ("niet weer mijn hele verhaal vertellen", "praten"),
    ],
)
def test_a_few_words_are_enough_when_suggestions_were_just_shown(text: str, code: str) -> None:
    assert code in _codes(text, "past")


@pytest.mark.parametrize("text", ["te duur", "daar heb ik geen geld voor", "kan ik niet betalen", "te ver weg"])
def test_the_same_few_words_mean_nothing_before_there_was_a_suggestion(text: str) -> None:
    assert _codes(text) == []
    assert _codes(text, "nodig") == []


STORIES = [
    "ik zit in een groep",
    "ik zoek een groep",
    "ik mis de groep van toen",
    "mijn groep is gestopt",
    "groep 8 is zwaar voor mijn zoon",
    "er is geen groep bij ons in de buurt",
    "het leven is te duur geworden",
    "we hebben geen geld voor eten",
    "de rekeningen kan ik niet betalen",
    "ik heb schulden en zit in de bijstand",
    "de computer is kapot",
    "mijn internet doet het niet",
    "ik werk de hele dag met de computer",
    "ik kan op internet niks vinden",
    "mijn man is niet handig met de computer",
    "ik durf mijn zus niet te bellen",
    "de huisarts belt niet terug",
    "niemand belt mij",
    "ik wil graag bellen",
    "mijn moeder kan niet goed lezen",
    "hij kan niet lezen en schrijven",
    "ik lees graag",
    "ik kan niet slapen",
    "hij wil niet praten",
    "ik kan met niemand praten",
    "ik wil niet met mijn man praten hierover",
    "we praten niet meer met elkaar",
    "ik wil praten",
    "geen pillen maar gesprekken",
    "mijn zoon woont te ver weg",
    "dat gaat me te ver",
    "ik wil vanuit huis werken",
    "mijn vader kan het huis niet uit",
    "ik krijg wel een verwijzing",
    "ik ben niet naar de huisarts geweest",
    "zonder mijn huisarts had ik het niet gered",
    "ik wacht op een verwijzing",
    "ik ben moe",
    "mijn man heeft dementie en ik trek het niet meer",
]


@pytest.mark.parametrize("text", STORIES)
@pytest.mark.parametrize("question", [None, "waar", "past"])
def test_a_story_about_the_same_things_is_no_reason(text: str, question: str | None) -> None:
    assert _codes(text, question) == []


@pytest.mark.parametrize("text", ["is dat niet te duur?", "is het ver weg?", "Moet ik dan lang reizen met reistijd?"])
def test_a_question_about_a_suggestion_is_no_reason_against_it(text: str) -> None:
    assert _codes(text, "past") == []


def test_several_reasons_are_heard_in_their_order_and_where_they_were_said() -> None:
    text = "Ik ben niet handig met de computer, en ik durf ook niet te bellen."
    first, second = read_avoid(Text(text), None)
    assert (first.value, second.value) == ("online", "bellen")
    assert text[first.start : first.end] == "niet handig met de computer"
    assert text[second.start : second.end] == "durf ook niet te bellen"
    assert first.name == "avoid" and first.sure and second.sure


def test_a_hint_is_not_sure_and_a_plain_word_is() -> None:
    (hint,), (plain,) = read_avoid(Text("te duur"), "past"), read_avoid(Text("het moet gratis zijn"), "past")
    assert (hint.sure, plain.sure) == (False, True)


def test_all_readers_together_hear_it() -> None:
    assert ("avoid", "groep") in [(fact.name, fact.value) for fact in read_facts("ik hou niet van groepen", "past")]


@given(st.text())
def test_whatever_is_typed_gives_known_codes_within_the_text(text: str) -> None:
    for question in (None, "past"):
        for fact in read_avoid(Text(text), question):
            assert fact.value in avoid.load() and 0 <= fact.start < fact.end <= len(text)


def test_a_broken_line_is_refused_by_file_and_number(tmp_path: Path) -> None:
    path = tmp_path / "cues.tsv"
    path.write_text("points_to\tweight\tcue\nregen\t3\tgeen regen\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"cues\.tsv, line 2: points_to"):
        cues.load(path, tuple(avoid.load()))
