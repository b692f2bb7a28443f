"""Values that somebody might send to do harm, each for the field it aims at.

Through every way in (a form, a table, YAML, the API) each is refused with a Dutch sentence at its field, or stored and
inert: shown as text, never run, in no export a formula. `accepted` says which of the two; None: either will do.
"""

from __future__ import annotations

from typing import NamedTuple


class Hostile(NamedTuple):
    """A value, the column it is put in, and whether it may be stored."""

    field: str
    value: str
    accepted: bool | None = False


_LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "JAVASCRIPT:alert(1)//https://www.voorbeeld.nl",
    " javascript:alert(1)",
    "\tjavascript:alert(1)",
    "\u0001javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\rscript:alert(1)",
    "java\u0000script:alert(1)",
    "java\u200bscript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "javascript%3Aalert(1)",
    "%6Aavascript:alert(1)",
    "\uff4aavascript:alert(1)",
    "javascript\uff1aalert(1)",
    "jav\u0430script:alert(1)",
    "javascript://www.voorbeeld.nl/%0Aalert(1)",
    "https:javascript:alert(1)",
    "https://javascript:alert(1)@www.voorbeeld.nl",
    "view-source:https://www.voorbeeld.nl",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "DATA:text/html,alert(1)",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "http://www.voorbeeld.nl",
    "//www.voorbeeld.nl",
    "ht\u0442ps://www.voorbeeld.nl",
    "https://www.voorbeeld.nl/<script>",
    'https://www.voorbeeld.nl/"onmouseover="alert(1)',
    "https://www.voorbeeld.nl\\@kwaad.nl",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://voorb\u0435eld.nl",
    "https://www.voorbeeld.nl/\u202egnp.exe",
)
_TEXTS: tuple[tuple[str, bool | None], ...] = (
    ("<script>alert(1)</script>", False),
    ("<img src=x onerror=alert(1)>", False),
    ("<svg/onload=alert(1)>", False),
    ("</textarea><script>alert(1)</script>", False),
    ('"><b onmouseover=alert(1)>', False),
    ("&lt;script&gt;alert(1)&lt;/script&gt;", True),
    ("{{7*7}} {% raw %} ${7*7} #{7*7}", True),
    ("'; DROP TABLE instruments; --", True),
    ("\\'; DELETE FROM staff; --", True),
    ('=HYPERLINK("https://kwaad.nl","klik")', True),
    ("=1+1", True),
    ("+1+1", True),
    ("-1+1", True),
    ("@SUM(A1:A9)", True),
    ("|calc", True),
    ("%0A=1+1", True),
    ("\t=1+1", True),
    ("\n=1+1", True),
    ("\r=1+1", True),
    ("'=1+1", True),
    ("\u00a0=cmd|' /C calc'!A0", True),
    ("gewoon\u0000niet", False),
    ("bel\u0007 en \u001b[31mrood", False),
    ("\u202ekcilk", False),
    ("stil\u200bstaan", False),
    ("\ud800alleen", False),
    ("A" * 100_000, False),
)
_OTHERS = (
    Hostile("verified_on", "2026-02-30"),
    Hostile("verified_on", "31-02-2026"),
    Hostile("verified_on", "0000-00-00"),
    Hostile("verified_on", "morgen"),
    Hostile("valid_to", "99999-01-01"),
    Hostile("age_min", "-1"),
    Hostile("age_max", "1e9"),
    Hostile("age_min", "1" * 400),
    Hostile("verify_every", "=1+1"),
    Hostile("bouwstenen", "2; 99"),
    Hostile("needs", "somberheid; <b>"),
    Hostile("regions", "Rotterdam; Nergenshuizen"),
    Hostile("status", "gepubliceerd' OR 1=1"),
    Hostile("slug", "../../etc/passwd"),
    Hostile("slug", "Naam Met Spaties"),
    Hostile("slug", "a" * 5000),
    Hostile("phone", "0900-javascript"),
    Hostile("phone", "<1234567>"),
    Hostile("email", "a@b.nl\nbcc: iedereen@kwaad.nl"),
    Hostile("email", "<script>@voorbeeld.nl"),
    Hostile("by_experts_by_experience", "misschien"),
)
VALUES: tuple[Hostile, ...] = (
    *(Hostile("url", link) for link in _LINKS),
    *(Hostile("title", text, accepted) for text, accepted in _TEXTS),
    *(Hostile("summary", text, accepted) for text, accepted in _TEXTS[:9]),
    *(Hostile(field, "<script>alert(1)</script>") for field in ("provider", "developer", "cost", "source", "address")),
    *_OTHERS,
)
"""All of them; more than fifty."""
IDS = tuple(f"{number}-{one.field}" for number, one in enumerate(VALUES))
FORMULAS = tuple(one.value for one in VALUES if one.field == "title" and one.accepted)
"""Texts that may be stored and must stay text."""
