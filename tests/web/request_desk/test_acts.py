"""What staff do with a request: who sees it, who gets it, what is kept of it, and for how long."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from tests.web.partners.websites import put_website
from tests.web.request_desk.conftest import SEAL, ask, do, row_of, worker
from tests.web.staff.login import in_database
from web.conversations import contact_requests, retention
from web.conversations.contact_requests import Asked, Details
from web.conversations.models import ContactRequest, RequestMail, RequestStep
from web.request_desk import inbox, scope
from web.request_desk.acts import Act, Doer
from web.request_desk.handing import Handing
from web.request_desk.inbox import Wanted
from web.request_desk.rules import ConflictError, RuleError
from web.request_desk.terms import Terms
from web.staff.models import AuditLine
from web.staff.people import Colleague, Role

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
TERMS = Terms(3, 180)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """An empty database, once of each kind."""
    address: str = request.getfixturevalue("database_url" if request.param == "sqlite" else "postgres_url")
    upgrade(address)
    return address


def seen(url: str, who: Colleague, wanted: Wanted | None = None, now: datetime = NOW) -> list[str]:
    """The ids of the list somebody gets, in order."""
    found = in_database(url, lambda session: inbox.look(session, who, wanted or Wanted(), TERMS, now))
    return [row.request.id for row in found.rows]


def history(url: str, request_id: str) -> list[tuple[str, str, str | None, str | None]]:
    """Event, who, detail and the note that can be read again."""

    def work(session: Session) -> list[RequestStep]:
        query = select(RequestStep).where(RequestStep.request_id == request_id).order_by(RequestStep.id)
        return list(session.scalars(query))

    return [
        (step.event, step.who, step.detail, SEAL.open(step.note) if step.note else None)
        for step in in_database(url, work)
    ]


def test_each_sees_the_requests_of_the_own_regions_and_websites_and_no_others(url: str) -> None:
    put_website(url, key="delfts", origins=["https://delft.example"], region="Delft")
    put_website(url, key="utrechts", origins=["https://utrecht.example"], region="Utrecht")
    delft = ask(url, region="Delft", partner="utrechts", at=NOW)
    utrecht = ask(url, region="Utrecht", at=NOW + timedelta(hours=1))
    by_website = ask(url, region=None, partner="delfts", at=NOW + timedelta(hours=2))
    nowhere = ask(url, region=None, at=NOW + timedelta(hours=3))
    assert seen(url, worker(url)) == [delft, utrecht, by_website, nowhere]
    assert seen(url, worker(url, regions=["Delft"])) == [delft, by_website]
    assert seen(url, worker(url, regions=["Utrecht", "Rotterdam"])) == [utrecht]
    assert seen(url, worker(url, Role.CASUSREGISSEUR)) == []
    stranger = worker(url, regions=["Rotterdam"])
    with pytest.raises(scope.GoneError):
        do(url, delft, stranger, Act.take)


def test_danger_comes_first_then_what_is_late_then_what_is_due_first(url: str) -> None:
    late = ask(url, at=NOW - timedelta(days=9))
    young = ask(url, at=NOW)
    older = ask(url, at=NOW - timedelta(days=1))
    danger = ask(url, danger=True, at=NOW)
    done = ask(url, danger=True, at=NOW)
    who = worker(url)
    do(url, done, who, lambda act: act.finish(""))
    assert seen(url, who) == [danger, late, older, young]
    assert seen(url, who, Wanted(status="afgerond")) == [done]
    assert seen(url, who, Wanted(sign="te-laat")) == [late]
    do(url, late, who, lambda act: act.contacted("", renewed=False), NOW)
    assert seen(url, who, Wanted(sign="te-laat")) == []
    assert seen(url, who, Wanted(holder=inbox.MINE)) == [late]


def test_two_colleagues_at_once_do_not_undo_each_other(url: str) -> None:
    made, anna, kim = ask(url), worker(url), worker(url)
    do(url, made, anna, Act.take)
    with pytest.raises(ConflictError):
        in_database(url, lambda session: Act(session, made, Doer(kim, NOW, 1, SEAL)).take())
    row = row_of(url, made)
    assert row
    assert (row.holder_name, row.status, row.version) == (anna.name, "opgepakt", 2)


def test_handing_over_needs_consent_that_names_this_reader_or_talking_it_over(url: str) -> None:
    anna, kim = worker(url), worker(url, Role.CASUSREGISSEUR)
    elsewhere = worker(url, Role.CASUSREGISSEUR, ["Utrecht"])
    named, other = ask(url), ask(url, role="informatiepunt", reader="Steunpunt Delft")
    for basis in ("", "gelezen"):
        with pytest.raises(RuleError, match="basis"):
            do(url, other, anna, lambda act, basis=basis: act.hand_over(Handing(kim.id, basis, "")))  # type: ignore[misc]
    with pytest.raises(RuleError, match="naar"):
        do(url, named, anna, lambda act: act.hand_over(Handing(elsewhere.id, "besproken", "")))
    with pytest.raises(RuleError, match="naar"):
        do(url, named, anna, lambda act: act.hand_over(Handing(anna.id, "besproken", "")))
    do(url, named, anna, lambda act: act.hand_over(Handing(kim.id, "gelezen", "")))
    do(url, other, anna, lambda act: act.hand_over(Handing(kim.id, "besproken", "Kim mag bellen.")))
    assert set(seen(url, kim)) == {named, other}
    assert history(url, named) == [
        ("overgedragen", anna.name, f"aan {kim.name}; genoemd in de toestemming", None),
    ]
    assert history(url, other)[0][2:] == (f"aan {kim.name}; besproken met betrokkene", "Kim mag bellen.")


def test_to_another_only_when_talked_over_and_with_what_was_agreed(url: str) -> None:
    anna, kim, robin = worker(url), worker(url, Role.CASUSREGISSEUR), worker(url, Role.CASUSREGISSEUR)
    made = ask(url)
    do(url, made, anna, lambda act: act.hand_over(Handing(kim.id, "gelezen", "")))
    for sent in (
        Handing(robin.id, "gelezen", "Goed."),
        Handing(robin.id, "", "Goed."),
        Handing(robin.id, "besproken", " "),
    ):
        with pytest.raises(RuleError):
            do(url, made, kim, lambda act, sent=sent: act.hand_over(sent))  # type: ignore[misc]
    assert seen(url, robin) == []
    do(url, made, kim, lambda act: act.hand_over(Handing(robin.id, "besproken", "Vanaf juli belt Robin.")))
    assert (seen(url, kim), seen(url, robin)) == ([], [made])
    assert history(url, made)[-1] == (
        "overgedragen",
        kim.name,
        f"van {kim.name} aan {robin.name}; besproken met betrokkene",
        "Vanaf juli belt Robin.",
    )
    with pytest.raises(RuleError, match="reden"):
        do(url, made, robin, lambda act: act.give_back(""))
    do(url, made, robin, lambda act: act.give_back("Verhuisd."))
    assert (seen(url, robin), seen(url, anna)) == ([], [made])


def test_contact_is_kept_up_in_a_rhythm_and_noted(url: str) -> None:
    anna, made = worker(url), ask(url, at=NOW)
    with pytest.raises(RuleError, match="datum"):
        do(url, made, anna, lambda act: act.plan("maand", date(2026, 5, 31)), NOW)
    do(url, made, anna, lambda act: act.plan("maand", date(2026, 6, 3)), NOW)
    assert seen(url, anna, Wanted(sign="opvolgen")) == []
    third = NOW + timedelta(days=2)
    assert seen(url, anna, Wanted(sign="opvolgen"), third) == [made]
    with pytest.raises(RuleError, match="besproken"):
        do(url, made, anna, lambda act: act.contacted("", renewed=False), third)
    do(url, made, anna, lambda act: act.contacted("Het gaat beter.", renewed=False), third)
    assert seen(url, anna, Wanted(sign="opvolgen"), third) == []
    row = row_of(url, made)
    assert row
    assert (row.follow_on, row.holder_name) == (date(2026, 7, 3), anna.name)
    do(url, made, anna, lambda act: act.plan("maand", date(2026, 7, 10)), third)
    do(url, made, anna, Act.stop, third)
    assert [event for event, *_ in history(url, made)] == [
        *("opvolgen", "contact gehad", "opvolgen verzet", "opvolgen gestopt"),
    ]


def test_the_term_ends_everything_unless_consent_was_renewed(url: str) -> None:
    anna = worker(url)
    ends, goes_on = ask(url, at=NOW), ask(url, at=NOW)
    for one in (ends, goes_on):
        do(url, one, anna, lambda act: act.note("Een notitie."), NOW)
        do(url, one, anna, lambda act: act.plan("maand", date(2026, 7, 1)), NOW)
    do(url, goes_on, anna, lambda act: act.contacted("Mag langer.", renewed=True), NOW + timedelta(days=170))
    in_database(url, lambda session: retention.clean(session, NOW + timedelta(days=181), 30, 180))
    assert row_of(url, ends) is None
    assert history(url, ends) == []
    assert row_of(url, goes_on) is not None
    assert ("toestemming verlengd", anna.name, None, None) in history(url, goes_on)

    def marks(session: Session) -> int:
        return session.scalar(select(func.count()).select_from(AuditLine).where(AuditLine.subject == ends)) or 0

    assert in_database(url, marks) == 2, "that something was done with it stays in the audit log"
    in_database(url, lambda session: retention.clean(session, NOW + timedelta(days=351), 30, 180))
    assert row_of(url, goes_on) is None


def test_of_what_is_done_the_number_and_address_go_after_thirty_days(url: str) -> None:
    anna, made = worker(url), ask(url, at=NOW)
    do(url, made, anna, lambda act: act.plan("week", date(2026, 6, 8)), NOW)
    do(url, made, anna, lambda act: act.finish("Geholpen."), NOW)
    for days, there in ((30, True), (31, False)):
        at = NOW + timedelta(days=days)
        in_database(url, lambda session, at=at: retention.clean(session, at, 30, 180))  # type: ignore[misc]
        row = row_of(url, made)
        assert row
        assert (row.phone is not None, row.email is not None) == (there, there)
        assert row.follow_on is None
    kept = row_of(url, made)
    assert kept
    assert contact_requests.details_of(kept, SEAL).summary


def test_withdrawing_takes_notes_and_what_was_to_be_mailed_also_when_handed_over(url: str) -> None:
    anna, kim, made = worker(url), worker(url, Role.CASUSREGISSEUR), ask(url)
    do(url, made, anna, lambda act: act.hand_over(Handing(kim.id, "gelezen", "Een afspraak.")))
    in_database(url, lambda session: session.add(RequestMail(request_id=made, staff_id=kim.id, try_after=NOW, tries=0)))
    origin = contact_requests.origin_of("talk")
    assert in_database(url, lambda session: contact_requests.withdraw(session, origin, NOW)) == 1

    def left(session: Session) -> list[int | None]:
        tables = (ContactRequest, RequestStep, RequestMail)
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]

    assert in_database(url, left) == [0, 0, 0]
    with pytest.raises(scope.GoneError):
        do(url, made, kim, lambda act: act.note("Te laat."))


@pytest.mark.parametrize("same_reader", [True, False], ids=["same reader", "another"])
def test_words_the_visitor_sends_again_reach_only_who_was_named(url: str, same_reader: bool) -> None:
    anna, kim = worker(url), worker(url, Role.CASUSREGISSEUR)
    origin = contact_requests.origin_of("talk")
    first = Asked("casusregisseur", "Delft", Details("Een", None, "0612345678", None, "avond", "een A"), "v", None)
    made = in_database(url, lambda session: contact_requests.keep(session, SEAL, origin, "f", first, NOW))
    do(url, made, anna, lambda act: act.hand_over(Handing(kim.id, "gelezen", "")))
    details = Details("Twee", None, "0612345678", None, "avond", "een A" if same_reader else "een B")
    again = Asked("casusregisseur", "Delft", details, "v", None)
    in_database(url, lambda session: contact_requests.keep(session, SEAL, origin, "f", again, NOW))
    assert seen(url, kim) == ([made] if same_reader else [])
    row = row_of(url, made)
    assert row
    assert (row.status, row.told_at) == ("overgedragen" if same_reader else "nieuw", None)
