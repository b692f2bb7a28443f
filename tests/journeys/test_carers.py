"""The carers of the handreiking (002) are led to something that fits them, not the one they care for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.promises import check_fit
from tests.journeys.talk import Talk
from tests.journeys.visitors import lead

pytestmark = pytest.mark.journey
Catalogue = dict[str, dict[str, Any]]


def test_ank_gets_one_person_she_can_call(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "Sinds mijn man zo ziek is komt alles op mij neer. Ik verdwaal in alle regelingen. Ik zou zo graag "
        "één iemand hebben "
        "die ik kan bellen: doe ik het goed?",
        waar="Dat ik geen idee heb waar ik moet beginnen.",
        hulp="Vriendinnen en familie, maar ik wil een vast iemand",
        nodig="Een vast aanspreekpunt",
        audience="Ik zorg voor mijn man Peter",
        region="Harderwijk",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"vast_aanspreekpunt", "geld_en_regelingen", "overzicht_hulp"},
        audience="mantelzorger",
        condition=None,
        region="Harderwijk",
    )
    assert any(card["region"] == "Harderwijk" for card in talk.cards), str(talk)
    assert "Peter" not in str(talk.messages)


def test_kim_is_not_taken_for_her_daughter(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "Mijn jongste dochter van 19 heeft een licht verstandelijke beperking. Ze woont niet meer thuis, "
        "maar al dat "
        "papierwerk en die indicaties blijven bij mij liggen, ik moet alles zelf uitzoeken!",
        waar="Ik sta altijd aan, dat breekt me op",
        hulp="Haar begeleiders doen wat ze kunnen maar de extra dingen doen wij",
        nodig="Iemand die de weg weet in regelingen en aanvragen",
        audience="ik ben haar moeder, ik zorg voor haar",
        region="Helmond",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"geld_en_regelingen", "overzicht_hulp", "praktische_hulp", "vast_aanspreekpunt", "overbelasting"},
        audience="mantelzorger",
        condition="verstandelijke beperking",
        region="Helmond",
        age=48,
    )


def test_maria_of_75_finds_day_care_in_her_own_village(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "me man is dement en heel anders gewoorden. ik zorg graag voor hem maar zo hou ik t nie lang vol. is "
        "der ergens "
        "dagopvang voor em of iemand die es op em past",
        waar="dat ik geen oogenblik weg kan",
        hulp="de casemanager doet haar best maar het lukt nie door al die regels",
        nodig="dat der iemand voor em is en ik naar me bridgeclub kan",
        audience="ik zorg voor me man",
        region="beilen",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"respijtzorg", "overbelasting", "lotgenoten", "hulp_helpt_niet"},
        audience="mantelzorger",
        condition="dementie",
        region="Midden-Drenthe",
        age=75,
    )
    assert any("respijtzorg" in card["needs"] for card in talk.cards), str(talk)


def test_nicole_is_not_sent_from_pillar_to_post_again(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "Mijn man heeft psychoses en woont niet meer bij ons. Ik doe alles alleen, de jongens van 6 en 9, "
        "mijn werk, het "
        "huishouden, de papieren. Word van het kastje naar de muur gestuurd en de hulp die er is past gewoon "
        "niet bij ons",
        waar="De kinderen hebben last van zijn vreemde gedrag en ik krijg geen goede hulp voor ze",
        hulp="Steeds andere gezichten aan tafel, het helpt niet",
        nodig="Praktische hulp en iemand die er voor de kinderen is",
        audience="Ik ben zijn vrouw, ik zorg voor alles",
        region="Westerbork",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"hulp_helpt_niet", "vast_aanspreekpunt", "praktische_hulp", "gezin_bespreekbaar", "overbelasting"},
        audience="mantelzorger",
        condition="psychose",
        region="Midden-Drenthe",
    )
    assert any(card["region"] == "Midden-Drenthe" for card in talk.cards), str(talk)


def test_maria_of_45_gets_something_for_the_time_after_the_admission(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "Mijn vader heeft frontotemporale dementie en zit sinds kort in een verpleeghuis. Ik dacht dat het "
        "dan rustiger zou "
        "worden maar nu komt de klap pas. Ben verdrietig en overbelast, ook door mijn werk",
        waar="Bang dat ik een burn-out heb en dat ik mijn baan kwijtraak",
        hulp="Familie en vriendinnen. Van de huisarts kreeg ik weinig",
        nodig="Op adem komen, en verhalen van anderen",
        audience="Ik ben zijn dochter, ik was zijn mantelzorger",
        region="Rotterdam Overschie",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"na_de_zorg", "overbelasting", "werk_en_studie", "somberheid", "lotgenoten"},
        audience="mantelzorger",
        condition="frontotemporale dementie",
        region="Rotterdam",
        age=45,
    )
    assert any(card["region"] == "Rotterdam" for card in talk.cards), str(talk)


def test_leon_finds_his_way_in_letters_and_rules(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "yo ben 24. me pa heeft alzheimer en allebei me ouders zijn doof, dus ik regel alles: bank, brieven, "
        "gemeente. al "
        "die wetten en regels k snap er geen reet van",
        waar="t word steeds zwaarder thuis en ik wil ook gwn me studie halen",
        hulp="er is een casemanager maar die weet niks van doof zijn",
        nodig="iemand die me helpt met die regelingen",
        audience="ik zorg voor me vader en moeder",
        region="woon in rotterdam",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"geld_en_regelingen", "praktische_hulp", "overzicht_hulp", "overbelasting", "werk_en_studie"},
        audience="mantelzorger",
        condition=("alzheimer", "dementie", "doofheid"),
        region="Rotterdam",
        age=24,
    )


def test_a_flemish_daughter_is_understood(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "Amai, ik zorg voor ons ma, ze heeft parkinson en 't wordt mij precies allemaal wat te veel. Kent ge "
        "iemand die het "
        "nen dag kan overpakken?",
        waar="'k en kan niet meer slapen en 'k zen heel den dag moe",
        hulp="bijlange niet genoeg ze",
        nodig="dat ik ne keer een weekendje weg kan",
        audience="voor ons moeder",
        region="Terneuzen",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"respijtzorg", "overbelasting"},
        audience="mantelzorger",
        condition="parkinson",
        region="Terneuzen",
    )


def test_somebody_who_is_learning_dutch_is_understood(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "mijn man ziek hart. ik alles doen alleen, heel moe. niet weten welke hulp is in nederland",
        waar="ik veel moe, niet slapen",
        hulp="nee geen hulp",
        nodig="iemand helpen thuis met eten en schoon maken",
        audience="voor mijn man ik zorgen",
        region="den haag",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"overbelasting", "overzicht_hulp", "praktische_hulp", "respijtzorg"},
        audience="mantelzorger",
        condition="hart- en vaatziekten",
        region="Den Haag",
    )
