"""A talk as staff read it: what was said, what was understood of it, what was answered, and what staff say of it.

Words of the visitor are shown when names were searched for, and not before. What leads to the visitor's own pages
(messages of the kind 'links') is never shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from vocabulary import bouwstenen, needs
from web.conversations.digests import fell_back
from web.conversations.models import Feedback, Talk, TalkDigest, Turn
from web.conversations.store import NAMES
from web.partners import store as websites
from web.review import dangers, notes, tags, verdicts, whole
from web.review.dangers import Danger
from web.review.models import TalkReview, TurnNote, TurnTag, TurnVerdict
from web.review.verdicts import LABELS
from web.staff.people import Colleague

_SHOWN = frozenset({"text", "notice", "choices", "cards", "safety", "contact"})
_BESIDES_LABELS = {
    "vertelt_feit": "Vertelt iets over de situatie",
    "vraag": "Vraagt iets over het gesprek",
    "verbeter": "Verbetert wat er verstaan is",
    "kies_instrument": "Kiest aanbod",
    "kies_waardering": "Zegt of het hielp",
    "toelichting": "Zegt wat er beter kan",
}
_WORTH_TELLING, _MOST_TOLD = 0.05, 3
"""What the engine hardly thought of only hides what it did."""
_FACTS = {"audience": "voor wie", "condition": "ziekte", "region": "gemeente"}
_OUTCOMES = {
    "static": "De assistent gaf geen antwoord; dit is een vooraf geschreven antwoord.",
    "card": "Alleen de kaart bij gevaar: er werd niet op de assistent gewacht.",
    "refused": "Dit bericht kreeg geen beurt; er is alleen gezegd waarom, met de kaart als er gevaar was.",
}


@dataclass(frozen=True)
class Heard:
    """What a typed text was taken for: labels in words with how sure (0 to 100), facts, bouwsteen."""

    needs: tuple[tuple[str, int | None], ...]
    facts: tuple[tuple[str, str], ...]
    bouwsteen: str | None
    not_understood: bool


@dataclass(frozen=True)
class Message:
    """A message of the visitor with its answer and what staff say of it; `heard` is None where nothing is known."""

    turn: Turn
    heard: Heard | None
    danger: Danger | None
    reply: tuple[dict[str, Any], ...]
    outcome: str | None
    verdicts: Sequence[TurnVerdict]
    mine: TurnVerdict | None
    tags: Sequence[TurnTag]
    notes: Sequence[TurnNote]

    @property
    def readable(self) -> bool:
        """Whether staff may read the text."""
        return self.turn.redacted == NAMES

    @property
    def preset(self) -> dict[str, str]:
        """What the form to correct it begins with: the own verdict, else what was understood."""
        said = self.mine if self.mine and self.mine.verdict == "anders" else None
        if said:
            return {"audience": said.audience or "", "condition": said.condition or "", "need": said.need or ""}
        parse = self.turn.parse or {}
        facts = parse.get("facts") or {}
        first = label_of(self.turn) or ""
        return {"audience": facts.get("audience", ""), "condition": facts.get("condition", ""), "need": first}


@dataclass(frozen=True)
class Transcript:
    """A whole talk. `website` is its name; `offered` the instruments that were shown, as slug, title and message."""

    talk: Talk
    website: str
    digest: TalkDigest | None
    messages: Sequence[Message]
    review: TalkReview
    dangers: Sequence[Danger]
    open_dangers: Sequence[Danger]
    offered: Sequence[tuple[str, str, int]]
    feedback: Sequence[Feedback]

    @property
    def titles(self) -> dict[str, str]:
        """What instruments that were shown are called, by slug."""
        return {slug: title for slug, title, _ in self.offered}


def read(session: Session, talk: Talk, who: Colleague) -> Transcript:
    """All of a talk that this colleague may see."""
    turns = session.scalars(select(Turn).where(Turn.talk_id == talk.id).order_by(Turn.seq)).all()
    said, labels, remarks = (part.of_talk(session, talk.id) for part in (verdicts, tags, notes))
    found = dangers.of_talk(turns, said)
    review = whole.of_talk(session, talk.id)
    feedback = session.scalars(select(Feedback).where(Feedback.talk_id == talk.id).order_by(Feedback.slug)).all()
    every = [*found.values(), *dangers.in_notes(feedback)]
    return Transcript(
        talk=talk,
        website=_website(session, talk),
        digest=session.scalar(select(TalkDigest).where(TalkDigest.talk_id == talk.id)),
        messages=[
            Message(
                turn=turn,
                heard=_heard(turn),
                danger=found.get(turn.seq),
                reply=tuple(one for one in turn.reply or [] if one.get("kind") in _SHOWN),
                outcome=_outcome(turn),
                verdicts=said.get(turn.seq, ()),
                mine=next((one for one in said.get(turn.seq, ()) if one.staff_id == who.id), None),
                tags=labels.get(turn.seq, ()),
                notes=remarks.get(turn.seq, ()),
            )
            for turn in turns
        ],
        review=review,
        dangers=every,
        open_dangers=dangers.still_open(every, review.followed_at),
        offered=_offered(turns),
        feedback=feedback,
    )


def label_of(turn: Turn) -> str | None:
    """The label of contract 1 that a message was taken for; None when it was not understood."""
    parse = turn.parse or {}
    if not parse or fell_back(parse):
        return None
    return next((label for label, _ in _ranked(parse) if label in LABELS), None)


def _ranked(parse: Mapping[str, Any]) -> list[tuple[str, float | None]]:
    """What a text was taken for, the best first: the engine's choice, then the needs that were heard beside it."""
    found = {one["need"]: one.get("confidence") for one in parse.get("needs") or [] if one.get("need")}
    intent = parse.get("intent")
    return list({**({intent: found.get(intent, parse.get("confidence"))} if intent else {}), **found}.items())


