"""What staff do with a request: each act is one piece of work, kept in its history and in the audit log.

An act is done to the request as its doer saw it: when somebody else changed it meanwhile, nothing is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.search import today_here
from web.conversations import contact_requests
from web.conversations.models import ContactRequest, RequestStep
from web.conversations.sealed import Seal
from web.request_desk import handing, rhythms, scope
from web.request_desk.handing import Handing
from web.request_desk.rules import ConflictError, RuleError, text_of
from web.staff import audit
from web.staff.people import Colleague, Role

LATEST = date(2099, 12, 31)


@dataclass(frozen=True)
class Doer:
    """Who does something, when, and which version of the request stood on their screen."""

    who: Colleague
    now: datetime
    version: int
    seal: Seal


class Act:
    """A request that is being changed. Raises GoneError or ConflictError."""

    def __init__(self, session: Session, request_id: str, doer: Doer) -> None:
        self._session, self._doer = session, doer
        self.row: ContactRequest = scope.find(session, request_id, doer.who, lock=True)
        if self.row.version != doer.version:
            raise ConflictError
        self.row.version += 1

    def take(self) -> None:
        """It is mine now. What a casusregisseur has is not taken from them this way."""
        row, who = self.row, self._doer.who
        if row.status == "afgerond" or row.handed:
            raise RuleError("oppakken", "Deze vraag kun je nu niet oppakken.")
        before = row.holder_name if row.holder_id not in (None, who.id) else None
        self._hold(who)
        self._status("opgepakt")
        self._step("opgepakt", detail=f"van {before}" if before else None)

    def note(self, text: str) -> None:
        """Write something down."""
        self._step("notitie", note=text_of("notitie", text, must=True))

    def contacted(self, text: str, *, renewed: bool) -> None:
        """There was contact. With a rhythm that is a follow-up: what was said is noted, and the next day is set."""
        row, now = self.row, self._doer.now
        self._must_be_open("contact")
        note = text_of("besproken", text, must=row.rhythm is not None)
        row.contacted_at = row.contacted_at or now
        if row.rhythm:
            row.follow_on = rhythms.next_day(row.rhythm, today_here(now))
        if row.status == "nieuw":
            self._hold(self._doer.who)
            self._status("opgepakt")
        self._step("contact gehad", note=note, detail=f"weer op {row.follow_on:%d-%m-%Y}" if row.follow_on else None)
        if renewed:
            row.renewed_at = now
            self._step("toestemming verlengd")

    def plan(self, rhythm: str, day: date | None) -> None:
        """How often there is contact again, and when first; or that day is moved."""
        row = self.row
        self._must_be_open("ritme")
        if rhythm not in rhythms.RHYTHMS:
            raise RuleError("ritme", "Kies hoe vaak er contact is.")
        if day is None or not today_here(self._doer.now) <= day <= LATEST:
            raise RuleError("datum", "Kies een dag vanaf vandaag.")
        moved = row.rhythm == rhythm
        row.rhythm, row.follow_on = rhythm, day
        self._step("opvolgen verzet" if moved else "opvolgen", detail=f"{rhythms.RHYTHMS[rhythm]}, op {day:%d-%m-%Y}")

    def stop(self) -> None:
        """No contact any more at a set time."""
        if self.row.rhythm:
            self.row.rhythm = self.row.follow_on = None
            self._step("opvolgen gestopt")

    def finish(self, text: str) -> None:
        """It is done."""
        self._must_be_open("afsluiting")
        note = text_of("afsluiting", text)
        self._status("afgerond")
        self._step("afgerond", note=note)

    def reopen(self) -> None:
        """It was not done after all."""
        if self.row.status != "afgerond":
            raise RuleError("heropenen", "Deze vraag is niet afgerond.")
        if not self.row.handed:
            self._hold(self._doer.who)
        self._status("overgedragen" if self.row.handed else "opgepakt")
        self._step("weer opgepakt")

    def hand_over(self, sent: Handing) -> Colleague:
        """Somebody who keeps watch goes on with it; gives who that is."""
        self._must_be_open("naar")
        contact_requests.details_of(self.row, self._doer.seal)  # nobody hands over what cannot be read
        to, note = handing.checked(self.row, sent, scope.casusregisseurs(self._session, self.row))
        before = self.row.holder_name if self.row.handed else None
        self._hold(to)
        self.row.handed, self.row.told_at = True, None
        self._status("overgedragen")
        basis = handing.BASES[sent.basis]
        self._step("overgedragen", detail=f"{f'van {before} ' if before else ''}aan {to.name}; {basis}", note=note)
        return to

    def give_back(self, text: str) -> None:
        """The information point goes on with it."""
        if not self.row.handed:
            raise RuleError("reden", "Deze vraag ligt al bij het informatiepunt.")
        self._must_be_open("reden")
        note, before = text_of("reden", text, must=True), self.row.holder_name
        self.row.handed, self.row.told_at = False, None
        self.row.holder_id = self.row.holder_name = None
        self._status("nieuw")
        self._step("terug naar het informatiepunt", detail=f"van {before}", note=note)

    def _hold(self, who: Colleague) -> None:
        self.row.holder_id, self.row.holder_name = who.id, who.name

    def _status(self, status: contact_requests.Status) -> None:
        contact_requests.put_status(self._session, self.row, status, self._doer.now)

    def _must_be_open(self, field: str) -> None:
        if self.row.status == "afgerond":
            raise RuleError(field, "Deze vraag is afgerond. Pak hem eerst weer op.")

    def _step(self, event: str, *, detail: str | None = None, note: str | None = None) -> None:
        who, now = self._doer.who, self._doer.now
        sealed = self._doer.seal.close(note) if note else None
        self._session.add(
            RequestStep(
                request_id=self.row.id,
                at=now,
                staff_id=who.id,
                who=who.name,
                event=event,
                detail=detail,
                note=sealed,
            )
        )
        audit.note(self._session, who, f"contactvraag: {event}", self.row.id, now)


def may_take(row: ContactRequest, who: Colleague) -> bool:
    """Whether the button to take it up is theirs."""
    return (
        row.status in contact_requests.OPEN
        and not row.handed
        and row.holder_id != who.id
        and who.role is not Role.CASUSREGISSEUR
    )
