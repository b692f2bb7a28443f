"""`/aanbieder/{token}`: a provider looks after its own instruments, without logging in.

1. A page that is only looked at changes nothing: programs that open every link in a mail confirm nothing.
2. 'Dit klopt nog' counts at once. Everything else becomes a proposal, about which the desk decides.
3. A form that is not right, or cannot be kept now, comes back with everything that was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from catalogue import proposals, provider_links
from catalogue.editing import store
from catalogue.editing.differences import FIELD_LABELS
from catalogue.problems import RecordError
from catalogue.proposals import FOR_CHANGE, FOR_NEW, Proposal
from catalogue.record import InstrumentView, as_dict, parse_record
from catalogue.search import today_here
from catalogue.slugs import free_slug
from web.database import UnavailableError
from web.instrument_form import begun, errors_of, raw_of, typed_of, values_of
from web.instrument_form.card import card_of
from web.instrument_form.preview import as_far_as_it_goes
from web.instrument_form.reading import text
from web.providers import own
from web.providers.link_door import ClosedError, Guest, LinkDoor, page
from web.staff.audit import note_as

DONE = {
    "klopt": "Dank je wel. De datum van nakijken is nu vandaag.",
    "voorstel": "Dank je wel. Een medewerker kijkt ernaar. Hieronder zie je wat ermee gebeurt.",
    "ingetrokken": "Je voorstel is ingetrokken.",
    "mail-stop": "Je krijgt hierover geen mail meer.",
    "mail-weer": "Je krijgt hierover weer mail.",
}
TROUBLE = {
    "anders": "Dit is net door iemand anders gewijzigd. Kijk nog een keer of het klopt.",
    "beslist": "Over dit voorstel is al beslist.",
    "onvolledig": "Hier is iets niet meer in orde. Kies 'Wijzigen' en kijk wat er moet veranderen.",
    "storing": "Het is niet bewaard: er is een storing. Probeer het straks nog eens.",
}
"""What stands on top of the page, by the word in the address."""
_NOTHING = "Je hebt niets veranderd. Klopt alles nog? Kies dan 'Dit klopt nog' op de vorige pagina."
_TOO_MANY = "Er wachten al veel voorstellen van jullie. Probeer het opnieuw als daarover beslist is."
_SILENT = "Het is niet bewaard: er is een storing. Alles wat je typte staat hieronder nog. Probeer het straks opnieuw."


def router(door: LinkDoor) -> APIRouter:
    """All pages behind a link."""
    routes = APIRouter(include_in_schema=False, prefix="/aanbieder/{token}")

    @routes.get("")
    async def first(request: Request, token: str, gedaan: str = "", fout: str = "") -> Response:
        guest = await door.guest(request, token)
        found = await door.read(lambda session: own.overview(session, guest, today_here()))
        return page(
            "aanbieder/overzicht.html",
            guest=guest,
            found=found,
            done=DONE.get(gedaan),
            trouble=TROUBLE.get(fout),
            may_add=guest.slug is None,
        )

    @routes.post("/klopt")
    async def confirm(request: Request, token: str) -> Response:
        guest, form = await door.form(request, token)
        slug, seen = text(form, "slug"), _number(form, "versie")
        return await _act(door, guest, "klopt", lambda session: _confirm(session, guest, slug, seen))

    @routes.post("/intrekken")
    async def withdraw(request: Request, token: str) -> Response:
        guest, form = await door.form(request, token)
        return await _act(door, guest, "ingetrokken", lambda session: _withdraw(session, guest, text(form, "voorstel")))

    @routes.post("/mail")
    async def mail(request: Request, token: str) -> Response:
        guest, form = await door.form(request, token)
        stop = text(form, "doe") != "weer"
        since = datetime.now(UTC) if stop else None
        return await _act(
            door,
            guest,
            "mail-stop" if stop else "mail-weer",
            lambda session: provider_links.stop_mail(session, guest.provider, since),
        )

    @routes.post("/voorbeeld")
    async def preview(request: Request, token: str) -> Response:
        guest, form = await door.form(request, token)
        slug = text(form, "slug")
        base = await door.read(lambda session: own.one(session, guest, slug).view) if slug else None
        view, errors = as_far_as_it_goes(_raw(form, guest, base))
        return _preview(view, errors)

    @routes.get("/voorbeeld")
    async def card_now(request: Request, token: str, slug: str = "") -> Response:
        guest = await door.guest(request, token)
        view = await door.read(lambda session: own.one(session, guest, slug).view) if slug else None
        return _preview(view, {})

    @routes.get("/nieuw")
    async def new(request: Request, token: str) -> Response:
        return _form(_may_add(await door.guest(request, token)), None, dict(begun({})))

    @routes.post("/nieuw")
    async def send_new(request: Request, token: str) -> Response:
        guest, form = await door.form(request, token)
        return await _propose(door, _may_add(guest), form, None)

    @routes.get("/aanbod/{slug}")
    async def change(request: Request, token: str, slug: str) -> Response:
        guest = await door.guest(request, token)
        kept = await door.read(lambda session: own.one(session, guest, slug))
        return _form(guest, kept, dict(values_of(kept.view)))

    @routes.post("/aanbod/{slug}")
    async def send_change(request: Request, token: str, slug: str) -> Response:
        guest, form = await door.form(request, token)
        kept = await door.read(lambda session: own.one(session, guest, slug))
        return await _propose(door, guest, form, kept)

    @routes.get("/aanbod/{slug}/weg")
    async def gone(request: Request, token: str, slug: str) -> Response:
        guest = await door.guest(request, token)
        kept = await door.read(lambda session: own.one(session, guest, slug))
        return page("aanbieder/weg.html", guest=guest, view=kept.view, typed="", errors={})

    @routes.post("/aanbod/{slug}/weg")
    async def send_gone(request: Request, token: str, slug: str) -> Response:
        guest, form = await door.form(request, token)
        kept = await door.read(lambda session: own.one(session, guest, slug))
        typed = text(form, "note")

        def again(errors: dict[str, str], status: int) -> Response:
            return page("aanbieder/weg.html", status=status, guest=guest, view=kept.view, typed=typed, errors=errors)

        said, now = f"Bestaat niet meer. {typed}".strip(), datetime.now(UTC)

        def work(session: Session) -> Proposal:
            return proposals.propose_end(session, guest.provider, slug, kept.version, said, now)

        return await _keep(door, guest, work, again)

    return routes


def install(app: FastAPI) -> None:
    """Answer a link that does not work, and a form that is not ours, with a friendly page."""

    async def on_closed(_: Request, error: Exception) -> Response:
        assert isinstance(error, ClosedError)
        return page("aanbieder/dicht.html", status=error.status, word=error.word)

    app.add_exception_handler(ClosedError, on_closed)


class _ElsewhereError(Exception):
    """Something is not as the provider saw it; the word of TROUBLE that says so."""


async def _act(door: LinkDoor, guest: Guest, done: str, work: Callable[[Session], None]) -> Response:
    """Do something that needs no form, and go back to the first page."""
    try:
        await door.write(work)
    except _ElsewhereError as error:
        return RedirectResponse(f"/aanbieder/{guest.token}?fout={error}", status_code=303)
    except UnavailableError:
        return RedirectResponse(f"/aanbieder/{guest.token}?fout=storing", status_code=303)
    return RedirectResponse(f"/aanbieder/{guest.token}?gedaan={done}", status_code=303)


def _confirm(session: Session, guest: Guest, slug: str, seen: int | None) -> None:
    kept, now, today, by = own.one(session, guest, slug), datetime.now(UTC), today_here(), guest.name[:120]
    if (kept.view.verified_on, kept.view.verified_by) == (today, by):
        return  # sent twice
    if seen != kept.version:
        raise _ElsewhereError("anders")
    try:
        checked = replace(kept.view, verified_on=today, verified_by=by)
        store.save(session, checked, by=guest.name, now=now, what="nagekeken", expected=kept.version)
    except store.ConflictError:
        raise _ElsewhereError("anders") from None
    except RecordError:  # the lists have changed since it was kept
        raise _ElsewhereError("onvolledig") from None
    note_as(session, guest.name, None, "aanbod nagekeken", slug, now)


def _withdraw(session: Session, guest: Guest, proposal_id: str) -> None:
    found = proposals.find_proposal(session, proposal_id)
    if found is None or (guest.slug and found.slug != guest.slug):
        raise ClosedError("niet-van-jou", 404)
    try:
        proposals.withdraw(session, proposal_id, guest.provider, datetime.now(UTC))
    except (KeyError, proposals.NotTheirsError):
        raise ClosedError("niet-van-jou", 404) from None
    except proposals.DecidedError:
        raise _ElsewhereError("beslist") from None


async def _propose(door: LinkDoor, guest: Guest, form: FormData, kept: store.Kept | None) -> Response:
    """Keep what a form proposes, or show it again."""
    typed = dict(typed_of(form))
    said = text(form, "note")
    version = _number(form, "versie") if kept else None

    def again(errors: dict[str, str], status: int) -> Response:
        return _form(guest, kept, typed, errors, said, version, status)

    try:
        view = parse_record(_raw(form, guest, kept.view if kept else None))
    except RecordError as error:
        return again(errors_of(error), 422)
    slug, now = kept.view.slug if kept else None, datetime.now(UTC)

    def work(session: Session) -> Proposal:
        return proposals.propose(session, guest.provider, slug, view, version, said, now)

    return await _keep(door, guest, work, again)


async def _keep(
    door: LinkDoor,
    guest: Guest,
    make: Callable[[Session], Proposal],
    again: Callable[[dict[str, str], int], Response],
) -> Response:
    """Keep the proposal that `make` makes; `again` shows its form with what is wrong."""

    def work(session: Session) -> None:
        note_as(session, guest.name, None, "voorstel gedaan", make(session).slug, datetime.now(UTC))

    try:
        await door.write(work)
    except RecordError as error:
        return again(errors_of(error), 422)
    except proposals.NothingProposedError:
        return again({"": _NOTHING}, 422)
    except proposals.TooManyError:
        return again({"": _TOO_MANY}, 429)
    except (KeyError, proposals.NotTheirsError):
        raise ClosedError("niet-van-jou", 404) from None
    except UnavailableError:
        return again({"": _SILENT}, 503)
    return RedirectResponse(f"/aanbieder/{guest.token}?gedaan=voorstel", status_code=303)


def _raw(form: FormData, guest: Guest, base: InstrumentView | None) -> dict[str, object]:
    """The raw record a form proposes; what a provider may not change is taken from what is kept."""
    asked = FOR_CHANGE if base else FOR_NEW
    typed = raw_of(form, asked)
    if base is not None:
        return {**as_dict(base), **typed}
    fixed: dict[str, object] = {"provider": guest.provider, "status": "gepubliceerd", "source": "voorstel"}
    return {**typed, **fixed, "slug": free_slug(text(form, "title"), ())}


def _form(
    guest: Guest,
    kept: store.Kept | None,
    values: dict[str, object],
    errors: dict[str, str] | None = None,
    said: str = "",
    version: int | None = None,
    status: int = 200,
) -> Response:
    shown = dict(errors or {})
    trouble = shown.pop("", None)
    asked = FOR_CHANGE if kept else FOR_NEW
    return page(
        "aanbieder/formulier.html",
        status=status,
        guest=guest,
        slug=kept.view.slug if kept else "",
        title=kept.view.title if kept else "",
        version=version if version is not None or kept is None else kept.version,
        values=values,
        errors=shown,
        labels=FIELD_LABELS,
        only=asked,
        said=said,
        trouble=trouble,
    )


def _preview(view: InstrumentView | None, errors: dict[str, str]) -> Response:
    shown: dict[str, Any] = {"card": None, "levels": [], "errors": errors, "who": ""}
    if view is not None:
        shown |= {"card": card_of(view, view.audiences[0]), "who": view.audiences[0]}
    return page("bureau/aanbod/voorbeeld.html", framed=True, **shown)


def _may_add(guest: Guest) -> Guest:
    if guest.slug is not None:
        raise ClosedError("niet-van-jou", 404)
    return guest


def _number(form: FormData, name: str) -> int | None:
    typed = text(form, name)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None
