"""'Mijn overzicht': what the visitor said in short, what may help, whom to call, and lines for a plan of one's own.

The plan follows the steps of person-centred care (004: agenda, doelen en acties, follow-up): what, when, with whom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from safety.helplines import by_key
from safety.model import HelpLine
from vocabulary import needs
from web.mine.known import Known
from web.site.content import Words

_FIRST = {"self": ("113",), "other": ("113",)}
"""What stands first after danger was heard, though it stands at the foot of each page too.

After violence nothing does: who did it may read the sheet. Veilig Thuis stands at the foot, as on everybody's sheet.
"""


class Condition(Words):
    """What the illness is called: the visitor's own, or that of whom they care for."""

    patient: str
    carer: str


class More(Words):
    """Links to what else there is of this talk."""

    voorbereiden: str
    contact: str
    herinnering: str
    code: str
    html: str
    txt: str


class OverviewWords(Words):
    """`texts/overzicht.yml`."""

    title: str
    lead: str
    made_on: str
    careful: str
    print_title: str
    print_how: list[str] = Field(min_length=1)
    said_title: str
    nothing_said: str
    about: str
    audience: dict[str, str]
    condition: Condition
    region: str
    help: str
    help_said: dict[str, str]
    needs: str
    own_words_title: str
    help_title: str
    help_lead: str
    help_liked: str
    help_none: str
    help_silent: str
    call_title: str
    call_point: str
    call_point_lead: str
    plan_title: str
    plan_lead: str
    plan_example: str
    plan_example_carer: str
    plan_what: str
    plan_when: str
    plan_who: str
    more_title: str
    more: More
    kept: str
    link: str


@dataclass(frozen=True)
class Fact:
    """One thing the visitor said: what it is about, and what was said."""

    name: str
    values: tuple[str, ...]


def facts(known: Known, words: OverviewWords) -> list[Fact]:
    """What the visitor said, in the visitor's own terms; nothing about what was not said."""
    condition = words.condition.carer if known.carer else words.condition.patient
    told = [
        Fact(words.about, (words.audience.get(known.said("audience") or "", ""),)),
        Fact(condition, (known.said("condition") or "",)),
        Fact(words.region, (known.said("region") or "",)),
        Fact(words.needs, tuple(needs.load()[need].title for need in known.needs)),
        Fact(words.help, (words.help_said.get(known.help or "", ""),)),
    ]
    return [fact for fact in told if any(fact.values)]


def to_call(known: Known) -> list[HelpLine]:
    """Help lines for this visitor; those for an emergency stand at the foot of every page."""
    keys = [*_FIRST.get(known.danger or "", ()), "huisarts"]
    keys += ["kindertelefoon"] if known.young else []
    keys += ["mantelzorglijn"] if known.carer else []
    keys += ["luisterlijn", "korrelatie"]
    return [by_key()[key] for key in keys]


def values(
    known: Known, words: OverviewWords, point: dict[str, Any] | None, cards: list[dict[str, Any]], kept_days: int
) -> dict[str, Any]:
    """What the template needs besides the words of the page."""
    return {
        "known": known,
        "facts": facts(known, words),
        "point": point,
        "cards": cards,
        "marks": dict.fromkeys(known.liked, words.help_liked),
        "lines": to_call(known),
        "kept": words.kept.format(days=kept_days),
    }
