"""A carer who is ill too: both sides count, and the one does not take the place of the other (002)."""

from __future__ import annotations

from functools import cache

from bot.reading import cues
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER
from bot.reading.text import Text


@cache
def _cues() -> cues.Table:
    return cues.load(FOLDER / "both_cues.tsv", ("both", "named"))


def read_both(text: Text, *, ill: bool) -> list[Fact]:
    """One fact when somebody says to be ill besides another; `ill`: whether the message names or implies an illness."""
    said = {cue.points_to for cue, _ in cues.found(_cues(), cues.row(text))}
    if "both" in said or ("named" in said and ill):
        return [Fact("both", 1, text.tokens[0].start, text.tokens[-1].end, True)]
    return []
