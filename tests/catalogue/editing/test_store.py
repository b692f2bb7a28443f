"""One way to write: right, only where something changed, with its history, and never over somebody else's work."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.editing.history import history
from catalogue.editing.rows import RevisionRow
from catalogue.editing.store import ConflictError, Kept, SlugTakenError, create, find, put, put_all, save
from catalogue.matches import match_table
from catalogue.problems import RecordError
from catalogue.reading import read_views
from catalogue.record import Channels, InstrumentView
from tests.common.instruments import store, view

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
BY = "Sanne"


def test_what_is_made_is_found_again_as_version_1(session: Session) -> None:
    made = create(session, view("lijn", regions=["Zeist", "Baarn"]), by=BY, now=NOW)
    session.expire_all()
    assert find(session, "lijn") == made == Kept(view("lijn", regions=["Zeist", "Baarn"]), 1)
    assert find(session, "nergens") is None


def test_a_slug_is_given_once(session: Session) -> None:
    create(session, view("lijn"), by=BY, now=NOW)
    with pytest.raises(SlugTakenError) as refused:
        create(session, view("lijn", title="Iets anders"), by=BY, now=NOW)
    assert refused.value.slug == "lijn"
    kept = find(session, "lijn")
    assert kept and kept.view.title == view("lijn").title


def test_each_change_is_a_version_with_only_the_fields_that_changed(session: Session) -> None:
    create(session, view("lijn"), by=BY, now=NOW)
    new = view("lijn", title="Beter", phone="030 760 60 55", needs=["somberheid", "lotgenoten"])
    assert save(session, new, by="Joep", now=NOW).version == 2
    newest = history(session, "lijn")[0]
    assert (newest.version, newest.by, newest.what, newest.at) == (2, "Joep", "gewijzigd", NOW)
    assert dict(newest.changes) == {
        "title": ("Hulp van lijn", "Beter"),
        "bouwstenen": ((2,), (2, 3)),
        "needs": (("somberheid",), ("somberheid", "lotgenoten")),
        "channels.phone": (None, "030 760 60 55"),
    }


def test_a_list_alone_is_a_change_too_and_search_follows_it(session: Session) -> None:
    create(session, view("lijn", regions=["Zeist"]), by=BY, now=NOW)
    assert save(session, view("lijn", regions=["Baarn"]), by=BY, now=NOW, expected=1).version == 2
    assert set(session.scalars(select(match_table.c.region))) == {"Baarn"}


def test_where_nothing_changed_nothing_is_written(session: Session, counted: list[str]) -> None:
    create(session, view("lijn"), by=BY, now=NOW)
    counted.clear()
    assert save(session, view("lijn"), by="Joep", now=NOW).version == 1
    assert put(session, view("lijn"), by="Joep", now=NOW, what="invoer") == "unchanged"
    assert not [one for one in counted if not one.lstrip().upper().startswith("SELECT")]
    assert len(history(session, "lijn")) == 1


def test_who_began_with_an_older_version_hears_what_is_kept_now(session: Session) -> None:
    create(session, view("lijn"), by=BY, now=NOW)
    kept = save(session, view("lijn", title="Van Joep"), by="Joep", now=NOW, expected=1)
    with pytest.raises(ConflictError) as refused:
        save(session, view("lijn", title="Van Sanne"), by=BY, now=NOW, expected=1)
    assert refused.value.kept == kept == find(session, "lijn")


def test_what_this_session_read_before_does_not_hide_what_somebody_else_wrote(session: Session) -> None:
    create(session, view("lijn"), by=BY, now=NOW)
    session.connection().exec_driver_sql("UPDATE instruments SET title = 'Anders', version = 2")
    with pytest.raises(ConflictError) as refused:
        save(session, view("lijn", title="Nieuw"), by=BY, now=NOW, expected=1)
    assert refused.value.kept.view.title == "Anders"


def test_what_is_gone_cannot_be_saved(session: Session) -> None:
    with pytest.raises(KeyError):
        save(session, view("lijn"), by=BY, now=NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(view(), needs=("iets_nieuws",)),
        replace(view(), title="<script>alert(1)</script>"),
        replace(view(), channels=Channels(url="javascript:alert(1)")),
        replace(view(), regions=("Nergenshuizen",)),
        replace(view(), slug="Twee Woorden"),
        replace(view(), channels=Channels()),
    ],
    ids=["need", "markup", "url", "region", "slug", "no-channel"],
)
def test_a_record_built_by_hand_is_refused_like_a_typed_one(session: Session, wrong: InstrumentView) -> None:
    with pytest.raises(RecordError):
        create(session, wrong, by=BY, now=NOW)
    with pytest.raises(RecordError):
        put(session, wrong, by=BY, now=NOW, what="invoer")
    store(session, view())
    with pytest.raises(RecordError):
        save(session, wrong, by=BY, now=NOW)
    session.expire_all()
    kept = find(session, view().slug)
    assert kept and kept.view == view()


def test_many_at_once_are_told_one_by_one(session: Session) -> None:
    create(session, view("een"), by=BY, now=NOW)
    create(session, view("twee"), by=BY, now=NOW)
    done = put_all(
        session, [view("een"), view("twee", title="Anders"), view("drie")], by="opdrachtregel", now=NOW, what="invoer"
    )
    assert done == {"een": "unchanged", "twee": "changed", "drie": "added"}
    by_slug = {slug: [one.what for one in history(session, slug)] for slug in done}
    assert by_slug == {"een": ["gemaakt"], "twee": ["invoer", "gemaakt"], "drie": ["invoer"]}


def test_a_wrong_one_among_many_is_told_before_its_part_is_written(session: Session) -> None:
    with pytest.raises(RecordError):
        put_all(session, [view("een"), replace(view("twee"), title="")], by=BY, now=NOW, what="invoer")
    assert session.scalars(select(RevisionRow)).all() == []


def test_many_changes_at_once_lose_nothing_that_somebody_wrote_in_between(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for slug in ("een", "twee"):
        create(session, view(slug), by=BY, now=NOW)

    def read_and_be_overtaken(session: Session, slugs: list[str]) -> dict[str, InstrumentView]:
        found = read_views(session, slugs)
        monkeypatch.undo()
        save(session, replace(found["twee"], title="Van een ander"), by="Ank", now=NOW)
        return found

    monkeypatch.setattr("catalogue.editing.store.read_views", read_and_be_overtaken)
    new = [replace(view(slug), summary="Anders.") for slug in ("een", "twee")]
    done = put_all(session, new, by=BY, now=NOW, what="invoer")
    assert done == {"een": "changed", "twee": "changed"}
    assert [(one.version, one.by) for one in history(session, "twee")] == [(3, BY), (2, "Ank"), (1, BY)]
    assert [one.version for one in history(session, "een")] == [2, 1]
    kept = find(session, "twee")
    assert kept is not None
    assert (kept.version, kept.view) == (3, new[1])