def words_of(verdict: TurnVerdict) -> str:
    """A verdict in a few words."""
    if verdict.verdict == "goed":
        return "goed verstaan"
    need = LABELS.get(verdict.need, verdict.need) if verdict.need else "niets te verstaan"
    bouwsteen = f"bouwsteen {verdict.bouwsteen}" if verdict.bouwsteen else None
    return ", ".join(filter(None, (f"moet zijn: {need}", bouwsteen, verdict.audience, verdict.condition)))


def bouwsteen_name(number: int | None) -> str | None:
    """'2. Preventie en (vroeg)signalering'; None when there is none."""
    return f"{number}. {bouwstenen.load()[number].name}" if number in bouwstenen.load() else None


def _heard(turn: Turn) -> Heard | None:
    if turn.choice is not None or turn.text is None or turn.parse is None:
        return None
    parse = turn.parse
    lost = fell_back(parse)
    known = LABELS.keys() | _BESIDES_LABELS.keys()
    found = [one for one in _ranked(parse) if one[0] in known and (one[1] is None or one[1] >= _WORTH_TELLING)]
    facts: Mapping[str, str] = parse.get("facts") or {}
    return Heard(
        needs=tuple((_called(label), _percent(sure)) for label, sure in found[:_MOST_TOLD]),
        facts=tuple((words, facts[name]) for name, words in _FACTS.items() if facts.get(name)),
        bouwsteen=None if lost else bouwsteen_name(needs.bouwsteen_of(label_of(turn))),
        not_understood=lost,
    )


def _called(label: str) -> str:
    return LABELS.get(label) or _BESIDES_LABELS[label]


def _percent(sure: float | None) -> int | None:
    return None if sure is None else round(sure * 100)


def _outcome(turn: Turn) -> str | None:
    if turn.reply is None:
        return "Er is geen antwoord bewaard: de dienst stopte, of het antwoord komt nog."
    return _OUTCOMES.get(turn.outcome or "")


def _website(session: Session, talk: Talk) -> str:
    if talk.partner is None:
        return "onze eigen pagina"
    names = {kept.partner.key: kept.partner.name for kept in websites.everything(session)}
    return names.get(talk.partner) or f"{talk.partner} (website is weg)"


def _offered(turns: Sequence[Turn]) -> list[tuple[str, str, int]]:
    found: dict[str, tuple[str, str, int]] = {}
    for turn in turns:
        for message in turn.reply or []:
            for card in message.get("cards") or []:
                if slug := card.get("instrument"):
                    found.setdefault(slug, (slug, card.get("title") or slug, turn.seq))
    return list(found.values())
