"""Choosing together: the two or three kinds of help between which the visitor can choose (004, 'samen beslissen').

`option_sets.tsv` says between which kinds can be chosen by what stands in front; `options.tsv` what each of them is and
what it asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actions.saying import Saying, kies_need
from actions.state import TalkState
from vocabulary.needs import load as load_needs
from vocabulary.tables import TableError, read

OPTIONS = "opties"
"""The name of this question among those that were asked."""
FILE = Path(__file__).with_name("options.tsv")
SETS = Path(__file__).with_name("option_sets.tsv")
ANY = "*"


@dataclass(frozen=True)
class Option:
    """One kind of help: the need it answers, its title on a button, what it is and what it asks of the visitor."""

    need: str
    title: str
    what: str
    asks: str


@cache
def load(path: Path = FILE) -> dict[str, Option]:
    """The options by need. Raises TableError on a broken line or an unknown need."""
    needs, found = load_needs(), {}
    for line, row in read(path, ("need", "what", "asks")):
        if row["need"] not in needs:
            raise TableError(path, line, f"{row['need']!r} is no need")
        found[row["need"]] = Option(row["need"], needs[row["need"]].title, row["what"], row["asks"])
    return found


@cache
def load_sets(path: Path = SETS) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """What can be chosen, for a patient and for a carer, by need. Raises TableError on a broken line."""
    options, found = load(), {}
    for line, row in read(path, ("need", "patient", "carer")):
        sets = tuple(row["patient"].split("|")), tuple(row["carer"].split("|"))
        if unknown := {one for names in sets for one in names} - options.keys():
            raise TableError(path, line, f"{sorted(unknown)} not in {FILE.name}")
        found[row["need"]] = sets
    return found


def options(state: TalkState) -> list[Option]:
    """The kinds of help to choose between; what was refused is left out."""
    sets = load_sets()
    chosen = sets.get(state.needs[0] if state.needs else ANY) or sets[ANY]
    return [load()[need] for need in chosen[state.carer] if need not in state.refused]


def offer_options(state: TalkState, saying: Saying) -> None:
    """Tell what can be chosen and ask to choose, or to leave the choice."""
    state.asked, state.question = [*state.asked, OPTIONS], "nodig"
    found = options(state)
    saying.say("options_intro")
    for option in found:
        saying.plainly(f"{option.title}. {option.what} {option.asks}")
    choices = [(option.title, kies_need(option.need)) for option in found]
    saying.offer("options_choose", [*choices, ("Kies jij maar", '/vraag{"request":"kies_jij"}')])
