"""The words that a talk can be found by: those of its redacted texts whose names were searched for, and no others.

Each word stands in a row of its own (`TalkWord`), so that erasing a talk takes its words out of the database's files as
well; docs/decisions/0012 tells why this is no full-text index of the database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from web.conversations.models import TalkWord, Turn
from web.conversations.store import NAMES

LONGEST = 40
MOST_ASKED = 8
"""Words of a search that count; more never make it find less by accident."""
WHOLE = 3
"""A word of at most so many letters is looked for as a whole, a longer one as the beginning of words too."""

_TAKEN_OUT = re.compile(r"\[[^\[\]\n]{1,30}\]")
_WORD = re.compile(r"[^\W_]+")
_LAST = "\U0010ffff"


def of(text: str) -> list[str]:
    """The words of a text: without accents and capitals, each once, in order. What redaction took out is no word."""
    # Twice: '𝕬' has no small form until it is taken apart, and some small forms can be taken apart again.
    plain = _small(_small(_TAKEN_OUT.sub(" ", text)))
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    return list(dict.fromkeys(found[:LONGEST] for found in _WORD.findall(plain)))


def _small(text: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())


def put(session: Session, number: int, turns: Iterable[Turn]) -> None:
    """Make the words of a talk, by the number of its digest, those of its turns."""
    said = [turn.text for turn in turns if turn.seq > 0 and turn.text and turn.redacted == NAMES]
    wanted = set(of("\n".join(said)))
    kept = set(session.scalars(select(TalkWord.word).where(TalkWord.number == number)))
    if gone := kept - wanted:
        session.execute(delete(TalkWord).where(TalkWord.number == number, TalkWord.word.in_(gone)))
    if new := sorted(wanted - kept):
        session.execute(insert(TalkWord), [{"word": word, "number": number} for word in new])


def found_by(asked: str) -> list[ColumnElement[bool]]:
    """For each word that is asked for, what a `TalkWord` must be to be found by it.

    Whatever was typed is words: there is nothing in it that can be wrong.
    """
    return [
        TalkWord.word == word if len(word) <= WHOLE else TalkWord.word.between(word, word + _LAST)
        for word in asked_words(asked)
    ]


def asked_words(asked: str) -> Sequence[str]:
    """The words of a search that are looked for."""
    return of(asked)[:MOST_ASKED]
