"""Who wants the talk gone gets it gone: the key is dead and no word is left in the database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.journeys.product import Product
from tests.journeys.talk import Talk

pytestmark = pytest.mark.journey

SECRET = "zeldzaamwoord"


def rows_of(database: Path, session: str) -> dict[str, int]:
    """How many rows each table with talks holds of a talk."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        counts = {"talks": connection.execute("SELECT count(*) FROM talks WHERE id = ?", (session,)).fetchone()[0]}
        for table in ("turns", "raw_texts", "choices"):
            query = f"SELECT count(*) FROM {table} WHERE talk_id = ?"  # noqa: S608 - names from the line above
            counts[table] = connection.execute(query, (session,)).fetchone()[0]
    return counts


def gone(product: Product, talk: Talk) -> None:
    """The key opens nothing any more, and neither the rows nor the words are in the database's files."""
    assert talk.so_far().status_code == httpx.codes.UNAUTHORIZED
    assert talk.send(text="hallo?").status_code == httpx.codes.UNAUTHORIZED
    assert set(rows_of(product.database, talk.session).values()) == {0}
    for file in product.database.parent.glob(f"{product.database.name}*"):
        assert SECRET.encode() not in file.read_bytes(), f"what was said still stands in {file.name}"


def test_erasing_in_words_asks_once_and_then_leaves_nothing(product: Product, talk: Talk) -> None:
    talk.say(f"mijn {SECRET} is dat ik zo moe ben")
    talk.say("wis mijn gesprek")
    assert "Ja, wis alles" in talk.labels, str(talk)
    assert rows_of(product.database, talk.session)["talks"] == 1, "erased before it was confirmed"
    talk.tap("Ja, wis alles")
    assert talk.texts, str(talk)
    assert talk.understood["needs"] == [], str(talk)
    gone(product, talk)


def test_erasing_can_be_called_off_and_the_talk_goes_on(product: Product, talk: Talk) -> None:
    talk.say("ik heb reuma en zoek lotgenoten")
    talk.say("gooi alles maar weg wat ik gezegd heb")
    talk.tap("Nee, bewaar het")
    assert rows_of(product.database, talk.session)["talks"] == 1
    assert talk.understood["condition"] == "reuma", str(talk)


def test_erasing_from_the_menu_leaves_nothing(product: Product, talk: Talk) -> None:
    talk.say(f"mijn {SECRET} is dat ik zo verdrietig ben")
    assert rows_of(product.database, talk.session)["raw_texts"] == 1
    assert talk.erase().status_code == httpx.codes.NO_CONTENT
    gone(product, talk)
    assert talk.erase().status_code == httpx.codes.UNAUTHORIZED
