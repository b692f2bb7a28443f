"""Runs inside the engine's own environment and tells what the components do, as one JSON object.

Importing Rasa takes ten seconds, so everything is observed in one run; `test_inside_engine.py` says what must hold.
The engine's environment has no pytest, so nothing is asserted here.
"""

from __future__ import annotations

import asyncio
import json
import logging
import runpy
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
runpy.run_path(str(ROOT / "bot" / "run.py"))["prepare"]()  # as the engine starts: Rasa first, then our rooms

from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import SlotSet  # noqa: E402
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader  # noqa: E402
from rasa.shared.nlu.training_data.loading import load_data  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

from bot.answer_in_context import AnswerInContext  # noqa: E402
from bot.channel import GatewayChannel, _message, hold_turn  # noqa: E402
from bot.danger_alarm import DangerAlarm  # noqa: E402
from bot.disposable_tracker_store import DisposableTrackerStore  # noqa: E402
from bot.dutch_tokenizer import DutchTokenizer  # noqa: E402
from bot.facts_reader import FactsReader  # noqa: E402
from bot.feedback_note import FeedbackNote  # noqa: E402
from bot.model_switch import ModelSwitch, SwitchError  # noqa: E402
from bot.needs_heard import NeedsHeard  # noqa: E402
from bot.needs_together import NeedsTogether  # noqa: E402
from bot.read_beside import ReadBeside  # noqa: E402
from bot.text_model import Settings, TextModel  # noqa: E402

DOMAIN = Domain.load(str(ROOT / "domain.yml"))
SECRET = "een geheim"


def problem_of(work: Callable[[], Any]) -> str | None:
    """The name and words of the exception that `work` raises."""
    try:
        work()
    except Exception as problem:  # noqa: BLE001 - told to the test
        return f"{type(problem).__name__}: {problem}"
    return None


class FakeAgent:
    """An agent that understands every text as `respijtzorg`; what happens in a turn is in its `talk`."""

    def __init__(
        self, talk: Callable[[Any, Any], None] | None = None, understood: dict[str, Any] | None = None
    ) -> None:
        self.store = DisposableTrackerStore(DOMAIN)
        self.processor = SimpleNamespace(
            tracker_store=self.store,
            domain=DOMAIN,
            parse_message=self.parse_message,
            save_tracker=self.store.save,
            model_filename="wegwijs-0123456789ab.tar.gz",
        )
        self.model_id = "model"
        self.handled: list[Any] = []
        self.questions: list[Any] = []
        self._talk, self._understood = talk, understood or {}

    def is_ready(self) -> bool:
        return True

    async def parse_message(self, message: Any) -> dict[str, Any]:
        self.questions.append(message.metadata.get("question"))
        parse = {"text": message.text, "intent": {"name": "respijtzorg", "confidence": 0.8}, "entities": []}
        return {**parse, **self._understood}

    async def handle_message(self, message: Any) -> None:
        self.handled.append(message.parse_data)
        await message.output_channel.send_text_message(message.sender_id, "Hallo.")
        tracker = await self.store.retrieve(message.sender_id)
        if self._talk:
            self._talk(tracker, message)


def turn(body: Any, agent: FakeAgent | None = None) -> Any:
    """The answer of one turn."""
    return asyncio.run(hold_turn(agent or FakeAgent(), body))


