"""Turn a template and values into a page, with the headers that every server-rendered page carries.

All that is put into a template is escaped, and a name that was not given stops the page instead of leaving a gap.
A page runs no script at all, is never stored by a cache or a search engine, and is never shown inside another site.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.site import content, filters

TEMPLATES = Path(__file__).with_name("templates")
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {"content-security-policy": POLICY, "cache-control": "no-store", "x-robots-tag": "noindex"}


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters.ALL)
    return made


_MADE = _environment()


def text(template: str, **values: object) -> str:
    """A template filled in. Raises jinja2.UndefinedError when it asks for a value that is not there."""
    return _MADE.get_template(template).render(**values)


def page(
    template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> HTMLResponse:
    """A page; `headers` (names in lower case) go before those of every page."""
    return HTMLResponse(text(template, **values), status, {**HEADERS, **(headers or {})})


class PageError(Exception):
    """A page that cannot be shown: a name of `texts/trouble.yml`, which gives the status and the words."""

    def __init__(self, word: str, *, retry_after: int | None = None) -> None:
        super().__init__(word)
        self.word = word
        self.headers = {} if retry_after is None else {"retry-after": str(retry_after)}


def install(app: FastAPI) -> None:
    """Answer every PageError of `app` with a friendly page. Raises TextsError when its words are not as they should."""
    words = content.load("trouble", content.Troubles)

    async def on_error(_: Request, error: Exception) -> Response:
        assert isinstance(error, PageError)
        said = words.pages[error.word]
        return page("trouble.html", status=said.status, headers=error.headers, title=said.title, said=said.text)

    app.add_exception_handler(PageError, on_error)
