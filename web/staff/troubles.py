"""What the desk shows instead of a page: log in first, not allowed, not there, try later. In the desk's own frame."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from web.database import UnavailableError
from web.problems import Problem
from web.staff import origin
from web.staff.desk import Desk, LoginNeeded, RefusedError, Visit
from web.staff.forms import FormError, Kept

Handler = Callable[[Request, Exception], Awaitable[Response]]

WORDS: dict[str, tuple[int, str, str]] = {
    "geen-recht": (403, "Dit mag je niet", "Je rol geeft geen toegang tot deze pagina. Vraag het een beheerder."),
    "vreemd-formulier": (
        403,
        "Dit formulier komt ergens anders vandaan",
        "Er is niets bewaard. Open de pagina opnieuw vanuit het menu en probeer het nog eens.",
    ),
    "oud-formulier": (
        403,
        "Dit formulier is van een eerdere keer",
        "Je hebt intussen opnieuw ingelogd, misschien in een ander tabblad. Er is nog niets bewaard.",
    ),
    "niet-gevonden": (404, "Deze pagina is er niet", "Misschien is ze verplaatst of weggehaald."),
    "niet-bereikbaar": (
        503,
        "Dat lukt nu niet",
        "De database geeft geen antwoord. Er is niets veranderd. Probeer het straks nog eens.",
    ),
    "kapot": (400, "Dit formulier kon niet worden gelezen", "Er is niets bewaard. Ga terug en probeer het nog eens."),
    "te-traag": (408, "Het versturen duurde te lang", "Er is niets bewaard. Ga terug en probeer het nog eens."),
    "te-groot": (413, "Dit is te groot", "Er is niets bewaard. Een formulier met bestand mag hoogstens 12 MB zijn."),
    "onjuist": (422, "Dit adres klopt niet", "Er staat iets in het adres dat niet kan. Begin opnieuw vanuit het menu."),
}
"""By word: the HTTP status, the title, and what is said below it."""
_BY_STATUS = {status: word for word, (status, _, _) in WORDS.items() if word not in {"geen-recht", "oud-formulier"}}


def page(desk: Desk, request: Request, word: str, kept: Kept | None = None) -> Response:
    """The page of a word, with what was typed when there is something to send again."""
    status, title, text = WORDS[word]
    visit: Visit | None = getattr(request.state, "desk_visit", None)
    headers = {"retry-after": "5"} if status == 503 else {}
    return desk.page(
        visit, "bureau/staff/melding.html", status=status, headers=headers, title=title, text=text, kept=kept
    )


def login_page(
    desk: Desk,
    kept: Kept | None,
    back: str,
    status: int,
    *,
    expired: bool = False,
    error: str | None = None,
    email: str = "",
    retry_after: int = 0,
) -> Response:
    """The page to log in, which leads to `back`, with what was typed in a form when the session had ended."""
    return desk.page(
        None,
        "bureau/staff/inloggen.html",
        status=status,
        headers={"retry-after": str(retry_after)} if retry_after else {},
        kept=kept,
        back=origin.inside(back),
        expired=expired or kept is not None,
        error=error,
        email=email,
    )


def again_page(desk: Desk, visit: Visit, kept: Kept) -> Response:
    """What was typed before somebody had to log in, to send again: now with the right token."""
    title = f"Je bent ingelogd als {visit.who.name}"
    text = "Wat je had ingevuld is nog niet bewaard. Verstuur het nu opnieuw."
    return desk.page(visit, "bureau/staff/melding.html", title=title, text=text, kept=kept)


def install(app: FastAPI, desk: Desk) -> None:
    """Answer what goes wrong below /bureau with a page. Call it after `problems.install`, whose answers stay for the
    rest of the site."""

    async def on_login(request: Request, error: Exception) -> Response:
        assert isinstance(error, LoginNeeded)
        if request.method in {"GET", "HEAD"}:
            here = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
            where = "/bureau/inloggen" if here == origin.HOME else f"/bureau/inloggen?{urlencode({'naar': here})}"
            return RedirectResponse(where, status_code=303)
        return login_page(desk, error.kept, request.url.path, 401, expired=True)

    async def on_refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, RefusedError)
        return page(desk, request, error.word, error.kept)

    async def on_form(request: Request, error: Exception) -> Response:
        assert isinstance(error, FormError)
        return page(desk, request, _BY_STATUS[error.status])

    async def on_silent(request: Request, error: Exception) -> Response:
        if not _below(request):
            raise error
        return page(desk, request, "niet-bereikbaar", getattr(request.state, "desk_kept", None))

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        word = "niet-gevonden" if error.status_code in {404, 405} else _BY_STATUS.get(error.status_code, "kapot")
        return await _known_page(request, word)

    async def on_validation(request: Request, _: Exception) -> Response:
        return await _known_page(request, "onjuist")

    async def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return await _known_page(request, error.word if error.word in WORDS else "kapot")

    async def _known_page(request: Request, word: str) -> Response:
        """With the menu, for who is logged in: also where no page of a room was reached."""
        try:
            await desk.known(request)
        except UnavailableError:
            word = "niet-bereikbaar"
        return page(desk, request, word)

    app.add_exception_handler(LoginNeeded, on_login)
    app.add_exception_handler(RefusedError, on_refused)
    app.add_exception_handler(FormError, on_form)
    app.add_exception_handler(UnavailableError, on_silent)
    for kind, handler in ((HTTPException, on_http), (RequestValidationError, on_validation), (Problem, on_problem)):
        usual: Any = app.exception_handlers[kind]
        app.add_exception_handler(kind, _for_desk(handler, usual))


def _for_desk(handler: Handler, usual: Handler) -> Handler:
    async def choose(request: Request, error: Exception) -> Response:
        return await (handler if _below(request) else usual)(request, error)

    return choose


def _below(request: Request) -> bool:
    return request.url.path == origin.HOME or request.url.path.startswith(f"{origin.HOME}/")
