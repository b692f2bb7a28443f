"""What the makers of a website paste to show the chat there, and the lines for its Content-Security-Policy.

What stands inside the element is what a visitor sees until the chat is there, and goes on seeing when it does not come.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

from web.partners.record import InformationPoint, Partner
from web.partners.widget import Widget
from web.site.filters import tel

Mode = Literal["inline", "bubble", "page", "frame"]
"""How the chat stands on a website; `frame` is for who cannot add a script."""

FRAME_TITLE = "Wegwijs: vraag hulp"
FRAME_HEIGHT = 640  # px


@dataclass(frozen=True)
class Snippet:
    """One way to show the chat: `code` to paste, `where` it goes, and the lines that a strict `csp` must have."""

    mode: Mode
    title: str
    where: str
    code: str
    csp: tuple[str, ...]


def snippets(partner: Partner, public_address: str, widget: Widget | None) -> list[Snippet]:
    """The code for each mode, the one that fits most websites first.

    With a `widget` the page asks for that very version and the browser checks it; without, for the newest one.
    """
    script = _script(public_address, widget)
    script_csp = (f"script-src {public_address}", f"connect-src {public_address}")

    def element(mode: str) -> str:
        # On a website where it is not on every page the chat waits until it knows; elsewhere it is there at once.
        paths = " paths" if partner.only_paths or partner.not_paths else ""
        begin = f'<wegwijs-chat partner="{escape(partner.key)}"{mode}{paths} lang="nl">'
        inside = [f"  {line}" for line in _instead(partner, public_address)]
        return "\n".join([script, begin, *inside, "</wegwijs-chat>"])

    return [
        Snippet(
            "inline",
            "In de pagina",
            "Zet dit op de plek waar het gesprek moet komen.",
            element(""),
            script_csp,
        ),
        Snippet(
            "bubble",
            "Knop in de hoek",
            "Zet dit vlak voor </body>, op elke pagina waar de knop moet staan.",
            element(' mode="bubble"'),
            script_csp,
        ),
        Snippet(
            "page",
            "Hele pagina",
            "Zet dit op een eigen pagina, als enige inhoud tussen <body> en </body>.",
            element(' mode="page"'),
            script_csp,
        ),
        Snippet(
            "frame",
            "Zonder script (iframe)",
            "Voor wie geen script kan toevoegen. Zet dit op de plek waar het gesprek moet komen.",
            _frame(partner, public_address),
            (f"frame-src {public_address}",),
        ),
    ]


def _script(address: str, widget: Widget | None) -> str:
    if widget is None:
        return f'<script type="module" src="{escape(address)}/widget/wegwijs-chat.js"></script>'
    return (
        f'<script type="module" src="{escape(address)}/widget/{widget.version}/wegwijs-chat.js"\n'
        f'        integrity="{widget.integrity}" crossorigin="anonymous"></script>'
    )


def _frame(partner: Partner, address: str) -> str:
    frame = (
        f'<iframe src="{escape(address)}/insluiten/{escape(partner.key)}" title="{FRAME_TITLE}"\n'
        f'        width="100%" height="{FRAME_HEIGHT}" allow="microphone"></iframe>'
    )
    below = [f"  {line}" for line in _instead(partner, address)]
    return "\n".join([frame, '<div lang="nl">', *below, "</div>"])


def _instead(partner: Partner, address: str) -> list[str]:
    """Where else a visitor finds help, in words and numbers that need no service of ours."""
    lines = [
        f'<p>Komt de chat niet? <a href="{escape(address)}/wegwijzer">Gebruik de wegwijzer</a>, een formulier.</p>'
    ]
    if partner.information_point:
        lines.append(_people(partner.information_point))
    lines.append('<p>Direct gevaar? Bel <a href="tel:112">112</a>.')
    lines.append('  Denk je aan zelfmoord? Bel <a href="tel:113">113</a>.</p>')
    return lines


def _people(point: InformationPoint) -> str:
    name = escape(point.name)
    if point.url:
        name = f'<a href="{escape(point.url)}">{name}</a>'
    number = tel(point.phone)
    if point.phone and number:
        return f'<p>Liever een mens? Bel {name}: <a href="{number}">{escape(point.phone)}</a>.</p>'
    return f"<p>Liever een mens? Ga naar {name}.</p>"
