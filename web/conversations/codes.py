"""Codes with which a visitor comes back to a talk: made, typed back, found. Nobody's identity is in them.

A code is ten characters, written XXX-XXX-XXXX. Without vowels it spells no word; without S, Z, B and Q nothing in it is
easily taken for something else. What people type for a digit (O, I, L, S, Z, B) is read as that digit.
Ten of 25 characters are 46 bits: guessing is hopeless at ten wrong codes an hour.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from web.conversations.models import ResumeCode, Talk
from web.slots import words

LETTERS, DIGITS = "CDFGHJKMNPRTVWX", "0123456789"
ALPHABET = DIGITS + LETTERS
LENGTH = 10
LIFETIME = timedelta(days=90)
STATE = (
    "audience",
    "audience_sure",
    "both",
    "condition",
    "region",
    "age",
    "carer_groups",
    "needs",
    "refused",
    "help",
    "shown",
    "liked",
    "avoid",
)
"""What of the state of a talk comes back: what is known of the visitor, not where the talk was or what was said."""

_MEANT = str.maketrans("OILSZB", "011528")
_GAP = re.compile(r"[\s.,:;_\-‐‑‒–—−'\"“”‘’()]+")
_CUE = re.compile(
    r"\W* (?: (?:ik\ heb|hier\ is|dit\ is)\  )? (?: (?:mijn|m'n|de|een)\  )? code\b (?:\ is\b)? \W*",
    re.IGNORECASE | re.VERBOSE,
)
_GROUPED = re.compile(r"\W*\w{3}[\s\-‐‑‒–—]+\w{3}[\s\-‐‑‒–—]+\w{4}\W*")
_LONGEST = 80
_OPPOSITES = {"needs": "refused", "refused": "needs"}


def make() -> str:
    """A new bare code. It always holds letters and digits, so that no telephone number looks like one."""
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if _looks_made(drawn):
            return drawn


def shown(bare: str) -> str:
    """A bare code as people read it."""
    return f"{bare[:3]}-{bare[3:6]}-{bare[6:]}"


def typed(text: str) -> str | None:
    """The bare code in what somebody typed, forgiving of case, spaces, dashes and look-alikes; None when it is none."""
    if len(text) > _LONGEST:
        return None
    bare = _GAP.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_MEANT)
    return bare if len(bare) == LENGTH and set(bare) <= set(ALPHABET) and _looks_made(bare) else None


@dataclass(frozen=True)
class Heard:
    """A code in a message of the talk. `surely` when it cannot well be anything else than a code."""

    code: str
    surely: bool


def in_message(text: str) -> Heard | None:
    """The code, when a message consists of just that, possibly after 'mijn code is'.

    'Ik kom nooit' has ten letters that could each be meant for a character of a code; so without a cue some digits must
    really have been typed.
    """
    if len(text) > _LONGEST:
        return None
    cue = _CUE.match(text)
    rest = text[cue.end() :] if cue else text
    code = typed(rest)
    if code is None or (cue is None and sum(char in DIGITS for char in rest) < 2):
        return None
    return Heard(code, cue is not None or _GROUPED.fullmatch(rest) is not None)


def _looks_made(bare: str) -> bool:
    return sum(char in LETTERS for char in bare) >= 3 and sum(char in "2346789" for char in bare) >= 2


def _hash(bare: str) -> str:
    return hashlib.sha256(bare.encode()).hexdigest()


def give(session: Session, talk: str, now: datetime) -> tuple[str, datetime]:
    """A new code for a talk, and until when it works; codes that the talk had before work no more."""
    session.execute(delete(ResumeCode).where(ResumeCode.talk_id == talk))
    code, until = make(), now + LIFETIME
    session.add(ResumeCode(code_hash=_hash(code), talk_id=talk, created_at=now, expires_at=until))
    return shown(code), until


@dataclass(frozen=True)
class Kept:
    """What a code leads to: the talk it belongs to now, and what of that talk comes back."""

    code: str
    talk: str
    state: dict[str, Any]


def find(session: Session, code: str, now: datetime) -> Kept | None:
    """What a bare code leads to; None when nobody was given it, it is too old, or its talk was erased."""
    row = session.execute(
        select(Talk.id, Talk.state)
        .join(ResumeCode, ResumeCode.talk_id == Talk.id)
        .where(ResumeCode.code_hash == _hash(code), ResumeCode.expires_at > now)
    ).first()
    if row is None:
        return None
    # What a website told is not the visitor's to come back to: another website may tell something else.
    left_out = words(row.state.get("presumed"))
    kept = {name: row.state[name] for name in STATE if name not in left_out and row.state.get(name) is not None}
    return Kept(code, row.id, kept)


def move(session: Session, code: str, talk: str) -> None:
    """Let a code lead to the talk in which it was used: the next time that one is the latest."""
    session.execute(update(ResumeCode).where(ResumeCode.code_hash == _hash(code)).values(talk_id=talk))


def merged(present: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """A state with what came back: what the visitor says today goes before what was said then.

    What was said then goes before what only the website told today.
    """
    presumed = words(present.get("presumed"))
    present = {name: now for name, now in present.items() if not (name in presumed and name in kept)}
    found = dict(present)
    if presumed:
        found["presumed"] = [name for name in presumed if name not in kept]
    for name, then in kept.items():
        now = present.get(name)
        if isinstance(then, list):
            # Who asks today for what was refused then has thought again, and the other way round.
            today, opposite = _items(now), _items(present.get(_OPPOSITES.get(name, "")))
            found[name] = [*today, *(item for item in then if item not in today and item not in opposite)]
        elif name != "audience_sure" and (now is None or now is False):
            found[name] = then
    if present.get("audience") is None and "audience" in kept:
        # Whether it is sure goes with who it is.
        found["audience_sure"] = kept.get("audience_sure", False)
    return found


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def clean(session: Session, now: datetime) -> int:
    """Delete codes that work no more; tells how many."""
    gone = delete(ResumeCode).where(ResumeCode.expires_at <= now).returning(ResumeCode.code_hash)
    return len(session.execute(gone).all())
