"""The components and the door as they behave inside the engine (`inside_engine.py` is run there once)."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.wegwijs.test_reviewed_files import TRICKS
from wegwijs.learning import reviewed_files
from wegwijs.paths import ENGINE_PYTHON, ROOT


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was observed in one run of the engine's own Python."""
    script, reviewed = Path(__file__).with_name("inside_engine.py"), tmp_path_factory.mktemp("reviewed")
    reviewed_files.write(reviewed, [("respijtzorg", text) for text in TRICKS])
    command = [str(ENGINE_PYTHON), "-I", "-W", "ignore", str(script), str(reviewed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


# --- The door: who may come in, and with what


def test_a_request_that_describes_no_turn_is_refused_with_the_reason(seen: dict[str, Any]) -> None:
    refused = seen["channel"]["refused"]
    assert {name: said for name, said in refused.items() if not (said or "").startswith("TurnError: ")} == {}
    assert refused["unknown danger"] == "TurnError: danger must be null, self, other or violence"
    assert refused["text and payload"] == "TurnError: a turn has either a text or a payload"


def test_only_the_right_secret_opens_the_door(seen: dict[str, Any]) -> None:
    door = seen["door"]
    assert door["no secret"] == [401, {"error": "wrong secret"}]
    assert {status for status, _ in door["wrong secrets"]} == {401}
    assert door["right secret"] == 200


def test_the_engine_does_not_start_without_a_secret(seen: dict[str, Any]) -> None:
    assert all(said for said in seen["door"]["without credentials"])


def test_the_door_tells_whether_it_is_ready_and_with_which_language(seen: dict[str, Any]) -> None:
    status, ready = seen["door"]["health"]
    assert (status, ready["status"], ready["model"]) == (200, "ok", "model")
    assert ready["language_model"]
    assert seen["door"]["health while loading"][0] == 503
    assert seen["door"]["no model"][0] == 503


def test_a_failure_is_seen_as_one_and_what_was_said_stays_out_of_the_log(seen: dict[str, Any]) -> None:
    door = seen["door"]
    assert door["broken turn"][0] == 400
    assert door["failing turn"] == [500, {"error": "the turn failed"}]
    assert len(door["log of the failing turn"]) == 1
    assert "geheim" not in " ".join(door["log of the failing turn"])


def test_nothing_of_a_talk_stays_in_the_engine_after_its_turn(seen: dict[str, Any]) -> None:
    channel = seen["channel"]
    assert channel["failed"] == "RuntimeError: hallo"
    assert (channel["left after failure"], channel["left after success"]) == ([], [])


def test_an_answer_has_the_messages_the_parse_and_the_state_that_was_sent(seen: dict[str, Any]) -> None:
    answer = seen["channel"]["answer"]
    assert set(answer) == {"messages", "parse", "state", "erase"}
    assert answer["messages"] == [{"text": "Hallo."}]
    assert answer["parse"]["intent"] == "respijtzorg"
    assert set(answer["parse"]) == {"intent", "confidence", "needs", "fallback", "entities", "danger"}
    assert (answer["state"]["audience"], answer["state"]["needs"]) == ("patient", ["lotgenoten"])
    assert not {"onbekend", "requested_slot", "session_started_metadata", "erase"} & set(answer["state"])
    assert answer["erase"] is False


def test_a_message_is_read_in_the_light_of_the_question_that_stands_open(seen: dict[str, Any]) -> None:
    assert seen["channel"]["questions"] == ["region"]


def test_a_tap_is_taken_as_it_is(seen: dict[str, Any]) -> None:
    parse = seen["channel"]["tapped"]
    assert (parse["intent"], parse["confidence"], parse["danger"]) == ("kies_need", 1.0, None)
    assert parse["entities"] == [{"entity": "need", "value": "lotgenoten"}]


def test_a_confirmed_erasure_is_told_to_the_gateway_and_not_kept(seen: dict[str, Any]) -> None:
    erased = seen["channel"]["erased"]
    assert erased["erase"] is True
    assert "erase" not in erased["state"]


def test_danger_that_the_gateway_found_leads_the_talk_and_is_never_taken_away(seen: dict[str, Any]) -> None:
    channel = seen["channel"]
    found = {name: (parse["intent"], parse["danger"]) for name, parse in channel.items() if name.startswith("danger")}
    assert found == {
        "danger of the gateway": ("crisis", "other"),
        "danger of the gateway and the engine": ("crisis", "self"),
        "danger of the engine": ("respijtzorg", "violence"),
        "danger in a tap": ("crisis", "self"),
    }


def test_what_somebody_types_is_never_a_command(seen: dict[str, Any]) -> None:
    assert {text: intent for text, intent in seen["channel"]["commands"].items() if intent} == {}


# --- The components


def test_a_model_made_with_another_language_resource_is_refused(seen: dict[str, Any]) -> None:
    assert seen["tokenizer"]["same"] is None
    assert "andere bron 9.9" in seen["tokenizer"]["other"]
    assert "train again" in seen["tokenizer"]["other"]


def test_words_keep_their_place_and_lemmas_are_lower_case(seen: dict[str, Any]) -> None:
    words = seen["tokenizer"]["words"]
    text = "Mijn  moeders vergeten álles 😢"
    assert [text[start : start + len(word)] for word, start, _ in words] == [word for word, _, _ in words]
    assert [word for word, _, _ in words] == text.split()
    assert all(lemma == lemma.casefold() and lemma for _, _, lemma in words)


def test_the_need_model_raises_no_alarm_and_what_stands_behind_crisis_counts(
    seen: dict[str, Any],
) -> None:
    found = seen["needs"]["crisis first"]
    assert found["ranking"] == ["somberheid", "overbelasting"]
    assert found["intent"]["name"] == "somberheid"
    assert found["fallback"] is True
    assert seen["needs"]["crisis first, a need heard too"]["fallback"] is False


def test_needs_are_passed_on_best_first_and_no_more_than_five(seen: dict[str, Any]) -> None:
    needs = seen["needs"]
    assert [need["need"] for need in needs["small talk first"]["needs"]] == ["lotgenoten"]
    assert [need["need"] for need in needs["crisis in second place"]["needs"]] == ["somberheid"]
    assert len(needs["many"]["needs"]) == 5
    assert (needs["nothing"]["needs"], needs["nothing"]["fallback"]) == ([], True)
    assert needs["nothing clear"]["fallback"] is True


def test_what_is_refused_is_not_heard_as_wanted_and_what_is_said_besides_is(seen: dict[str, Any]) -> None:
    found = seen["beside"]["a refusal and a wish"]
    assert (found["intent"], found["needs"], found["refused"]) == (
        "praktische_hulp",
        ["praktische_hulp"],
        ["lotgenoten"],
    )


@pytest.mark.parametrize("said", ["only a refusal", "a refusal and small talk"])
def test_a_refusal_alone_is_understood_as_the_wish_for_something_else(seen: dict[str, Any], said: str) -> None:
    found = seen["beside"][said]
    assert (found["intent"], found["needs"], found["fallback"]) == ("iets_anders", [], False)
    assert found["refused"] == ["zelf_aan_de_slag"]


def test_a_need_that_is_asked_for_in_another_form_stays(seen: dict[str, Any]) -> None:
    found = seen["beside"]["another form"]
    assert (found["intent"], found["refused"]) == ("respijtzorg", [])


def test_a_refusal_does_not_hide_danger(seen: dict[str, Any]) -> None:
    assert seen["beside"]["danger"]["intent"] == "crisis"


def test_a_need_that_a_part_says_plainly_stands_behind_the_need_of_the_whole(seen: dict[str, Any]) -> None:
    assert seen["beside"]["two things"]["needs"] == ["praktische_hulp", "lotgenoten", "somberheid"]
    assert seen["beside"]["two things, the second not plain"]["needs"] == ["praktische_hulp"]


def test_where_the_whole_is_not_clear_its_parts_are_heard(seen: dict[str, Any]) -> None:
    found = seen["beside"]["two things, unsure"]
    assert (found["intent"], found["fallback"]) == ("praktische_hulp", False)
    assert found["needs"] == ["praktische_hulp", "lotgenoten"]


def test_a_message_that_says_one_thing_is_read_once(seen: dict[str, Any]) -> None:
    assert seen["beside"]["one thing"]["read"] == ["ik zoek lotgenoten"]


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("a town", {"region": "Nissewaard"}),
        ("a town in a sentence", {"region": "Ermelo"}),
        ("a town unasked", {"region": "Ermelo"}),
        ("a town like a greeting", {"region": "Weert"}),
        ("a town like a need", {"region": "Boekel"}),
        ("a town in more words like a goodbye", {"region": "De Ronde Venen"}),
        ("an illness", {"condition": "dementie"}),
        ("about oneself", {"audience": "patient"}),
        ("how much help", {"help": "deels"}),
    ],
)
def test_a_bare_answer_is_an_answer(seen: dict[str, Any], said: str, facts: dict[str, str]) -> None:
    found = seen["context"][said]
    assert (found["intent"], found["fallback"]) == ("vertelt_feit", False)
    assert facts.items() <= found["facts"].items()


