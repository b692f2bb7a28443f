"""A provider proposes for its own instruments only, the desk decides once, and nobody's later work is written over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from catalogue import proposals
from catalogue.editing.history import history
from catalogue.editing.store import ConflictError, create, find, save
from catalogue.problems import RecordError
from catalogue.proposals import accept, decline, find_proposal, of_provider, open_proposals, propose, withdraw
from catalogue.record import Channels, InstrumentView
from tests.common.instruments import view

NOW = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)
"""Already the second of June in the Netherlands."""
OWN = "Voorbeeld"


@pytest.fixture
def ours(session: Session) -> Session:
    create(session, view("lijn", regions=["Zeist", "Baarn"]), by="Sanne", now=NOW)
    return session


def change(session: Session, **fields: object) -> proposals.Proposal:
    asked = view("lijn", **{"regions": ["Zeist", "Baarn"], **fields})
    return propose(session, OWN, "lijn", asked, 1, None, NOW)


def kept(session: Session, slug: str = "lijn") -> InstrumentView:
    found = find(session, slug)
    assert found
    return found.view


def test_accepting_writes_it_once_and_counts_as_verified(ours: Session) -> None:
    made = change(ours, title="Nieuw")
    once = accept(ours, made.id, by="Sanne", now=NOW)
    assert accept(ours, made.id, by="Joep", now=NOW) == once
    assert (once.version, once.view.title) == (2, "Nieuw")
    assert (once.view.verified_on, once.view.verified_by) == (date(2026, 6, 2), "Sanne")
    assert [one.what for one in history(ours, "lijn")] == ["voorstel aanvaard", "gemaakt"]
    assert [one.state for one in of_provider(ours, " voorBEELD ")] == ["aanvaard"]
    assert open_proposals(ours) == []


def test_what_is_not_the_providers_to_say_stays_as_it_is(ours: Session) -> None:
    asked = replace(
        view("lijn", title="Nieuw", regions=["Baarn", "Zeist"]),
        slug="anders",
        provider="Een ander",
        status="ingetrokken",
        source="mijzelf",
        verified_on=None,
        verified_by="ik",
        verify_every=3650,
        by_experts_by_experience=True,
        instrument_kind="behandeling",
    )
    made = propose(ours, OWN, "lijn", asked, 1, None, NOW)
    assert made.view == replace(kept(ours), title="Nieuw")


def test_of_anothers_instrument_nothing_can_be_proposed(ours: Session) -> None:
    with pytest.raises(proposals.NotTheirsError):
        propose(ours, "Voorbeeld2", "lijn", view("lijn", title="X"), 1, None, NOW)
    with pytest.raises(KeyError):
        propose(ours, OWN, "nergens", view("lijn"), 1, None, NOW)


def test_what_went_to_another_provider_since_is_not_accepted(ours: Session) -> None:
    made = change(ours, title="Nieuw")
    save(ours, replace(kept(ours), provider="Een ander"), by="Sanne", now=NOW)
    with pytest.raises(proposals.NotTheirsError):
        accept(ours, made.id, by="Sanne", now=NOW)
    assert kept(ours).title != "Nieuw"


def test_later_work_in_other_fields_stays(ours: Session) -> None:
    made = change(ours, title="Nieuw")
    save(ours, replace(kept(ours), cost="gratis"), by="Sanne", now=NOW)
    accept(ours, made.id, by="Sanne", now=NOW)
    assert (kept(ours).title, kept(ours).cost) == ("Nieuw", "gratis")


def test_later_work_in_the_same_field_is_shown_and_not_written_over(ours: Session) -> None:
    made = change(ours, title="Van de aanbieder")
    save(ours, replace(kept(ours), title="Van Sanne"), by="Sanne", now=NOW)
    with pytest.raises(proposals.ClashError) as clash:
        accept(ours, made.id, by="Joep", now=NOW)
    conflict = clash.value.merged.conflicts[0]
    assert (conflict.field, conflict.mine, conflict.theirs) == ("title", "Van de aanbieder", "Van Sanne")
    assert (kept(ours).title, find_proposal(ours, made.id)) == ("Van Sanne", made)
    accept(ours, made.id, by="Joep", now=NOW, changed=replace(kept(ours), title="Samen"), expected=2)
    after = find_proposal(ours, made.id)
    assert kept(ours).title == "Samen" and after and after.state == "gewijzigd aanvaard"


def test_a_changed_acceptance_hears_of_who_saved_meanwhile(ours: Session) -> None:
    made = change(ours, title="Nieuw")
    save(ours, replace(kept(ours), cost="gratis"), by="Sanne", now=NOW)
    with pytest.raises(ConflictError), ours.begin_nested():
        accept(ours, made.id, by="Joep", now=NOW, changed=view("lijn", title="Beter"), expected=1)
    assert find_proposal(ours, made.id) == made
    assert kept(ours).cost == "gratis"


def test_the_version_that_was_looked_at_counts_also_when_it_changed_before_proposing(ours: Session) -> None:
    save(ours, replace(kept(ours), cost="gratis"), by="Sanne", now=NOW)
    made = change(ours, title="Nieuw")
    assert made.base and made.base.cost is None
    accept(ours, made.id, by="Sanne", now=NOW)
    assert kept(ours).cost == "gratis"


def test_something_new_is_published_under_a_slug_of_its_own(ours: Session) -> None:
    asked = replace(view("lijn", title="Lijn"), provider="Een ander", status="concept", verified_on=date(2026, 1, 1))
    made = propose(ours, " Voor  beeld ", None, asked, None, "Graag snel", NOW)
    assert (made.slug, made.provider, made.view.status, made.base) == ("lijn-2", "Voor beeld", "gepubliceerd", None)
    create(ours, view("lijn-2"), by="Sanne", now=NOW)
    assert accept(ours, made.id, by="Sanne", now=NOW).view.slug == "lijn-3"
    assert kept(ours, "lijn-3").verified_on == date(2026, 6, 2)
    assert accept(ours, made.id, by="Sanne", now=NOW).view.slug == "lijn-3"


def test_declining_needs_a_reason_that_the_provider_reads(ours: Session) -> None:
    made = change(ours, title="Nieuw")
    for wrong in ("", "   ", "x" * 601, "<b>nee</b>"):
        with pytest.raises(RecordError) as refused:
            decline(ours, made.id, by="Sanne", now=NOW, reason=wrong)
        assert [one.field for one in refused.value.problems] == ["reason"]
    decline(ours, made.id, by="Sanne", now=NOW, reason="Dit staat er al.")
    assert [(one.state, one.reason) for one in of_provider(ours, OWN)] == [("afgewezen", "Dit staat er al.")]
    assert decline(ours, made.id, by="Joep", now=NOW, reason="Nogmaals").reason == "Dit staat er al."
    with pytest.raises(proposals.DecidedError):
        accept(ours, made.id, by="Joep", now=NOW)
    assert kept(ours).title != "Nieuw"


def test_only_the_provider_itself_takes_back_and_only_while_it_is_open(ours: Session) -> None:
    made, other = change(ours, title="Nieuw"), change(ours, cost="gratis")
    with pytest.raises(proposals.NotTheirsError):
        withdraw(ours, made.id, "Een ander", NOW)
    assert withdraw(ours, made.id, OWN, NOW).state == "ingetrokken"
    accept(ours, other.id, by="Sanne", now=NOW)
    with pytest.raises(proposals.DecidedError):
        withdraw(ours, other.id, OWN, NOW)


def test_nothing_and_too_much_are_refused(ours: Session) -> None:
    with pytest.raises(proposals.NothingProposedError):
        change(ours, regions=["Baarn", "Zeist"])
    for number in range(proposals.MOST_OPEN):
        change(ours, title=f"Titel {number}")
    with pytest.raises(proposals.TooManyError):
        change(ours, title="Nog een")


def test_what_a_form_would_be_refused_a_proposal_is_too(ours: Session) -> None:
    wrong = replace(view("lijn"), channels=Channels(url="javascript:alert(1)"))
    for slug in ("lijn", None):
        with pytest.raises(RecordError):
            propose(ours, OWN, slug, wrong, 1, None, NOW)
    with pytest.raises(RecordError):
        propose(ours, OWN, None, replace(view(), channels=Channels()), None, None, NOW)
    with pytest.raises(RecordError) as refused:
        propose(ours, OWN, "lijn", view("lijn", title="X"), 1, "<script>", NOW)
    assert refused.value.problems[0].field == "note"
    assert open_proposals(ours) == []
