"""What the widget shows beside and instead of the labels of the service: names of labels, and drawings on buttons."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from vocabulary import bouwstenen, needs, people
from web.site import content

_FOLDER = Path(__file__).parent


class Pictogram(BaseModel):
    """A drawing of lines, and the words on the buttons that have it. It is for the eye alone: the words say it all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, exclude=True)
    lines: str = Field(pattern=r"^[MmLlHhVvCcQqTtAaZz0-9 .,-]+$", description="A path of SVG on a field of 24 by 24")
    labels: tuple[str, ...] = Field(min_length=1)


class Pictograms(RootModel[tuple[Pictogram, ...]]):
    """All of them; no button has two."""

    @model_validator(mode="after")
    def _one_each(self) -> Pictograms:
        twice = [label for label, count in Counter(self._labels()).items() if count > 1]
        if twice:
            raise ValueError(f"these words have two drawings: {', '.join(twice)}")
        return self

    def _labels(self) -> list[str]:
        return [label for drawing in self.root for label in drawing.labels]


def pictograms(folder: Path = _FOLDER) -> tuple[Pictogram, ...]:
    """The drawings of `pictograms.yml`. Raises TextsError that names the file and the wrong line or field."""
    return content.load("pictograms", Pictograms, folder).root


def titles() -> dict[str, str]:
    """What a visitor calls a need, a bouwsteen (by its number) or an audience. No label is in two of the tables."""
    found = people.audiences() | {label: need.title for label, need in needs.load().items()}
    return found | {str(nr): bouwsteen.title for nr, bouwsteen in bouwstenen.load().items()}
