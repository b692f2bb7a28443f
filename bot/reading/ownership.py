"""Whose illness is it: every sign of illness is given to the speaker or to another, by the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.reading.lists import FOLDER
from bot.reading.who import Item, is_other, people
from vocabulary.tables import TableError, read

Owner = Literal["self", "other"]
_FARTHEST = 14
"""Items that are looked back for the one a sign belongs to."""
_BY = ("sinds", "na", "door", "vanwege", "wegens")
"""'Ik ben bang sinds mijn hartinfarct': before an illness these say that the speaker has it."""
_TELEGRAM = 6
"""A message of at most this many items that names an illness and nobody is about the speaker ('reuma, altijd moe')."""
_ILLNESS = (2.5, 3.0)
"""What a named illness says of the speaker, and of another."""
_FAINT = 0.6
"""A sign whose owner is read from an earlier sentence, or from nothing but 'ik', counts for less."""


@dataclass(frozen=True)
class Sign:
    """A sign of illness and its owner, how much it says (0 to 3), and whether a relative is named beside it."""

    owner: Owner
    weight: float
    item: int
    kin: bool


@cache
def _weights() -> tuple[dict[str, tuple[float, float]], tuple[tuple[str, tuple[float, float]], ...]]:
    path = FOLDER / "ill_signs.tsv"
    whole: dict[str, tuple[float, float]] = {}
    begins = []
    for line, row in read(path, ("sign", "self", "other")):
        try:
            weights = (float(row["self"]), float(row["other"]))
        except ValueError:
            raise TableError(path, line, "self and other must be numbers") from None
        if row["sign"].endswith("*"):
            begins.append((row["sign"][:-1], weights))
        else:
            whole[row["sign"]] = weights
    return whole, tuple(begins)


def _says(word: str) -> tuple[float, float] | None:
    if word == "ZIEKTE":
        return _ILLNESS
    whole, begins = _weights()
    if word in whole:
        return whole[word]
    return next((weights for begin, weights in begins if word.startswith(begin)), None)


def signs(row: Sequence[Item]) -> list[Sign]:
    """The signs of illness in a message that can be given to somebody."""
    found = []
    for place, item in enumerate(row):
        weights = _says(item.word)
        if not weights or _denied(row, place) or _sick_of(row, place):
            continue
        owner, factor = _owner(row, place)
        kin = any(near.word == "KIN" and near.sentence == item.sentence for near in row)
        if owner:
            weight = weights[0 if owner == "self" else 1] * factor
            if weight > 0:
                found.append(Sign(owner, weight, place, owner == "other" and kin))
    return found


def _denied(row: Sequence[Item], place: int) -> bool:
    return place > 0 and row[place - 1].word in {"geen", "niet", "nooit"} and row[place].word != "alleen"


def _sick_of(row: Sequence[Item], place: int) -> bool:
    """'Ziek van al die schermen' is no illness."""
    after = [item.word for item in row[place + 1 : place + 3]]
    return row[place].word == "ziek" and (after[:1] == ["van"] or after == ["genoeg", "van"])


def _owner(row: Sequence[Item], place: int) -> tuple[Owner | None, float]:
    """To whom the sign at `place` belongs, and how certain that is (1, or less)."""
    if owner := _possessor(row, place) or _named_after(row, place):
        return owner, 1.0
    owner, stopped = _subject_before(row, place)
    if owner or stopped:
        return owner, 1.0
    if owner := _subject_after(row, place):
        return owner, 0.8
    return _from_elsewhere(row, place), _FAINT


def _possessor(row: Sequence[Item], place: int) -> Owner | None:
    for back in (1, 2):
        if place - back < 0:
            break
        word = row[place - back].word
        if word in people("mine"):
            return "self"
        if word in people("theirs"):
            return "other"
        if word == "KIN" and back == 1 and row[place].word == "ZIEKTE":
            return "other"
        if not word.endswith("e"):
            break
    return None


def _named_after(row: Sequence[Item], place: int) -> Owner | None:
    """'De ziekte van mijn man', 'dementie bij hem', 'kanker bij mij'."""
    after = [item.word for item in row[place + 1 : place + 3] if item.sentence == row[place].sentence]
    if len(after) == 2 and after[0] in {"van", "bij"}:
        if after[1] == "KIN" or is_other(after[1]):
            return "other"
        if after[1] in people("self"):
            return "self"
    return None


def _subject_before(row: Sequence[Item], place: int) -> tuple[Owner | None, bool]:
    """The nearest person before the sign in its sentence; and whether the search ended at someone it cannot be."""
    for back in range(1, _FARTHEST + 1):
        if place - back < 0 or row[place - back].sentence != row[place].sentence:
            return None, False
        item = row[place - back]
        if item.word == "KIN" or is_other(item.word):
            return "other", True
        if item.word in people("they"):
            if row[place - back + 1].word.endswith("en"):
                return None, True
            return "other", True
        if item.word == "KLANT" or item.word in people("people"):
            return None, True
        if item.word in people("telegram") and _without_subject(row, place - back):
            return "self", True
        if item.word in people("self"):
            between = {near.word for near in row[place - back + 1 : place]}
            around = {near.word for near in row[max(0, place - back - 2) : place + 4]}
            direct = back == 1 or row[place - 1].word in _BY or row[place - 2].word in _BY
            if not direct and (between & people("apart") or not around & people("having")):
                return None, True
            return "self", True
    return None, False


def _without_subject(row: Sequence[Item], verb: int) -> bool:
    """'Heb crohn en het gaat slecht': the verb opens the clause and no 'je' or 'ik' comes after it."""
    opens = verb == 0 or row[verb - 1].clause != row[verb].clause or row[verb - 1].word in {"en", "maar", "want"}
    return opens and not (verb + 1 < len(row) and row[verb + 1].word in people("after_verb"))


def _subject_after(row: Sequence[Item], place: int) -> Owner | None:
    """'Kanker heb ik', 'dement is hij', 'ziek is mijn moeder': the person just after the sign, in its clause."""
    for ahead in range(1, 6):
        if place + ahead >= len(row) or row[place + ahead].clause != row[place].clause:
            return None
        word = row[place + ahead].word
        if word == "KIN" or is_other(word) or word in people("they"):
            return "other"
        if word in people("self") or word in people("mine"):
            return "self"
        if word == "KLANT" or word in people("people"):
            return None
    return None


def _from_elsewhere(row: Sequence[Item], place: int) -> Owner | None:
    """No person in the sentence: the relative last spoken of, or the speaker when nobody else is in the message."""
    others = [item for item in row[:place] if item.word == "KIN" or is_other(item.word)]
    if others:
        return "other"
    known = {item.word for item in row}
    if known & (people("people") | {"KIN", "KLANT", "BEROEP"}) or row[place].word != "ZIEKTE":
        return None
    if known & (people("self") | people("mine")):
        return "self"
    return "self" if len(row) <= _TELEGRAM and row[0].word not in people("asking") else None
