"""How a Dutch word sounds, roughly: words that are spelled by ear ('alsheimer', 'fibromialchie') come out the same."""

from __future__ import annotations

_SAME = (
    ("sch", "sg"),
    ("sh", "sj"),
    ("th", "t"),
    ("ph", "f"),
    ("ck", "k"),
    ("ch", "g"),
    ("tz", "s"),
    ("ts", "s"),
    ("ks", "x"),
    ("zh", "s"),
    ("sj", "s"),
    ("rh", "r"),
    ("ij", "ei"),
    ("ou", "au"),
    ("oi", "eu"),
    ("ue", "eu"),
    ("ie", "i"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("y", "i"),
    ("z", "s"),
    ("v", "f"),
    ("c", "k"),
    ("q", "k"),
    ("dt", "t"),
)


def sound(word: str) -> str:
    """The sounds of a folded word, one letter each; doubled letters count once and a `d` at the end sounds as `t`."""
    for written, said in _SAME:
        word = word.replace(written, said)
    single = "".join(letter for place, letter in enumerate(word) if not place or word[place - 1] != letter)
    return single[:-1] + "t" if single.endswith("d") else single
