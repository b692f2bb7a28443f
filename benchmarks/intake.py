"""How long the import of a large file takes at the desk, on SQLite and PostgreSQL: `python -m benchmarks.intake`.

Each file is brought twice: into an empty catalogue, and once more with another summary in every row. Printed are the
seconds to judge the file and to write it, and how long a small write of somebody else took meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from catalogue.database import upgrade
from catalogue.record import InstrumentView
from catalogue.transfer import read_folder, waiting
from catalogue.transfer.exporting import export_csv
from catalogue.transfer.importing import SEED
from catalogue.transfer.xlsx_out import write_xlsx
from tests.common.postgres import empty_database, running_server
from web.database import Database
from web.intake import receiving
from web.intake.importer import Importer
from web.settings import Settings
from web.staff.desk import Desk
from web.staff.people import Colleague, Role

WHO = Colleague("bench", "Noor", "noor@voorbeeld.nl", Role.MEDEWERKER)


def records(amount: int) -> list[InstrumentView]:
    """So many records, after the seeds."""
    seeds = read_folder(SEED).instruments
    return [replace(seeds[one % len(seeds)], slug=f"proef-{one}", title=f"Proef {one}") for one in range(amount)]


async def measure(url: str, content: bytes, name: str) -> str:
    """One import on one database."""
    database = Database(url)
    desk = Desk(database, Settings(database_url=url))
    importer, waits, stop = Importer(database), list[float](), asyncio.Event()

    async def other() -> None:
        while not stop.is_set():
            begun = time.monotonic()
            await database.write(lambda session: session.execute(text("UPDATE imports SET by = by WHERE id = ''")))
            waits.append(time.monotonic() - begun)
            await asyncio.sleep(0.05)

    begun, used = time.monotonic(), time.process_time()
    import_id = await receiving.receive(desk, WHO, content, name)
    judged = time.monotonic() - begun
    await database.write(lambda session: waiting.begin(session, import_id))
    beside = asyncio.create_task(other())
    begun = time.monotonic()
    await importer.write(import_id)
    wrote = time.monotonic() - begun
    used = time.process_time() - used
    stop.set()
    await beside
    outcome = (await database.read(lambda session: waiting.counts(session, import_id))).outcomes
    database.close()
    waits.sort()
    return (
        f"judged {judged:.1f} s, written {wrote:.1f} s, together {judged + wrote:.1f} s "
        f"({used:.1f} s of one processor here); {outcome}; "
        f"another write meanwhile p50 {waits[len(waits) // 2] * 1000:.0f} ms, longest {waits[-1] * 1000:.0f} ms"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.intake", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--databases", default="sqlite,postgresql", help="which databases, with commas")
    parser.add_argument("--forms", default="csv,xlsx", help="which files, with commas")
    asked = parser.parse_args()
    new = records(asked.rows)
    other = [replace(one, summary=f"{one.summary} Er is iets veranderd.") for one in new]
    for form in asked.forms.split(","):
        files = {"new": as_file(new, form), "changed": as_file(other, form)}
        for database in asked.databases.split(","):
            with _empty(database) as url:
                upgrade(url)
                for what, content in files.items():
                    said = asyncio.run(measure(url, content, f"proef.{form}"))
                    print(
                        f"{database}, {form}, {asked.rows:,} {what}: {said}; load {os.getloadavg()[0]:.1f}", flush=True
                    )


def as_file(views: Sequence[InstrumentView], form: str) -> bytes:
    """The records as a CSV or XLSX."""
    if form == "csv":
        return export_csv(views).encode()
    book = io.BytesIO()
    write_xlsx(views, book)
    return book.getvalue()


@contextmanager
def _empty(database: str) -> Iterator[str]:
    """The address of an empty database, gone when the `with` ends."""
    if database == "postgresql":
        with running_server() as server, empty_database(server) as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        yield f"sqlite:///{Path(folder) / 'catalogue.db'}"


if __name__ == "__main__":
    main()
