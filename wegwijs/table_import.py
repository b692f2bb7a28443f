"""Bring a table (CSV or XLSX) into the catalogue from the command line: say what each row would do, and do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from catalogue.transfer import waiting
from catalogue.transfer.importing import BY
from catalogue.transfer.sheet import MOST_BYTES
from catalogue.transfer.table_rows import Row, Sort, judge, read_table
from catalogue.transfer.waiting import Author, all_slugs, known_of
from web.database import Database
from web.intake import receiving
from web.intake.importer import Importer

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")


def judged(session: Session, file: Path) -> tuple[tuple[str, ...], list[Row]]:
    """What should be known about how the file was read, and its rows. Raises RecordError, and OSError."""
    with file.open("rb") as opened:
        table = read_table(opened.read(MOST_BYTES + 1), file.name)
    return table.notes, judge(table, known_of(session, table.slugs()), all_slugs(session))


async def write(url: str, name: str, rows: list[Row], tell: Callable[[int], None]) -> int:
    """Write the rows that are new or changed as the desk does: in short parts, so that talks go on beside it.

    `tell` hears after each part how many were dealt with; given is how many were skipped, because somebody changed the
    record meanwhile. Raises UnavailableError, and IntegrityError when others add the same records; what was written
    stays, and the rest is written by the desk or by the same command once more.
    """
    database = Database(url)
    try:
        import_id = await receiving.keep(database.write, Author(BY, BY, ""), name, (), rows)
        await database.write(lambda session: waiting.begin(session, import_id))
        await Importer(database).write(import_id, tell)
        counts = await database.read(lambda session: waiting.counts(session, import_id))
    finally:
        database.close()
    return counts.outcomes.get(waiting.SKIPPED, 0)


def told(rows: list[Row]) -> Iterator[str]:
    """What each row would do that does anything, in Dutch."""
    for row in rows:
        if row.sort is Sort.WRONG:
            yield from (f"regel {row.number}: {trouble}" for trouble in row.troubles)
        elif row.sort is Sort.CHANGED:
            yield from (
                f"regel {row.number}: {row.slug}: {one.label}: {one.old} → {one.new}" for one in row.differences
            )
        elif row.sort is Sort.NEW:
            yield f"regel {row.number}: {row.slug}: nieuw"


def counted(rows: list[Row]) -> str:
    """How many rows do what."""
    amounts = {sort: sum(row.sort is sort for row in rows) for sort in Sort}
    return ", ".join(f"{amount} {sort}" for sort, amount in amounts.items()) + "."
