"""A list of a plan as a form: laid out from what is kept, and read back with everything that was typed.

Each field is named `list.bouwsteen.key.column`; the field `stamp` of a row says what stood there when it was shown,
and `weg` that the row has to go.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import FormData

from catalogue.lists.layout import ALL_GOALS, WHOLE, Layout, Place, check, words
from catalogue.lists.rows import MOST_ROWS, NEW, Change, Clash, Kept, stamp_of

ADD = "toevoegen"
"""The name of the button that adds an empty row; its value is the list."""
SINGLE = "rol"
"""The key of the only row of a list about one person."""
_NAME = re.compile(r"([a-z]{1,20})\.([0-7])\.([a-z0-9-]{1,32})\.([a-z]{1,20})")


@dataclass
class Row:
    """A row of the form. `fixed` is the name the document gives it; `clash` says what somebody else did meanwhile."""

    key: str
    cells: dict[str, str]
    stamp: str = NEW
    fixed: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    clash: list[str] = field(default_factory=list)
    weg: bool = False
    focus: bool = False
    late: bool = False


@dataclass
class ListForm:
    """A list on a page. Who may not change it sees it as on paper."""

    place: Place
    rows: list[Row]
    may: bool

    @property
    def layout(self) -> Layout:
        """Its columns and heading."""
        return self.place.layout

    @property
    def name(self) -> str:
        """Begins the names of its fields."""
        return f"{self.place.list}.{self.place.bouwsteen}"

    @property
    def heading(self) -> str:
        """What the document writes above it."""
        if self.place.bouwsteen == WHOLE:
            return self.layout.heading
        said = words()[self.place.bouwsteen]
        return {"doelen": "Doelen", "kwaliteitsbewaker": said.guard, "acties": said.heading}.get(
            self.place.list, self.layout.heading
        )

    @property
    def intro(self) -> str | None:
        """The sentence below the heading."""
        if self.place.list != "doelen":
            return None
        return words()[self.place.bouwsteen].goals if self.place.bouwsteen else ALL_GOALS

    @property
    def filled(self) -> list[Row]:
        """The rows in which something stands."""
        return [row for row in self.rows if row.fixed or any(row.cells.values())]


def shown(place: Place, kept: Sequence[Kept], may: bool) -> ListForm:
    """A list as it is kept, with empty rows to go on in."""
    found = {row.key: Row(row.key, dict(row.cells), row.stamp) for row in kept}
    rows = [found.pop(item.key, Row(item.key, {})) for item in place.layout.items]
    for row, item in zip(rows, place.layout.items):
        row.fixed = item.name
    if place.layout.single:
        rows.append(found.pop(SINGLE, Row(SINGLE, {})))
    rows += found.values()
    made = ListForm(place, rows, may)
    _end(made)
    return made


def typed(form: FormData, place: Place, may: bool) -> ListForm:
    """A list as it was sent, row by row in the order of the page."""
    rows: dict[str, Row] = {}
    names = {item.key: item.name for item in place.layout.items}
    columns = {column.name for column in place.layout.columns}
    for name, value in form.multi_items():
        parts = _NAME.fullmatch(name)
        if parts is None or not isinstance(value, str) or (parts[1], int(parts[2])) != (place.list, place.bouwsteen):
            continue
        key, column = parts[3], parts[4]
        if key not in rows and len(rows) > MOST_ROWS + len(names) + 1:
            continue
        row = rows.setdefault(key, Row(key, {}, fixed=names.get(key)))
        if column == "stamp":
            row.stamp = value
        elif column == "weg":
            row.weg = True
        elif column in columns:
            row.cells[column] = value
    return ListForm(place, list(rows.values()), may)


def add_row(made: ListForm) -> None:
    """One more empty row, which is the place to go on typing."""
    made.rows.append(Row(_new_key(), {}, focus=True))


def changes(made: ListForm) -> list[Change]:
    """What is to be saved; what is wrong is put at its row, and then this list is not to be used."""
    found = []
    for row in made.rows:
        cells, row.errors = ({}, {}) if row.weg else check(made.place, row.key, row.cells)
        found.append(Change(made.place, row.key, cells, row.stamp))
    return found


def errors(lists: Sequence[ListForm]) -> dict[str, str]:
    """All that is wrong, by the name of the field."""
    return {
        f"{made.name}.{row.key}.{column}": f"{_label(made.layout, column)}: {text}"
        for made in lists
        for row in made.rows
        for column, text in row.errors.items()
    }


def with_clashes(made: ListForm, sent: ListForm, clashes: Sequence[Clash]) -> None:
    """Put what was typed back into the rows that somebody else changed, and say what they made of it."""
    mine = {row.key: row for row in sent.rows}
    for clash in clashes:
        if clash.change.place != made.place:
            continue
        key, kept = clash.change.key, clash.kept
        row = next((row for row in made.rows if row.key == key), None)
        if row is None:
            row = Row(key, {})
            made.rows.insert(max(0, len(made.rows) - 1), row)
        if not clash.change.cells:
            row.clash = ["Je wilde deze regel weghalen of leegmaken, maar een ander heeft hem intussen gewijzigd."]
        else:
            row.cells = dict(mine[key].cells)
            row.clash = [
                "Een ander heeft deze regel intussen gewijzigd. Wat jij typte staat er nog, maar is niet bewaard."
            ]
        row.stamp = stamp_of(kept.cells) if kept else NEW
        row.clash.append(_theirs(made.layout, kept))


def _theirs(layout: Layout, kept: Kept | None) -> str:
    if kept is None:
        return "Een ander heeft de regel weggehaald. Bewaar je opnieuw, dan komt hij terug."
    told = "; ".join(
        f"{_label(layout, column.name)} {kept.cells[column.name]}"
        for column in layout.columns
        if kept.cells.get(column.name)
    )
    return f"Nu bewaard, door {kept.by}: {told}. Bewaar je opnieuw, dan geldt wat jij hebt."


def _label(layout: Layout, name: str) -> str:
    return next((column.label.rstrip(":.") for column in layout.columns if column.name == name), name)


def _end(made: ListForm) -> None:
    """Empty rows up to the number of lines on paper, and always one to go on in."""
    if made.layout.single or not made.may:
        return
    while True:
        made.rows.append(Row(_new_key(), {}))
        if len(made.rows) >= made.layout.lines:
            return


def _new_key() -> str:
    """Made when an empty row is shown, so that a form that is sent twice makes one row."""
    return secrets.token_hex(6)
