"""A visitor's side of a talk through the public chat API, so that a test reads as a promise.

Each answer is held to what is promised of every answer (`promises.py`).
"""

from __future__ import annotations

import time
import uuid
from types import TracebackType
from typing import Any, Self

import httpx

from tests.journeys import promises

PATIENCE = 30.0
"""Seconds a visitor's program waits for an answer; what is promised is less, and tested where it matters."""


class Talk:
    """One talk. `messages` is the last answer; `heard` is all that was answered since the talk began (again)."""

    def __init__(
        self, address: str, token: str | None = None, resume: str | None = None, partner: str | None = None
    ) -> None:
        self._client = httpx.Client(base_url=address, timeout=PATIENCE, trust_env=False)
        self.messages: list[dict[str, Any]] = []
        self.heard: list[list[dict[str, Any]]] = []
        self.understood: dict[str, Any] = {}
        self.told: list[str] = []
        self.token = token or ""
        self.session = ""
        if token is None:
            begun = self._client.post("/api/v1/sessions", json={"partner": partner, "resume": resume})
            assert begun.status_code == httpx.codes.CREATED, begun.text
            self.token, self.session = begun.json()["token"], begun.json()["session"]
            self._hear(begun.json()["messages"])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    # What a visitor does

    def say(self, text: str, *, id: str | None = None) -> Self:
        """Type something and get an answer."""
        self.told.append(text)
        return self._answered(self.send(text=text, **({"id": id} if id else {})))

    def insist(self, text: str) -> Self:
        """Type something, and when it is busy send the same message again, as the widget's button does."""
        same, end = str(uuid.uuid4()), time.monotonic() + 3 * PATIENCE
        while (response := self.send(id=same, text=text)).status_code == httpx.codes.SERVICE_UNAVAILABLE:
            assert time.monotonic() < end, f"busy for too long\n{self}"
            time.sleep(float(response.headers["Retry-After"]))
        self.told.append(text)
        return self._answered(response)

    def tap(self, label: str) -> Self:
        """Tap on the button with this label that was offered last."""
        offered = [choice for answer in self.heard for message in answer for choice in message.get("choices", [])]
        known = {choice["label"]: choice["id"] for choice in offered}
        assert label in known, f"there is no button {label!r} in\n{self}"
        return self.choose(known[label], label)

    def choose(self, choice: str, label: str = "") -> Self:
        """Choose by id: one of the widget's own buttons, such as `talk:human` or `correct:region`."""
        self.told.append(f"[{label or choice}]")
        return self._answered(self.send(choice=choice))

    def send(self, **body: Any) -> httpx.Response:
        """Send a message and get the raw response, whatever it is."""
        return self._client.post("/api/v1/messages", json={"id": str(uuid.uuid4()), **body}, headers=self._key)

    def erase(self) -> httpx.Response:
        """Erase the talk as the widget's menu does."""
        return self._client.delete("/api/v1/sessions/current", headers=self._key)

    def so_far(self) -> httpx.Response:
        """The talk as a visitor finds it back."""
        return self._client.get("/api/v1/messages", headers=self._key)

    # What a visitor sees

    @property
    def texts(self) -> list[str]:
        """What was said in the last answer, without the safety card."""
        return [message["text"] for message in self.messages if message["kind"] == "text"]

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The suggestions in the last answer."""
        return [card for message in self.messages if message["kind"] == "cards" for card in message["cards"]]

    @property
    def cards_so_far(self) -> list[dict[str, Any]]:
        """All suggestions of the talk."""
        messages = (message for answer in self.heard for message in answer)
        return [card for message in messages if message["kind"] == "cards" for card in message["cards"]]

    @property
    def labels(self) -> list[str]:
        """The buttons of the last answer."""
        return [choice["label"] for message in self.messages for choice in message.get("choices", [])]

    @property
    def danger(self) -> dict[str, Any] | None:
        """The safety card of the last answer."""
        return self._first("safety")

    @property
    def contact(self) -> dict[str, Any] | None:
        """The way to a human being in the last answer."""
        return self._first("contact")

    @property
    def links(self) -> dict[str, str]:
        """The pages of this talk that the last answer gives: address by label."""
        return {link["label"]: link["url"] for message in self.messages for link in message.get("links", [])}

    @property
    def notice(self) -> str:
        """What was told about the talk itself in the last answer."""
        return str((self._first("notice") or {}).get("text", ""))

    @property
    def help_lines(self) -> list[str]:
        """The names of the help lines on the safety card of the last answer."""
        return [line["name"] for line in (self.danger or {}).get("lines", [])]

    @property
    def question(self) -> str | None:
        """The name of the question that the last answer asks (`hoe`, `waar`, `hulp`, ...), if any."""
        return next((name for text in reversed(self.texts) if (name := promises.question_of(text))), None)

    @property
    def questions(self) -> list[str]:
        """The questions asked in the talk, in order, as they were worded."""
        return [text for answer in self.heard for text in promises.questions_in(answer)]

    def __str__(self) -> str:
        told = iter(["(begin)", *self.told][-len(self.heard) :] if self.heard else [])
        lines = []
        for answer in self.heard:
            lines.append(f"visitor: {next(told, '')}")
            lines += [f"  {message['kind']}: {_in_short(message)}" for message in answer]
        return "\n".join([*lines, f"understood: {self.understood}"])

    @property
    def _key(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def _first(self, kind: str) -> dict[str, Any] | None:
        return next((message for message in self.messages if message["kind"] == kind), None)

    def _answered(self, response: httpx.Response) -> Self:
        assert response.status_code == httpx.codes.OK, f"{response.status_code} {response.text}\n{self}"
        self._hear(response.json()["messages"], response.json()["understood"])
        return self

    def _hear(self, messages: list[dict[str, Any]], understood: dict[str, Any] | None = None) -> None:
        if promises.begins_again(messages):
            self.heard.clear()
        self.messages = messages
        self.heard.append(messages)
        self.understood = understood or {}
        promises.check_answer(messages, self)


def _in_short(message: dict[str, Any]) -> str:
    if message["kind"] == "cards":
        return "; ".join(f"{card['instrument']} {card['needs']} {card['reasons']}" for card in message["cards"])
    if message["kind"] == "choices":
        return " | ".join(choice["label"] for choice in message["choices"])
    return str(message.get("text"))
