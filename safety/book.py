"""The rules of this room, loaded once."""

from safety.rules import load

BOOK = load()
