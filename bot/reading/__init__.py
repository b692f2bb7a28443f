"""Reads facts from free Dutch text: who it is about, which illness, where, how old, which carer group, what is asked.

One module a subject; each rests on lists in `data/`, in `bot/regions/` or in `vocabulary/`, so that what is understood
can be changed without code. `text` makes folded words of a message, `cues` and `slips` are the tools all readers share.
"""

from __future__ import annotations

from bot.reading.facts import Fact
from bot.reading.reader import read_facts

__all__ = ["Fact", "read_facts"]
