"""What is counted in the database is the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from catalogue.search import today_here
from tests.web.quality_desk.talks import Laid, put_all
from tests.web.staff.login import in_database
from tests.web.talk_desk.transcripts import said
from web.quality_desk import reviewed
from web.review import quality, quality_rows
from web.review.quality import Talks
from web.review.quality_rows import Whose
from web.review.scope import OWN_PAGE

DANGER = said("Ik wil niet meer", "somberheid", danger="self", danger_tier="A", danger_rule="regel")
ALL, OWN, ONE = Whose(None), Whose(None, OWN_PAGE), Whose(frozenset({"texel"}), "texel")
ELSEWHERE = Whose(frozenset({"texel"}), "ermelo")


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "postgres":
        address = str(request.getfixturevalue("postgres_url"))
        upgrade(address)
        return address
    return str(request.getfixturevalue("database_url"))


def test_both_databases_count_the_same(url: str) -> None:
    old = {"text": "oud", "parse": {"intent": "nlu_fallback", "confidence": 0.2, "needs": []}}
    by_engine = said("Ik ga stoppen met alles", "somberheid")
    by_engine["parse"] |= {"danger": "self"}
    put_all(
        url,
        [
            Laid((DANGER,), partner="texel", followed_after=timedelta(hours=2), reviewed=True, score=1),
            Laid((said("wat"), old), partner="ermelo", verdicts=[("anna", "respijtzorg")]),
            Laid((old,), verdicts=[("anna", True)], weeks_ago=1, score=3, slug="mantelzorglijn"),
            Laid((by_engine,), verdicts=[("anna", "crisis")], weeks_ago=1),
            Laid(weeks_ago=4, verdicts=[("anna", True)]),
        ],
    )
    weeks = quality.weeks(today_here(), 4)
    this, before = weeks[:2]

    def work(session: Session) -> None:
        assert quality_rows.talks(session, ALL, weeks) == {
            this: Talks(2, 3, 2, 1, 2, 1),
            before: Talks(2, 2, 1, 0, 2, 0),
        }
        assert quality_rows.talks(session, OWN, weeks) == {before: Talks(2, 2, 1, 0, 2, 0)}
        assert quality_rows.talks(session, ONE, weeks) == {this: Talks(1, 1, 0, 1, 1, 1)}
        assert quality_rows.talks(session, ELSEWHERE, weeks) == {}
        found = {(one.week, one.right, one.understood, one.need, one.alarm) for one in _judged(session, ALL)}
        assert found == {
            (this, False, None, "respijtzorg", False),
            (before, True, None, None, False),
            (before, False, "somberheid", "crisis", True),
        }
        assert _judged(session, ONE) == []
        assert quality_rows.feedback(session, ALL, weeks) == {(True, this, 1): 1, (False, before, 3): 1}
        [(at, followed)] = quality_rows.alarms(session, ONE, weeks)
        assert followed is not None
        assert timedelta(hours=1, minutes=58) < followed - at <= timedelta(hours=2)
        assert (quality_rows.open_alarms(session, ALL), quality_rows.open_alarms(session, ONE)) == (1, 0)
        wanted = reviewed.Wanted(weeks[-1].monday, this.sunday, ALL)
        talks = reviewed.ids(session, wanted)
        assert (len(talks), reviewed.count(session, wanted)) == (4, 4)
        assert sorted(len(record["berichten"]) for _, record in reviewed.read(session, talks, ALL)) == [1, 1, 1, 2]

    def _judged(session: Session, whose: Whose) -> list[quality.Judgement]:
        return quality_rows.judgements(session, whose, weeks)

    in_database(url, work)