def channel() -> dict[str, Any]:
    """What the door takes, refuses and gives back."""
    good: dict[str, Any] = {"talk": "t", "text": "hallo", "state": {}, "danger": None}
    broken: dict[str, Any] = {
        "no object": [],
        "nothing": None,
        "no talk": {"text": "hallo"},
        "empty talk": {**good, "talk": ""},
        "talk is a number": {**good, "talk": 7},
        "neither text nor payload": {"talk": "t"},
        "empty text": {**good, "text": "  "},
        "text is a number": {**good, "text": 7},
        "text and payload": {**good, "payload": {"intent": "begin"}},
        "payload without intent": {"talk": "t", "payload": {"entities": {}}},
        "payload is text": {"talk": "t", "payload": "/begin"},
        "entities is a list": {"talk": "t", "payload": {"intent": "begin", "entities": ["need"]}},
        "state is a list": {**good, "state": ["a"]},
        "state is text": {**good, "state": "audience"},
        "unknown danger": {**good, "danger": "fire"},
        "danger is a list": {**good, "danger": ["self"]},
        "danger is true": {**good, "danger": True},
    }

    def erase(tracker: Any, _message: Any) -> None:
        tracker.update(SlotSet("erase", True))

    def fail(_tracker: Any, message: Any) -> None:
        raise RuntimeError(message.text)

    failing, asked = FakeAgent(fail), FakeAgent()
    known = {"audience": "patient", "needs": ["lotgenoten"], "question": "region", "onbekend": 1}
    tapped = {"talk": "t", "payload": {"intent": "kies_need", "entities": {"need": "lotgenoten"}}}
    return {
        "refused": {name: problem_of(partial(turn, body)) for name, body in broken.items()},
        "answer": turn({**good, "state": known}, asked),
        "questions": asked.questions,
        "tapped": turn(tapped)["parse"],
        "danger of the gateway": turn({**good, "danger": "other"})["parse"],
        "danger of the gateway and the engine": turn(
            {**good, "danger": "self"}, FakeAgent(understood={"danger": "violence"})
        )["parse"],
        "danger of the engine": turn(good, FakeAgent(understood={"danger": "violence"}))["parse"],
        "danger in a tap": turn({**tapped, "danger": "self"})["parse"],
        "erased": turn(good, FakeAgent(erase)),
        "failed": problem_of(lambda: turn(good, failing)),
        "left after failure": asyncio.run(failing.store.keys()),
        "left after success": asyncio.run(asked.store.keys()),
        "commands": {text: _as_rasa_reads(text) for text in ("/begin", "//begin", "/ /wis_ja", " / / begin", "/")},
    }


def _as_rasa_reads(text: str) -> Any:
    """The intent that Rasa would take from a typed text, without any model."""
    _, message = _message({"talk": "t", "text": text})
    read = YAMLStoryReader.unpack_regex_message(Message({"text": message.text}), DOMAIN)
    return (read.get("intent") or {}).get("name")


def door() -> dict[str, Any]:
    """The answers of the door's two routes."""
    blueprint = GatewayChannel.from_credentials({"secret": SECRET}).blueprint(lambda _: None)
    routes = {route.uri: route.handler for route in blueprint._future_routes}
    good = {"talk": "t", "text": "ik heb een geheim", "state": {}}

    def fail(_tracker: Any, message: Any) -> None:
        raise RuntimeError(message.text)

    def ask(uri: str, agent: Any, body: Any = good, **headers: str) -> tuple[int, Any]:
        app = SimpleNamespace(ctx=SimpleNamespace(agent=agent))
        request = SimpleNamespace(app=app, headers=headers, json=body)
        answer = asyncio.run(routes[uri](request))
        return answer.status, json.loads(answer.body)

    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("bot.channel").addHandler(handler)
    right = f"Bearer {SECRET}"
    return {
        "health": ask("/", FakeAgent()),
        "health while loading": ask("/", None),
        "no secret": ask("/turn", FakeAgent()),
        "wrong secrets": [
            ask("/turn", FakeAgent(), authorization=given)
            for given in (
                "",
                "Bearer",
                "Bearer ",
                SECRET,
                f"bearer {SECRET}",
                f"Bearer {SECRET} ",
                "Bearer \xe9",
                "Basic x",
            )
        ],
        "right secret": ask("/turn", FakeAgent(), authorization=right)[0],
        "no model": ask("/turn", None, authorization=right),
        "broken turn": ask("/turn", FakeAgent(), {"talk": "t"}, authorization=right),
        "failing turn": ask("/turn", FakeAgent(fail), authorization=right),
        "log of the failing turn": list(lines),
        "model without secret": ask("/model", FakeAgent(), {"name": "wegwijs-0123456789ab"}),
        "model that is not there": ask("/model", FakeAgent(), {"name": "bestaat-niet"}, authorization=right),
        "model without a name": ask("/model", FakeAgent(), ["wegwijs"], authorization=right),
        "without credentials": [
            problem_of(partial(GatewayChannel.from_credentials, given)) for given in (None, {}, {"secret": ""})
        ],
    }


