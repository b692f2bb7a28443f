"""No page and no file of the desk shows anything of talks, requests, feedback or examples of somebody else's region.

All pages that the app has are opened, so that a new one is never forgotten. Each kind of thing carries a word of its
own; a new kind goes into `_lay`, a new name in an address into `_Laid.value_of`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from tests.web import desk_pages, gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway
from tests.web.mine.conftest import migrated_file  # noqa: F401 - the catalogue it begins with
from tests.web.partners.websites import put_website
from tests.web.quality_desk.talks import Laid, put_all
from tests.web.request_desk.conftest import KEY, ask, worker
from tests.web.staff.login import colleague, in_database
from tests.web.talk_desk.transcripts import said
from web.conversations.models import Feedback, RawText
from web.review import examples
from web.staff.menu import PAGES
from web.staff.people import Role

pytestmark = pytest.mark.anyio

KINDS = ("bericht", "antwoord", "label", "notitie", "waardering", "aanbodwaardering", "voorbeeld", "contactvraag")
RAW = "onbewerkt"
SLUG = "mantelzorglijn"
HERE, THERE = "Ermelo", "Texel"
FIGURES_ONLY = (Role.KETENREGISSEUR, Role.KWALITEITSBEWAKER)


def mark(kind: str, region: str) -> str:
    """A word that stands nowhere else."""
    return f"merkteken{kind}{region.lower()}"


@dataclass(frozen=True)
class _Laid:
    """What lies in one region."""

    region: str
    talk: str
    request: str
    example: int

    def value_of(self, name: str) -> Iterable[str]:
        """What can stand in an address under this name; of a name that is not known here, everything."""
        known: dict[str, str] = {
            **{"talk": self.talk, "talk_id": self.talk, "seq": "1", "key": self.region.lower(), "slug": SLUG},
            **{"request_id": self.request, "example_id": str(self.example), "need": "respijtzorg"},
        }
        return [known[name]] if name in known else dict.fromkeys(known.values())


def _lay(url: str, region: str) -> _Laid:
    website = region.lower()
    put_website(url, key=website, region=region, origins=[f"https://{website}.nl"])
    answer = [{"kind": "text", "text": mark("antwoord", region)}]
    text = said(f"Hallo {mark('bericht', region)}", "respijtzorg", reply=answer)
    hidden = said(mark(RAW, region), "groet", redacted="patterns")
    [talk] = put_all(
        url,
        [
            Laid(
                (text, hidden),
                partner=website,
                verdicts=[("anna", "somberheid")],
                tag=mark("label", region),
                note=mark("notitie", region),
                reviewed=True,
                score=1,
                remark=mark("waardering", region),
            )
        ],
    )
    who, now = worker(url), datetime.now(UTC)

    def more(session: Session) -> int:
        note = mark("aanbodwaardering", region)
        session.add(Feedback(talk_id=talk, slug=SLUG, score=1, note=note, redacted="names", at=now))
        session.add(RawText(talk_id=talk, seq=1, text=mark(RAW, region), created_at=now))
        sentence = f"Ik zoek {mark('voorbeeld', region)}"
        return examples.propose(
            session, who, text=sentence, label="respijtzorg", talk_id=talk, partner=website, now=now
        )

    example = in_database(url, more)
    request = ask(url, region=region, partner=website, summary=mark("contactvraag", region), origin=talk)
    return _Laid(region, talk, request, example)


def addresses(running: Gateway, laid: _Laid) -> list[str]:
    """Every page of the desk, for what lies in a region; plain, and asked for that region."""
    found = []
    for address in desk_pages.filled(running.app.routes, laid.value_of):
        word = mark("bericht", laid.region)
        found += [address, f"{address}?website={laid.region.lower()}&woorden={word}&vorm=jsonl"]
    return found


async def seen(running: Gateway, role: Role, regions: list[str], laid: _Laid) -> AsyncIterator[tuple[str, str]]:
    """What a colleague gets to see: each address, and what stands there."""
    client = await colleague(running, role, regions, 3 if role is Role.KWALITEITSBEWAKER else None)
    for address in addresses(running, laid):
        response = await client.get(address)
        assert response.status_code < 500, f"{address}: {response.status_code}"
        yield address, response.content.decode(errors="ignore")


async def found_in(
    running: Gateway, role: Role, regions: list[str], laid: _Laid, kinds: Iterable[str]
) -> dict[str, list[str]]:
    """Which kinds of things of a region this colleague sees, and where. What was asked for is no finding."""
    found: dict[str, list[str]] = {}
    async with aclosing(seen(running, role, regions, laid)) as pages:  # type: ignore[type-var]
        async for address, text in pages:
            asked = mark("bericht", laid.region) if "woorden=" in address else ""
            for kind in kinds:
                word = mark(kind, laid.region)
                if word in text and word != asked:
                    found.setdefault(kind, []).append(address)
            for name, value in (("talk", laid.talk), ("request", laid.request)):
                if value in text and value not in address:
                    found.setdefault(f"the address of a {name}", []).append(address)
    return found


@pytest.fixture
async def lain(settings_for: SettingsFor) -> AsyncIterator[tuple[Gateway, _Laid, _Laid]]:
    settings = settings_for(contact_keys=KEY)
    url = settings.database_url
    here, there = _lay(url, HERE), _lay(url, THERE)
    async with gateway.running(settings) as running:
        yield running, here, there


async def test_every_page_of_the_menu_is_among_those_that_are_opened(running: Gateway) -> None:
    assert {address for address, _, _ in PAGES} <= set(desk_pages.paths(running.app.routes))


@pytest.mark.parametrize("role", [Role.MEDEWERKER, Role.BEHEERDER, *FIGURES_ONLY, Role.CASUSREGISSEUR])
async def test_nothing_of_another_region_is_shown(lain: tuple[Gateway, _Laid, _Laid], role: Role) -> None:
    running, _, there = lain
    assert await found_in(running, role, [HERE], there, (*KINDS, RAW)) == {}


@pytest.mark.parametrize("role", FIGURES_ONLY)
async def test_who_sees_figures_alone_reads_nothing_of_the_own_region_either(
    lain: tuple[Gateway, _Laid, _Laid], role: Role
) -> None:
    running, here, _ = lain
    assert await found_in(running, role, [HERE], here, (*KINDS, RAW)) == {}


async def test_who_may_read_sees_each_kind_of_the_own_region_but_no_raw_words(
    lain: tuple[Gateway, _Laid, _Laid],
) -> None:
    running, here, _ = lain
    found = await found_in(running, Role.MEDEWERKER, [HERE], here, (*KINDS, RAW))
    assert set(KINDS) <= found.keys()  # else this test would look for words that are nowhere
    assert RAW not in found


async def test_who_has_no_region_sees_all(lain: tuple[Gateway, _Laid, _Laid]) -> None:
    running, _, there = lain
    assert set(KINDS) <= (await found_in(running, Role.BEHEERDER, [], there, KINDS)).keys()
