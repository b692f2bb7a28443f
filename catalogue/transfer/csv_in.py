"""Read a CSV as people make them: UTF-8 or Windows' own letters, with commas, semicolons or tabs.

What was guessed is told, so that somebody can look whether 'één' still is 'één'.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from catalogue.transfer.columns import known_in
from catalogue.transfer.sheet import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Line, Sheet, clipped, empty, refuse

DELIMITERS = {",": "komma's", ";": "puntkomma's", "\t": "tabs"}
_WINDOWS = "Het bestand is geen UTF-8; het is gelezen als Windows-tekst. Kijk of letters als é en ë kloppen."
_BROKEN = {
    "unexpected end of data": "een aanhalingsteken gaat open en niet meer dicht; wat erna komt is niet gelezen",
    "field larger": "er staat een cel met veel te veel tekst; misschien mist er een aanhalingsteken",
}


def read_csv(content: bytes, name: str) -> Sheet:
    """The table in a CSV file called `name`. Raises RecordError when it is no table at all."""
    if len(content) > MOST_BYTES:
        raise refuse(name, f"het bestand is groter dan {MOST_BYTES // 1_000_000} MB")
    text, notes = _decoded(content, name)
    delimiter, text = _delimiter(text)
    rows = _rows(text, delimiter)
    first = next(rows, None)
    if first is None or empty(first.cells):
        raise refuse(name, "het bestand is leeg of begint met een lege regel; zet daar de namen van de kolommen", 1)
    if first.problem:
        raise refuse(name, first.problem, 1)
    if len(first.cells) > MOST_COLUMNS:
        raise refuse(name, f"het bestand heeft meer dan {MOST_COLUMNS} kolommen", 1)
    notes.append(f"De kolommen zijn gescheiden door {DELIMITERS[delimiter]}.")
    lines: list[Line] = []
    for line in rows:
        if line.problem or not empty(line.cells):
            lines.append(line)
        if len(lines) > MOST_ROWS:
            raise refuse(name, f"het bestand heeft meer dan {MOST_ROWS} regels; knip het in stukken")
    return Sheet([str(cell) for cell in first.cells], lines, lettered=False, notes=notes)


def _decoded(content: bytes, name: str) -> tuple[str, list[str]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), []
        except UnicodeDecodeError:
            raise refuse(name, "de letters van dit bestand zijn niet te lezen; sla het op als CSV UTF-8") from None
    if b"\0" in content.partition(b"\n")[0]:
        raise refuse(name, "dit is geen CSV; sla de tabel op als CSV UTF-8 of als .xlsx")
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), [_WINDOWS]
    except UnicodeDecodeError:
        raise refuse(name, "de letters van dit bestand zijn niet te lezen; sla het op als CSV UTF-8") from None


def _delimiter(text: str) -> tuple[str, str]:
    """What stands between the cells, and the text without Excel's own line about it."""
    line, end, rest = text.partition("\n")
    told = line.strip().strip('"').lower()
    if told.startswith("sep=") and len(told) <= 5:
        given = line.strip('\r\n"')[4:5]
        if given in DELIMITERS:
            return given, rest
        text = rest if end else ""
    heads = {mark: [str(cell) for cell in next(_rows(text, mark), Line(1, ())).cells] for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: (known_in(heads[mark]), len(heads[mark]))), text


def _rows(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            said = next((words for mark, words in _BROKEN.items() if mark in str(error)), None)
            yield Line(number, (), said or "de aanhalingstekens op deze regel kloppen niet")
            continue
        yield Line(number, tuple(clipped(cell) for cell in cells))
