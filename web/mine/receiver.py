"""Who gets a request for contact, in the word of the visitor's own region (catalogue, 'roles')."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.roles import Contact, contact_for
from web.catalogue_door import CatalogueDoor, CatalogueSilentError
from web.conversations.contact_requests import Role
from web.mine.contact_words import Roles, RoleWords
from web.mine.known import Known


@dataclass(frozen=True)
class Receiver:
    """Sentences about who gets it: what that person is, where the request goes, who reads it."""

    title: str
    what: str
    to: str
    reader: str
    other: str


def in_words(role: Role, found: Contact | None, roles: Roles) -> Receiver:
    """The sentences; without a contact in the region itself they promise nobody in particular."""
    words: RoleWords = getattr(roles, role)
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


async def look_up(catalogue: CatalogueDoor, role: Role, known: Known) -> Contact | None:
    """Who fills the role for somebody; None when nobody does, or the catalogue is silent."""
    try:
        return await catalogue.read(
            lambda session: contact_for(session, role, known.region, known.audience, conditions=(known.condition,))
        )
    except CatalogueSilentError:
        return None