def test_who_tells_what_is_the_matter_is_heard_though_it_tells_who_they_are_too(seen: dict[str, Any]) -> None:
    found = {said: seen["context"][said]["intent"] for said in ("a carer who is tired", "an ill person who is sad")}
    assert found == {"a carer who is tired": "overbelasting", "an ill person who is sad": "somberheid"}


def test_an_answer_about_help_that_tells_a_need_is_both(seen: dict[str, Any]) -> None:
    found = seen["context"]["how much help, and a need"]
    assert (found["intent"], found["facts"]["help"]) == ("overbelasting", "nee")


def test_a_story_stays_a_story_though_a_town_is_named_in_it(seen: dict[str, Any]) -> None:
    found = seen["context"]["a story with a town"]
    assert (found["intent"], found["facts"]["region"]) == ("overbelasting", "Ermelo")
    assert seen["context"]["no fact"]["intent"] == "praktische_hulp"


def test_an_answer_does_not_hide_danger(seen: dict[str, Any]) -> None:
    found = seen["context"]["danger in an answer"]
    assert (found["intent"], found["danger"], found["facts"]["region"]) == ("crisis", "self", "Ermelo")
    heard = seen["context"]["danger heard in an answer"]
    assert (heard["intent"], heard["danger"]) == ("crisis", "self")


