"""What a visitor asks of the talk itself: it is answered, and the visitor keeps the lead."""

from __future__ import annotations

import json

import pytest

from actions.correct import correct
from actions.guide import ANSWERS, EXPLAINED, TO_TAKE_HOME, guide
from actions.lead import lead
from actions.options import Option, load, load_sets, options
from actions.remember import remember
from actions.state import MOST_STEPS, TalkState
from actions.take_home import PAGES, take_home
from actions.understood import sentences
from tests.actions.talk import Talk, tapped, typed
from vocabulary import needs


def ask(talk: Talk, request: str) -> str | None:
    """The visitor asks something of the talk itself."""
    return guide(talk.state, typed("vraag", facts={"request": request}), talk.saying)


def known(talk: Talk, name: str) -> object:
    """What stands in the state of the talk by now."""
    return getattr(talk.state, name)


def say(talk: Talk, **facts: str) -> None:
    """One whole turn in which the visitor tells something."""
    talk.state.begin_step()
    said = typed("vertelt_feit", facts=facts)
    remember(talk.state, said)
    lead(talk.state, said, talk.saying)


@pytest.mark.parametrize("request_", [*ANSWERS, *TO_TAKE_HOME])
@pytest.mark.parametrize(
    "known",
    [
        {},
        {"question": "hulp", "needs": ["overbelasting"]},
        {
            "question": "past",
            "phase": "kaarten",
            "offered": [["een", "Eén"]],
            "shown": ["een"],
            "needs": ["lotgenoten"],
        },
        {"audience": "professional"},
        {"phase": "klaar"},
    ],
)
def test_every_request_gets_an_answer_at_every_moment(request_: str, known: dict[str, object]) -> None:
    talk = Talk(**known)
    assert ask(talk, request_) or talk.messages


# --- One step back, and further


def test_a_step_back_lets_go_of_the_last_answer_and_asks_its_question_again() -> None:
    talk = Talk(question="region", needs=["lotgenoten"], asked=["hoe", "region"])
    say(talk, region="Ermelo")
    assert known(talk, "region") == "Ermelo"
    ask(talk, "terug")
    assert known(talk, "region") is None
    assert known(talk, "question") == "region"
    assert "woon je" in talk.texts[-1]


def test_steps_back_end_at_the_beginning_and_say_so() -> None:
    talk = Talk(question="hoe", asked=["hoe"])
    ask(talk, "terug")
    assert talk.texts[0] == "We zijn weer bij het begin."
    assert talk.texts[-1].startswith("Hoe gaat het")


def test_only_the_last_steps_are_kept_and_none_of_them_keeps_its_own_past() -> None:
    talk = Talk(question="region", asked=["region"])
    for place in ("Ermelo", "Zeist", "Putten", "Utrecht", "Rotterdam", "Delft", "Leiden"):
        say(talk, region=place)
    assert len(talk.state.earlier) == MOST_STEPS
    assert all("earlier" not in step for step in talk.state.earlier)
    ask(talk, "terug")
    assert talk.state.region == "Delft"


def test_a_step_back_over_a_correction_brings_back_what_was_there() -> None:
    talk = Talk(region="Ermelo", needs=["lotgenoten"], question="past", phase="kaarten", offered=[["een", "Eén"]])
    correct(talk.state, "region", talk.saying)
    assert talk.state.region is None
    ask(talk, "terug")
    assert talk.state.region == "Ermelo"


def test_a_danger_that_was_heard_stays_known_after_a_step_back() -> None:
    talk = Talk(question="hulp", danger=None)
    talk.state.begin_step()
    talk.state.danger, talk.state.help = "self", "nee"
    ask(talk, "terug")
    assert (known(talk, "danger"), known(talk, "help")) == ("self", None)


# --- 'Dit heb ik begrepen'


def test_what_was_understood_is_told_in_the_visitors_terms_and_each_thing_can_be_corrected() -> None:
    talk = Talk(audience="mantelzorger", condition="dementie", region="Ermelo", needs=["respijtzorg"])
    ask(talk, "begrepen")
    told = " ".join(talk.texts)
    for words in ("Je zorgt voor iemand.", "dementie", "Ermelo", "de zorg even overneemt"):
        assert words in told
    slots = [json.loads(payload[len("/verbeter") :])["slot"] for _, payload in talk.taps if "verbeter" in payload]
    assert slots == ["audience", "condition", "region", "needs"]


def test_what_is_not_known_cannot_be_wrong() -> None:
    talk = Talk(needs=["respijtzorg"])
    ask(talk, "begrepen")
    assert [payload for _, payload in talk.taps if "verbeter" in payload] == ['/verbeter{"slot":"needs"}']


def test_when_nothing_is_known_that_is_said() -> None:
    talk = Talk(question="hoe", asked=["hoe"])
    ask(talk, "begrepen")
    assert "nog niet veel" in talk.texts[0]


