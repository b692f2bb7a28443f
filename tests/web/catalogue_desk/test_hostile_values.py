"""Harmful values through the forms of the desk: refused at their field with all else kept, or stored and inert."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from sqlalchemy.orm import Session

from catalogue.editing import store
from tests.common.hostile import IDS, VALUES, Hostile
from tests.common.instruments import view
from tests.web.catalogue_desk.forms import fields_of
from tests.web.catalogue_desk.inert import wrong_in
from tests.web.mine import served
from tests.web.staff.login import LIMITS, in_database, make_account
from web.settings import Settings
from web.staff import cookie, sessions

NEW = "/bureau/aanbod/nieuw"
EDIT = "/bureau/aanbod/wandelgroep/wijzigen"
GOOD = {
    "title": "Samen wandelen",
    "summary": "Je wandelt elke week met anderen.",
    "instrument_kind": "lichamelijke_activiteit",
    "needs": "lotgenoten",
    "audiences": "patient",
    "provider": "Welzijn",
    "source": "Gebeld met de aanbieder",
    "cost": "gratis",
    "regions": "Utrecht",
}
_CHANNELS = frozenset({"url", "phone", "email", "address"})
_NOT_ASKED = frozenset({"bouwstenen"})
"""They follow from the needs."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[httpx.Client]:
    """Somebody of the staff who is logged in, on one gateway for all values."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copy(migrated_file, folder / "w.sqlite")
    url = f"sqlite:///{folder / 'w.sqlite'}"
    account, now = make_account(url), datetime.now(UTC)
    token, _ = in_database(url, lambda session: sessions.open_new(session, account.id, now, LIMITS))

    def put(session: Session) -> None:
        store.create(session, view("wandelgroep", title="Wandelgroep"), by="Beginner", now=now)

    in_database(url, put)
    settings = Settings(
        database_url=url,
        address_rate="10000/second",
        redaction_names=False,
        redaction_folder=folder / "deduce",
        contact_key_file=folder / "contactvragen.sleutel",
    )
    with served.running(settings) as address:
        headers = {"origin": address, "cookie": f"{cookie.NAME}={token}"}
        with httpx.Client(base_url=address, headers=headers, timeout=30) as client:
            yield client


@pytest.mark.parametrize("action", [NEW, EDIT], ids=["nieuw", "wijzigen"])
@pytest.mark.parametrize("hostile", VALUES, ids=IDS)
def test_a_harmful_value_is_refused_at_its_field_or_stored_and_inert(
    desk: httpx.Client, hostile: Hostile, action: str
) -> None:
    field = f"channels.{hostile.field}" if hostile.field in _CHANNELS else hostile.field
    own = f"Bron {uuid.uuid4()}"
    good = GOOD | {"source": own} if field != "source" else GOOD
    form = fields_of(desk.get(action).text, action) | {name: [value] for name, value in good.items()}
    form |= {field: [hostile.value]}
    body = urlencode(form, doseq=True, errors="surrogatepass")
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = desk.post(action, content=body, headers=kind)
    assert wrong_in(answer.text) == []
    preview = desk.post("/bureau/aanbod/voorbeeld", content=body, headers=kind)
    assert preview.status_code == 200
    assert wrong_in(preview.text) == []
    if answer.status_code == 422:
        _is_refused(answer.text, action, field, form)
    else:
        assert answer.status_code == 303, answer.text[:2000]
        assert hostile.accepted is not False or _means_nothing(hostile, action)
        _is_inert(desk, urlsplit(answer.headers["location"]).path)


def _means_nothing(hostile: Hostile, action: str) -> bool:
    """Whether the form does not ask this, or what made it harmful never arrives."""
    asked = hostile.field not in _NOT_ASKED and not (hostile.field == "slug" and action == EDIT)
    lone = any("\ud800" <= one <= "\udfff" for one in hostile.value)
    return not asked or lone or _arrives(hostile.value) != hostile.value or hostile.field == "by_experts_by_experience"


def _arrives(typed: str) -> str:
    """What a form keeps of a text: nothing around it, and no control characters."""
    return "".join(
        one for one in typed.replace("\r\n", "\n") if one in "\t\n\r" or one.isprintable() or one > "\x9f"
    ).strip()


def _is_refused(page: str, action: str, field: str, form: dict[str, list[str]]) -> None:
    assert f'id="{field}-fout"' in page
    again = fields_of(page, action)
    for name in GOOD:
        if name != field:
            assert again[name] == form[name], name
    if field not in {"needs", "audiences", "status"}:  # boxes and lists can only show what there is to choose
        assert _arrives(again[field][0]) == _arrives(form[field][0])


def _is_inert(desk: httpx.Client, path: str) -> None:
    slug = path.rpartition("/")[2]
    for address in (
        path,
        f"{path}/geschiedenis",
        f"{path}/wijzigen",
        f"/bureau/aanbod/voorbeeld?slug={slug}",
        f"/bureau/aanbod?q={slug}",
    ):
        shown = desk.get(address)
        assert shown.status_code == 200, address
        assert wrong_in(shown.text) == [], address
    assert slug in desk.get(f"/bureau/aanbod?q={slug}").text
