"""An editor who breaks the words of a page is told which line, and the service does not start with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from web.mine.contact_words import ContactWords
from web.site import content
from web.texts import TextsError


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("{within} neemt", "{binnen} neemt", "form.intro: Value error, between braces only {within} may stand"),
        ("{within} neemt", "{within.x} neemt", "form.intro"),
        ("{within} neemt", "{within neemt", "form.intro"),
        (
            '    lotgenoten: "Ik zoek',
            '    lotgenoot: "Ik zoek',
            "summary.needs: Value error, one sentence for each need",
        ),
        (
            '    als: "ALS"',
            '    griep: "griep"',
            "summary.conditions: Value error, not in vocabulary/conditions.tsv: griep",
        ),
        ('again: "Stuur een nieuwe vraag"', 'again: ""', "again"),
        ("within:", "within: [", "contact.yml, line"),
    ],
)
def test_broken_words_are_refused_by_name(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    words = (content.FOLDER / "contact.yml").read_text(encoding="utf-8")
    assert words.count(right) == 1
    (tmp_path / "contact.yml").write_text(words.replace(right, wrong), encoding="utf-8")
    with pytest.raises(TextsError) as refused:
        content.load("contact", ContactWords, tmp_path)
    assert said in str(refused.value)


def test_a_consent_of_other_words_has_another_mark() -> None:
    consent = content.load("contact", ContactWords).consent
    other = consent.model_copy(update={"tick": "Ja, alles mag."})
    assert consent.mark != other.mark
    assert consent.mark.startswith(f"{consent.version}-")
