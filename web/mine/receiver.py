"""Who gets a request for contact: the own people of the website, or who fills the role in the visitor's region."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.roles import Contact, contact_for
from web.catalogue_door import CatalogueSilentError
from web.conversations.contact_requests import Role
from web.conversations.store import PageTalk
from web.mine.contact_words import Roles, RoleWords
from web.mine.door import Door
from web.mine.known import Known
from web.partners.record import InformationPoint


@dataclass(frozen=True)
class Receiver:
    """Sentences about who gets it: what that person is, where the request goes, who reads it."""

    title: str
    what: str
    to: str
    reader: str
    other: str


def in_words(role: Role, found: Contact | InformationPoint | None, roles: Roles) -> Receiver:
    """The sentences; without a contact in the region itself they promise nobody in particular."""
    words: RoleWords = getattr(roles, role)
    if isinstance(found, InformationPoint):
        to, reader = roles.to_own.format(name=found.name), words.reader_named.format(word=words.word, name=found.name)
        return Receiver(words.title, words.what.format(word=words.word), to, reader, words.other)
    local = found if found is not None and found.region is not None else None
    word = (local.own_word if local and role == "casusregisseur" else None) or words.word
    name = _name(local, role)
    if name is None:
        to, reader = words.to_unknown.format(word=word), words.reader_unknown.format(word=word)
    else:
        to, reader = words.to_named.format(word=word, name=name), words.reader_named.format(word=word, name=name)
    return Receiver(words.title, words.what.format(word=word), to, reader, words.other)


def _name(local: Contact | None, role: Role) -> str | None:
    if local is None:
        return None
    return local.name or (local.own_word if role == "informatiepunt" else None)


async def look_up(door: Door, role: Role, talk: PageTalk) -> Contact | InformationPoint | None:
    """Who fills the role for a visitor; None when nobody does, or the catalogue is silent."""
    own, known = door.own_point(talk) if role == "informatiepunt" else None, Known.of(talk.state)
    if own is not None:
        return own
    try:
        return await door.catalogue.read(
            lambda session: contact_for(session, role, known.region, known.audience, conditions=(known.condition,))
        )
    except CatalogueSilentError:
        return None
