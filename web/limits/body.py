"""Read a request's body without ever holding more than is needed, and tell what it is."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

READ_FOR_DANGER = 10_000
"""Characters of a message that are read for danger, however long it is (reliability.md)."""

_KEPT = 128 * 1024  # 10,000 characters as \uXXXX pairs are 120,000 bytes
_DRAINED = 4 * 1024 * 1024  # a client that is still sending this much gets its answer; a larger one is cut off
_PATIENCE = 15.0  # seconds; who sends slower than this holds a place that others need
_TEXT_FIELD = re.compile(r'"text"\s*:\s*"')
_STRING_END = re.compile(r'(?<!\\)(?:\\\\)*"')
_BROKEN_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:u[0-9a-fA-F]{0,3})?$")


@dataclass(frozen=True)
class Body:
    """The first bytes of a body, and whether it was larger than allowed."""

    content: bytes
    too_large: bool


async def read(request: Request, limit: int) -> Body:
    """Read the body; of one above `limit` bytes the first part is kept, so that it can still be read for danger.

    Raises TimeoutError when it does not come.
    """
    kept, size = bytearray(), 0
    async with asyncio.timeout(_PATIENCE):
        async for chunk in request.stream():
            size += len(chunk)
            if len(kept) < _KEPT:
                kept += chunk[: _KEPT - len(kept)]
            if size > _DRAINED:
                break
    return Body(bytes(kept), size > limit)


def is_json(request: Request) -> bool:
    """Whether the sender says that the body is JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json"


def parse(content: bytes) -> Any:
    """The JSON value of a body with every string made safe. Raises ValueError when it is not JSON."""
    try:
        return _safe(json.loads(content.decode("utf-8", "replace")))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _safe(value: Any) -> Any:
    """Join surrogate pairs and replace lone surrogates, which no database or encoder would take."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_safe(key): _safe(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_safe(item) for item in value]
    return value


def text_of_large(content: bytes) -> str:
    """What a visitor wrote in a body that is too large or not whole: the `text` field, else simply all of it."""
    raw = content.decode("utf-8", "replace")
    field = _TEXT_FIELD.search(raw)
    if field is None:
        return raw[:READ_FOR_DANGER]
    start = field.end()
    end = _STRING_END.search(raw, start)
    inside = raw[start : end.end() - 1] if end else raw[start:]
    try:
        text = json.loads('"' + _BROKEN_ESCAPE.sub(r"\1", inside) + '"', strict=False)
    except ValueError:
        text = inside
    return str(_safe(text))[:READ_FOR_DANGER]