def switching(folder: Path) -> dict[str, Any]:
    """What comes of putting another model in place: `serving` tells which one serves after it."""
    (folder / "goed.tar.gz").touch()
    (folder.parent / "buiten.tar.gz").touch()
    understands = {"intent": {"name": "lotgenoten", "confidence": 0.9}}

    def put(name: Any = "goed", new: Any = None, slow: float = 0.0) -> tuple[str | None, int | None]:
        """Why it was refused, if it was, and whether the new one serves."""
        old = FakeAgent()
        context = SimpleNamespace(agent=old)

        def load(_path: Path, serving: Any) -> Any:
            assert serving is old
            if isinstance(new, Exception):
                raise new
            return new

        async def answer(agent: Any, body: Any) -> dict[str, Any]:
            await asyncio.sleep(slow)
            return await hold_turn(agent, body)

        switch = ModelSwitch(answer, folder, load)
        try:
            asyncio.run(switch.put(context, name))
        except SwitchError as problem:
            assert context.agent is old
            return str(problem), problem.status
        assert context.agent is new
        return None, None

    def fail(_tracker: Any, message: Any) -> None:
        raise RuntimeError(message.text)

    async def two_at_once() -> Any:
        context = SimpleNamespace(agent=FakeAgent())
        switch = ModelSwitch(hold_turn, folder, lambda path, serving: FakeAgent(understood=understands))
        return [
            type(one).__name__ if one else None
            for one in await asyncio.gather(
                switch.put(context, "goed"), switch.put(context, "goed"), return_exceptions=True
            )
        ]

    tricks = ["../buiten", "/etc/passwd", "goed.tar.gz", "", ".", "goed/../goed", "GOED", "goed\0", 7, None, ["goed"]]
    return {
        "good": put(new=FakeAgent(understood=understands)),
        "tricks": [put(trick, FakeAgent(understood=understands))[1] for trick in tricks],
        "not there": put("weg", FakeAgent(understood=understands)),
        "cannot be loaded": put(new=ValueError("kapot")),
        "understands something else": put(new=FakeAgent()),
        "fails": put(new=FakeAgent(fail, understands)),
        "two at once": asyncio.run(two_at_once()),
    }


def _new_folder(folder: Path) -> Path:
    folder.mkdir()
    return folder


def reviewed(folder: Path) -> list[tuple[str, str, Any]]:
    """The sentences that Rasa's own reader takes from files of reviewed examples: label, text and entities."""
    return [
        (message.get("intent"), message.get("text"), message.get("entities"))
        for file in sorted(folder.glob("*.yml"))
        for message in load_data(str(file)).intent_examples
    ]


def tokenizer(folder: Path) -> dict[str, Any]:
    """Words, and whether a model of another language resource is refused."""
    storage, resource = LocalModelStorage(folder), Resource("tokenizer")
    context = ExecutionContext(GraphSchema({}))
    config = DutchTokenizer.get_default_config()
    trained = DutchTokenizer.create(config, storage, resource, context)
    trained.train(TrainingData())
    same = problem_of(lambda: DutchTokenizer.load(config, storage, resource, context))
    with storage.write_to(resource) as written:
        (written / "language_resource.txt").write_text("andere bron 9.9", encoding="utf-8")
    other = problem_of(lambda: DutchTokenizer.load(config, storage, resource, context))
    words = trained.tokenize(Message({"text": "Mijn  moeders vergeten álles 😢"}), "text")
    return {"same": same, "other": other, "words": [(word.text, word.start, word.lemma) for word in words]}


def needs_heard() -> dict[str, Any]:
    """What is passed on of a ranking."""

    def heard(*ranking: tuple[str, float]) -> dict[str, Any]:
        labels = [{"name": name, "confidence": confidence} for name, confidence in ranking]
        message = Message({"text": "x", "intent": labels[0] if labels else {}, "intent_ranking": labels})
        (message,) = NeedsHeard(NeedsHeard.get_default_config()).process([message])
        names = [label["name"] for label in message.get("intent_ranking") or []]
        return {"ranking": names, **{key: message.get(key) for key in ("intent", "needs", "fallback")}}

    return {
        "crisis first": heard(("crisis", 0.7), ("somberheid", 0.2), ("overbelasting", 0.1)),
        "crisis first, a need heard too": heard(("crisis", 0.5), ("somberheid", 0.45)),
        "crisis in second place": heard(("somberheid", 0.6), ("crisis", 0.3)),
        "small talk first": heard(("bedankt", 0.8), ("lotgenoten", 0.1)),
        "nothing clear": heard(("somberheid", 0.3), ("lotgenoten", 0.2)),
        "nothing": heard(),
        "many": heard(
            *(
                (need, 0.1)
                for need in ("somberheid", "lotgenoten", "respijtzorg", "zelftest", "na_de_zorg", "herkenning")
            )
        ),
    }


