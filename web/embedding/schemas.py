"""What the widget is told about the website it stands on."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from web.embedding.words import Pictogram
from web.partners.record import InformationPoint, Theme


class HelpLine(BaseModel):
    """A number for who is in danger."""

    name: str
    phone: str
    url: str
    when: str


class WidgetSettings(BaseModel):
    """Name and looks of the chat on one website, and whom to turn to when the service is out of reach."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "name": "Zorggroep Haven",
                "on": True,
                "theme": "huisstijl",
                "heading": "Vraag het Wegwijs",
                "privacy_url": "https://www.haven.example/privacy",
                "only_paths": ["/zorg/*"],
                "not_paths": ["/zorg/spoed"],
                "information_point": {
                    "name": "Informatiepunt Haven",
                    "phone": "010 123 45 67",
                    "url": "https://www.haven.example/informatiepunt",
                    "text": "Op werkdagen van 9 tot 17 uur.",
                },
                "help_lines": [
                    {"name": "112", "phone": "112", "url": "https://www.112.nl", "when": "bij direct gevaar"}
                ],
                "pictograms": [{"lines": "M4 13l5 5L20 6", "labels": ["Dit past bij mij"]}],
                "titles": {"lotgenoten": "Mensen die hetzelfde meemaken", "3": "Hulp vinden die past"},
            }
        }
    )

    name: str | None = Field(description="Name of the partner; null on a page of the service itself")
    on: bool = Field(description="Whether the chat shows itself at all")
    theme: Theme
    heading: str | None
    privacy_url: str | None = Field(description="Privacy page of the website; without it that of the service holds")
    only_paths: list[str] = Field(description="Paths where it shows itself, `*` only at the end; none: everywhere")
    not_paths: list[str] = Field(description="Paths where it does not, also when `only_paths` says so")
    information_point: InformationPoint | None
    help_lines: list[HelpLine]
    pictograms: list[Pictogram] = Field(description="Drawings beside buttons, by the words on the button")
    titles: dict[str, str] = Field(description="Needs, bouwstenen and audiences of `understood` in words")
