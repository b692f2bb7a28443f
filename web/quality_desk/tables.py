"""The figures as tables, in the words that one colleague may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass

from vocabulary import needs
from web.quality_desk.showing import Cell, Shower, days_of
from web.review import opinions
from web.review.quality import Label, Right, Talks, Week
from web.review.verdicts import LABELS

NOTHING = "Niets, of niet begrepen"
_WHOLE = "Alle weken samen"
_MOST_PAIRS = 10


@dataclass(frozen=True)
class Row:
    """A row: what it is about, with the address of more about that, and its cells."""

    head: str
    cells: Sequence[Cell]
    address: str | None = None


@dataclass(frozen=True)
class Table:
    """A table: a name for its element, its caption, the names of its columns (`first` is over what the rows are about),
    its rows and the row of all together."""

    id: str
    caption: str
    first: str
    columns: Sequence[str]
    rows: Sequence[Row]
    whole: Row | None = None

    @property
    def known(self) -> bool:
        """Whether any cell holds a figure that says something."""
        return any(not cell.small and cell.words != "0" for row in self.rows for cell in row.cells)


def talks(show: Shower, weeks: Sequence[Week], found: Mapping[Week, Talks]) -> Table:
    """How many talks there were, how they went, and how many were looked through."""

    def cells(part: Sequence[Week]) -> list[Cell]:
        one = Talks(*map(sum, zip(*(astuple(found.get(week, Talks())) for week in part))))
        days = days_of(part)
        # In tens what is left of a row is not told (web/bands.py).
        left = [show.count(one.talks - one.reviewed, **days, na_te_kijken="ja")] if show.exact else []
        return [
            show.count(one.talks, **days),
            show.count(one.messages),
            show.part(one.fallbacks, one.messages, **days, niet_begrepen="1"),
            show.part(one.reviewed, one.talks),
            *left,
            show.count(one.attention),
            show.part(one.attention_reviewed, one.attention),
        ]

    left = ("Nog na te kijken",) if show.exact else ()
    columns = (*("Gesprekken", "Berichten", "Niet begrepen", "Nagekeken"), *left, "Vroeg aandacht", "Daarvan nagekeken")
    return _per_week(show, weeks, "gesprekken-per-week", "Gesprekken per week", columns, cells)


def right_by_week(show: Shower, weeks: Sequence[Week], found: Mapping[Week, Right], caption: str) -> Table:
    """How many of the judged messages were understood at once, by week."""

    def cells(part: Sequence[Week]) -> list[Cell]:
        return _right(show, [found.get(week, Right()) for week in part], weeks=part)

    return _per_week(show, weeks, "goed-per-week", caption, ("Beoordeeld", "In één keer goed"), cells)


def right_by_label(show: Shower, weeks: Sequence[Week], found: Mapping[Label, Right], own: int | None = None) -> Table:
    """The same by what messages were understood as; the needs of the `own` bouwsteen come first."""
    order: list[Label] = [*LABELS, None]
    labels = sorted(order, key=lambda label: needs.bouwsteen_of(label) != own) if own else order
    rows = [
        Row(named(label), _right(show, [found[label]], weeks, label), _more(show, label))
        for label in labels
        if label in found and show.shown(found[label].judged)
    ]
    return Table(
        "goed-per-hulpvraag",
        "In één keer goed, per hulpvraag",
        "Begrepen als",
        ("Beoordeeld", "In één keer goed"),
        rows,
    )


def mistaken(show: Shower, weeks: Sequence[Week], found: Mapping[tuple[Label, Label], int]) -> Table:
    """Which labels are taken for which most often."""
    order = {label: place for place, label in enumerate([*LABELS, None])}
    most = sorted(
        ((pair, amount) for pair, amount in found.items() if show.shown(amount)),
        key=lambda one: (-show.order(one[1]), *(order[label] for label in one[0])),
    )
    rows = [
        Row(
            f"{named(understood)} → {named(said)}",
            [show.count(amount, **days_of(weeks), **({"behoefte": understood} if understood in needs.load() else {}))],
        )
        for (understood, said), amount in most[:_MOST_PAIRS]
    ]
    return Table("verwisseld", "Wat de assistent begreep → wat het was", "Verwisseld", ("Berichten",), rows)


def feedback(show: Shower, weeks: Sequence[Week], found: Mapping[tuple[Week, int], int], *, of_talks: bool) -> Table:
    """The scores that visitors gave, by week: to talks, or to instruments that were suggested."""

    def cells(part: Sequence[Week]) -> list[Cell]:
        by_score = {score: sum(found.get((week, score), 0) for week in part) for score in opinions.WORDS}
        total = sum(by_score.values())
        return [
            show.count(total),
            *(show.part(count, total, **days_of(part), waardering=str(score)) for score, count in by_score.items()),
        ]

    name, caption = ("gesprek", "Over het gesprek") if of_talks else ("aanbod", "Over het aanbod")
    return _per_week(
        show,
        weeks,
        f"waardering-{name}",
        caption,
        ("Antwoorden", *(word.capitalize() for word in opinions.WORDS.values())),
        cells,
    )


def named(label: Label) -> str:
    """A label in words for staff."""
    return LABELS[label] if label else NOTHING


def _right(show: Shower, found: Iterable[Right], weeks: Sequence[Week], label: Label = None) -> list[Cell]:
    marks = list(found)
    judged, right = sum(one.judged for one in marks), sum(one.right for one in marks)
    heard = {"behoefte": label} if label in needs.load() else {}
    return [show.count(judged, **days_of(weeks), **heard), show.part(right, judged)]


def _more(show: Shower, label: Label) -> str | None:
    """Where the weeks of one label stand."""
    return f"/bureau/kwaliteit?{show.looked.with_label(label)}#goed-per-week" if label else None


def _per_week(
    show: Shower,
    weeks: Sequence[Week],
    name: str,
    caption: str,
    columns: Sequence[str],
    cells: Callable[[Sequence[Week]], list[Cell]],
) -> Table:
    """A row for each week; all together only where counts are exact, because of counts in tens there are no totals."""
    rows = [Row(f"{week.monday:%d-%m-%Y}", cells([week])) for week in weeks]
    return Table(name, caption, "Week vanaf", columns, rows, Row(_WHOLE, cells(weeks)) if show.exact else None)