def read_beside() -> dict[str, Any]:
    """What becomes of a ranking when a message refuses something or says several things."""

    def read(text: str, rankings: dict[str, dict[str, float]]) -> dict[str, Any]:
        """`rankings`: what the need model makes of each text; of a text that is not named it hears nothing well."""
        messages = ReadBeside().process([Message({"text": text})])
        for message in messages:
            made = rankings.get(message.get("text"), {"klacht": 0.1})
            ranking = [{"name": name, "confidence": confidence} for name, confidence in made.items()]
            message.set("intent", ranking[0])
            message.set("intent_ranking", ranking)
        (whole,) = NeedsTogether(NeedsTogether.get_default_config()).process(messages)
        NeedsHeard(NeedsHeard.get_default_config()).process([whole])
        refused = [entity["value"] for entity in whole.get("entities") or [] if entity["entity"] == "refused"]
        return {
            "read": [message.get("text") for message in messages],
            "intent": whole.get("intent")["name"],
            "needs": [need["need"] for need in whole.get("needs")],
            "fallback": whole.get("fallback"),
            "refused": refused,
        }

    no, two = "geen lotgenoten, maar ik zoek wel hulp in huis", "Ik zoek hulp in huis. En ik wil met iemand praten"
    rest, first, second = "ik zoek wel hulp in huis", "Ik zoek hulp in huis", "En ik wil met iemand praten"
    outing = "ik wil geen opname, alleen een avondje weg"
    hopeless = "ik wil geen psycholoog, het hoeft niet meer zo"
    parts = {first: {"praktische_hulp": 0.98}, second: {"lotgenoten": 0.95}}
    return {
        "one thing": read("ik zoek lotgenoten", {"ik zoek lotgenoten": {"lotgenoten": 0.9}}),
        "a refusal and a wish": read(no, {no: {"lotgenoten": 1.0}, rest: {"praktische_hulp": 0.9, "lotgenoten": 0.1}}),
        "only a refusal": read("liever geen cursus", {"liever geen cursus": {"zelf_aan_de_slag": 0.9}}),
        "a refusal and small talk": read("geen cursus. Nee, dank je wel", {"geen cursus": {"zelf_aan_de_slag": 0.9}}),
        "another form": read(outing, {outing: {"respijtzorg": 0.9}, "alleen een avondje weg": {"respijtzorg": 0.9}}),
        "danger": read(hopeless, {hopeless: {"crisis": 0.9}}),
        "two things": read(two, {two: {"praktische_hulp": 0.6, "somberheid": 0.2}, **parts}),
        "two things, unsure": read(two, {two: {"klacht": 0.3}, **parts}),
        "two things, the second not plain": read(
            two, {two: {"praktische_hulp": 0.6}, first: {"praktische_hulp": 0.9}, second: {"lotgenoten": 0.6}}
        ),
    }


def _alarm() -> DangerAlarm:
    """An alarm that has learned what no rule of the detector knows: 'kom me halen' is said by somebody in danger."""
    model = TextModel(Settings(sentence_weight=0.0, sharpness=20.0))
    said = {
        "kom me halen": "self",
        "haal hem daar weg": "other",
        "zij komen eraan": "violence",
        "ik ben zo moe": "none",
    }
    texts = [text for text in said for _ in range(5)]
    model.fit(texts, texts, None, [said[text] for text in texts])
    return DangerAlarm({**DangerAlarm.get_default_config(), "alarm": 0.99}, None, None, model)


