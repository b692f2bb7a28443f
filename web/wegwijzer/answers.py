"""What was posted, as answers. Nothing is required, and what is not an answer on the form is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote_plus

from web.limits.body import READ_FOR_DANGER
from web.wegwijzer.questions import Questions
from web.wegwijzer.talk_texts import Question

FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 200

Clean = Callable[[str], str]
"""Makes a typed text safe to work with."""


@dataclass(frozen=True)
class Answers:
    """The answers, empty where a question was skipped; typed ones as they were typed, but safe."""

    hoe: str = ""
    waar: tuple[str, ...] = ()
    woorden: str = ""
    hulp: str = ""
    nodig: tuple[str, ...] = ()
    werk: tuple[str, ...] = ()
    liever: tuple[str, ...] = ()
    over: str = ""
    ziekte: str = ""
    plaats: str = ""
    leeftijd: str = ""

    @property
    def typed(self) -> str:
        """Everything that was typed, to be read for danger."""
        said = (self.woorden, self.ziekte, self.plaats, self.leeftijd)
        return "\n".join(text for text in said if text)[:READ_FOR_DANGER]


def read(content: bytes, questions: Questions, clean: Clean) -> Answers:
    """The answers in a posted form. Raises ValueError when it is none."""
    try:
        posted = parse_qs(content.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise ValueError("this is no form") from None

    def one(name: str, question: Question) -> str:
        return next(iter(_offered(posted.get(name, ()), question)), "")

    def typed(name: str) -> str:
        return clean("\n".join(posted.get(name, ())))

    return Answers(
        hoe=one("hoe", questions.hoe),
        waar=_offered(posted.get("waar", ()), questions.waar),
        woorden=typed("woorden"),
        hulp=one("hulp", questions.hulp),
        nodig=_offered(posted.get("nodig", ()), questions.nodig),
        werk=_offered(posted.get("werk", ()), questions.werk),
        liever=_offered(posted.get("liever", ()), questions.liever),
        over=one("over", questions.over),
        ziekte=typed("ziekte"),
        plaats=typed("plaats"),
        leeftijd=typed("leeftijd"),
    )


def text_of(content: bytes, clean: Clean) -> str:
    """All words in a body that cannot be read as a form, to be read for danger."""
    raw = content.replace(b"&", b"\n").replace(b"=", b"\n").decode("utf-8", "replace")
    return clean(unquote_plus(raw))[:READ_FOR_DANGER]


def _offered(values: Iterable[str], question: Question) -> tuple[str, ...]:
    """The values that are answers to the question, in the order in which the form offers them."""
    posted = set(values)
    return tuple(option.value for option in question.options if option.value and option.value in posted)
