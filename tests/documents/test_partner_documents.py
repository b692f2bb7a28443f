"""What partners read is true: figures, names and links in docs/partners agree with the settings and the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from web.conversations import codes
from web.partner_desk.snippet import snippets
from web.partners.record import Partner
from web.partners.widget import Widget
from web.settings import ROOT, Settings

FOLDER = ROOT / "docs" / "partners"
DOCUMENTS = sorted(FOLDER.glob("*.md"))
WITH_LINKS = [*DOCUMENTS, *sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]
GUIDE = (FOLDER / "handleiding.md").read_text(encoding="utf-8")


def usual(name: str) -> object:
    """The value of a setting when an operator chose nothing."""
    return Settings.model_fields[name].default


@pytest.mark.parametrize("document", WITH_LINKS, ids=lambda file: file.name)
def test_every_link_and_picture_of_a_document_is_there(document: Path) -> None:
    found = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    missing = [link for link in found if "://" not in link and not (document.parent / link).exists()]
    assert missing == []


def test_the_guide_shows_each_way_on_a_phone_and_on_a_desk() -> None:
    for mode in ("inline", "bubble", "page"):
        for width in (360, 1280):
            assert f"../images/widget-{mode}-{width}.png" in GUIDE


@pytest.mark.parametrize("name", ["privacyverklaring.md", "dpia.md"])
def test_documents_tell_the_times_that_are_kept_unless_an_operator_chooses_otherwise(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    raw, redacted = usual("retention_raw_days"), usual("retention_redacted_days")
    told = {int(days) for days in re.findall(r"(\d+) dagen", text)}
    assert {raw, redacted, codes.LIFETIME.days} <= told
    # Nothing is said of other days, but for the copies that an operator makes (at most 30).
    assert told <= {raw, redacted, codes.LIFETIME.days, 30}
    assert {float(hours) for hours in re.findall(r"(\d+) uur na", text)} == {usual("session_hours")}


def test_every_field_of_the_register_is_within_its_length() -> None:
    text = (FOLDER / "algoritmeregister.md").read_text(encoding="utf-8")
    fields = re.findall(r"^\| [^|]*\((\d+)\)[^|]*\| (.*) \|$", text, re.MULTILINE)
    assert len(fields) >= 10
    assert [value for most, value in fields if len(value) > int(most)] == []


def test_the_register_gives_the_figures_of_the_model_card() -> None:
    card = (ROOT / "docs" / "model-card.md").read_text(encoding="utf-8")
    figures = {
        name: float(value) for name, value in re.findall(r"^\| `(\w+)` \|[^|]*\| (0\.\d+) \|", card, re.MULTILINE)
    }
    shares = [figures[name] for name in ("danger_self", "danger_other", "danger_violence")]
    shares += [1 - figures["danger_calm"], figures["need_first"], figures["need_within_three"]]
    text = (FOLDER / "algoritmeregister.md").read_text(encoding="utf-8")
    measured = text[text.index("Gemeten op") : text.index("Sommige groepen")]
    told = [int(share) for share in re.findall(r"(?:bij|, en bij|bij de|bij) (\d+)%", measured)]
    assert told == [round(100 * share) for share in shares]


def test_the_guide_names_every_event_of_the_widget_and_no_other() -> None:
    types = (ROOT / "widget" / "src" / "types.d.ts").read_text(encoding="utf-8")
    assert set(re.findall(r"wegwijs:[a-z]+", GUIDE)) == set(re.findall(r'^  "(wegwijs:[a-z]+)":', types, re.MULTILINE))


def test_the_guide_names_every_token_of_the_widget_and_no_other() -> None:
    sheet = (ROOT / "widget" / "src" / "styles.css").read_text(encoding="utf-8")
    table = GUIDE[GUIDE.index("| token") : GUIDE.index("Verander je kleuren")]
    rows = [row for row in table.splitlines()[2:] if row.startswith("|")]
    told = {f"--wegwijs-{name}" for row in rows for name in re.findall(r"`([a-z-]+)`", row.split("|")[1])}
    assert told == set(re.findall(r"--wegwijs-[a-z-]+", sheet))


def test_the_guide_shows_the_code_and_the_lines_that_partners_get() -> None:
    service, widget = "https://WEGWIJS", Widget("VERSIE", "sha384-…")
    ways = {one.mode: one for one in snippets(Partner(key="sleutel", name="Een partner"), service, widget)}
    shown = GUIDE.replace("SLEUTEL", "sleutel").replace("\n   ", "\n")
    assert ways["inline"].code in shown
    for mode in ("inline", "frame"):
        assert f"`{'; '.join(ways[mode].csp)}`" in GUIDE
    assert f"{service}/insluiten/SLEUTEL" in GUIDE