def answers_in_context() -> dict[str, Any]:
    """What becomes of a message when it is read in the light of the question that stands open."""

    def read(text: str, question: str | None = None, intent: str = "behandeling", confidence: float = 0.3) -> Any:
        message = Message({"text": text, "metadata": {"question": question}})
        message.set("intent", {"name": intent, "confidence": confidence}, add_to_output=True)
        message.set("fallback", confidence < 0.35, add_to_output=True)
        in_context = AnswerInContext(AnswerInContext.get_default_config())
        for part in (FactsReader(), in_context, FeedbackNote(FeedbackNote.get_default_config()), _alarm()):
            part.process([message])
        found = {entity["entity"]: entity["value"] for entity in message.get("entities")}
        return {
            "intent": message.get("intent")["name"],
            "facts": found,
            **{k: message.get(k) for k in ("fallback", "danger")},
        }

    return {
        "a town": read("Spijkenisse", "region"),
        "a town in a sentence": read("ik woon in Ermelo", "region"),
        "a town unasked": read("Ermelo"),
        "a town like a greeting": read("weert", "hulp", "groet", 0.97),
        "a town like a need": read("boekel", "audience", "zelf_aan_de_slag", 0.91),
        "a town in more words like a goodbye": read("de ronde venen", None, "stoppen", 0.93),
        "an illness": read("dementie", "condition"),
        "about oneself": read("over mezelf", "audience"),
        "a story with a town": read(
            "Mijn man ligt al weken op bed en ik moet alles alleen doen hier in Ermelo, ik kan niet meer",
            "region",
            "overbelasting",
            0.8,
        ),
        "a carer who is tired": read("ik ben zo moe van het zorgen voor mijn man", None, "overbelasting", 0.8),
        "an ill person who is sad": read(
            "Ik heb diabetes en ik ben zo somber de laatste tijd", "condition", "somberheid", 0.8
        ),
        "how much help": read("de thuiszorg komt twee keer per week", "hulp", "praktische_hulp", 0.3),
        "how much help, and a need": read("niemand helpt me", "hulp", "overbelasting", 0.8),
        "no fact": read("hulp bij het huishouden", "nodig", "praktische_hulp", 0.8),
        "danger in an answer": read("Ermelo, ik wil dood", "region"),
        "danger heard in an answer": read("Ermelo, maar kom me halen", "region"),
        "a human being wanted in an answer": read("iemand spreken in Ermelo", "region", "mens_spreken", 0.9),
        "a score": read("nee, niks aan gehad", "waardering", "hulp_helpt_niet", 0.9),
        "a score and a question": read("nee, ik zoek nog lotgenoten", "waardering", "lotgenoten", 0.9),
        **{
            f"note: {text}": read(text, "toelichting", intent, confidence)
            for text, intent, confidence in (
                ("de groep zat steeds vol", "lotgenoten", 0.9),
                ("ik slaap niet meer", "overbelasting", 0.9),
                ("jullie vroegen te veel", "klacht", 0.9),
                ("Ermelo", "behandeling", 0.3),
                ("je luistert niet naar me", "klacht", 0.5),
                ("bedankt voor niets, want ik weet nog steeds niks", "bedankt", 0.9),
                ("waar vind ik lotgenoten", "lotgenoten", 0.9),
                ("ik wil een mens spreken", "mens_spreken", 0.9),
                ("wie leest dit", "privacy", 0.9),
                ("nee dank je", "bedankt", 0.9),
                ("zeg ik liever niet", "ontkennen", 0.5),
                ("wat heb je begrepen", "vraag", 0.5),
                ("ik wil dood", "klacht", 0.9),
                ("kom me halen", "klacht", 0.9),
            )
        },
    }


def alarm() -> dict[str, Any]:
    """What the alarm makes of a message."""

    def read(text: str, intent: str = "somberheid", **context: str) -> tuple[Any, Any]:
        message = Message({"text": text, "intent": {"name": intent, "confidence": 0.9}, "metadata": context})
        _alarm().process([message])
        return message.get("intent")["name"], message.get("danger")

    return {
        "own life": read("ik wil niet meer leven"),
        "violence": read("mijn man slaat mij", "gezin_bespreekbaar"),
        "harmless": read("ik ben zo moe"),
        "heard by the model alone": read("kom me halen"),
        **{
            f"{said} to a question of which {goes_on} means danger": read(
                said, intent, question="danger", danger="violence", danger_answer=goes_on
            )
            for said, intent in (("ja", "bevestigen"), ("nee", "ontkennen"))
            for goes_on in ("ja", "nee")
        },
        "yes to any other question": read("ja", "bevestigen", question="hulp", danger="violence", danger_answer="ja"),
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        seen = {
            "channel": channel(),
            "door": door(),
            "tokenizer": tokenizer(Path(scratch)),
            "needs": needs_heard(),
            "beside": read_beside(),
            "context": answers_in_context(),
            "alarm": alarm(),
            "switching": switching(_new_folder(Path(scratch) / "models")),
            "reviewed": reviewed(Path(sys.argv[1])),
        }
    sys.stdout.write("\n" + json.dumps(seen, ensure_ascii=False) + "\n")
