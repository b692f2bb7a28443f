"""The needs (hulpvragen) the assistant understands and the bouwsteen each belongs to (domain.md, 'Needs')."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vocabulary.kinds import load as load_kinds
from vocabulary.tables import TableError, read

FILE = Path(__file__).with_name("needs.tsv")

SMALL_TALK = (
    "groet",
    "bevestigen",
    "ontkennen",
    "weet_niet",
    "bedankt",
    "stoppen",
    "opnieuw",
    "wie_ben_jij",
    "privacy",
    "gegevens_wissen",
    "klacht",
)
"""What people say besides needs; labels of contract 1."""

CRISIS = "crisis"
FOR_PROFESSIONALS = frozenset({6, 7})
"""Bouwstenen that are for chain partners at work, not for a person (domain.md, 'Building blocks')."""
OTHER = (CRISIS, "mens_spreken", "buiten_bereik")
"""Goes before needs, leads to a human being, or is not for this assistant."""


@dataclass(frozen=True)
class Need:
    """A need: its label (the contract), its bouwsteen (1 to 7), its name in a visitor's words and the kinds of
    instrument that answer it most directly.
    """

    label: str
    bouwsteen: int
    title: str
    kinds: tuple[str, ...]


@cache
def load(path: Path = FILE) -> dict[str, Need]:
    """All needs by label, in the order of the file. Raises TableError on a broken line."""
    needs: dict[str, Need] = {}
    for line, row in read(path, ("need", "bouwsteen", "title", "kinds")):
        if not row["need"] or not row["title"]:
            raise TableError(path, line, "a need has a label in the column need and a name in the column title")
        if row["bouwsteen"] not in {"1", "2", "3", "4", "5", "6", "7"}:
            raise TableError(path, line, f"bouwsteen must be 1 to 7, not {row['bouwsteen']!r}")
        if row["need"] in needs:
            raise TableError(path, line, f"need {row['need']!r} stands here twice")
        direct = tuple(filter(None, row["kinds"].split("|")))
        if unknown := sorted(set(direct) - set(load_kinds())):
            raise TableError(path, line, f"{', '.join(unknown)} is no kind of instrument (kinds.tsv)")
        needs[row["need"]] = Need(row["need"], int(row["bouwsteen"]), row["title"], direct)
    return needs


def for_professionals() -> frozenset[str]:
    """The needs that only somebody has who asks for their work."""
    return frozenset(need.label for need in load().values() if need.bouwsteen in FOR_PROFESSIONALS)


def bouwsteen_of(label: str | None) -> int | None:
    """The bouwsteen (1 to 7) of a need, or None for anything that is not a need."""
    need = load().get(label or "")
    return need.bouwsteen if need else None
