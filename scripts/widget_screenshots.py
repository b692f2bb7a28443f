"""Make the pictures of the widget for the documents: its modes on a website, at 360 and 1280 px, and our own page.

    .venv/bin/wegwijs serve                              in another window
    .venv/bin/python -m scripts.widget_screenshots [http://127.0.0.1:8000] [FOLDER]

1. The website around the chat is imaginary and stands below; the chat itself talks with the running service.
2. A carer tells one thing; what is seen is the answer as it really comes.
3. Each picture has a talk of its own, which is erased again.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.common.browser import ARGUMENTS, executable

FOLDER = Path(__file__).parent.parent / "docs" / "images"
SAID = "Ik zorg voor mijn man met dementie in Hoofddorp. Het wordt me te veel."
SIZES = {360: 740, 1280: 900}
STYLE = """
  * { box-sizing: border-box } body { margin: 0; font: 1rem/1.6 Georgia, serif; color: #26313d; background: #fff }
  h1 { font-size: 1.75rem; line-height: 1.2; margin: 0.5rem 0 }
  header { padding: 1rem max(1rem, calc((100vw - 66rem) / 2)); background: #e8f1ec; border-bottom: 3px solid #3f7d5f }
  header strong { font-size: 1.375rem } nav { display: flex; flex-wrap: wrap; gap: 0 1.25rem } a { color: #2d5f48 }
  main { padding: 1rem max(1rem, calc((100vw - 66rem) / 2)) } main p { max-width: 40rem }
"""
WEBSITE = """<!doctype html><html lang="nl"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Huisartsen De Linde</title>
<style>{style}</style><script type="module" src="/widget/wegwijs-chat.js"></script></head><body>{body}</body></html>"""
HEAD = """<header><strong>Huisartsen De Linde</strong><nav><a href="#">Afspraak</a> <a href="#">Recepten</a>
<a href="#">Mantelzorg</a> <a href="#">Contact</a></nav></header>"""
TEXT = """<h1>Zorg je voor iemand die ziek is?</h1>
<p>Dat kan veel van je vragen. Op deze pagina vind je hulp bij jou in de buurt. Praat met Wegwijs, of bel onze
assistente.</p>"""
MORE = """<h2>Even vrij</h2><p>Iemand anders kan de zorg een middag overnemen. Vraag het aan de gemeente.</p>
<h2>Praten helpt</h2><p>Elke eerste dinsdag van de maand komen mantelzorgers bij ons bij elkaar. Er is koffie.</p>
<h2>Bel ons</h2><p>We zijn open van maandag tot en met vrijdag, van 8 tot 17 uur.</p>"""
BODIES = {
    "inline": f"{HEAD}<main>{TEXT}<wegwijs-chat></wegwijs-chat></main>",
    "bubble": f'{HEAD}<main>{TEXT}{MORE}</main><wegwijs-chat mode="bubble"></wegwijs-chat>',
    "page": '<wegwijs-chat mode="page"></wegwijs-chat>',
}


@dataclass(frozen=True)
class Shot:
    """One picture: a mode at a width; a bubble that is `closed` shows its button alone."""

    mode: str
    width: int
    closed: bool = False

    @property
    def name(self) -> str:
        return f"widget-{self.mode}{'-dicht' if self.closed else ''}-{self.width}.png"


SHOTS = (
    *(Shot(mode, width) for mode in BODIES for width in SIZES),
    *(Shot("bubble", width, closed=True) for width in SIZES),
)


def take(browser: Browser, address: str, shot: Shot, folder: Path) -> None:
    """One picture in a window of its own. Raises playwright's TimeoutError when the chat does not come."""
    page = _window(browser, shot.width, SIZES[shot.width])
    website = f"{address}/voorbeeld"

    def answer(route: Route) -> None:
        body = WEBSITE.format(style=STYLE, body=BODIES[shot.mode])
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route(website, answer)
    page.goto(website)
    chat = page.locator("wegwijs-chat")
    chat.evaluate("chat => customElements.whenDefined('wegwijs-chat')")
    if shot.closed:
        page.wait_for_timeout(500)
    else:
        _talk(page, shot.mode)
    page.screenshot(path=folder / shot.name)
    if not shot.closed:
        _erase(page)
    page.context.close()


def take_our_page(browser: Browser, address: str, folder: Path) -> None:
    """The page at `/` with suggestions: the picture of the README."""
    page = _window(browser, 1280, 1000)
    page.goto(f"{address}/")
    _talk(page, "inline")
    page.locator("wegwijs-chat").get_by_role("button", name="Laat alvast iets zien").last.click()
    page.locator("wegwijs-chat .item.cards").wait_for()
    _rest(page)
    page.screenshot(path=folder / "talk.png")
    _erase(page)
    page.context.close()


def _window(browser: Browser, width: int, height: int) -> Page:
    return browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if width < 1000 else 1,
        locale="nl-NL",
        reduced_motion="reduce",
    ).new_page()


def _talk(page: Page, mode: str) -> None:
    chat = page.locator("wegwijs-chat")
    if mode == "bubble":
        chat.evaluate("chat => chat.open()")
    chat.locator(".item.assistant").first.wait_for()
    field = chat.locator("textarea")
    field.fill(SAID)
    field.press("Enter")
    chat.locator(".item.visitor").wait_for()
    _rest(page)


def _rest(page: Page) -> None:
    page.evaluate("document.activeElement.blur()")
    page.locator("wegwijs-chat").evaluate("chat => chat.shadowRoot.activeElement?.blur()")
    page.wait_for_timeout(800)


def _erase(page: Page) -> None:
    page.evaluate(
        """() => Promise.all(Object.values(sessionStorage).map((kept) => fetch("/api/v1/sessions/current",
            { method: "DELETE", headers: { authorization: `Bearer ${kept.split("\\n")[0]}` } }).catch(() => null)))"""
    )


def main(address: str = "http://127.0.0.1:8000", folder: str = str(FOLDER)) -> None:
    """Take all pictures."""
    arguments = [*ARGUMENTS, "--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=arguments)
        for shot in SHOTS:
            take(browser, address.rstrip("/"), shot, Path(folder))
            print(shot.name)
        take_our_page(browser, address.rstrip("/"), Path(folder))
        print("talk.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
