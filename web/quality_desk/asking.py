"""What somebody looks at, as it stands in the address of the page. What is unknown counts as not given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from web.review import scope
from web.review.quality_rows import Whose
from web.review.verdicts import LABELS
from web.staff.people import Colleague

PERIODS = (4, 12, 26)
"""Weeks that one can look back, this week included."""
USUAL = 12

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Asking:
    """A period in weeks, a website and a label; '' is all of them."""

    weeks: int = USUAL
    website: str = ""
    label: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asking:
        """Read from an address."""
        weeks, label = query.get("weken", ""), query.get("behoefte", "")
        return cls(
            weeks=int(weeks) if weeks in {str(one) for one in PERIODS} else USUAL,
            website=query.get("website", ""),
            label=label if label in LABELS else "",
        )

    def with_label(self, label: str) -> str:
        """The address of the same for one label, without the question mark."""
        return urlencode({"weken": self.weeks, "website": self.website, "behoefte": label})


def period_options() -> Options:
    """The periods."""
    return [(str(weeks), f"{weeks} weken") for weeks in PERIODS]


def label_options() -> Options:
    """What a message can be understood as, and all together."""
    return [("", "Alles"), *LABELS.items()]


def website_options(session: Session, who: Colleague) -> Options:
    """The websites whose talks this colleague sees, and all of these."""
    return [("", "Alle websites"), *scope.website_options(session, who)]


def whose(session: Session, who: Colleague, website: str) -> Whose:
    """The talks of a website, or of all, as far as this colleague sees them."""
    return Whose(scope.websites_of(session, who), website)
