"""Errors as RFC 9457 problem details, in Dutch, for every way a request can fail.

`type` is a fixed word a client can act on (`sessie-verlopen`); title and detail stand in texts.yml. What the visitor
wrote is never repeated: of a validation error only the names of the fields are told. A problem may carry `messages`
(contract 2), for what must be said even now: the safety card, or the help lines.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.texts import Texts

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

BY_STATUS = {
    400: "kapotte-aanvraag",
    401: "sessie-onbekend",
    403: "niet-toegestaan",
    404: "niet-gevonden",
    405: "methode-onbekend",
    408: "te-traag",
    413: "te-groot",
    415: "geen-json",
    422: "onjuiste-invoer",
    429: "te-snel",
    503: "te-druk",
}


class Problem(Exception):  # noqa: N818 - the name that RFC 9457 gives it
    """Something a client must be told: a word from texts.yml, which also gives the HTTP status and the Dutch text."""

    def __init__(
        self,
        word: str,
        *,
        retry_after: int | None = None,
        fields: Sequence[str] = (),
        messages: Sequence[dict[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(word)
        self.word = word
        self.fields = list(fields)
        self.messages = list(messages)
        self.headers = dict(headers or {})
        if retry_after is not None:
            self.headers["Retry-After"] = str(retry_after)


class ProblemDetails(BaseModel):
    """The body of an error, as OpenAPI shows it."""

    type: str
    title: str
    status: int
    detail: str
    fields: list[str] | None = None
    messages: list[dict[str, Any]] | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "te-snel",
                "title": "Even rustig aan",
                "status": 429,
                "detail": "Je stuurt veel berichten achter elkaar. Wacht even en probeer het dan opnieuw.",
            }
        }
    )


def describe(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an operation for these statuses, for OpenAPI."""
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
        for status in statuses
    }


_SCHEMA = {"$ref": "#/components/schemas/ProblemDetails"}


def response(problem: Problem, texts: Texts) -> JSONResponse:
    """The HTTP answer for a problem."""
    said = texts.problems[problem.word]
    body: dict[str, Any] = {"type": problem.word, "title": said.title, "status": said.status, "detail": said.detail}
    if problem.fields:
        body["fields"] = problem.fields
    if problem.messages:
        body["messages"] = problem.messages
    headers = dict(problem.headers)
    if said.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, said.status, headers, MEDIA_TYPE)


def install(app: FastAPI, texts: Texts) -> None:
    """Answer every known error of `app` with a problem. What is not known is caught by `CatchAll`."""

    async def on_problem(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, Problem)
        return response(error, texts)

    async def on_http(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        word = BY_STATUS.get(error.status_code, "kapotte-aanvraag" if error.status_code < 500 else "storing")
        return response(Problem(word, headers=error.headers), texts)

    async def on_validation(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return response(Problem("onjuiste-invoer", fields=fields_of(error.errors())), texts)

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_validation)


def fields_of(errors: Sequence[Any]) -> list[str]:
    """The names of the fields that pydantic complains about, without what was filled in."""
    return sorted({".".join(str(part) for part in error["loc"] if part not in {"body", "query"}) for error in errors})


class CatchAll:
    """Outermost layer: an error nobody foresaw becomes a 500 problem, and only its kind and place reach the log.

    Starlette's own layer would hand the exception to the server, which logs its message; a message may hold what a
    visitor wrote.
    """

    def __init__(self, app: ASGIApp, texts: Texts) -> None:
        self._app, self._texts = app, texts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except ClientDisconnect:
            return  # nobody is left to answer
        except Exception as error:
            if scope["type"] != "http":
                raise
            log.error("%s at %s", type(error).__name__, place_of(error))
            if not started:
                await response(Problem("storing"), self._texts)(scope, receive, send)


def place_of(error: BaseException) -> str:
    """Where an error came from, as 'file:line' from the outside in; never its message."""
    return " < ".join(
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)[-6:]
    )
