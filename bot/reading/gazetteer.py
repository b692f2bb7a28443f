"""Names of places and the municipality of today each belongs to: municipalities, places, and the names people use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.reading.lists import FOLDER
from bot.reading.slips import Slips
from bot.reading.text import key
from vocabulary.municipalities import Municipality, by_code
from vocabulary.tables import TableError, read

REGIONS = Path(__file__).parents[1] / "regions"
_SHORTEST_WITH_A_SLIP = 5


@dataclass(frozen=True)
class Place:
    """A place that a name can mean: its municipality and its inhabitants (0 when not known)."""

    municipality: Municipality
    inhabitants: int


@dataclass(frozen=True)
class Gazetteer:
    """All places by the one-word form of their name: a municipality of that name first, then the largest.

    `of_more_words` are the forms of names that have a space, hyphen or apostrophe of their own ('denhaag').
    """

    by_key: dict[str, tuple[Place, ...]]
    of_more_words: frozenset[str]
    slips: Slips
    longest: int


@cache
def load(places: Path = REGIONS / "places.tsv", aliases: Path = REGIONS / "aliases.tsv") -> Gazetteer:
    """Read the tables. Raises TableError on a broken line or a CBS code that is no municipality of today."""
    found: dict[str, list[Place]] = {}
    longest = 1
    of_more_words = set()

    def add(path: Path, line: int, name: str, code: str, inhabitants: int) -> None:
        nonlocal longest
        municipality = by_code().get(code)
        if not municipality:
            raise TableError(path, line, f"{code!r} is not the CBS code of a municipality of today")
        known = found.setdefault(key(name), [])
        if municipality not in [place.municipality for place in known]:
            known.append(Place(municipality, inhabitants))
        atoms = len(name.replace("-", " ").replace("'", " ").split())
        longest = max(longest, atoms)
        if atoms > 1:
            of_more_words.add(key(name))

    for line, row in read(places, ("place", "cbs_code", "inhabitants")):
        if not row["inhabitants"].isdigit():
            raise TableError(places, line, f"inhabitants must be a number, not {row['inhabitants']!r}")
        add(places, line, row["place"], row["cbs_code"], int(row["inhabitants"]))
    for line, row in read(aliases, ("place", "cbs_code", "comment")):
        add(aliases, line, row["place"], row["cbs_code"], 0)
    for municipality in by_code().values():
        add(places, 1, _bare(municipality), municipality.code, 0)
    for name, other in (("aanden", "aande"), ("aande", "aanden")):
        for said in [said for said in found if name in said and said.replace(name, other) not in found]:
            found[said.replace(name, other)] = found[said]
            of_more_words.add(said.replace(name, other))
    by_key = {
        name: tuple(sorted(known, key=lambda place: (key(_bare(place.municipality)) != name, -place.inhabitants)))
        for name, known in found.items()
    }
    real_words = frozenset(row["word"] for _, row in read(FOLDER / "real_words.tsv", ("word",)))
    slips = Slips([name for name in by_key if name.isalpha()], _SHORTEST_WITH_A_SLIP, real_words)
    return Gazetteer(by_key, frozenset(of_more_words), slips, longest)


@cache
def is_municipality(form: str) -> bool:
    """Whether this is the one-word form of the name of a municipality of today ('debilt')."""
    return form in _municipalities()


@cache
def _municipalities() -> frozenset[str]:
    return frozenset(key(_bare(municipality)) for municipality in by_code().values())


def _bare(municipality: Municipality) -> str:
    """Its name as people say it, without the province that tells it from another of that name."""
    return municipality.name.split(" (")[0].removesuffix(" c.a.")


@cache
def provinces() -> dict[str, str]:
    """Province by each way to say it. Raises TableError on a province that no municipality is in."""
    path = FOLDER / "provinces.tsv"
    known = {municipality.province for municipality in by_code().values()}
    found = {}
    for line, row in read(path, ("province", "said")):
        if row["province"] not in known:
            raise TableError(path, line, f"{row['province']!r} is not a province")
        found.update(dict.fromkeys(row["said"].split("|"), row["province"]))
    return found