def test_an_answer_does_not_hide_the_wish_for_a_human_being(seen: dict[str, Any]) -> None:
    assert seen["context"]["a human being wanted in an answer"]["intent"] == "mens_spreken"


def test_no_to_whether_it_helped_is_an_answer_and_a_new_question_is_not(seen: dict[str, Any]) -> None:
    said = seen["context"]["a score"]
    assert (said["intent"], said["facts"]["score"]) == ("vertelt_feit", "1")
    assert seen["context"]["a score and a question"]["intent"] == "lotgenoten"


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("de groep zat steeds vol", "lotgenoten"),
        ("ik slaap niet meer", "overbelasting"),
        ("jullie vroegen te veel", None),
        ("Ermelo", None),
        ("je luistert niet naar me", None),
        ("bedankt voor niets, want ik weet nog steeds niks", None),
    ],
)
def test_what_could_be_better_is_a_note_that_remembers_the_need_in_it(
    seen: dict[str, Any], text: str, need: str | None
) -> None:
    found = seen["context"][f"note: {text}"]
    assert (found["intent"], found["fallback"], found["facts"].get("need")) == ("toelichting", False, need)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("waar vind ik lotgenoten", "lotgenoten"),
        ("ik wil een mens spreken", "mens_spreken"),
        ("wie leest dit", "privacy"),
        ("nee dank je", "bedankt"),
        ("wat heb je begrepen", "vraag"),
    ],
)
def test_who_goes_on_is_helped_and_not_taken_for_a_note(seen: dict[str, Any], text: str, intent: str) -> None:
    assert seen["context"][f"note: {text}"]["intent"] == intent


def test_a_note_need_not_be_given(seen: dict[str, Any]) -> None:
    assert seen["context"]["note: zeg ik liever niet"]["facts"]["request"] == "overslaan"
    assert seen["context"]["note: zeg ik liever niet"]["intent"] != "toelichting"


@pytest.mark.parametrize("text", ["ik wil dood", "kom me halen"])
def test_a_note_does_not_hide_danger(seen: dict[str, Any], text: str) -> None:
    found = seen["context"][f"note: {text}"]
    assert (found["intent"], found["danger"]) == ("crisis", "self")


def test_the_alarm_adds_danger_and_never_invents_it(seen: dict[str, Any]) -> None:
    assert seen["alarm"] == {
        "own life": ["crisis", "self"],
        "violence": ["crisis", "violence"],
        "harmless": ["somberheid", None],
        "heard by the model alone": ["crisis", "self"],
        # 'Denk je aan de dood?' and 'Ben je nu veilig?' ask for opposite answers.
        "ja to a question of which ja means danger": ["crisis", "violence"],
        "ja to a question of which nee means danger": ["bevestigen", None],
        "nee to a question of which ja means danger": ["ontkennen", None],
        "nee to a question of which nee means danger": ["crisis", "violence"],
        "yes to any other question": ["bevestigen", None],
    }


# --- Another model in the place of the one that serves


def test_a_model_that_answers_takes_the_place(seen: dict[str, Any]) -> None:
    assert seen["switching"]["good"] == [None, None]


@pytest.mark.parametrize("what", ["cannot be loaded", "understands something else", "fails"])
def test_a_model_that_does_not_leaves_the_old_one_and_says_why(seen: dict[str, Any], what: str) -> None:
    why, status = seen["switching"][what]
    assert status == 422
    assert why.startswith("the model ")
    assert "kapot" not in why


def test_only_a_name_in_the_folder_of_models_will_do(seen: dict[str, Any]) -> None:
    assert set(seen["switching"]["tricks"]) == {400}
    assert seen["switching"]["not there"] == ["there is no such model", 404]


def test_of_two_wishes_at_once_one_is_heard(seen: dict[str, Any]) -> None:
    assert sorted(map(str, seen["switching"]["two at once"])) == ["None", "SwitchError"]


def test_another_model_asks_for_the_secret_too(seen: dict[str, Any]) -> None:
    door = seen["door"]
    assert door["model without secret"] == [401, {"error": "wrong secret"}]
    assert door["model that is not there"][0] == 404
    assert door["model without a name"][0] == 400
    assert door["health"][1]["model_name"] == "wegwijs-0123456789ab"


def test_rasa_reads_reviewed_examples_as_words_alone(seen: dict[str, Any]) -> None:
    wanted = {reviewed_files.neutral(text) for text in TRICKS}
    assert {text for _, text, _ in seen["reviewed"]} == wanted - {""}
    assert {label for label, _, _ in seen["reviewed"]} == {"respijtzorg"}
    assert not any(entities for _, _, entities in seen["reviewed"])
