"""The actions as Rasa calls them: what a visitor gets to see, and what the talk then knows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Action
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from actions.answer import ActionAnswer
from actions.begin import ActionBegin
from actions.connect import ActionConnect
from actions.erase import ActionAskErase, ActionErase
from actions.finish import ActionFinish
from actions.restart import ActionRestartTalk
from actions.show import ActionShow
from actions.stay import ActionStay
from actions.texts import load
from catalogue.base import Base
from catalogue.database import engine_for
from catalogue.models import Instrument
from catalogue.transfer import import_yaml
from tests.actions.talk import message, tap, tracker
from tests.common.instruments import raw
from web.chat.messages import ANY


class Turn:
    """What one action said and did."""

    def __init__(self, action: Action, latest: dict[str, Any] | None = None, **slots: Any) -> None:
        dispatcher = CollectingDispatcher()
        events = asyncio.run(action.run(dispatcher, tracker(latest or tap("verder"), **slots), {}))
        self.messages = dispatcher.messages
        self.texts = [said["text"] for said in dispatcher.messages if said["text"]]
        self.custom = [said["custom"] for said in dispatcher.messages if said["custom"]]
        self.slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
        self.next = [event["name"] for event in events if event["event"] == "followup"]

    @property
    def payloads(self) -> list[str]:
        """The taps of all messages."""
        return [button["payload"] for said in self.messages for button in said["buttons"]]


ROLES = [
    {"role": "informatiepunt", "how": "Bel het landelijke punt.", "phone": "0900 2020496", "source": "000"},
    {"role": "informatiepunt", "region": "Ermelo", "how": "Loop binnen.", "phone": "0341 123456", "source": "000"},
    {"role": "casusregisseur", "region": "Ermelo", "own_word": "gezinsassistent", "how": "Bel.", "source": "000"},
    {"role": "casusregisseur", "region": "Utrecht", "how": "Vraag je huisarts.", "source": "000"},
    {
        "role": "casusregisseur",
        "region": "Utrecht",
        "own_word": "mammacareverpleegkundige",
        "condition": "borstkanker",
        "how": "Bel de poli.",
        "source": "000",
    },
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A small catalogue in a file."""
    folder = tmp_path_factory.mktemp("catalogus")
    (folder / "instruments").mkdir()
    records = [
        raw("lotgenoten-hier", needs=["lotgenoten"], regions=["Ermelo"], phone="0341 654321"),
        *(raw(f"lotgenoten-{n}", needs=["lotgenoten"], instrument_kind="emotionele_steun") for n in range(4)),
        raw("app", needs=["zelf_aan_de_slag"]),
    ]
    (folder / "instruments" / "alle.yml").write_text(json.dumps(records, default=str), "utf-8")
    (folder / "roles.yml").write_text(json.dumps(ROLES), "utf-8")
    engine = engine_for(f"sqlite:///{folder / 'catalogus.sqlite'}")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        import_yaml(session, folder)
        session.commit()
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def catalogue(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The actions find the catalogue by its address in the environment."""
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", engine.url.render_as_string())
    return engine


# --- Showing


def test_at_most_three_suggestions_each_with_a_reason_and_then_one_question() -> None:
    turn = Turn(ActionShow(), needs=["lotgenoten"], audience="patient", region="Ermelo")
    (cards,) = turn.custom
    assert cards["cards"][0]["instrument"] == "lotgenoten-hier"
    assert len(cards["cards"]) == 3
    assert all(card["reasons"] for card in cards["cards"])
    ANY.validate_python(cards)
    assert turn.messages[-1]["text"].endswith("?")
    assert {"/iets_anders", "/meer", "/mens_spreken", "/klaar"} <= set(turn.payloads)
    assert (turn.slots["phase"], turn.slots["question"]) == ("kaarten", "past")


def test_more_never_shows_what_was_shown_and_when_nothing_is_left_a_human_being_follows() -> None:
    shown: list[str] = []
    while True:
        turn = Turn(ActionShow(), needs=["zelf_aan_de_slag"], audience="patient", shown=shown, phase="kaarten")
        if not turn.custom:
            break
        fresh = [card["instrument"] for card in turn.custom[0]["cards"]]
        assert not set(fresh) & set(shown)
        shown = turn.slots["shown"]
    assert "app" in shown
    assert turn.next == ["action_connect"]
    assert "Een mens kan vaak verder meedenken." in turn.texts[-1]


def test_when_there_is_nothing_nearby_that_is_said_with_the_name_of_the_town() -> None:
    turn = Turn(ActionShow(), needs=["zelf_aan_de_slag"], audience="patient", region="Zeist")
    assert "In Zeist ken ik hiervoor niets. Dit is er voor heel Nederland." in turn.texts


def test_with_the_first_suggestions_stands_what_they_rest_on_and_only_then() -> None:
    first = Turn(ActionShow(), needs=["zelf_aan_de_slag"], audience="patient", region="Zeist", condition="ms")
    assert first.texts[0].startswith("Dit heb ik begrepen. Je bent zelf ziek")
    assert "ms" in first.texts[0]
    assert "Zeist" in first.texts[0]
    later = Turn(ActionShow(), tap("meer"), **first.slots)
    assert not any(text.startswith("Dit heb ik begrepen") for text in later.texts)


def test_who_leaves_the_choice_gets_one_suggestion_and_the_next_time_more_again() -> None:
    one = Turn(ActionShow(), needs=["zelf_aan_de_slag"], audience="patient", only_one=True)
    assert [len(said["cards"]) for said in one.custom] == [1]
    assert one.slots["only_one"] is False


def test_who_waits_for_treatment_hears_what_can_be_done_meanwhile() -> None:
    turn = Turn(ActionShow(), needs=["behandeling", "zelf_aan_de_slag"], audience="patient", waiting=True)
    assert load()["cards_waiting"][0].text in turn.texts


# --- A human being


def test_the_contact_is_the_one_nearby_with_a_number_and_no_name_is_asked() -> None:
    turn = Turn(ActionConnect(), tap("mens_spreken"), audience="patient", region="Ermelo")
    contact, form = turn.custom
    assert form == {"kind": "links", "links": ["contact"]}
    assert (contact["role"], contact["region"], contact["phone"]) == ("informatiepunt", "Ermelo", "0341 123456")
    ANY.validate_python(contact)
    assert turn.slots.get("question") is None


def test_who_wants_one_fixed_person_gets_that_role_by_the_regions_own_word() -> None:
    turn = Turn(ActionConnect(), tap("mens_spreken"), needs=["vast_aanspreekpunt"], region="Ermelo")
    contact, form = turn.custom
    assert form == {"kind": "links", "links": ["contact"]}
    assert (contact["role"], contact["title"]) == ("casusregisseur", "gezinsassistent")


@pytest.mark.parametrize(
    ("condition", "title"),
    [("borstkanker", "mammacareverpleegkundige"), ("diabetes", None), ("kanker", None), (None, None)],
)
def test_the_casusregisseur_for_borstkanker_is_offered_to_nobody_with_another_illness(
    condition: str | None, title: str | None
) -> None:
    turn = Turn(
        ActionConnect(), tap("mens_spreken"), needs=["vast_aanspreekpunt"], region="Utrecht", condition=condition
    )
    contact = turn.custom[0]
    assert (contact["title"] == "mammacareverpleegkundige") is (title is not None)
    assert contact["text"] == ("Bel de poli." if title else "Vraag je huisarts.")


def test_without_a_town_the_national_contact_comes_first_and_the_town_is_asked_once() -> None:
    turn = Turn(ActionConnect(), tap("mens_spreken"))
    assert turn.custom[0]["phone"] == "0900 2020496"
    assert turn.slots["question"] == "region"
    again = Turn(ActionConnect(), tap("mens_spreken"), **turn.slots)
    assert again.slots.get("question") != "region"
    assert again.custom


def test_where_nobody_fills_the_role_there_is_still_somebody_to_call() -> None:
    turn = Turn(ActionConnect(), tap("mens_spreken"), needs=["vast_aanspreekpunt"], region="Zeist", asked=["region"])
    numbers = [contact["phone"] for contact in turn.custom if contact.get("phone")]
    assert numbers or any("088 0767 000" in text for text in turn.texts)


OWN = {"name": "Steunpunt Ermelo", "phone": "0341 999999", "url": None, "text": "Op werkdagen."}


@pytest.mark.parametrize("region", [None, "Ermelo", "Utrecht"])
def test_the_own_people_of_the_website_come_before_those_of_any_region_and_nobody_nearer_is_promised(
    region: str | None,
) -> None:
    turn = Turn(ActionConnect(), tap("mens_spreken"), information_point=OWN, region=region)
    contact = turn.custom[0]
    assert (contact["role"], contact["title"], contact["phone"]) == ("informatiepunt", OWN["name"], OWN["phone"])
    assert contact["region"] is None
    ANY.validate_python(contact)
    assert turn.slots.get("question") != "region"


def test_who_wants_one_fixed_person_still_gets_the_casusregisseur_and_else_the_website_s_own_people() -> None:
    known = {"needs": ["vast_aanspreekpunt"], "information_point": OWN}
    there = Turn(ActionConnect(), tap("mens_spreken"), region="Ermelo", **known)
    assert there.custom[0]["role"] == "casusregisseur"
    nobody = Turn(ActionConnect(), tap("mens_spreken"), region="Zeist", **known)
    assert nobody.custom[0]["title"] == OWN["name"]


@pytest.mark.parametrize("times", range(1, 5))
def test_asking_for_a_human_being_again_never_gets_silence(times: int) -> None:
    slots: dict[str, Any] = {}
    for _ in range(times):
        turn = Turn(ActionConnect(), tap("mens_spreken"), **slots)
        slots |= turn.slots
        assert turn.custom or turn.texts


# --- Danger


@pytest.mark.parametrize("danger", ["self", "other", "violence"])
def test_after_danger_one_calm_thing_is_said_and_nothing_routine_is_asked(danger: str) -> None:
    turn = Turn(ActionStay(), message("crisis", danger=danger), question="region", asked=["region"])
    assert turn.texts == [load()[f"stay_{danger}"][0].text]
    assert "?" not in turn.texts[0]
    # A bare yes or no is then the answer to the calm question under the card.
    assert (turn.slots["question"], turn.slots["danger"]) == ("danger", danger)
    assert set(turn.payloads) == {"/mens_spreken", "/verder"}


def test_danger_of_unknown_kind_is_taken_as_ones_own() -> None:
    assert Turn(ActionStay(), message("crisis")).texts == [load()["stay_self"][0].text]


# --- Beginning, small talk, erasing, the end


def test_a_talk_begins_with_who_this_is_where_to_call_and_one_question() -> None:
    turn = Turn(ActionBegin(), tap("begin"))
    assert "computer" in turn.texts[0]
    assert "112" in turn.texts[1]
    assert turn.texts[2:] == ["Hoe gaat het met je?"]
    assert (turn.slots["question"], turn.slots["asked"]) == ("hoe", ["hoe"])


@pytest.mark.parametrize("intent", ["bedankt", "wie_ben_jij", "privacy", "klacht", "buiten_bereik"])
def test_small_talk_is_answered_and_the_open_question_stays_open(intent: str) -> None:
    turn = Turn(ActionAnswer(), message(intent), question="hulp", asked=["hoe", "waar", "hulp"])
    assert turn.texts[0] == load()[intent][0].text
    assert "question" not in turn.slots
    assert "asked" not in turn.slots


def test_a_greeting_is_returned_and_the_talk_goes_on_with_one_question() -> None:
    turn = Turn(ActionAnswer(), message("groet"), question="hoe", asked=["hoe"])
    assert turn.texts[0] in {text.text for text in load()["groet"]}
    assert [text for text in turn.texts if text.endswith("?")] == turn.texts[1:]
    assert len(turn.texts) == 2


def test_small_talk_when_nothing_stands_open_goes_on_with_the_next_question() -> None:
    turn = Turn(ActionAnswer(), message("bedankt"), asked=["hoe"], needs=["overbelasting"])
    assert turn.slots["question"] == "hulp"


def test_erasing_is_asked_first_and_done_only_on_yes() -> None:
    asked = Turn(ActionAskErase(), message("gegevens_wissen"))
    assert {"/wis_ja", "/wis_nee"} == set(asked.payloads)
    assert "erase" not in asked.slots
    assert Turn(ActionErase(), tap("wis_ja"), question="wissen").slots["erase"] is True
    kept = Turn(ActionErase(), tap("wis_nee"), question="wissen")
    assert "erase" not in kept.slots
    assert kept.texts == ["Goed, ik wis niets."]


def test_starting_again_forgets_what_was_understood_and_asks_the_first_question() -> None:
    known = {"audience": "patient", "needs": ["lotgenoten"], "region": "Ermelo", "shown": ["app"], "phase": "kaarten"}
    turn = Turn(ActionRestartTalk(), message("opnieuw"), **known)
    assert {name: turn.slots[name] for name in known} == {
        "audience": None,
        "needs": [],
        "region": None,
        "shown": [],
        "phase": "vragen",
    }
    assert turn.texts[-1] == "Hoe gaat het met je?"


def test_the_end_is_warm_and_asks_nothing() -> None:
    turn = Turn(ActionFinish(), tap("klaar"), question="past")
    assert (turn.slots["phase"], turn.slots["question"]) == ("klaar", None)
    assert "?" not in turn.texts[0]
    assert turn.payloads == []


def test_the_reading_actions_write_nothing_in_the_catalogue(engine: Engine) -> None:
    def count() -> int:
        with Session(engine) as session:
            return session.query(Instrument).count()

    before = count()
    Turn(ActionShow(), needs=["lotgenoten"])
    assert count() == before == 6


def test_an_unreachable_catalogue_is_a_failure_and_not_an_empty_answer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An empty answer would look as if there is no help; the gateway turns a failure into its static answer."""
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", f"sqlite:///{tmp_path}/leeg.sqlite")
    with pytest.raises(Exception, match="no such table"):
        Turn(ActionShow(), needs=["lotgenoten"])
