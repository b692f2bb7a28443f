"""Whatever visitors and staff typed is words, everywhere at the desk and in what is taken from it: in a real browser
nothing of it runs, nothing is fetched, nothing of the page moves, and it reads as it was written."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, ViewportSize

from catalogue.transfer.cells import unsafe_cell
from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.common.hostile_messages import MESSAGES
from tests.web.quality_desk.talks import EXPORT
from tests.web.staff.login import sign_in
from tests.web.talk_desk.transcripts import HOME, place
from tests.web.told_desk import SLUG, Told, telling
from web.conversations import patterns
from web.review.wording import LONGEST_TAG

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
KINDS = """() => [...document.querySelectorAll('*')].map((one) =>
  [one.namespaceURI, one.localName, ...[...one.attributes].map((each) => each.name).sort()].join(' '))"""
"""What a page is made of: each element with the names of its attributes."""
OPEN_ALL = "() => { for (const one of document.querySelectorAll('details')) one.open = true; }"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONTENT = "(all) => all.map((one) => one.textContent)"
SEEN = "(all) => all.map((one) => one.innerText)"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Told]:
    """The desk with all that is hostile."""
    with telling(tmp_path_factory.mktemp("hostile"), migrated_file, MESSAGES) as desk:
        yield desk


@pytest.fixture(scope="module")
def ours(browser: Browser, tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> frozenset[str]:  # noqa: F811
    """All kinds of elements of the desk when there is nothing but plain words in it."""
    plain = tuple(
        f"gewone tekst {number}" for number in range(len(MESSAGES))
    )  # as many, so that there are as many pages
    kinds: set[str] = set()
    with telling(tmp_path_factory.mktemp("plain"), migrated_file, plain) as desk, visiting(browser, desk, DESK) as page:
        for path in (*pages_of(desk), f"{HOME}?woorden=gewone"):
            page.goto(desk.address + path)
            kinds |= set(page.evaluate(KINDS))
    return frozenset(kinds)


@pytest.fixture(scope="module")
def opened(told: Told) -> list[str]:
    """The pages of the desk with all that is hostile."""
    return pages_of(told)


@contextmanager
def visiting(browser: Browser, desk: Told, size: ViewportSize, *, policy: bool = True) -> Iterator[Page]:  # noqa: F811
    """Somebody of the staff in a browser. Nothing may run, fail or be fetched elsewhere; without `policy` the browser
    would let it."""
    wrong: list[str] = []
    context = browser.new_context(viewport=size, bypass_csp=not policy)
    page = context.new_page()

    def asked(dialog: Dialog) -> None:
        if dialog.type != "beforeunload":  # that one is ours: a form with something in it is not left just like that
            wrong.append(f"dialog: {dialog.message}")
        dialog.accept()

    def logged(said: ConsoleMessage) -> None:
        where = said.location.get("url", "")
        if said.type in {"error", "warning"} and not where.endswith("/favicon.ico"):  # of the parts that are no page
            wrong.append(f"console: {said.text} at {where}")

    page.on("dialog", asked)
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("console", logged)
    context.on("request", lambda sent: None if sent.url.startswith(desk.address) else wrong.append(f"asks {sent.url}"))
    context.on("page", lambda _: wrong.append("another window"))
    sign_in(page, desk.address, desk.viewer.email)
    yield page
    assert wrong == []
    context.close()


def client_of(desk: Told) -> httpx.Client:
    """The same colleague without a browser."""
    return httpx.Client(base_url=desk.address, headers={"cookie": desk.cookie}, timeout=60)


def pages_of(desk: Told) -> list[str]:
    """Every page of the desk that this colleague can open. What is no page must be a file, which no browser opens."""
    found = []
    with client_of(desk) as client:
        for path in desk.paths:
            answer = client.get(path)
            assert answer.status_code < 500, path
            if answer.status_code != 200:
                continue
            if answer.headers["content-type"].startswith("text/html"):
                found.append(path)
            else:
                assert answer.headers["content-disposition"].startswith("attachment"), path
                assert answer.headers["x-content-type-options"] == "nosniff", path
    return found


def in_page(text: str) -> str:
    """A text as a browser has it after reading it: without NUL, with one kind of line end."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def read(text: str) -> str:
    """What there is to read of a text: blanks alike, and without what cannot be seen."""
    return "".join(one for one in text if not one.isspace() and unicodedata.category(one) not in {"Cc", "Cf"})


def test_there_are_a_hundred_and_each_can_be_told_apart() -> None:
    assert len(MESSAGES) >= 100
    assert len({text[:LONGEST_TAG] for text in MESSAGES}) == len(MESSAGES)


