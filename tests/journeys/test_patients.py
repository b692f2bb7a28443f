"""The people with a chronic illness of the ketenaanpak (000) are led to something that fits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.promises import check_fit
from tests.journeys.talk import Talk
from tests.journeys.visitors import lead

pytestmark = pytest.mark.journey
Catalogue = dict[str, dict[str, Any]]


def test_yvonne_finds_people_of_her_own_age_with_diabetes(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "hoi! ik heb nu 1,5 jaar diabetes type 1 en me vriendinnen snappen er echt niks van. ik ben 30 en "
        "zou zo graag "
        "mensen van mn eigen leeftijd spreken die t ook hebben",
        waar="soms ff een baaldag en bang voor later, of ik wel kinderen kan krijgen",
        hulp="de dietiste is top maar met de psycholoog had ik geen klik",
        nodig="gewoon kletsen met anderen die dit ook hebben",
        audience="over mezelf",
        region="hellevoetsluis",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"lotgenoten", "leven_inrichten", "somberheid"},
        audience="patient",
        condition="diabetes type 1",
        region="Voorne aan Zee",
        age=30,
    )
    assert any("lotgenoten" in card["needs"] and card["conditions"] for card in talk.cards), str(talk)


def test_willem_is_led_to_somebody_close_to_home(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "Ik ben 72 en heb al twintig jaar suiker, type 2. Ik slik pillen tegen de somberheid maar ik heb "
        "nergens meer fut voor.",
        waar="Ik mag niks meer, vooral bij het eten. Daar word ik neerslachtig van.",
        hulp="Bij de POH kan ik alles kwijt. Met de dokter zelf klikt het niet.",
        nodig="Iemand dicht bij huis om mee te praten over die sombere buien.",
        audience="Het gaat over mijzelf.",
        region="Ik woon in Middelharnis.",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"somberheid", "behandeling", "leven_inrichten", "hulp_helpt_niet", "vast_aanspreekpunt"},
        audience="patient",
        condition="diabetes type 2",
        region="Goeree-Overflakkee",
        age=72,
    )
    assert any(card["region"] == "Goeree-Overflakkee" for card in talk.cards), str(talk)


def test_linda_learns_how_to_talk_about_it_with_her_sons(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "ik heb altijd pijn en ben zo snel moe. dan krijg ik een kort lontje tegen me jongens en voel ik me "
        "een slechte "
        "moeder. hoe leg ik ze nou uit wat er met me is??",
        waar="dat ze aan de buitenkant niks zien en ik het thuis niet uitgelegd krijg",
        hulp="ik heb hulp in de huishouding dat is fijn, maar verder niemand die vraagt hoe t gaat met de jongens",
        nodig="leren hoe ik er met me kinderen over praat",
        audience="mezelf, ik ben zelf ziek",
        region="nieuw vennep",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"gezin_bespreekbaar", "overbelasting", "leven_inrichten"},
        audience="patient",
        condition="chronische pijn",
        region="Haarlemmermeer",
    )
    assert any("gezin_bespreekbaar" in card["needs"] for card in talk.cards), str(talk)


def test_frits_is_asked_how_he_is_himself_and_gets_air(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "Mijn vrouw heeft kanker en wordt niet meer beter. Ik werk overdag, volg savonds een opleiding en "
        "zorg voor haar en "
        "ons ventje van 5. Ik ben op, heb al eens een burn-out gehad",
        waar="er is geen minuut voor mezelf en op het werk snappen ze het niet",
        hulp="ik praat met een psycholoog en de buren helpen, maar het is niet genoeg",
        nodig="iemand die het af en toe overneemt zodat ik ook lucht krijg",
        audience="Ik zorg voor mijn vrouw",
        region="Hoofddorp",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"overbelasting", "werk_en_studie", "respijtzorg", "gezin_bespreekbaar", "somberheid", "na_de_zorg"},
        audience="mantelzorger",
        condition="kanker",
        region="Haarlemmermeer",
    )


def test_anne_is_seen_as_the_young_carer_she_is(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "me vader is al ziek sinds k 15 was en ik doe naast me studie ook nog t huishouden daar en me "
        "broertje. k ben 21 en "
        "zo snel overprikkeld, krijg alleen maar ruzie met me ouders",
        waar="papa heeft t zwaar en niemand ziet mij ofzo",
        hulp="alle hulp is voor me vader, niks voor ons gezin",
        nodig="dat we thuis ns normaal kunnen praten over de ziekte",
        audience="k zorg voor me vader",
        region="zeg k liever nie",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"overbelasting", "gezin_bespreekbaar", "lotgenoten", "werk_en_studie", "herkenning"},
        audience="mantelzorger",
        condition=None,
        region=None,
        age=21,
    )


def test_kenrick_finds_someone_to_talk_to_and_is_not_sent_to_a_group(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "Ik heb al 21 jaar een spierziekte. Het is stabiel maar die onzekerheid vreet aan me, ik lig er "
        "wakker van. Praten "
        "met de neuroloog gaat alleen over spieren, niet over hoe het met mij gaat.",
        waar="Ik pieker over later, of ik invalide word.",
        hulp="Mijn vrouw en mijn vader, die zijn er altijd.",
        nodig="Rustig met een psycholoog praten. Van de verhalen van lotgenoten word ik onrustig.",
        audience="Over mij.",
        region="Almere",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"somberheid", "behandeling", "mentale_gevolgen", "leven_inrichten"},
        audience="patient",
        condition="spierziekte",
        region="Almere",
    )
    groups = [card for card in talk.cards if card["needs"] == ["lotgenoten"]]
    assert not groups, f"a group was what he did not want\n{talk}"


def test_ineke_finds_others_with_breast_cancer_near_her(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "Half jaar geleden zijn er uitzaaiingen gevonden, eerder had ik borstkanker. Ik ben soms erg "
        "verdrietig maar dat "
        "verberg ik voor mijn man en kinderen. Hoe doen andere vrouwen dat?",
        waar="Ik wil de vrolijke moeder blijven en dat lukt niet altijd.",
        hulp="De verpleegkundige en mijn vriendinnen zijn lief.",
        nodig="Ervaringen delen met lotgenoten.",
        audience="Over mezelf, ik ben ziek.",
        region="zeist",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"lotgenoten", "gezin_bespreekbaar", "somberheid"},
        audience="patient",
        condition="borstkanker",
        region="Zeist",
    )
    assert any(card["conditions"] for card in talk.cards), f"nothing for cancer\n{talk}"
