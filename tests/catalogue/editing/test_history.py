"""What was is never lost: every change can be seen, and put back as long as nobody changed the same again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from catalogue.editing.history import UNDONE, UndoConflictError, as_of, history, undo
from catalogue.editing.rows import RevisionRow
from catalogue.editing.store import create, find, save
from catalogue.record import InstrumentView
from tests.common.instruments import store, view

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def now_kept(session: Session) -> InstrumentView:
    kept = find(session, "lijn")
    assert kept
    return kept.view


@pytest.fixture
def edited(session: Session) -> Session:
    """Made by Sanne; Joep changed title and end, Anne the places."""
    create(session, view("lijn", regions=["Zeist"]), by="Sanne", now=NOW)
    save(session, view("lijn", regions=["Zeist"], title="Nieuw", valid_to=date(2027, 1, 31)), by="Joep", now=NOW)
    save(session, view("lijn", regions=[], title="Nieuw", valid_to=date(2027, 1, 31)), by="Anne", now=NOW)
    return session


def test_the_first_revision_holds_all_that_was_filled_in(edited: Session) -> None:
    first = history(edited, "lijn")[-1]
    assert first.made_it and first.what == "gemaakt"
    assert first.changes["regions"] == (None, ("Zeist",))
    assert first.changes["verified_on"] == (None, date(2026, 6, 1))
    assert "valid_to" not in first.changes


def test_undo_puts_back_one_change_and_leaves_later_ones(edited: Session) -> None:
    joeps = history(edited, "lijn")[1]
    kept = undo(edited, joeps.id, "Sanne", NOW)
    assert (kept.version, kept.view) == (4, view("lijn", regions=[]))
    newest = history(edited, "lijn")[0]
    assert (newest.what, newest.by) == (UNDONE, "Sanne")
    assert dict(newest.changes) == {name: (new, old) for name, (old, new) in joeps.changes.items()}


def test_an_undo_can_itself_be_undone(edited: Session) -> None:
    before = now_kept(edited)
    undo(edited, history(edited, "lijn")[0].id, "Sanne", NOW)
    undo(edited, history(edited, "lijn")[0].id, "Sanne", NOW)
    assert now_kept(edited) == before


def test_what_was_changed_again_is_not_put_back(edited: Session) -> None:
    joeps = history(edited, "lijn")[1].id
    save(edited, view("lijn", regions=[], title="Nog nieuwer", valid_to=date(2027, 1, 31)), by="Anne", now=NOW)
    before = now_kept(edited)
    with pytest.raises(UndoConflictError) as refused:
        undo(edited, joeps, "Sanne", NOW)
    assert refused.value.fields == ("title",)
    assert now_kept(edited) == before


def test_undoing_the_making_withdraws_and_loses_nothing(edited: Session) -> None:
    before = now_kept(edited)
    made = history(edited, "lijn")[-1].id
    kept = undo(edited, made, "Sanne", NOW)
    assert (
        kept.view == view("lijn", regions=[], title="Nieuw", valid_to=date(2027, 1, 31), status="ingetrokken")
        and before.status != "ingetrokken"
    )
    with pytest.raises(UndoConflictError):
        undo(edited, made, "Sanne", NOW)


def test_every_version_can_be_seen_as_it_was(edited: Session) -> None:
    assert as_of(edited, "lijn", 1) == view("lijn", regions=["Zeist"])
    assert as_of(edited, "lijn", 2) == view("lijn", regions=["Zeist"], title="Nieuw", valid_to=date(2027, 1, 31))
    assert as_of(edited, "lijn", 3) == now_kept(edited)
    assert as_of(edited, "lijn", 4) is None
    assert as_of(edited, "nergens", 1) is None


def test_with_a_gap_in_the_history_no_old_version_is_made_up(edited: Session) -> None:
    edited.execute(delete(RevisionRow).where(RevisionRow.version == 2))
    assert as_of(edited, "lijn", 1) is None
    assert as_of(edited, "lijn", 2) is not None


def test_history_stays_when_the_instrument_goes(edited: Session) -> None:
    edited.execute(text("DELETE FROM instruments"))
    assert len(history(edited, "lijn")) == 3
    with pytest.raises(KeyError):
        undo(edited, history(edited, "lijn")[0].id, "Sanne", NOW)


def test_what_was_there_before_there_was_history_can_be_changed_and_undone(session: Session) -> None:
    store(session, view("lijn"))
    save(session, view("lijn", title="Nieuw"), by="Sanne", now=NOW, expected=1)
    assert undo(session, history(session, "lijn")[0].id, "Sanne", NOW).view == view("lijn")