@pytest.mark.parametrize("need", needs.load())
@pytest.mark.parametrize("audience", ["patient", "mantelzorger", None])
def test_every_need_can_be_told_back(need: str, audience: str | None) -> None:
    assert len(sentences(TalkState(needs=[need], audience=audience))) == (1 if audience is None else 2)


# --- Choosing together


@pytest.mark.parametrize("need", [*needs.load(), None])
@pytest.mark.parametrize("audience", ["patient", "mantelzorger"])
def test_there_are_always_two_or_three_choices(need: str | None, audience: str) -> None:
    found = options(TalkState(needs=[need] if need else [], audience=audience))
    assert 2 <= len(found) <= 3
    assert len({one.need for one in found}) == len(found)


def test_what_was_refused_is_no_choice() -> None:
    found = options(TalkState(needs=["overbelasting"], audience="mantelzorger", refused=["respijtzorg"]))
    assert "respijtzorg" not in [one.need for one in found]


@pytest.mark.parametrize("option", load().values(), ids=load())
def test_a_choice_says_what_it_is_and_what_it_asks_in_short_sentences(option: Option) -> None:
    for sentence in f"{option.what} {option.asks}".split(". "):
        assert 2 <= len(sentence.split()) <= 15


def test_every_set_of_choices_belongs_to_a_need() -> None:
    assert set(load_sets()) - {"*"} <= set(needs.load())


def test_the_choices_are_told_before_one_is_asked_for() -> None:
    talk = Talk(needs=["overbelasting"], audience="mantelzorger", question="hulp")
    ask(talk, "opties")
    assert [title for title, _ in talk.taps][-1] == "Kies jij maar"
    for title, _ in talk.taps[:-1]:
        assert any(text.startswith(title) for text in talk.texts)


def test_who_leaves_the_choice_before_suggestions_gets_one() -> None:
    talk = Talk(needs=["overbelasting"], question="nodig")
    assert ask(talk, "kies_jij") == "action_show"
    assert talk.state.only_one


def test_who_leaves_the_choice_among_suggestions_hears_which_one_and_may_keep_it() -> None:
    talk = Talk(needs=["lotgenoten"], question="past", phase="kaarten", offered=[["een", "Eén"], ["twee", "Twee"]])
    assert ask(talk, "kies_jij") == "action_take_home"
    assert "Eén" in talk.texts[0]
    assert talk.state.liked == ["een"]


# --- A question back, annoyance, silence


@pytest.mark.parametrize("question", sorted(EXPLAINED - {"past", "condition", "geholpen"}))
def test_a_question_back_is_explained_with_the_same_choices(question: str) -> None:
    talk = Talk(question=question, asked=[question])
    ask(talk, "uitleg")
    assert talk.taps
    assert talk.state.question == question


def test_somebody_annoyed_gets_an_apology_what_is_known_and_something_to_hold_on_to() -> None:
    talk = Talk(question="nodig", needs=["overbelasting"], asked=["hoe", "waar", "hulp", "nodig"])
    assert ask(talk, "geduld") == "action_show"
    assert "Het is je te veel." in talk.texts[-1]


@pytest.mark.parametrize("request_", ["stilte", "schelden", "andere_taal"])
def test_silence_abuse_and_another_language_keep_the_question_open(request_: str) -> None:
    talk = Talk(question="hulp", asked=["hoe", "waar", "hulp"])
    for _ in range(3):
        ask(talk, request_)
    assert talk.state.question == "hulp"
    assert len(talk.texts) == 3


@pytest.mark.parametrize("request_", ["uitleg", "begrepen", "geduld", "stilte"])
def test_after_danger_no_routine_question_slips_in_with_an_answer(request_: str) -> None:
    talk = Talk(question="danger", danger="self", asked=["hoe"], needs=["overbelasting"])
    assert ask(talk, request_) is None
    assert talk.state.question == "danger"
    assert talk.state.asked == ["hoe"]


# --- Something to take home


@pytest.mark.parametrize("request_", TO_TAKE_HOME)
def test_a_page_to_keep_is_given_at_once_and_the_question_stays_open(request_: str) -> None:
    talk = Talk(question="hulp")
    ask(talk, request_)
    assert talk.messages[-1]["custom"] == {"kind": "links", "links": list(TO_TAKE_HOME[request_])}
    assert talk.state.question == "hulp"


def test_what_fits_can_be_kept_and_the_visitor_may_ask_on_or_be_done() -> None:
    talk = Talk(phase="kaarten", liked=["een"], question="welke")
    take_home(talk.state, talk.saying)
    assert {"kind": "links", "links": list(PAGES)} in [said["custom"] for said in talk.messages]
    assert "/klaar" in [payload for _, payload in talk.taps]


def test_a_tap_on_one_step_back_is_the_same_as_typing_it() -> None:
    talk = Talk(question="hoe", asked=["hoe"])
    guide(talk.state, tapped("vraag", request="terug"), talk.saying)
    assert "begin" in talk.texts[0]
