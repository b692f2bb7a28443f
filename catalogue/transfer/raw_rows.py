"""Make a raw record out of the cells of a row, each field as its kind asks. `parse_record` judges it afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from catalogue.transfer.cells import NO, YES, unsafe_cell
from catalogue.transfer.columns import CHANNEL_FIELDS
from catalogue.transfer.sheet import Broken, Cell, Line

_LISTS = frozenset({"needs", "audiences", "conditions", "carer_groups", "regions", "languages"})
_NUMBERS = frozenset({"age_min", "age_max", "verify_every"})
_DATES = frozenset({"verified_on", "valid_from", "valid_to"})
_BETWEEN = re.compile(r"[;,\r\n]")
_YES, _NO = frozenset({YES, "j", "true", "waar", "1", "x"}), frozenset({NO, "n", "false", "onwaar", "0"})
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_DUTCH_DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")


def raw_of(line: Line, fields: Mapping[int, str]) -> tuple[dict[str, object], dict[str, str]]:
    """The raw values of the columns that are there, channels as `channels`, and what is wrong with cells by column."""
    values: dict[str, object] = {}
    wrong: dict[str, str] = {}
    for place, name in fields.items():
        cell = line.cells[place] if place < len(line.cells) else None
        cell = unsafe_cell(cell) if isinstance(cell, str) else cell
        try:
            values[name] = None if isinstance(cell, str) and not cell.strip() else _KINDS.get(name, _text)(name, cell)
        except ValueError as problem:
            wrong[name] = str(problem)
    channels = {name: values.pop(name) for name in CHANNEL_FIELDS if name in values}
    return (values | {"channels": channels} if channels else values), wrong


def _checked(cell: Cell) -> Cell:
    if isinstance(cell, Broken):
        raise ValueError(cell.message)
    return cell


def _text(name: str, cell: Cell) -> str | None:
    cell = _checked(cell)
    if cell is None or isinstance(cell, str):
        return cell and cell.strip()
    if isinstance(cell, bool):
        return YES if cell else NO
    if name == "phone":
        raise ValueError("staat er als getal, en dan valt de eerste nul weg; maak de cel tekst en typ het nummer weer")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell.date() if isinstance(cell, datetime) and cell.time() == time() else cell)


def _items(name: str, cell: Cell) -> list[object]:
    text = _text(name, cell)
    return [item.strip() for item in _BETWEEN.split(text or "") if item.strip()]


def _numbers(name: str, cell: Cell) -> list[object]:
    return [int(str(item)) if _WHOLE.fullmatch(str(item)) else item for item in _items(name, cell)]


def _number(_: str, cell: Cell) -> object:
    cell = _checked(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return int(cell.strip()) if isinstance(cell, str) and _WHOLE.fullmatch(cell.strip()) else cell


def _flag(_: str, cell: Cell) -> bool | None:
    cell = _checked(cell)
    if cell is None or isinstance(cell, bool):
        return cell
    said = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip().casefold()
    if said in _YES or said in _NO:
        return said in _YES
    raise ValueError("moet ja of nee zijn")


def _day(_: str, cell: Cell) -> object:
    """A date as it is; of text the Dutch way to write a day as well (31-1-2026)."""
    cell = _checked(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return cell
    if isinstance(cell, str):
        if found := _DUTCH_DAY.fullmatch(cell.strip()):
            day, month, year = (int(part) for part in found.groups())
            try:
                return date(year, month, day)
            except ValueError:
                raise ValueError("is geen dag die bestaat") from None
        return cell.strip()
    if cell is None:
        return None
    raise ValueError("moet een bestaande datum zijn als 2026-01-31")


_KINDS: dict[str, Callable[[str, Cell], object]] = {
    **dict.fromkeys(_LISTS, _items),
    **dict.fromkeys(_NUMBERS, _number),
    **dict.fromkeys(_DATES, _day),
    "bouwstenen": _numbers,
    "by_experts_by_experience": _flag,
}
