"""Checks on single values: plain text, https addresses, telephone numbers, e-mail addresses and slugs.

Each function returns the cleaned value or raises ValueError with a Dutch sentence. What comes through is safe to
show as plain text and to put in a link: no markup, no control characters, no other scheme than https.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from catalogue.slugs import RESERVED

_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
_URL_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})")
_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
_PHONE = re.compile(r"\+?\(?[0-9][0-9 ()-]{1,22}[0-9]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
URL_LENGTH = 500
_MOST_READ = 5_000


def plain(value: str, longest: int) -> str:
    """Text on one line, without markup or characters that do not show. At most `longest` characters."""
    if len(value) > _MOST_READ:  # normalising a long row of accents takes time with the square of its length
        raise ValueError(f"is te lang: {len(value)} tekens, hoogstens {longest}")
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if not text:
        raise ValueError("is leeg")
    if len(text) > longest:
        raise ValueError(f"is te lang: {len(text)} tekens, hoogstens {longest}")
    if not text.isprintable() and any(unicodedata.category(character) in _HIDDEN for character in text):
        raise ValueError("bevat tekens die niet zichtbaar zijn")
    if "<" in text or ">" in text:
        raise ValueError("bevat < of >; schrijf gewone tekst, zonder opmaak")
    return text


def https_url(value: str) -> str:
    """A public web address that begins with https:// and names a host, without user name or password."""
    if len(value) > URL_LENGTH:
        raise ValueError(f"het webadres is te lang, hoogstens {URL_LENGTH} tekens")
    if not value.startswith("https://"):
        raise ValueError("het webadres moet beginnen met https://")
    if not _URL_CHARACTERS.fullmatch(value):
        raise ValueError("het webadres bevat een spatie of een teken dat niet in een webadres hoort")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise ValueError("dit is geen geldig webadres") from None
    if "@" in parts.netloc:
        raise ValueError("een webadres met een gebruikersnaam of wachtwoord mag niet")
    if port is not None and port != 443:
        raise ValueError("een webadres met een poortnummer mag niet")
    if not _HOST.fullmatch((parts.hostname or "").lower()):
        raise ValueError("het webadres noemt geen geldige site, zoals www.voorbeeld.nl")
    return value


def email(value: str) -> str:
    """An e-mail address such as info@voorbeeld.nl."""
    if len(value) > 120 or not _EMAIL.fullmatch(value):
        raise ValueError("dit is geen geldig e-mailadres")
    return value


def phone(value: str) -> str:
    """A telephone number as people write it: 088 0767 000, 0800-0113, 14 0299, +31 20 123 4567."""
    digits = sum(character.isdigit() for character in value)
    if not _PHONE.fullmatch(value) or not 3 <= digits <= 15 or value.count("(") != value.count(")"):
        raise ValueError("dit is geen geldig telefoonnummer; gebruik alleen cijfers, spaties, streepjes en +")
    return value


def slug(value: str) -> str:
    """The lasting name of a record: small letters, digits and single hyphens, at most 80 characters."""
    if len(value) > 80 or not _SLUG.fullmatch(value):
        raise ValueError("mag alleen kleine letters, cijfers en losse streepjes hebben, hoogstens 80 tekens")
    if value in RESERVED:
        raise ValueError(f"'{value}' is al een adres van het bureau; kies een andere naam")
    return value
