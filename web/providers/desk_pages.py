"""`/bureau/voorstellen`: what providers would like to be different, and the desk's answer to it.

A proposal is shown as a difference with what is kept now. Whoever may change the record takes it over, changes it
first, or declines it with a reason that the provider reads. What somebody else saved meanwhile is never written over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from catalogue import proposals
from catalogue.editing.differences import FIELD_LABELS, differences, spelled
from catalogue.editing.fields import keep_order
from catalogue.editing.history import as_of
from catalogue.editing.merge import Merged, merge
from catalogue.editing.store import ConflictError, Kept, find
from catalogue.problems import RecordError
from catalogue.proposals import LONGEST_WORDS, MOST_SHOWN, ClashError, DecidedError, NotTheirsError, Proposal
from catalogue.record import InstrumentView, parse_record
from vocabulary import people
from web.database import UnavailableError
from web.instrument_form import errors_of, raw_of, typed_of, values_of
from web.instrument_form.card import card_of
from web.providers.marking import marked
from web.site import render
from web.staff.audit import note
from web.staff.desk import HEADERS_IN_A_FRAME, Desk, RefusedError, Visit
from web.staff.forms import text_of
from web.staff.people import Colleague, Right
from web.staff.words import moment

ASKED = tuple(name for name in FIELD_LABELS if name not in {"slug", "bouwstenen", "verified_on", "verified_by"})
"""What can be changed before accepting: accepting itself verifies, and the bouwstenen follow from the needs."""
_TOLD = {
    "aanvaard": "Het voorstel is overgenomen. Bezoekers merken het vanaf nu.",
    "gewijzigd aanvaard": "Het voorstel is met jouw wijzigingen overgenomen.",
    "afgewezen": "Het voorstel is afgewezen. De aanbieder leest je reden.",
}
_MOVED = "Dit aanbod is intussen weg of van een andere uitvoerder. Overnemen kan niet meer; afwijzen wel."


class BarredError(Exception):
    """The record, as it is or would become, is not this colleague's to change."""


def router(desk: Desk) -> APIRouter:
    """The list, one proposal, its card, and the answers to it."""
    routes = APIRouter(include_in_schema=False)
    pages = _Pages(desk)

    @routes.get("/bureau/voorstellen")
    async def listed(request: Request) -> Response:
        visit = await desk.visit(request)
        waiting, decided = await desk.read(
            lambda session: (proposals.open_proposals(session), proposals.decided_proposals(session))
        )
        return desk.page(
            visit, "bureau/voorstellen/lijst.html", waiting=waiting, decided=decided, moment=moment, most=MOST_SHOWN
        )

    @routes.get("/bureau/voorstellen/{proposal_id}")
    async def show(request: Request, proposal_id: str, gedaan: Annotated[str, Query(max_length=20)] = "") -> Response:
        return await pages.one(await desk.visit(request), proposal_id, told=_TOLD.get(gedaan))

    @routes.get("/bureau/voorstellen/{proposal_id}/kaart")
    async def card(request: Request, proposal_id: str) -> Response:
        await desk.visit(request)
        view = (await pages.found(proposal_id)).view
        return render.page(
            "bureau/aanbod/voorbeeld.html",
            headers=HEADERS_IN_A_FRAME,
            card=card_of(view, view.audiences[0]),
            levels=[],
            errors={},
            who=people.audiences()[view.audiences[0]],
        )

    @routes.post("/bureau/voorstellen/{proposal_id}/overnemen")
    async def take(request: Request, proposal_id: str) -> Response:
        visit, form = await desk.form(request, Right.SCHRIJVEN)
        return await pages.take(visit, proposal_id, text_of(form, "bericht"))

    @routes.post("/bureau/voorstellen/{proposal_id}/afwijzen")
    async def decline(request: Request, proposal_id: str) -> Response:
        visit, form = await desk.form(request, Right.SCHRIJVEN)
        return await pages.decline(visit, proposal_id, text_of(form, "reason"))

    @routes.get("/bureau/voorstellen/{proposal_id}/aanpassen")
    async def edit(request: Request, proposal_id: str) -> Response:
        visit = await desk.visit(request, Right.SCHRIJVEN)
        proposal = await pages.found(proposal_id)
        merged, current = await pages.outcome(proposal)
        if not proposal.is_open or merged is None:
            return RedirectResponse(f"/bureau/voorstellen/{proposal_id}", status_code=303)
        return pages.form(visit, proposal, values_of(merged.view), {}, merged, current.version if current else 0)

    @routes.post("/bureau/voorstellen/{proposal_id}/aanpassen")
    async def change(request: Request, proposal_id: str) -> Response:
        visit, form = await desk.form(request, Right.SCHRIJVEN)
        return await pages.change(visit, proposal_id, form)

    return routes


