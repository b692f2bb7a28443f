"""What is measured of a model, in the words of the desk, in the order of the page. Names as in `wegwijs evaluate`."""

from __future__ import annotations

DANGER: dict[str, str] = {
    "danger_self": "gevaar voor het eigen leven is gehoord",
    "danger_other": "gevaar voor het leven van een ander is gehoord",
    "danger_violence": "geweld is gehoord",
    "danger_kind": "de juiste soort gevaar is gehoord",
    "danger_calm": "wat maar op gevaar lijkt, gaf geen alarm",
    "crisis": "gevaar is gehoord tussen gewone zinnen",
}
OTHER: dict[str, str] = {
    "need_first": "de hulpvraag staat bovenaan",
    "need_exact": "precies de bedoelde hulpvraag staat bovenaan",
    "need_within_three": "de hulpvraag staat bij de eerste drie",
    "bouwsteen": "de bouwsteen klopt",
    "other_talk": "gewone praat en de wens om een mens te spreken zijn gehoord",
    "calm": "gewone zinnen gaven geen alarm",
    "audience": "over wie het gaat klopt",
    "condition": "de genoemde ziekte klopt",
    "no_condition": "er is geen ziekte verzonnen",
    "weakest_need": "de zwakste hulpvraag",
    "weakest_style": "de zwakste manier van praten",
}
FIGURES = DANGER | OTHER