@pytest.mark.parametrize(("size", "policy"), [(PHONE, True), (DESK, False)], ids=["phone", "desk without a policy"])
def test_no_page_runs_it_or_is_changed_by_it(
    browser: Browser,  # noqa: F811
    told: Told,
    opened: list[str],
    ours: frozenset[str],
    size: ViewportSize,
    policy: bool,
) -> None:
    kept = (HOME, place(told.talk), "/bureau/leren", f"/bureau/contactvragen/{told.request}", f"/bureau/aanbod/{SLUG}")
    assert {*kept, "/bureau/kwaliteit", "/bureau/logboek", f"{HOME}/bewaren"} <= set(opened)
    assert place(told.talk, f"/bericht/{len(MESSAGES) + 1}/voorbeeld") in opened
    wrong = []
    with visiting(browser, told, size, policy=policy) as page:
        for path in opened:
            page.goto(told.address + path)
            if strange := set(page.evaluate(KINDS)) - ours:
                wrong.append(f"{path} has {sorted(strange)}")
            page.evaluate(OPEN_ALL)
            if (wide := page.evaluate(TOO_WIDE)) > 0:
                wrong.append(f"{path} is {wide} px too wide")
    assert wrong == []


def test_it_reads_as_it_was_written(browser: Browser, told: Told) -> None:  # noqa: F811
    written = [in_page(text) for text in told.texts]
    whole = in_page(told.whole)
    with visiting(browser, told, DESK) as page:

        def shows(place: str, texts: list[str], *, around: tuple[str, str] = ("", "")) -> None:
            """In these elements stand these texts, to the letter; and all there is to see of them can be seen."""
            found = page.locator(place)
            assert found.evaluate_all(CONTENT) == [f"{around[0]}{text}{around[1]}" for text in texts], place
            assert [read(text) for text in found.evaluate_all(SEEN)] == [
                read(f"{around[0]}{text}{around[1]}") for text in texts
            ], place

        page.goto(told.address + place(told.talk))
        page.evaluate(OPEN_ALL)
        shows("[data-bericht] > blockquote.said", [*written, whole])
        shows("[data-bericht] .note .own-lines", written)
        assert page.locator(".tag__off").evaluate_all("(all) => all.map((one) => one.value)") == [
            in_page(text[:LONGEST_TAG].replace("\0", "\ufffd")) for text in told.texts
        ]
        shows("#opvolgen > p.own-lines", [whole])
        shows(".talk__about blockquote.said", [whole, whole])
        page.goto(told.address + place(told.talk, f"/bericht/{len(MESSAGES) + 1}/voorbeeld"))
        shows("blockquote.said", [whole])
        page.goto(told.address + "/bureau/leren")
        shows("article p.lead", [in_page(text) for text in told.examples], around=("‘", "’"))
        shows("table tbody th", [in_page(text) for text in told.examples])
        page.goto(f"{told.address}/bureau/contactvragen/{told.request}")
        shows("p.words.box", [whole])
        shows(".ways a", [whole, whole])
        shows(".steps .words", [in_page(text) for text in reversed(told.steps)])
        page.goto(f"{told.address}/bureau/aanbod/{SLUG}")
        shows(".opinions li > p:last-child", [whole])


def test_what_was_written_can_be_looked_for(browser: Browser, told: Told, ours: frozenset[str]) -> None:  # noqa: F811
    with visiting(browser, told, PHONE) as page:
        for text in told.texts[::4]:  # they all come into the page in the same two places
            page.goto(f"{told.address}{HOME}?woorden={quote(text)}")
            assert read(page.get_by_label("Woorden", exact=True).input_value()) == read(" ".join(text.split())[:200])
            assert page.locator(f"table a[href^='{place(told.talk)}?']").count() == 1, repr(text)
            assert set(page.evaluate(KINDS)) <= ours, repr(text)
            assert page.evaluate(TOO_WIDE) <= 0, repr(text)


def test_a_line_of_the_jsonl_is_a_talk_with_the_texts_as_they_were(told: Told) -> None:
    with client_of(told) as client:
        file = client.get(f"{EXPORT}/bestand", params={"vorm": "jsonl"}).content.decode()
    assert file.splitlines() == file.removesuffix("\n").split("\n")
    [talk] = [json.loads(line) for line in file.splitlines()]
    assert [one["tekst"] for one in talk["berichten"]] == [*told.texts, told.whole]
    assert [one["labels"] for one in talk["berichten"]] == [*([text[:LONGEST_TAG]] for text in told.texts), []]
    assert [one["notities"] for one in talk["berichten"]] == [*([patterns.redact(text)] for text in told.texts), []]
    assert [one["toelichting"] for one in talk["waardering"]] == [told.whole, told.whole]


def test_no_cell_of_the_csv_begins_a_formula_and_each_text_comes_back(told: Told) -> None:
    with client_of(told) as client:
        file = client.get(f"{EXPORT}/bestand", params={"vorm": "csv"}).content.decode()
    head, *rows = csv.reader(io.StringIO(file.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert {len(row) for row in rows} == {len(head)}
    wide = unicodedata.normalize("NFKC", "".join(read(cell)[:1] for row in rows for cell in row))
    assert not set("=+-@") & set(wide)
    found = {name: [unsafe_cell(cell) for cell in column] for name, column in zip(head, zip(*rows))}
    assert found["tekst"] == [*told.texts, told.whole]
    assert found["labels"] == [*(text[:LONGEST_TAG] for text in told.texts), ""]
    assert found["notities"] == [*(patterns.redact(text) for text in told.texts), ""]