class _Pages:
    """The pages of one proposal."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def found(self, proposal_id: str) -> Proposal:
        """The proposal, or the page that says there is none."""
        proposal = await self._desk.read(lambda session: proposals.find_proposal(session, proposal_id))
        if proposal is None:
            raise RefusedError("niet-gevonden")
        return proposal

    async def outcome(self, proposal: Proposal) -> tuple[Merged | None, Kept | None]:
        """What accepting makes and what is kept; (None, None) when the instrument is gone or of another provider."""
        try:
            return await self._desk.read(lambda session: proposals.outcome(session, proposal))
        except (KeyError, NotTheirsError):
            return None, None

    async def one(
        self,
        visit: Visit,
        proposal_id: str,
        *,
        told: str | None = None,
        trouble: str | None = None,
        errors: Mapping[str, str] | None = None,
        typed: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        """A proposal beside what is kept now; of a decided one beside what it began with."""
        proposal = await self.found(proposal_id)
        merged, current = await self.outcome(proposal) if proposal.is_open else (None, None)
        old = current.view if current else proposal.base
        new = merged.view if merged else proposal.view
        if proposal.is_open and merged is None:
            trouble = _MOVED
        return self._desk.page(
            visit,
            "bureau/voorstellen/voorstel.html",
            status=status,
            headers={"retry-after": "5"} if status == 503 else {},
            proposal=proposal,
            moment=moment,
            marks=[marked(one) for one in differences(old, new)],
            conflicts=_conflicts(merged),
            possible=merged is not None,
            mine=_may(visit.who, *(view for view in (old, new) if view)),
            told=told,
            trouble=trouble,
            errors=errors or {},
            typed=typed or {},
            longest=LONGEST_WORDS,
        )

    async def take(self, visit: Visit, proposal_id: str, message: str) -> Response:
        """Take over a proposal as it is."""
        typed = {"bericht": message}
        try:
            await self._desk.write(lambda session: _accept(session, visit.who, proposal_id, message))
        except UnavailableError:
            return await self._silent(visit, proposal_id, typed)
        except KeyError:
            await self.found(proposal_id)
            return await self.one(visit, proposal_id, typed=typed, status=409)
        except (ClashError, NotTheirsError, DecidedError, ConflictError):
            trouble = "Er is intussen iets veranderd. Kijk nog eens; er is niets overgenomen."
            return await self.one(visit, proposal_id, trouble=trouble, typed=typed, status=409)
        except RecordError as error:
            wrong = {"bericht" if name == "reason" else name: words for name, words in errors_of(error).items()}
            return await self.one(visit, proposal_id, errors=wrong, typed=typed, status=422)
        except BarredError:
            raise RefusedError("geen-recht") from None
        return RedirectResponse(f"/bureau/voorstellen/{proposal_id}?gedaan=aanvaard", status_code=303)

    async def decline(self, visit: Visit, proposal_id: str, reason: str) -> Response:
        """Decline a proposal; the reason is required."""
        proposal, now, typed = await self.found(proposal_id), datetime.now(UTC), {"reason": reason}

        def work(session: Session) -> None:
            current = find(session, proposal.slug) if proposal.base else None
            if not _may(visit.who, current.view if current else proposal.view):
                raise BarredError
            proposals.decline(session, proposal_id, by=visit.who.name, now=now, reason=reason)
            note(session, visit.who, "voorstel afgewezen", proposal.slug, now)

        try:
            await self._desk.write(work)
        except UnavailableError:
            return await self._silent(visit, proposal_id, typed)
        except RecordError as error:
            return await self.one(visit, proposal_id, errors=errors_of(error), typed=typed, status=422)
        except DecidedError:
            trouble = "Een collega heeft dit voorstel al afgehandeld."
            return await self.one(visit, proposal_id, trouble=trouble, typed=typed, status=409)
        except BarredError:
            raise RefusedError("geen-recht") from None
        return RedirectResponse(f"/bureau/voorstellen/{proposal_id}?gedaan=afgewezen", status_code=303)

    async def change(self, visit: Visit, proposal_id: str, form: FormData) -> Response:
        """Take over what a colleague made of a proposal."""
        proposal = await self.found(proposal_id)
        sent, message = text_of(form, "versie"), text_of(form, "bericht")
        version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0
        try:
            raw = raw_of(form, ASKED) | {"slug": proposal.slug}
            view = _as_shown(parse_record(raw), proposal)
            await self._desk.write(
                lambda session: _accept(session, visit.who, proposal_id, message, changed=view, expected=version)
            )
        except RecordError as error:
            wrong = {"bericht" if name == "reason" else name: words for name, words in errors_of(error).items()}
            return self.form(visit, proposal, typed_of(form), wrong, None, version, message=message, status=422)
        except ConflictError as error:
            return await self._together(visit, proposal, view, version, error.kept, message)
        except UnavailableError:
            return self.form(visit, proposal, typed_of(form), {}, None, version, message=message, status=503)
        except BarredError:
            raise RefusedError("geen-recht") from None
        except (KeyError, NotTheirsError, DecidedError):
            return self.form(visit, proposal, typed_of(form), {}, None, version, message=message, status=409)
        return RedirectResponse(f"/bureau/voorstellen/{proposal_id}?gedaan=gewijzigd+aanvaard", status_code=303)

    async def _together(
        self, visit: Visit, proposal: Proposal, view: InstrumentView, version: int, kept: Kept, message: str
    ) -> Response:
        """The form with what a colleague saved meanwhile brought in, to look at once more."""
        base = await self._desk.read(lambda session: as_of(session, proposal.slug, version))
        merged = merge(base or kept.view, view, kept.view)
        values = values_of(merged.view)
        return self.form(visit, proposal, values, {}, merged, kept.version, message=message, status=409, together=True)

    async def _silent(self, visit: Visit, proposal_id: str, typed: Mapping[str, str]) -> Response:
        trouble = "Niet bewaard: de database geeft nu geen antwoord. Probeer het over een paar tellen opnieuw."
        return await self.one(visit, proposal_id, trouble=trouble, typed=typed, status=503)

    def form(
        self,
        visit: Visit,
        proposal: Proposal,
        values: Mapping[str, object],
        errors: Mapping[str, str],
        merged: Merged | None,
        version: int,
        *,
        message: str = "",
        status: int = 200,
        together: bool = False,
    ) -> Response:
        """The fields of the record, filled in with what is proposed or was typed."""
        return self._desk.page(
            visit,
            "bureau/voorstellen/aanpassen.html",
            status=status,
            headers={"retry-after": "5"} if status == 503 else {},
            proposal=proposal,
            values=values,
            errors=errors,
            labels=FIELD_LABELS,
            only=ASKED,
            version=version,
            conflicts=_conflicts(merged),
            message=message,
            silent=status == 503,
            handled=status == 409 and not together,
            together=together,
        )


def _accept(
    session: Session,
    who: Colleague,
    proposal_id: str,
    message: str,
    *,
    changed: InstrumentView | None = None,
    expected: int | None = None,
) -> None:
    """Accept in one transaction with its line in the log. Raises BarredError and what `proposals.accept` raises."""
    proposal = proposals.find_proposal(session, proposal_id)
    if proposal is None:
        raise KeyError(proposal_id)
    merged, current = proposals.outcome(session, proposal)
    if not _may(who, changed or merged.view, *((current.view,) if current else ())):
        raise BarredError
    now = datetime.now(UTC)
    kept = proposals.accept(
        session, proposal_id, by=who.name, now=now, changed=changed, reason=message, expected=expected
    )
    if proposal.is_open:
        note(session, who, "voorstel aanvaard", kept.view.slug, now)


def _as_shown(view: InstrumentView, proposal: Proposal) -> InstrumentView:
    """What was typed, with what the form does not ask and the order of lists as they were in the proposal."""
    shown = proposal.view
    return keep_order(replace(view, verified_on=shown.verified_on, verified_by=shown.verified_by), shown)


def _may(who: Colleague, *views: InstrumentView) -> bool:
    return all(who.may_change(view.bouwstenen, view.regions) for view in views)


def _conflicts(merged: Merged | None) -> list[tuple[str, str, str, str]]:
    """Label, what it was, what is proposed, and what stands now, of each field that both changed."""
    return [
        (
            FIELD_LABELS[one.field],
            spelled(one.field, one.base),
            spelled(one.field, one.mine),
            spelled(one.field, one.theirs),
        )
        for one in (merged.conflicts if merged else ())
    ]
