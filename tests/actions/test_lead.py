"""What comes next: one short sentence about what was heard, then a question, a few choices, cards or a human being."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.heard import Heard
from actions.lead import ask, lead
from actions.remember import remember
from actions.show import situation
from tests.actions.talk import Talk, tapped, typed
from vocabulary.needs import load as load_needs

LOST = {"somberheid": 0.2, "lotgenoten": 0.15, "respijtzorg": 0.1}
"""A ranking of a message that was not understood."""


def _kies(taps: list[tuple[str, str]]) -> list[str]:
    """The needs that can be tapped."""
    return [json.loads(payload[len("/kies_need") :])["need"] for _, payload in taps if payload.startswith("/kies_need")]


# --- Questions


def test_a_need_is_named_in_one_sentence_and_the_next_question_follows() -> None:
    talk = Talk(needs=["overbelasting"], question="waar", asked=["hoe", "waar"])
    assert lead(talk.state, typed("overbelasting"), talk.saying) is None
    assert len(talk.texts) == 2
    assert talk.texts[0] == "Dat is veel tegelijk."
    assert (talk.state.question, talk.state.asked) == ("hulp", ["hoe", "waar", "hulp"])


def test_what_was_heard_faintly_is_not_put_in_the_visitors_mouth() -> None:
    talk = Talk(needs=["overbelasting"], question="waar", asked=["hoe", "waar"])
    lead(talk.state, typed("overbelasting", confidence=0.45), talk.saying)
    assert "Dank je" in talk.texts[0]


def test_when_all_is_told_suggestions_follow_at_once() -> None:
    talk = Talk(needs=["respijtzorg"], audience="mantelzorger", audience_sure=True, region="Ermelo", help="nee")
    assert lead(talk.state, typed("respijtzorg"), talk.saying) == "action_show"


def test_who_asks_to_see_something_is_not_questioned_further() -> None:
    talk = Talk(needs=["lotgenoten"], question="hulp", asked=["hulp"])
    assert lead(talk.state, typed("bevestigen", facts={"request": "tonen"}), talk.saying) == "action_show"


@pytest.mark.parametrize("question", ["hoe", "waar", "hulp", "nodig", "audience", "region"])
def test_would_rather_not_say_is_fine_and_the_question_does_not_come_back(question: str) -> None:
    talk = Talk(question=question, asked=[question])
    lead(talk.state, tapped("sla_over"), talk.saying)
    assert talk.texts[0] in {"Dat hoeft ook niet.", "Dat is goed. Dan gaan we verder.", "Geen probleem."}
    assert talk.state.question != question
    assert len(set(talk.state.asked)) == len(talk.state.asked)


def test_an_answer_about_the_town_names_the_town() -> None:
    talk = Talk(needs=["lotgenoten"], region="Ermelo", question="region", asked=["region"], help="nee")
    lead(talk.state, typed("vertelt_feit", facts={"region": "Ermelo"}), talk.saying)
    assert talk.texts[0] == "Goed, dan kijk ik ook naar hulp in Ermelo."


@pytest.mark.parametrize(
    ("answer", "said"), [("goed", "Fijn om te horen."), ("slecht", "Dat is niet fijn. Goed dat je hier bent.")]
)
def test_how_somebody_is_gets_a_fitting_word(answer: str, said: str) -> None:
    talk = Talk(question="hoe", asked=["hoe"])
    lead(talk.state, tapped("kies_hoe", answer=answer), talk.saying)
    assert talk.texts[0] == said


@pytest.mark.parametrize(("mood", "said"), [("goed", "Fijn om te horen."), ("slecht", "Goed dat je hier bent.")])
def test_a_typed_mood_gets_the_same_word_as_a_tap(mood: str, said: str) -> None:
    talk = Talk(question="hoe", asked=["hoe"])
    lead(talk.state, typed("vertelt_feit", facts={"mood": mood}), talk.saying)
    assert said in talk.texts[0]


def test_who_asks_to_see_something_before_telling_anything_sees_an_overview() -> None:
    talk = Talk(question="waar", asked=["hoe", "waar"])
    assert lead(talk.state, typed("vertelt_feit", facts={"request": "tonen"}), talk.saying) == "action_show"
    assert talk.state.needs == ["overzicht_hulp"]


def test_somebody_who_is_doing_so_so_is_neither_cheered_nor_pitied() -> None:
    talk = Talk(question="hoe", asked=["hoe"])
    lead(talk.state, tapped("kies_hoe", answer="wel"), talk.saying)
    assert not {"Fijn om te horen.", "Dat is niet fijn. Goed dat je hier bent."} & set(talk.texts)


def test_grief_gets_a_warm_word_before_anything_else() -> None:
    talk = Talk(question="waar", asked=["hoe", "waar"], needs=["na_de_zorg"])
    lead(talk.state, typed("na_de_zorg", text="mijn man is vorige maand overleden"), talk.saying)
    notice = talk.messages[0]["custom"]
    assert notice["kind"] == "notice"
    assert notice["text"]


# --- Not understood


def test_not_understood_once_offers_the_two_likeliest_and_something_else() -> None:
    talk = Talk(question="waar", asked=["hoe", "waar"])
    then = lead(talk.state, typed("somberheid", confidence=0.2, fallback=True, needs=LOST), talk.saying)
    assert then is None
    titles = load_needs()
    assert [title for title, _ in talk.taps] == [titles["somberheid"].title, titles["lotgenoten"].title, "Iets anders"]
    assert _kies(talk.taps) == ["somberheid", "lotgenoten"]
    assert talk.taps[-1][1] == "/iets_anders"


def test_not_understood_twice_in_a_row_leads_to_a_human_being() -> None:
    talk = Talk(question="waar", asked=["hoe", "waar"])
    lost = typed("somberheid", confidence=0.2, fallback=True, needs=LOST)
    assert lead(talk.state, lost, talk.saying) is None
    assert lead(talk.state, lost, talk.saying) == "action_connect"
    assert "Een mens begrijpt je vast beter." in talk.texts[-1]


def test_being_understood_in_between_starts_the_count_anew() -> None:
    talk = Talk(question="waar", asked=["hoe", "waar"])
    lost = typed("somberheid", confidence=0.2, fallback=True, needs=LOST)
    lead(talk.state, lost, talk.saying)
    talk.state.hear("lotgenoten")
    lead(talk.state, typed("lotgenoten"), talk.saying)
    assert talk.state.misses == 0
    talk.state.question = "nodig"
    assert lead(talk.state, lost, talk.saying) is None


def test_not_understood_without_any_guess_still_offers_something_to_tap() -> None:
    talk = Talk(question="waar", asked=["hoe", "waar"])
    lead(talk.state, typed("", confidence=0.0, fallback=True), talk.saying)
    assert len(_kies(talk.taps)) == 2


@pytest.mark.parametrize("question", ["hoe", "hulp"])
def test_any_answer_to_an_open_question_will_do(question: str) -> None:
    talk = Talk(question=question, asked=[question])
    lost = typed("klacht", text="mwah gaat z'n gangetje", confidence=0.2, fallback=True, needs=LOST)
    assert lead(talk.state, lost, talk.saying) is None
    assert talk.state.misses == 0
    assert talk.state.question not in {question, None}


def test_a_fact_in_a_message_without_a_clear_need_is_not_a_failure() -> None:
    talk = Talk(question="waar", asked=["hoe", "waar"], audience="patient")
    lost = typed("klacht", confidence=0.2, fallback=True, facts={"condition": "ms"})
    lead(talk.state, lost, talk.saying)
    assert talk.state.misses == 0


# --- After suggestions


def _shown(**known: object) -> Talk:
    known = {"needs": ["lotgenoten"], "shown": ["een"], "asked": ["hoe", "region"], "question": "past"} | known
    return Talk(phase="kaarten", **known)


def test_more_shows_more() -> None:
    assert lead(_shown().state, tapped("meer"), _shown().saying) == "action_show"


def test_something_else_asks_why_first_and_then_what_would_fit_better() -> None:
    talk = _shown()
    assert lead(talk.state, tapped("iets_anders"), talk.saying) is None
    assert "Wat past er niet?" in talk.texts[-1]
    assert lead(talk.state, tapped("iets_anders"), talk.saying) is None
    assert "Wat zou beter bij je passen?" in talk.texts[-1]
    assert len(_kies(talk.taps)) >= 4


def test_a_typed_no_after_suggestions_is_something_else() -> None:
    talk = _shown()
    lead(talk.state, typed("ontkennen", text="nee"), talk.saying)
    assert "Wat past er niet?" in talk.texts[-1]


def test_why_it_does_not_fit_is_remembered_and_leads_to_other_suggestions() -> None:
    talk = _shown()
    said = tapped("past_niet", avoid="groep")
    remember(talk.state, said)
    assert lead(talk.state, said, talk.saying) == "action_show"
    assert talk.state.avoid == ["groep"]
    assert talk.texts


def test_a_typed_reason_leads_to_other_suggestions_too() -> None:
    talk = _shown()
    said = typed("ontkennen", text="nee ik hou niet van groepen", facts={"avoid": "groep"})
    remember(talk.state, said)
    assert lead(talk.state, said, talk.saying) == "action_show"
    assert situation(talk.state).avoid == {"groep"}


YES = [tapped("past", answer="ja"), typed("bevestigen", text="ja dit past")]


@pytest.mark.parametrize("said", YES)
def test_when_several_were_shown_it_is_asked_which_one_fits(said: Heard) -> None:
    talk = _shown(offered=[["een", "Eén"], ["twee", "Twee"]])
    assert lead(talk.state, said, talk.saying) is None
    assert [label for label, _ in talk.taps] == ["Eén", "Twee", "Meer dan één"]
    assert lead(talk.state, tapped("kies_kaart", instrument="twee"), talk.saying) == "action_take_home"
    assert talk.state.liked == ["twee"]


@pytest.mark.parametrize("said", YES)
def test_when_one_was_shown_and_it_fits_there_is_something_to_take_home(said: Heard) -> None:
    talk = _shown(offered=[["een", "Eén"]])
    assert lead(talk.state, said, talk.saying) == "action_take_home"
    assert talk.state.liked == ["een"]


def test_more_than_one_may_fit() -> None:
    talk = _shown(offered=[["een", "Eén"], ["twee", "Twee"]], question="welke")
    lead(talk.state, tapped("kies_kaart", instrument="*"), talk.saying)
    assert talk.state.liked == ["een", "twee"]


def test_a_card_that_was_never_shown_cannot_be_chosen() -> None:
    talk = _shown(offered=[["een", "Eén"]], question="welke")
    lead(talk.state, tapped("kies_kaart", instrument="iets-anders"), talk.saying)
    assert talk.state.liked == []


def test_a_new_need_or_place_after_suggestions_brings_new_ones() -> None:
    for said in (typed("respijtzorg"), typed("vertelt_feit", facts={"region": "Ermelo"})):
        talk = _shown(region="Ermelo")
        assert lead(talk.state, said, talk.saying) == "action_show"


def test_after_suggestions_no_question_of_before_comes_back() -> None:
    talk = _shown(asked=[])
    lead(talk.state, typed("weet_niet"), talk.saying)
    assert talk.state.asked == []


def test_going_on_after_danger_is_gentle() -> None:
    talk = Talk(danger="self", needs=["somberheid"], asked=["hoe", "waar"])
    lead(talk.state, tapped("verder"), talk.saying)
    assert talk.texts[0].startswith("Goed dat je er nog bent.")


# --- What is not wanted


def test_a_refusal_is_taken_up_and_the_refused_help_is_not_offered_again() -> None:
    talk = _shown(needs=["lotgenoten"])
    no = typed("iets_anders", text="geen lotgenoten", facts={"refused": "lotgenoten"})
    remember(talk.state, no)
    assert lead(talk.state, no, talk.saying) is None
    assert talk.texts[-2] == "Dat is duidelijk. Dan laat ik dat weg."
    assert "lotgenoten" not in _kies(talk.taps)
    assert "behandeling" in _kies(talk.taps)


def test_refused_help_is_not_guessed_at_either() -> None:
    talk = Talk(refused=["somberheid"])
    lead(talk.state, typed("x", confidence=0.2, fallback=True, needs={"somberheid": 0.2}), talk.saying)
    assert "somberheid" not in _kies(talk.taps)


# --- Erasing by word


@pytest.mark.parametrize("said", ["bevestigen", "ontkennen"])
def test_a_typed_yes_or_no_answers_whether_the_talk_must_be_erased(said: str) -> None:
    talk = Talk(question="wissen", needs=["lotgenoten"])
    assert lead(talk.state, typed(said, text="ja"), talk.saying) == "action_erase"


# --- Carers and professionals


def test_a_carer_is_asked_how_they_are_themselves() -> None:
    talk = Talk(audience="naaste")
    ask(talk.state, "hoe", talk.saying)
    assert talk.texts == ["Hoe gaat het nu met jóu?"]


def test_a_carer_who_wants_something_else_is_offered_somebody_to_take_over() -> None:
    talk = _shown(audience="mantelzorger")
    lead(talk.state, tapped("iets_anders"), talk.saying)
    lead(talk.state, tapped("iets_anders"), talk.saying)
    assert "respijtzorg" in _kies(talk.taps)


def test_a_professional_is_asked_about_the_work() -> None:
    talk = Talk(audience="professional")
    ask(talk.state, "nodig", talk.saying)
    assert "in je werk" in talk.texts[0]


@pytest.mark.parametrize("said", [tapped("iets_anders"), typed("x", confidence=0.1, fallback=True, needs=LOST)])
def test_a_professional_is_only_offered_what_leads_somewhere_for_a_professional(said: object) -> None:
    talk = _shown(audience="professional", needs=["opleiding_richtlijn"])
    lead(talk.state, said, talk.saying)  # type: ignore[arg-type]
    assert set(_kies(talk.taps)) <= {"opleiding_richtlijn", "onderzoek_monitoring"}


# --- Whole talks

MESSAGES = st.sampled_from(
    [
        *(typed(need, needs={need: 0.9}) for need in sorted(load_needs())),
        *(tapped("kies_need", need=need) for need in sorted(load_needs())),
        *(typed(intent) for intent in ("bevestigen", "ontkennen", "weet_niet")),
        *(tapped(intent) for intent in ("sla_over", "iets_anders", "verder", "weet_niet")),
        typed("vertelt_feit", facts={"region": "Ermelo"}),
        typed("vertelt_feit", facts={"audience": "mantelzorger"}),
        typed("vertelt_feit", facts={"audience": "professional"}),
        typed("iets_anders", facts={"refused": "lotgenoten"}),
        tapped("kies_hulp", answer="nee"),
        tapped("kies_hoe", answer="slecht"),
        typed("klacht", confidence=0.1, fallback=True, needs=LOST),
    ]
)


@settings(deadline=None)
@given(said=st.lists(MESSAGES, min_size=1, max_size=14))
def test_in_any_talk_something_happens_in_each_turn_and_no_question_comes_twice(said: list[object]) -> None:
    talk = Talk()
    ask(talk.state, "hoe", talk.saying)
    for one in said:
        before = len(talk.messages)
        remember(talk.state, one)  # type: ignore[arg-type]
        then = lead(talk.state, one, talk.saying)  # type: ignore[arg-type]
        assert then in {None, "action_show", "action_connect", "action_erase"}
        assert then or len(talk.messages) > before, "a turn without an answer"
        assert len(set(talk.state.asked)) == len(talk.state.asked) <= 6


# --- As soon as there is enough to show something, that is offered


@pytest.mark.parametrize("question", ["hulp", "audience", "region"])
def test_who_told_what_is_the_matter_can_see_something_at_any_question(question: str) -> None:
    talk = Talk(needs=["overbelasting"])
    ask(talk.state, question, talk.saying)
    assert ("Laat alvast iets zien", "/meer") in talk.taps


def test_while_nothing_is_known_nothing_is_promised() -> None:
    talk = Talk()
    ask(talk.state, "region", talk.saying)
    assert "/meer" not in [payload for _, payload in talk.taps]


# --- Choosing together


def test_who_does_not_know_what_would_help_hears_once_what_can_be_chosen() -> None:
    talk = Talk(needs=["overbelasting"], question="nodig", asked=["hoe", "waar", "hulp", "nodig"])
    assert lead(talk.state, typed("weet_niet", text="geen idee"), talk.saying) is None
    assert {"praktische_hulp", "behandeling", "zelf_aan_de_slag"} <= set(_kies(talk.taps))
    lead(talk.state, typed("weet_niet", text="weet ik echt niet"), talk.saying)
    assert talk.state.question != "nodig"


# --- Coming back: did it help?


@pytest.mark.parametrize(
    ("said", "then"),
    [
        (tapped("kies_geholpen", answer="nee"), "action_show"),
        (typed("ontkennen", text="nee helaas niet"), "action_show"),
        (tapped("kies_geholpen", answer="deels"), "action_show"),
        (tapped("kies_geholpen", answer="ja"), None),
        (typed("bevestigen", text="ja zeker"), None),
        (tapped("kies_geholpen", answer="nog_niet"), None),
    ],
)
def test_what_did_not_help_leads_to_other_help_and_what_did_to_no_more_of_it(said: Heard, then: str | None) -> None:
    talk = Talk(needs=["lotgenoten"], shown=["een"], question="geholpen", phase="kaarten")
    assert lead(talk.state, said, talk.saying) == then
    assert talk.texts
