"""Read the forms of the desk: with several values of one name, with files, never more than allowed and not for ever."""

from __future__ import annotations

import asyncio
import io
import json
import re
from dataclasses import dataclass

from fastapi import Request
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message

WITH_FILES = 12 * 1024 * 1024
"""Bytes of a form of somebody who is logged in; an import brings a file."""
WITHOUT = 2 * 1024 * 1024
"""Bytes of a form of somebody who is not: enough to keep what was typed."""
_PATIENCE = 60.0  # seconds
_DRAINED = 4 * 1024 * 1024  # of what is too much so much is still read, so that the browser hears the answer
_MOST_FIELDS, _MOST_FILES = 5000, 4
_MOST_KEPT = 400_000  # bytes; it comes back as one field of the form, which may hold 1 MiB
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class FormError(Exception):
    """A form that cannot be read; `status` is the HTTP status that says why (400, 408 or 413)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def read(request: Request, limit: int) -> FormData:
    """The fields of a form of at most `limit` bytes, without control characters. Raises FormError."""
    _only_utf8(request)
    size = 0

    async def receive() -> Message:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size > limit:
            await _drain(request, message)
            raise FormError(413)
        return message

    try:
        async with asyncio.timeout(_PATIENCE):
            form = await Request(request.scope, receive).form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS)
    except TimeoutError:
        raise FormError(408) from None
    except HTTPException as error:
        raise FormError(error.status_code) from None
    return FormData([(name, await _ours(value)) for name, value in form.multi_items()])


def _only_utf8(request: Request) -> None:
    """Browsers send forms of ours as UTF-8 and say nothing of it. Of other encodings that a sender may name, some take
    minutes for a megabyte (punycode), and meanwhile nobody else is served."""
    _, options = parse_options_header(request.headers.get("content-type", ""))
    if options.get(b"charset", b"utf-8").lower() not in {b"utf-8", b"utf8"}:
        raise FormError(400)


async def _drain(request: Request, message: Message) -> None:
    size = 0
    while message.get("more_body") and size < _DRAINED:
        message = await request.receive()
        size += len(message.get("body", b""))


async def _ours(value: UploadFile | str) -> UploadFile | str:
    """A text without control characters; a file in memory, so that nobody has to close it."""
    if isinstance(value, str):
        return _NO_TEXT.sub("", value)
    content = await value.read()
    await value.close()
    return UploadFile(io.BytesIO(content), size=len(content), filename=value.filename, headers=value.headers)


def number_of(form: FormData, name: str) -> int:
    """A whole number of at most nine digits; 0, which is the number of nothing, for all else."""
    typed = text_of(form, name)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def text_of(form: FormData, name: str) -> str:
    """A field of one line; empty when it was not sent, or was a file."""
    value = form.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def exact(form: FormData, name: str) -> str:
    """A field as it was typed, for passwords; empty when it was not sent, or was a file."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class Kept:
    """What somebody typed in a form that could not be taken now, so that it can be sent again.

    `whole` is false when something could not be kept: a file, or more than one page can hold.
    """

    path: str
    fields: tuple[tuple[str, str], ...]
    whole: bool = True

    @classmethod
    def of(cls, path: str, form: FormData) -> Kept:
        """The fields of a form, without its token and its files."""
        sent = [(name, value) for name, value in form.multi_items() if name != "csrf"]
        fields = tuple((name, value) for name, value in sent if isinstance(value, str))
        if sum(len(name.encode()) + len(value.encode()) for name, value in fields) > _MOST_KEPT:
            return cls(path, (), whole=False)
        return cls(path, fields, whole=len(fields) == len(sent))

    def packed(self) -> str:
        """All of it as the value of one field."""
        return json.dumps([self.path, self.fields, self.whole], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, value: str) -> Kept | None:
        """What `packed` made; None for anything else. The path is still to be trusted by nobody."""
        try:
            path, fields, whole = json.loads(value)
            pairs = tuple((_text(name), _text(one)) for name, one in fields)
            return cls(_text(path), pairs, whole is True)
        except (ValueError, TypeError, RecursionError):
            return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("only texts are kept")
    return _NO_TEXT.sub("", value)
