"""A digest tells the desk what matters of a talk, is made a moment after something happened, and goes with the talk."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import until
from tests.web.staff.login import in_database
from tests.web.talk_desk.digested import add_talk, digest_all, tapped, typed
from web.conversations import digests, erase, retention, store, words
from web.conversations.digest_worker import Digests
from web.conversations.digests import Digest, digest
from web.conversations.models import DigestNeed, Feedback, Talk, TalkDigest, TalkWord, Turn
from web.database import Database
from web.review.models import TalkReview, TurnVerdict

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER, EARLIER = AT + timedelta(hours=1), AT - timedelta(hours=1)
LOST: dict[str, Any] = {"parse": {"fallback": True, "confidence": 0.2}}


def made(
    *said: dict[str, Any], review: dict[str, Any] | None = None, scores: list[int] | None = None, **more: Any
) -> Digest:
    """The digest of a talk of these messages."""
    talk = Talk(id="t", partner="p", state={}, created_at=EARLIER, last_at=AT, turns=len(said))
    turns = [Turn(talk_id="t", seq=0, created_at=EARLIER, redacted="names", reply=[])]
    turns += [Turn(talk_id="t", seq=seq, created_at=AT, **({"reply": []} | one)) for seq, one in enumerate(said, 1)]
    feedback = [Feedback(talk_id="t", slug=str(slug), score=score, at=AT) for slug, score in enumerate(scores or [])]
    return digest(talk, turns, TalkReview(**review) if review else None, feedback, **more)


def test_a_talk_without_a_word_is_a_digest_too() -> None:
    empty = made()
    assert (empty.turns, empty.need, empty.confidence, empty.attention) == (0, None, None, digests.NOTHING)


def test_what_was_understood_at_the_end_stands_in_front_and_every_need_is_remembered() -> None:
    first: dict[str, Any] = {
        "understood": {"needs": ["lotgenoten"], "region": "Putten", "audience": None, "condition": None}
    }
    last: dict[str, Any] = {
        "understood": {"needs": ["respijtzorg"], "region": "Ermelo", "audience": "mantelzorger", "condition": "weg"}
    }
    found = made(typed(**first), typed(**last))
    assert (found.need, found.bouwsteen, found.region, found.audience) == ("respijtzorg", 3, "Ermelo", "mantelzorger")
    assert found.condition is None, "no label of the vocabulary"
    assert found.needs == ("lotgenoten", "respijtzorg")


def test_a_tap_ends_a_row_of_misunderstandings_and_a_silent_engine_does_not() -> None:
    lost = typed(**LOST)
    assert made(lost, tapped(), lost).fallbacks_in_row == 1
    assert made(lost, {"text": "hallo", "parse": None}, lost).fallbacks_in_row == 2
    assert made(lost, typed(), lost, lost, lost).fallbacks_in_row == 3
    assert made(lost, typed(), lost).fallbacks == 2


@pytest.mark.parametrize(
    ("intent", "fallbacks"),
    [("lotgenoten", 0), ("groet", 0), ("mens_spreken", 0), ("vertelt_feit", 0), ("nlu_fallback", 1), (None, 1)],
)
def test_a_message_of_before_the_mark_of_a_fallback_is_judged_by_its_intent(intent: str | None, fallbacks: int) -> None:
    assert made({"text": "x", "parse": {"intent": intent, "confidence": 0.5, "needs": []}}).fallbacks == fallbacks


def test_the_least_certain_message_counts_and_a_tap_is_no_message() -> None:
    assert made(typed(sure=0.9), typed(sure=0.45), tapped()).confidence == 0.45
    assert made(tapped()).confidence is None
    assert made({"text": "x", "parse": {"intent": None, "needs": [{"need": "n", "confidence": 0.3}]}}).confidence == 0.3


@pytest.mark.parametrize(
    ("said", "tier"),
    [
        (typed(danger="self", danger_tier="A"), "A"),
        (typed(parse={"danger": "violence"}), "D"),
        (typed(parse={"danger": "self"}), "B"),
        (typed(reply=[{"kind": "safety", "danger": "other"}]), "C"),
        ({"text": "x", "parse": None, "danger": "other", "danger_tier": "C", "reply": None}, "C"),
    ],
    ids=["kept", "alarm-violence", "alarm-self", "card-alone", "not-answered"],
)
def test_every_danger_counts_also_that_of_the_engine_alone(said: dict[str, Any], tier: str) -> None:
    found = made(typed(), said)
    assert (found.danger, found.danger_at, found.attention) == (tier, AT, digests.DANGER)


def test_a_danger_that_a_reviewer_found_counts_as_the_gravest() -> None:
    found = made(typed(), missed={1: LATER})
    assert (found.danger, found.danger_at, found.attention) == ("A", LATER, digests.DANGER)
    followed = made(typed(), missed={1: LATER}, review={"followed_at": LATER + timedelta(minutes=1)})
    assert followed.attention == digests.NOTHING


def test_the_gravest_danger_counts_and_who_saw_to_it_before_a_new_one_did_not_see_that() -> None:
    alarms = [typed(danger="violence", danger_tier="D"), typed(danger="self", danger_tier="B")]
    assert made(*alarms).danger == "B"
    assert made(*alarms, review={"followed_at": LATER}).attention == digests.NOTHING
    early = made(*alarms, review={"followed_at": EARLIER})
    assert (early.followed_at, early.attention) == (None, digests.DANGER)


@pytest.mark.parametrize(
    ("said", "scores", "attention"),
    [
        ([typed(**LOST), typed(**LOST)], [1], digests.NOT_UNDERSTOOD),
        ([typed(sure=0.3)], [3, 1], digests.DISLIKED),
        ([typed(sure=0.3)], [2], digests.UNSURE),
        ([typed(sure=0.5)], [3], digests.NOTHING),
    ],
    ids=["row", "score", "unsure", "nothing"],
)
def test_the_order_of_the_work(said: list[dict[str, Any]], scores: list[int], attention: int) -> None:
    assert made(*said, scores=scores).attention == attention


def test_what_was_looked_through_waits_no_more_until_something_new_happens() -> None:
    unsure = typed(sure=0.3)
    done = made(unsure, review={"reviewed_at": LATER, "assigned_to": "anna"})
    assert (done.reviewed_at, done.attention, done.assigned_to) == (LATER, digests.NOTHING, "anna")
    went_on = made(unsure, review={"reviewed_at": EARLIER})
    assert (went_on.reviewed_at, went_on.attention) == (None, digests.UNSURE)
    danger = made(typed(danger="self", danger_tier="A"), review={"reviewed_at": LATER})
    assert danger.attention == digests.DANGER, "looked through is not seen to"


PARSES = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "intent": st.none() | st.sampled_from(["lotgenoten", "groet", "weg"]),
        "confidence": st.none() | st.floats(0, 1),
        "needs": st.none() | st.lists(st.fixed_dictionaries({"need": st.text(), "confidence": st.floats(0, 1)})),
        "fallback": st.booleans(),
        "danger": st.none() | st.sampled_from(["self", "other", "violence", "anders"]),
    },
)
TURNS = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.none() | st.text(),
            "choice": st.none() | st.just("c"),
            "parse": PARSES,
            "danger_tier": st.none() | st.sampled_from("ABCD"),
            "understood": st.none() | st.dictionaries(st.sampled_from(["needs", "region", "audience"]), st.text()),
        }
    ),
    max_size=6,
)


@given(TURNS)
def test_any_record_has_a_digest_and_no_danger_is_ever_lost(said: list[dict[str, Any]]) -> None:
    found = made(*said)
    assert found.turns == len(said)
    assert 0 <= found.fallbacks_in_row <= found.fallbacks <= found.turns
    assert found.confidence is None or 0 <= found.confidence <= 1
    tiers = [one["danger_tier"] for one in said if one["danger_tier"]]
    assert not tiers or (found.danger or "Z") <= min(tiers)
    assert (found.attention == digests.DANGER) == (found.danger is not None)


@example("𝕬")
@given(st.text(max_size=300))
def test_a_word_is_found_however_it_is_written(text: str) -> None:
    found = words.of(text)
    assert all(len(word) <= words.LONGEST and word.isalnum() for word in found)
    assert words.of(" ".join(found)) == found
    assert words.of(f"Café {text}")[0] == words.of(f"CAFE {text}")[0] == "cafe"


def test_what_redaction_took_out_is_no_word() -> None:
    assert words.of("Ik heet [naam], bel [telefoon]: één vraag") == ["ik", "heet", "bel", "een", "vraag"]


# In a database


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """A database with all tables."""
    found: str = request.getfixturevalue("postgres_url" if request.param == "postgres" else "database_url")
    if request.param == "postgres":
        upgrade(found)
    return found


def words_of(session: Session) -> list[str]:
    return list(session.scalars(select(TalkWord.word).order_by(TalkWord.word)))


def test_a_digest_follows_the_talk_its_review_and_its_verdicts(url: str) -> None:
    understood = {"needs": ["lotgenoten", "respijtzorg"]}
    talk = in_database(url, lambda session: add_talk(session, typed("ik ben eenzaam"), at=AT, understood=understood))

    def change(session: Session) -> None:
        assert session.scalar(select(TalkDigest.attention)) == digests.NOTHING
        assert list(session.scalars(select(DigestNeed.need).order_by(DigestNeed.need))) == ["lotgenoten", "respijtzorg"]
        session.execute(
            update(Turn).where(Turn.seq == 1).values(text="ik ben moe", understood={"needs": ["lotgenoten"]})
        )
        session.add(TurnVerdict(talk_id=talk, seq=1, staff_id="a", who="A", verdict="anders", need="crisis", at=LATER))
        digests.mark(session, talk)

    def after(session: Session) -> None:
        (found,) = session.scalars(select(TalkDigest)).all()
        assert (found.danger, found.danger_at, found.attention) == ("A", LATER, digests.DANGER)
        assert list(session.scalars(select(DigestNeed.need))) == ["lotgenoten"]
        assert words_of(session) == ["ben", "ik", "moe"]

    for work in (digest_all, change, digest_all, after):
        in_database(url, work)
    assert in_database(url, lambda session: digests.make_due(session, 5)) == 0


def test_words_whose_names_were_not_searched_for_are_not_found(url: str) -> None:
    def work(session: Session) -> None:
        talk = add_talk(session, typed("mijn man Henk", redacted=store.PATTERNS), typed("hij slaapt"), at=AT)
        digest_all(session)
        assert words_of(session) == ["hij", "slaapt"]
        store.keep_redacted(session, talk, 1, "mijn man [naam]")
        session.expire_all()
        digest_all(session)
        assert words_of(session) == ["hij", "man", "mijn", "slaapt"]

    in_database(url, work)


BROKEN: dict[str, Any] = {"text": "ik val om", "redacted": store.NAMES, "parse": {"needs": 7}}


@pytest.mark.parametrize(
    ("said", "danger"),
    [
        ([BROKEN], None),
        ([typed(reply=[7])], None),
        ([BROKEN | {"danger": "self", "danger_tier": "A"}], "A"),
        ([BROKEN | {"parse": {"needs": 7, "danger": "violence"}}], "D"),
        ([BROKEN | {"reply": [7, {"kind": "safety", "danger": "other"}]}], "C"),
        ([typed(parse={"danger": "violence"}), BROKEN], "D"),
    ],
    ids=["none", "reply", "kept", "alarm", "card", "elsewhere"],
)
def test_a_broken_record_is_listed_with_its_danger_and_does_not_keep_the_others_from_the_desk(
    url: str, said: list[dict[str, Any]], danger: str | None
) -> None:
    def work(session: Session) -> None:
        broken = add_talk(session, *said, at=AT, partner="zorg")
        good = add_talk(session, typed(), at=LATER)
        assert digests.make_due(session, 10) == 2
        assert digests.make_due(session, 10) == 0
        found = {one.talk_id: one for one in session.scalars(select(TalkDigest))}
        assert found.keys() == {broken, good}
        listed = found[broken]
        assert (listed.partner, listed.turns, listed.last_at, listed.danger) == ("zorg", len(said), AT, danger)
        assert (listed.attention == digests.DANGER) == (danger is not None)
        assert "ik" in words_of(session)

    in_database(url, work)


def test_what_cannot_even_be_read_from_the_file_hides_no_talk_and_no_other_danger(database_url: str) -> None:
    def lay(session: Session) -> None:
        add_talk(session, typed(), typed(parse={"danger": "self"}), at=AT)
        session.execute(text("UPDATE talks SET state = '{'"))
        session.execute(text("UPDATE turns SET parse = '{' WHERE seq = 1"))

    def look(session: Session) -> None:
        assert digests.make_due(session, 10) == 1
        (listed,) = session.scalars(select(TalkDigest)).all()
        assert (listed.turns, listed.danger, listed.attention) == (2, "B", digests.DANGER)

    for work in (lay, look):
        in_database(database_url, work)


@pytest.mark.parametrize("way", ["erased", "past-its-time"])
def test_with_a_talk_go_its_digest_and_its_words(url: str, way: str) -> None:
    def lay(session: Session) -> str:
        talk = add_talk(session, typed("zeldzaam"), at=AT, understood={"needs": ["lotgenoten"]})
        digest_all(session)
        return talk

    talk = in_database(url, lay)
    if way == "erased":
        assert in_database(url, lambda session: erase.erase(session, talk, LATER))
    else:
        in_database(url, lambda session: retention.clean(session, AT + timedelta(days=181), 30, 180))
    left = [select(func.count()).select_from(table) for table in (TalkDigest, DigestNeed, TalkWord)]
    assert in_database(url, lambda session: [session.scalar(one) for one in left]) == [0, 0, 0]


def files_with(folder: Path, word: str) -> list[str]:
    """The files of the database in which a word stands."""
    return [file.name for file in folder.glob("wegwijs.sqlite*") if word.encode() in file.read_bytes()]


@pytest.mark.anyio
async def test_no_word_is_left_in_the_files_of_sqlite(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)

    def lay(session: Session) -> list[str]:
        talks = [add_talk(session, typed(f"zeldzaamwoord{number} zegt de bezoeker"), at=AT) for number in range(40)]
        digest_all(session)
        return talks

    talks = await database.write(lay)
    found = await database.read(lambda session: session.scalars(select(TalkWord.word)).all())
    assert "zeldzaamwoord7" in found
    assert files_with(tmp_path, "zeldzaamwoord")
    for talk in talks:
        await database.write(lambda session: erase.erase(session, talk, LATER))  # noqa: B023
    await database.wipe_journal()
    assert files_with(tmp_path, "zeldzaamwoord") == []
    database.close()


# In the background


@pytest.mark.anyio
async def test_the_desk_knows_of_a_message_within_moments_and_of_what_was_left_after_a_restart(
    settings_for: SettingsFor,
) -> None:
    settings = settings_for()
    missed = in_database(settings.database_url, lambda session: add_talk(session, typed(), at=AT))
    async with gateway.running(settings) as running:
        visitor = await running.visitor()
        await visitor.say("ik wil er niet meer zijn")
        database = Database(settings.database_url)

        def look(session: Session) -> bool:
            found = session.execute(select(TalkDigest.talk_id, TalkDigest.attention, TalkDigest.turns)).all()
            due = session.scalar(select(func.count()).select_from(Talk).where(Talk.undigested))
            return (
                due == 0
                and any(row.attention == 0 and row.turns == 1 for row in found)
                and missed in {row.talk_id for row in found}
            )

        async def known() -> bool:
            return await database.read(look)

        await until(known, 20)
        database.close()


@pytest.mark.anyio
async def test_a_failure_is_no_end_and_reaches_no_talk(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database, tries = Database(database_url), 0
    talk = in_database(database_url, lambda session: add_talk(session, typed(), at=AT))
    make_due = digests.make_due

    def fail_once(session: Session, most: int) -> int:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise RuntimeError
        return make_due(session, most)

    monkeypatch.setattr("web.conversations.digest_worker._REST", 0.01)
    monkeypatch.setattr(digests, "make_due", fail_once)
    work = asyncio.create_task(Digests(database).run())

    async def made_it() -> bool:
        return await database.read(lambda session: session.scalar(select(TalkDigest.talk_id))) == talk

    await until(made_it, 20)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    database.close()
