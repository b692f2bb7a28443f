"""What is asked of the talk itself is heard, each in many ways; the same words in another sense are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.request import TARGETS, read_request
from bot.reading.text import Text

ASKED = {
    "terug": [
        "ga terug",
        "vorige vraag",
        "stap terug",
        "dat vorige antwoord was fout",
        "kun je een vraag terug",
        "kan ik terug?",
        "ik heb verkeerd gedrukt",
        "mijn antwoord is niet goed",
        "oeps verkeerde knop",
        "ik wil mijn antwoord veranderen",
        "naar de vorige vraag",
        "terug aub",
        "doe eens een stap terug",
        "ik heb het verkeerde antwoord gegeven, antwoord was fout",
        "nog even naar de vorige vraag",
    ],
    "opties": [
        "wat zijn de mogelijkheden",
        "wat kan ik kiezen",
        "vertel eerst wat er is",
        "waar kan ik uit kiezen?",
        "ik wil eerst weten wat er is",
        "welke keuzes heb ik",
        "wat zijn mijn opties?",
        "zeg eerst wat de opties zijn",
        "wat is er allemaal mogelijk",
        "wat voor soorten hulp zijn er",
        "vertel eerst eens wat er is",
        "mag ik eerst horen wat er mogelijk is",
    ],
    "kies_jij": [
        "kies jij maar",
        "wat raad je aan",
        "zeg jij het maar",
        "wat zou jij doen",
        "kiest u maar",
        "wat raad je mij aan?",
        "jij mag kiezen",
        "ik laat het aan jou over",
        "welke zou jij kiezen",
        "ik kan niet kiezen",
        "doe maar de beste",
        "wat past het best bij mij",
        "welke raadt u aan",
        "beslis jij maar",
        "ik weet het niet, kies jij maar iets",
    ],
    "uitleg": [
        "hoe bedoel je",
        "wat bedoel je daarmee",
        "snap de vraag niet",
        "ik begrijp het niet",
        "huh?",
        "wat wil je weten",
        "kun je dat uitleggen",
        "die vraag snap ik niet",
        "waarom vraag je dat?",
        "wat bedoelt u",
        "ik niet begrijpen",
        "kan het makkelijker?",
        "wat moet ik zeggen dan",
        "ik snap je niet goed",
        "wat bedoelt ge",
        "ik begrijp die vraag niet",
    ],
    "begrepen": [
        "wat heb je begrepen",
        "wat weet je nu van mij",
        "vat eens samen",
        "kun je het samenvatten",
        "heb je me goed begrepen?",
        "wat heb je onthouden",
        "mag ik een samenvatting",
        "wat weet je al over mij",
        "snap je wat ik bedoel",
        "wat weet je van me",
        "kun je samenvatten wat ik heb gezegd",
    ],
    "bewaren": [
        "kan ik dit bewaren",
        "kan ik dit printen",
        "mag ik dit meenemen",
        "stuur mij dit",
        "kan ik het downloaden",
        "hoe kan ik dit opslaan",
        "kun je dit mailen",
        "print dit",
        "ik wil het gesprek opslaan",
        "kan ik dit later nog teruglezen",
        "stuur dit naar mijn mail",
        "kan ik dit gesprek uitprinten",
        "mail dit naar mij",
    ],
    "voorbereiden": [
        "wat moet ik de dokter vragen",
        "gesprek voorbereiden met huisarts",
        "hoe bereid ik me voor op de dokter",
        "welke vragen kan ik stellen aan de arts",
        "wat zeg ik tegen de huisarts",
        "ik wil mijn afspraak voorbereiden",
        "hoe vertel ik het de huisarts",
        "morgen moet ik naar de internist, wat moet ik vragen aan de dokter",
        "help me met voorbereiden",
        "wat moet ik vragen bij de huisarts",
        "kun je helpen met mijn gesprek voorbereiden",
    ],
    "wachten": [
        "er is een wachtlijst",
        "ik sta op de wachtlijst",
        "moet drie maanden wachten op de psycholoog",
        "wat kan ik doen zolang ik wacht",
        "Ik ben somber en heb een verwijzing maar bij de ggz is de wachttijd acht maanden en ik weet niet meer hoe",
        "ik kan pas over een half jaar terecht",
        "al weken aan het wachten op hulp",
        "ik wacht al maanden",
        "lange wachtrij, wat nu in de tussentijd",
        "sta op wachtlijst ggz",
        "wat kan ik intussen doen terwijl ik wacht",
        "ik moet nog vijf maanden wachten",
        "wachttijd is meer dan een jaar",
    ],
    "contact": [
        "wil iemand mij bellen",
        "neem contact met mij op",
        "kan iemand me terugbellen",
        "bel mij maar",
        "ik wil graag teruggebeld worden",
        "ik wil dat iemand contact met mij opneemt",
        "kan er iemand contact opnemen",
        "ik wil mijn nummer achterlaten",
        "kunnen jullie mij mailen",
        "laat iemand mij bellen",
        "kunt u contact met mij opnemen",
        "bel me maar even terug",
    ],
    "herinnering": [
        "herinner me over twee weken",
        "kun je me herinneren",
        "stuur me een herinnering",
        "zet het in mijn agenda",
        "kan je mij over een week eraan herinneren",
        "reminder graag",
        "ik wil een herinnering",
        "herinnering instellen",
        "geef me over een maand een seintje",
        "wil je me volgende week een herinnering sturen",
        "kun je mij herinneren aan die test",
    ],
    "code": [
        "ik wil later verder",
        "kan ik straks terugkomen bij dit gesprek",
        "ik ga morgen verder",
        "kan ik later terugkomen",
        "hoe kom ik hier later terug?",
        "ik wil dit gesprek later afmaken",
        "even pauze",
        "krijg ik een code",
        "ik moet nu weg maar wil later verder gaan",
        "kunnen we morgen verder",
        "ik wil dit later afmaken",
    ],
    "casusregisseur": [
        "wat is een casusregisseur",
        "wat doet zo'n vast aanspreekpunt",
        "wat doet een gezinsassistent?",
        "casusregisseur, wat is dat",
        "wie is de casusregisseur",
        "leg uit wat een casusregisseur is",
        "casusregisseur?",
        "wat heb ik aan een casusregisseur",
        "ik snap niet wat een casusregisseur doet",
        "wat betekent casusregisseur",
        "wat is een vaste contactpersoon",
    ],
    "geduld": [
        "dat vroeg je al",
        "dat heb ik al gezegd",
        "je luistert niet",
        "stomme computer",
        "steeds dezelfde vraag",
        "je snapt er niks van",
        "ik zei net al dat ik ziek ben",
        "hou op met die vragen",
        "hier heb ik niks aan",
        "wat een waardeloos systeem",
        "luister nou eens",
        "je blijft maar vragen",
        "dat heb ik je net verteld",
        "je begrijpt er niks van",
        "wéér dezelfde vraag",
    ],
}
NOT_ASKED = {
    "terug": [
        "de huisarts belt niet terug",
        "ik wil mijn oude leven terug",
        "hij komt terug uit het ziekenhuis",
        "terug naar het begin",
        "ik val steeds terug",
        "ik ga terug naar mijn werk",
    ],
    "opties": [
        "ik heb geen keuze",
        "er zijn geen andere mogelijkheden",
        "suggesties",
        "welke mogelijkheden zijn er",
    ],
    "kies_jij": [
        "mijn dokter raadt een psycholoog aan",
        "ik moet kiezen tussen werk en zorg",
        "welke tandpasta raad je aan",
    ],
    "uitleg": [
        "wat is een mantelzorger",
        "wat is een indicatie",
        "ik snap mezelf niet",
        "mijn man snapt het niet",
        "niemand begrijpt mij",
        "ik begrijp de brief van de gemeente niet",
        "ik snap de wmo niet",
    ],
    "begrepen": [
        "dat heb je goed begrepen",
        "niemand heeft mij begrepen",
    ],
    "bewaren": [
        "bewaar je mijn gegevens?",
        "hoe lang bewaren jullie dit",
        "bewaar dit niet",
        "handreiking als pdf graag",
    ],
    "voorbereiden": [
        "hoe vertel ik het mijn kinderen",
        "ik was er niet op voorbereid",
        "hoe kan ik me voorbereiden op zijn dood",
    ],
    "wachten": [
        "ik wacht op de bus",
        "wacht even",
        "is er een wachtlijst?",
        "er is geen wachtlijst",
        "ik moet wachten op de uitslag",
        "daar zit ik niet op te wachten",
    ],
    "contact": [
        "mijn moeder belt mij tien keer per dag",
        "ik bel mijn zus",
        "ik wil iemand spreken",
        "ik heb geen contact met mijn familie",
        "ouders bellen mij voor alles",
    ],
    "herinnering": [
        "ik kan me niets herinneren",
        "ik herinner me hem nog goed",
        "herinneringen aan mijn man",
    ],
    "code": [
        "ik weet niet hoe ik verder moet",
        "hoe ga ik verder na zijn dood",
        "ik heb nooit pauze",
        "wat is mijn postcode",
    ],
    "casusregisseur": [
        "ik heb een casusregisseur nodig",
        "wat is een casemanager dementie",
        "mijn casusregisseur belt niet",
    ],
    "geduld": [
        "hij luistert niet",
        "niemand luistert",
        "mijn vrouw vraagt steeds hetzelfde",
        "ik heb het de huisarts al verteld",
        "mijn geduld is op",
    ],
}


def _heard(text: str, question: str | None = None) -> list[str]:
    return [str(fact.value) for fact in read_request(Text(text), question)]


def _pairs(sentences: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(text, target) for target, texts in sentences.items() for text in texts]


@pytest.mark.parametrize(("text", "target"), _pairs(ASKED))
def test_what_is_asked_of_the_talk_is_heard(text: str, target: str) -> None:
    for question in (None, "waar", "past"):
        assert _heard(text, question) == [target]


@pytest.mark.parametrize(("text", "target"), _pairs(NOT_ASKED))
def test_the_same_words_in_another_sense_are_not(text: str, target: str) -> None:
    assert target not in _heard(text)


@pytest.mark.parametrize("text", ["suggesties", "mogelijkheden", "opties", "aanbod", "laat zien wat er is", "doe maar"])
def test_who_wants_to_see_something_now_is_not_told_the_options_first(text: str) -> None:
    assert _heard(text) == ["tonen"]


def test_a_waiting_time_is_heard_in_a_story_and_the_rest_in_a_short_message_only() -> None:
    story = "Ik ben al maanden somber en moe en nu heb ik eindelijk iets aangevraagd en "
    assert _heard(story.replace("eindelijk ", "") + "er is een wachtlijst van een half jaar") == ["wachten"]
    assert _heard(story + "snap de vraag niet en weet het ook niet meer hoor") == []


def test_what_is_asked_rests_on_the_whole_message() -> None:
    (fact,) = read_request(Text("  ga terug!"), None)
    assert (fact.name, fact.start, fact.end, fact.sure) == ("request", 2, 10, True)


def test_each_target_is_tried_with_enough_sentences() -> None:
    new = set(TARGETS) - {"tonen", "overslaan"}
    assert set(ASKED) == set(NOT_ASKED) == new
    assert all(len(ASKED[target]) >= 8 for target in new)


@given(st.text())
def test_whatever_is_typed_gives_at_most_one_known_target(text: str) -> None:
    for fact in read_request(Text(text), None):
        assert fact.value in TARGETS
