"""What each row of a table would do to the catalogue: add, change, nothing, or why it cannot come in. Writes nothing.

1. A column that is not in the file leaves the field of an existing record as it is; an empty cell empties it.
2. A row without a slug is the existing record that would get the same slug when title and provider agree; else it gets
   a slug of its own, so that the same file again changes nothing.
3. A slug that stands in the file twice is an error in both places: which of the two is meant, nobody can know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from catalogue.editing.differences import Difference, differences
from catalogue.problems import RecordError
from catalogue.record import InstrumentView, as_dict, parse_record
from catalogue.slugs import free_slug, slug_of
from catalogue.transfer.columns import Headings, headings
from catalogue.transfer.csv_in import read_csv
from catalogue.transfer.raw_rows import raw_of
from catalogue.transfer.sheet import Line, letter, refuse
from catalogue.transfer.xlsx_in import read_xlsx

NOT_YOURS = "dit record mag je niet wijzigen: het hoort bij een andere bouwsteen of regio"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin, of today and of long ago."""


class Sort(StrEnum):
    """What a row would do."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    SAME = "ongewijzigd"
    WRONG = "fout"


@dataclass(frozen=True)
class Trouble:
    """What is wrong in a row: in which column, as the file calls it (empty: the row as a whole), and why, in Dutch."""

    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.column}: {self.message}" if self.column else self.message


@dataclass(frozen=True)
class Row:
    """A row of the table, judged. `version` is that of the existing record it was laid beside; None for a new one."""

    number: int
    slug: str
    title: str
    sort: Sort
    view: InstrumentView | None = None
    troubles: tuple[Trouble, ...] = ()
    differences: tuple[Difference, ...] = ()
    version: int | None = None


@dataclass(frozen=True)
class Known:
    """A record that exists, and its version."""

    view: InstrumentView
    version: int


@dataclass(frozen=True)
class Table:
    """A table that can be read, with what a reader should know about how it was read."""

    headings: Headings
    lettered: bool
    notes: tuple[str, ...]
    raws: tuple[tuple[Line, dict[str, object], dict[str, str]], ...]
    """Each row with its raw values, and what is wrong with its cells."""

    def slugs(self) -> set[str]:
        """Every slug that a row has, or would get if it were free."""
        return self.given() | {slug_of(str(raw.get("title") or "")) for _, raw, _ in self.raws if not raw.get("slug")}

    def given(self) -> set[str]:
        """The slugs that stand in the file itself."""
        return {str(raw["slug"]) for _, raw, _ in self.raws if raw.get("slug")}

    def column(self, field: str) -> str:
        """A field as the reader of the file knows it: 'kolom F (website)' in a workbook, 'website' in a CSV."""
        name = field.removeprefix("channels.")
        called = self.headings.names.get(name, name)
        place = next((place for place, known in self.headings.fields.items() if known == name), None)
        return f"kolom {letter(place)} ({called})" if self.lettered and place is not None else called


def read_table(content: bytes, name: str) -> Table:
    """Read a CSV or XLSX file called `name`. Raises RecordError when it cannot be read at all, with the reason."""
    if not content:
        raise refuse(name, "het bestand is leeg")
    workbook = content.startswith(_WORKBOOKS) or name.lower().endswith((".xlsx", ".xlsm", ".xls"))
    sheet = read_xlsx(content, name) if workbook else read_csv(content, name)
    found = headings(sheet.header)
    if found.problems:
        raise RecordError([problem for text in found.problems for problem in refuse(name, text, 1).problems])
    if not sheet.lines:
        raise refuse(name, "onder de namen van de kolommen staat geen enkele regel")
    raws = tuple((line, *raw_of(line, found.fields)) for line in sheet.lines)
    return Table(found, sheet.lettered, (*sheet.notes, *found.ignored), raws)


def judge(
    table: Table,
    known: Mapping[str, Known],
    taken: Collection[str],
    may_change: Callable[[InstrumentView], bool] = lambda _: True,
) -> list[Row]:
    """Every row of the table, laid beside the records that exist.

    `known` holds the existing records of `table.slugs()`, `taken` all slugs there are.
    """
    used = set(taken) | table.given()
    rows = []
    for line, found, wrong in table.raws:
        if line.problem:
            rows.append(Row(line.number, "", "", Sort.WRONG, troubles=(Trouble("", line.problem),)))
            continue
        raw = found | {"slug": _slug(found, known, used)}
        used.add(str(raw["slug"]))
        rows.append(_row(table, line, raw, wrong, known.get(str(raw["slug"])), may_change))
    return _once(table, rows)


def _slug(raw: Mapping[str, object], known: Mapping[str, Known], used: Collection[str]) -> object:
    if raw.get("slug"):
        return raw["slug"]
    title = str(raw.get("title") or "")
    there = known.get(slug_of(title))
    if there and there.view.title == " ".join(title.split()) and there.view.provider == raw.get("provider"):
        return there.view.slug
    return free_slug(title, used)


def _row(
    table: Table,
    line: Line,
    raw: dict[str, object],
    wrong: Mapping[str, str],
    there: Known | None,
    may_change: Callable[[InstrumentView], bool],
) -> Row:
    title = str(raw.get("title") or "")[:120]
    row = Row(line.number, str(raw["slug"])[:80], title, Sort.WRONG, version=there.version if there else None)
    troubles = [Trouble(table.column(name), message) for name, message in wrong.items()]
    view = None
    try:
        view = parse_record(_whole(raw, there, wrong))
    except RecordError as error:
        seen = [problem for problem in error.problems if problem.field.removeprefix("channels.") not in wrong]
        troubles += [Trouble(table.column(problem.field), problem.message) for problem in seen]
    if view is not None and not troubles and not all(may_change(one) for one in (view, there and there.view) if one):
        troubles.append(Trouble("", NOT_YOURS))
    if view is None or troubles:
        return replace(row, troubles=tuple(troubles))
    if there is None:
        return replace(row, sort=Sort.NEW, view=view)
    changed = tuple(differences(there.view, view))
    return replace(row, sort=Sort.CHANGED if changed else Sort.SAME, view=view, differences=changed)


def _whole(raw: dict[str, object], there: Known | None, wrong: Collection[str]) -> dict[str, object]:
    """The raw record; what the file has no column for, or a cell that cannot be read, stays as it was."""
    if there is None:
        return raw
    old = as_dict(there.view)
    given, kept = raw.get("channels"), old["channels"]
    channels = {**(kept if isinstance(kept, dict) else {}), **(given if isinstance(given, dict) else {})}
    return {**old, **raw, "channels": channels}


def _once(table: Table, rows: list[Row]) -> list[Row]:
    """The rows, with those that share a slug marked as wrong."""
    places: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.slug:
            places[row.slug].append(row.number)
    return [
        _also_at(table, row, [number for number in places.get(row.slug, ()) if number != row.number]) for row in rows
    ]


def _also_at(table: Table, row: Row, others: list[int]) -> Row:
    if not others:
        return row
    shown = ", ".join(str(number) for number in others[:5]) + (" en meer" if len(others) > 5 else "")
    message = f"'{row.slug}' staat ook op regel {shown}; elk record mag één keer in het bestand staan"
    return replace(row, sort=Sort.WRONG, view=None, troubles=(*row.troubles, Trouble(table.column("slug"), message)))
