"""Fill a database with made-up talks for the overview: skewed as real ones are, the same in every run.

The digests and words are written directly, as `web/conversations/digests.py` would have made them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from vocabulary import conditions, municipalities, needs, people
from web.conversations import digests
from web.conversations.models import DigestNeed, Talk, TalkDigest, TalkWord
from web.database import engine_for
from web.partners import store
from web.partners.record import Partner
from web.review.models import TalkReview, TurnTag
from web.staff.models import Account

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
REGIONS, WEBSITES, STAFF = ("Ermelo", "Putten", "Harderwijk", "Nunspeet"), 40, 12
TURNS = 8
WORDS_OF_A_TALK = 48
_AT_ONCE = 5_000
_KINDS = 20_000
_SYLLABLES = [
    first + vowel + last
    for first in "bdghklmnprstvwz"
    for vowel in ("a", "e", "ee", "i", "o", "oe", "u")
    for last in "klmnrst"
]


def lexicon() -> list[str]:
    """Made-up words, the most common first."""
    chance = random.Random(7)
    return list(dict.fromkeys("".join(chance.choices(_SYLLABLES, k=1 + number % 3)) for number in range(_KINDS)))


def fill(url: str, talks: int, tell: Callable[[str], None]) -> Engine:
    """An engine on a filled database with `talks` talks of `TURNS` turns each."""
    upgrade(url)
    engine = engine_for(url)
    writer = engine.execution_options(writes=True)
    with Session(writer) as session, session.begin():
        for number in range(WEBSITES):
            store.put(
                session, Partner(key=f"website{number}", name=f"Website {number}", region=_region(number)), 0, "-", NOW
            )
        session.add_all(
            Account(id=f"staff{number}", name=f"Collega {number}", email=f"{number}@wegwijs.test", role="medewerker",
                    regions=[], active=True, created_at=NOW)
            for number in range(STAFF)
        )  # fmt: skip
    chance = random.Random(42)
    known = lexicon()
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(known))))
    with _in_a_hurry(engine) as connection, connection.begin():
        for first in range(0, talks, _AT_ONCE):
            rows = [_talk(chance, number) for number in range(first, min(first + _AT_ONCE, talks))]
            _store(connection, rows, chance, known, weights)
            tell(f"\r{engine.dialect.name}: {first + len(rows):,} of {talks:,} talks")
        connection.execute(text(_TURNS_SQL.replace(":", "\\:")))
        connection.execute(insert(TurnTag), list(_tags(chance, talks)))
    tell("\n")
    engine.dispose()  # the connection in a hurry is no connection to measure with
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SET statement_timeout = 0"))
            connection.execute(text("VACUUM ANALYZE"))  # as the server does by itself, within minutes
        engine.dispose()
    return engine


_HURRY = {
    "sqlite": [
        "PRAGMA journal_mode=OFF",
        "PRAGMA synchronous=OFF",
        "PRAGMA secure_delete=OFF",
        "PRAGMA foreign_keys=OFF",
        "PRAGMA cache_size=-1000000",
    ],
    "postgresql": ["SET statement_timeout = 0", "SET session_replication_role = replica"],
}


@contextmanager
def _in_a_hurry(engine: Engine) -> Iterator[Connection]:
    """A connection without what only matters when something goes wrong, or when there are words of people to wipe."""
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        for setting in _HURRY[engine.dialect.name]:
            driver.execute(setting)
        if engine.dialect.name == "postgresql":
            driver.commit()
        yield connection


_REPLY = json.dumps([{"kind": "text", "text": "Dat klinkt zwaar. Fijn dat je het vertelt. " * 6}])
_TURNS_SQL = f"""
INSERT INTO turns (talk_id, seq, client_id, text, redacted, reply, created_at)
SELECT id, seq, id || seq, 'ik ben moe van het zorgen en weet niet waar ik moet beginnen', 'names', '{_REPLY}', last_at
FROM talks CROSS JOIN ({" UNION ALL ".join(f"SELECT {seq} AS seq" for seq in range(1, TURNS + 1))}) AS numbers
"""  # noqa: S608 - every part stands here


def _region(number: int) -> str:
    names = sorted(municipalities.names())
    return REGIONS[number] if number < len(REGIONS) else names[number * 7 % len(names)]


def _skewed(chance: random.Random, among: Sequence[Any]) -> Any:
    return among[min(int(chance.paretovariate(0.8)) - 1, 10**6) % len(among)]


def _talk(chance: random.Random, number: int) -> dict[str, Any]:
    last = NOW - timedelta(seconds=int(chance.random() ** 1.5 * 180 * 86_400))
    alarm = chance.random() < 0.03
    followed = alarm and chance.random() < 0.9
    fallbacks = int(chance.expovariate(1.5))
    row = min(fallbacks, chance.randint(0, 3))
    score = chance.choice([1, 2, 3, 3]) if chance.random() < 0.15 else None
    sure = round(1 - chance.random() ** 3, 3)
    reviewed = chance.random() < 0.3
    heard = list(dict.fromkeys(_skewed(chance, list(needs.load())) for _ in range(chance.choice([0, 1, 1, 2, 3]))))
    attention = (
        digests.DANGER if alarm and not followed
        else digests.NOTHING if reviewed
        else digests.NOT_UNDERSTOOD if row >= digests.IN_A_ROW
        else digests.DISLIKED if score == 1
        else digests.UNSURE if sure < digests.LOW_CONFIDENCE
        else digests.NOTHING
    )  # fmt: skip
    return {
        "number": number + 1,
        "talk_id": f"{number:032x}",
        "partner": None if chance.random() < 0.2 else f"website{_skewed(chance, range(WEBSITES))}",
        "region": _skewed(chance, sorted(municipalities.names())) if chance.random() < 0.6 else None,
        "audience": chance.choice(list(people.audiences())) if chance.random() < 0.8 else None,
        "condition": _skewed(chance, sorted(conditions.load())) if chance.random() < 0.7 else None,
        "need": heard[0] if heard else None,
        "bouwsteen": needs.bouwsteen_of(heard[0]) if heard else None,
        "turns": TURNS,
        "fallbacks": fallbacks,
        "fallbacks_in_row": row,
        "confidence": sure,
        "danger": chance.choice("ABBCDD") if alarm else None,
        "danger_at": last if alarm else None,
        "followed_at": last if followed else None,
        "feedback": score,
        "attention": attention,
        "reviewed_at": last if reviewed else None,
        "assigned_to": f"staff{_skewed(chance, range(STAFF))}" if chance.random() < 0.2 else None,
        "started_at": last - timedelta(minutes=9),
        "last_at": last,
        "heard": heard,
    }


def _store(
    connection: Connection, rows: list[dict[str, Any]], chance: random.Random, known: list[str], weights: list[float]
) -> None:
    connection.execute(
        insert(Talk),
        [
            {"id": row["talk_id"], "token_hash": row["talk_id"] * 2, "page_key": row["talk_id"],
             "partner": row["partner"], "state": {}, "turns": TURNS, "created_at": row["started_at"],
             "last_at": row["last_at"],
             "expires_at": row["last_at"], "undigested": False}
            for row in rows
        ],
    )  # fmt: skip
    reviews = [
        {"talk_id": row["talk_id"], "assigned_to": row["assigned_to"], "assigned_name": "Collega"}
        for row in rows
        if row["assigned_to"]
    ]
    connection.execute(insert(TalkReview), reviews)
    heard = [
        {"number": row["number"], "need": need, "bouwsteen": needs.bouwsteen_of(need)}
        for row in rows
        for need in row.pop("heard")
    ]
    connection.execute(insert(TalkDigest), rows)
    connection.execute(insert(DigestNeed), heard)
    said = sorted(
        {
            (word, row["number"])
            for row in rows
            for word in chance.choices(known, cum_weights=weights, k=WORDS_OF_A_TALK)
        }
    )
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.dbapi_connection
        with driver.cursor() as cursor, cursor.copy("COPY talk_words (word, number) FROM STDIN") as copy:
            for pair in said:
                copy.write_row(pair)
    else:
        connection.exec_driver_sql(f"INSERT INTO {TalkWord.__tablename__} (word, number) VALUES (?, ?)", said)  # noqa: S608


def _tags(chance: random.Random, talks: int) -> Iterator[dict[str, Any]]:
    for number in sorted(chance.sample(range(talks), min(5_000, talks))):
        tag = _skewed(chance, [f"label {one}" for one in range(60)])
        yield {"talk_id": f"{number:032x}", "seq": 1, "tag": tag, "who": "Collega", "at": NOW}
