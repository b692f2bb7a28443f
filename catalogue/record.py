"""An instrument's record (contract 3): what it holds, and how a raw record is read and refused.

The vocabulary decides which labels exist. Whatever passes here may be stored, searched and shown: texts are plain,
addresses are https, dates and ages make sense, and each need stands under a bouwsteen of the instrument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalogue import texts
from catalogue.fields import Fields, Raw
from catalogue.freshness import PUBLISHED
from catalogue.problems import RecordError, Where
from vocabulary import conditions, kinds, municipalities, needs, people

STATUSES = ("concept", PUBLISHED, "ingetrokken")
ACCESS = ("zelf aanmelden", "verwijzing", "indicatie")
LANGUAGES = (
    *("nl", "fy", "en", "de", "fr", "es", "pap", "pl", "ro", "bg", "uk", "ru", "tr", "ar", "fa", "ti", "so", "zh"),
    "ngt",
)
"""ISO 639 codes, and `ngt` for Dutch sign language (its code would be dse; staff know it as NGT)."""
FREE = "gratis"
"""The cost of what costs nothing, without an if."""
PERSON_KINDS = frozenset({"emotionele_steun", "persoonlijke_begeleiding", "contactpersoon", "behandeling"})
"""Kinds in which a human being listens or answers; the others may do so by telephone."""
VERIFY_EVERY = 180
"""Days after which a record must be verified again when it does not say so itself."""
MOST_COMBINATIONS = 20_000
"""More needs × audiences × conditions × regions × groups than this would swell the search index."""


@dataclass(frozen=True)
class Channels:
    """The ways to reach an instrument; None where a way does not exist."""

    url: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None


@dataclass(frozen=True)
class InstrumentView:
    """The whole record of an instrument, detached from any database. Empty lists mean: for all, or national."""

    slug: str
    title: str
    summary: str
    instrument_kind: str
    bouwstenen: tuple[int, ...]
    needs: tuple[str, ...]
    audiences: tuple[str, ...]
    provider: str
    status: str
    source: str
    conditions: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    carer_groups: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("nl",)
    cost: str | None = None
    access: str = ACCESS[0]
    channels: Channels = Channels()
    developer: str | None = None
    by_experts_by_experience: bool = False
    verified_on: date | None = None
    verified_by: str | None = None
    verify_every: int = VERIFY_EVERY
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def leads_to_a_person(self) -> bool:
        """Whether this is a way to a human being: somebody listens, guides, treats, or answers the telephone."""
        return self.instrument_kind in PERSON_KINDS or self.channels.phone is not None

    @property
    def person_by(self) -> str:
        """By what it leads to a person: the kind that does so of itself, else 'telefoon'."""
        return self.instrument_kind if self.instrument_kind in PERSON_KINDS else "telefoon"

    @property
    def is_free(self) -> bool:
        """Whether it costs the visitor nothing, without an if."""
        return self.cost == FREE

    @property
    def needs_no_referral(self) -> bool:
        """Whether a visitor can go there without being sent by anyone."""
        return self.access == ACCESS[0]


FIELDS = (
    *("slug", "title", "summary", "instrument_kind", "bouwstenen", "needs", "audiences", "conditions"),
    *("age_min", "age_max", "carer_groups", "regions", "languages", "cost", "access", "channels", "provider"),
    *("developer", "by_experts_by_experience", "status", "verified_on", "verified_by", "verify_every"),
    *("valid_from", "valid_to", "source"),
)
"""The keys of a record in the order of contract 3, which is the order of exports."""


def as_dict(view: InstrumentView) -> dict[str, object]:
    """A record as plain values in the order of contract 3; `parse_record` reads it back unchanged."""
    # Not `dataclasses.asdict`: its deep copies take longer than all the checks of a record together.
    values = vars(view) | {"channels": dict(vars(view.channels))}
    return {name: list(value) if isinstance(value := values[name], tuple) else value for name in FIELDS}


def parse_record(raw: Raw, where: Where | None = None) -> InstrumentView:
    """Read a raw record (from YAML, a form or a partner). Raises RecordError with every problem found."""
    where = where or Where()
    take = Fields(raw, where)
    take.only(FIELDS)
    channels = take.group("channels")
    channels.only(("url", "phone", "email", "address"))
    view = InstrumentView(
        slug=take.checked("slug", texts.slug, required=True) or "",
        title=take.text("title", 120, required=True) or "",
        summary=take.text("summary", 600, required=True) or "",
        instrument_kind=take.choice("instrument_kind", kinds.load(), required=True) or "",
        bouwstenen=take.numbers("bouwstenen", 1, 7, required=True),
        needs=take.labels("needs", needs.load(), required=True),
        audiences=take.labels("audiences", people.audiences(), required=True),
        conditions=take.labels("conditions", conditions.load()),
        age_min=take.number("age_min", 0, 120),
        age_max=take.number("age_max", 0, 120),
        carer_groups=take.labels("carer_groups", people.carer_groups()),
        regions=take.labels("regions", municipalities.names()),
        languages=take.labels("languages", LANGUAGES) or ("nl",),
        cost=take.text("cost", 120),
        access=take.choice("access", ACCESS) or ACCESS[0],
        channels=Channels(
            url=channels.checked("url", texts.https_url),
            phone=channels.checked("phone", texts.phone),
            email=channels.checked("email", texts.email),
            address=channels.text("address", 200),
        ),
        provider=take.text("provider", 160, required=True) or "",
        developer=take.text("developer", 160),
        by_experts_by_experience=take.flag("by_experts_by_experience"),
        status=take.choice("status", STATUSES, required=True) or "",
        verified_on=take.date("verified_on"),
        verified_by=take.text("verified_by", 120),
        verify_every=take.number("verify_every", 1, 3650) or VERIFY_EVERY,
        valid_from=take.date("valid_from"),
        valid_to=take.date("valid_to"),
        source=take.text("source", 300, required=True) or "",
    )
    _together(view, take)
    if take.problems:
        raise RecordError(sorted(take.problems))
    return view


def _together(view: InstrumentView, take: Fields) -> None:
    """Problems that only show when fields are laid side by side."""
    table = needs.load()
    for label in view.needs:
        if view.bouwstenen and table[label].bouwsteen not in view.bouwstenen:
            take.wrong(
                "needs", f"'{label}' hoort bij bouwsteen {table[label].bouwsteen}; die staat niet bij bouwstenen"
            )
    for bouwsteen in view.bouwstenen:
        if view.needs and all(table[label].bouwsteen != bouwsteen for label in view.needs):
            take.wrong("bouwstenen", f"bouwsteen {bouwsteen} heeft geen hulpvraag bij needs")
    if view.age_min is not None and view.age_max is not None and view.age_min > view.age_max:
        take.wrong("age_max", f"is lager dan age_min ({view.age_min})")
    if view.valid_from and view.valid_to and view.valid_from > view.valid_to:
        take.wrong("valid_to", f"ligt voor valid_from ({view.valid_from})")
    if view.carer_groups and not people.CARERS & set(view.audiences):
        take.wrong("carer_groups", "een groep mantelzorgers past niet als audiences geen mantelzorger of naaste heeft")
    refused = any(problem.field.startswith("channels") for problem in take.problems)
    if view.status == PUBLISHED and not refused and not any(vars(view.channels).values()):
        take.wrong("channels", "een gepubliceerd instrument heeft een site, telefoonnummer, e-mailadres of adres nodig")
    if combinations(view) > MOST_COMBINATIONS:
        take.wrong("regions", "te veel hulpvragen, doelgroepen, ziektes en gemeenten samen; maak er meer records van")


def combinations(view: InstrumentView) -> int:
    """How many rows the record takes in the search index, about."""
    sizes = (view.needs, (*view.audiences, ""), view.conditions, view.regions, view.carer_groups)
    total = 1
    for values in sizes:
        total *= max(1, len(values))
    return total
