"""What goes in and out of the chat API (contract 2)."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from web.chat.messages import Message, Understood

_OPENING: list[Any] = [
    {"kind": "text", "text": "Hallo, fijn dat je er bent. Ik ben Wegwijs. Ik ben een computer, geen mens."},
    {"kind": "text", "text": "Hoe gaat het met je?"},
]
_UNDERSTOOD: dict[str, Any] = {
    "audience": "mantelzorger",
    "condition": "dementie",
    "region": None,
    "needs": ["respijtzorg"],
    "bouwsteen": 3,
}
_CHOICES: dict[str, Any] = {"kind": "choices", "choices": [{"id": "b1Jt3lXk9QvWc0aZ", "label": "Over mezelf"}]}


class NewSession(BaseModel):
    """Begin a talk. `resume` takes the code of an earlier talk."""

    partner: str | None = Field(None, max_length=64)
    resume: str | None = Field(None, max_length=64)

    model_config = ConfigDict(json_schema_extra={"examples": [{"partner": "zorggroep-haringvliet", "resume": None}]})


class Session(BaseModel):
    """A talk that has begun; a website or a code may have made something understood already.

    Keep the token to yourself: who has it can read the talk. It is shown only here.
    """

    session: str
    token: str
    messages: list[Message]
    understood: Understood

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "session": "4f2c0a1b9d8e4c7fa1b2c3d4e5f60718",
                    "token": "mB3k1x0R2yq8Zt5v7w9A4c6E8g0I2k4M6o8Q0s2U4w6",
                    "messages": _OPENING,
                    "understood": dict.fromkeys(_UNDERSTOOD) | {"needs": []},
                }
            ]
        }
    )


class NewMessage(BaseModel):
    """One message of the visitor: a typed text or the id of a choice.

    `id` is made by the client (a UUID): the same id again is the same message, and gets the same answer.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9._:-]{1,64}$")
    text: str | None = None
    choice: str | None = Field(None, min_length=1, max_length=64)

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"id": "0b9c2f1e-6a55-4f0e-9a58-6f3a4f0c2d11", "text": "Ik zorg voor mijn man en ik ben zo moe"},
                {"id": "7d1f8c34-2f7b-4a6e-8a0c-95d6a1c7b2e0", "choice": "b1Jt3lXk9QvWc0aZ"},
            ]
        }
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> NewMessage:
        if (self.text is None) == (self.choice is None):
            raise ValueError("exactly one of text and choice")
        return self


class Answer(BaseModel):
    """What the assistant says, and what it now believes."""

    messages: list[Message]
    understood: Understood

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"messages": [{"kind": "text", "text": "Gaat het over jezelf?"}, _CHOICES], "understood": _UNDERSTOOD}
            ]
        }
    )


class Transcript(BaseModel):
    """The talk so far in order: items of the visitor ({"from": "visitor", "seq", "kind", "text"}) and messages of the
    assistant ({"from": "assistant", "seq", ...the message}). `seq` is the number of the turn; 0 is the opening."""

    session: str
    messages: list[dict[str, Any]]
    understood: Understood

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "session": "4f2c0a1b9d8e4c7fa1b2c3d4e5f60718",
                    "messages": [
                        {"from": "assistant", "seq": 0, **_OPENING[1]},
                        {"from": "visitor", "seq": 1, "kind": "text", "text": "Niet zo goed"},
                        {
                            "from": "assistant",
                            "seq": 1,
                            "kind": "text",
                            "text": "Dat klinkt zwaar. Gaat het over jezelf?",
                        },
                    ],
                    "understood": _UNDERSTOOD,
                }
            ]
        }
    )
