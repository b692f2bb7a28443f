"""Tiers, urgency, denial, the window of three messages."""

from __future__ import annotations

import pytest

from safety import detect


def _found(text: str, *earlier: str) -> tuple[str, str] | None:
    found = detect(text, earlier)
    return (found.tier, found.danger) if found else None


@pytest.mark.parametrize(
    ("text", "tier", "danger"),
    [
        ("Ik wil dood", "A", "self"),
        ("Ik spaar mijn slaappillen op", "A", "self"),
        ("Ik sta op de brug en durf bijna te springen", "A", "self"),
        ("Van mij hoeft het niet meer", "B", "self"),
        ("Iedereen is beter af zonder mij", "B", "self"),
        ("Mijn dochter van 15 wil dood", "C", "other"),
        ("Mijn vrouw heeft een afscheidsbrief geschreven", "C", "other"),
        ("Ik heb net een strip oxazepam geslikt", "D", "self"),
        ("Mijn zoon heeft een overdosis genomen", "D", "other"),
        ("Mijn man slaat me", "D", "violence"),
        ("Mijn vrouw met dementie slaat me", "D", "violence"),
        ("Ik ben bang dat ik hem iets aandoe", "D", "violence"),
        ("papa slaat mama elke dag", "D", "violence"),
    ],
)
def test_each_kind_has_its_tier(text: str, tier: str, danger: str) -> None:
    assert _found(text) == (tier, danger)


def test_the_most_urgent_danger_is_told() -> None:
    assert _found("Mijn man slaat me. Ik wil dood.") == ("A", "self")
    assert _found("Ik wil dood. Ik heb net een hele strip pillen geslikt.") == ("D", "self")
    assert _found("Mijn zoon wil niet meer leven. Van mij hoeft het ook niet meer.") == ("C", "other")


def test_a_sentence_cut_over_messages_is_seen() -> None:
    assert _found("dood", "ik wil") == ("A", "self")
    assert _found("leven", "ik wil", "niet meer") == ("A", "self")


def test_only_the_last_two_earlier_messages_are_read_along() -> None:
    assert _found("dood", "ik wil", "hallo daar", "lekker weer vandaag") is None


def test_an_earlier_signal_is_not_found_again_in_the_next_message() -> None:
    assert _found("Hoe vraag ik dagbesteding aan?", "ik wil dood") is None


@pytest.mark.parametrize(
    "text",
    [
        "Nee, ik wil niet dood",
        "Ik wil niet dood hoor, ik ben alleen moe",
        "Ik denk niet aan zelfmoord",
        "Mijn man slaat me niet",
        "Niemand slaat hier iemand",
        "Levensmoe? Welnee, alleen slechte benen",
        "De huisarts vroeg of ik dood wilde, ik zei nee",
        "Ik wil echt niet dood",
        "I am not suicidal",
    ],
)
def test_a_plain_full_denial_raises_no_alarm(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Ik wil niet echt dood",
        "Ik wil nog niet dood",
        "Ik wil niet per se dood",
        "Ik wil niet dood maar ik wil ook niet meer leven",
        "Ik zou het nooit doen, maar ik denk er vaak aan om dood te zijn",
        "De huisarts vroeg of ik dood wilde, ik zei nee, maar dat was gelogen",
        "Ik zei: geen zelfmoordgedachten. Dat was gelogen.",
        "Ik maak er geen einde aan zolang moeder leeft",
        "Niemand weet dat ik dood wil",
    ],
)
def test_a_hedged_denial_still_shows_the_card(text: str) -> None:
    found = detect(text)
    assert found is not None
    assert found.danger == "self"


def test_being_tired_is_not_a_denial_of_what_follows() -> None:
    assert _found("Ik kan niet meer, ik wil dood") == ("A", "self")
    assert _found("ik kan niet meer ik wil dood") == ("A", "self")


def test_a_rule_never_holds_the_words_of_the_visitor() -> None:
    found = detect("Ik heet Kareltje Wonderbaar en ik wil dood")
    assert found is not None
    assert "kareltje" not in found.rule.casefold()
    assert "wonderbaar" not in found.rule.casefold()


@pytest.mark.parametrize(("text", "danger"), [
    ("Hij ziet het leven niet meer zitten", "other"),
    ("Ik zie het leven niet meer zitten", "self"),
    ("Mijn moeder zegt: van mij hoeft het niet meer", "other"),
    ("Als ik hem verlaat doet hij zichzelf wat aan", "other"),
])  # fmt: skip
def test_the_words_around_tell_whose_life_it_is(text: str, danger: str) -> None:
    found = detect(text)
    assert found is not None
    assert found.danger == danger


def test_nothing_is_found_in_nothing() -> None:
    assert detect("") is None
    assert detect("   \n\t ") is None
    assert detect("...!?") is None
    assert detect("", ["ik wil dood"]) is None


def test_blows_at_oneself_are_about_ones_own_life() -> None:
    found = detect("ik sla mezelf in mijn gezicht")
    assert found is not None and found.danger == "self"


def test_a_sentence_much_like_the_examples_counts_without_a_rule() -> None:
    found = detect("Ze is met de auto weg en zei dat we haar niet meer terug zouden zien")
    assert found is not None and found.rule == "like.other"


def test_a_first_name_is_another_person() -> None:
    found = detect("Fatima wil niet meer leven sinds haar man weg is")
    assert found is not None and (found.tier, found.danger) == ("C", "other")
