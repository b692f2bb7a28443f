"""What a visitor typed in the contact form, and what is still missing or wrong in it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from web import safety_check
from web.conversations.contact_requests import Asked, Details, Role
from web.conversations.store import PageTalk
from web.mine import forms
from web.mine.contact_words import Consent, Errors
from web.mine.forms import Clean
from web.mine.known import Known

MOST = {"summary": 3000, "called": 80, "phone": 40, "email": 254, "remark": 200}
"""Characters a field may have."""
MOMENTS = ("overdag", "avond", "maakt niet uit")
_FORM_ID = re.compile(r"[A-Za-z0-9_-]{16,32}")
_NOT_IN_NUMBER = re.compile(r"[\s().\-‐‑‒–—/]+")
_NUMBER = re.compile(r"0[1-9]\d{8}|(?:\+|00)31\(?0?\)?[1-9]\d{8}|(?:\+|00)(?!31)[1-9]\d{6,13}|0[89]00\d{4,7}")
_EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\".]+(?:\.[^\s@,;<>\".]+)+")


@dataclass(frozen=True)
class Typed:
    """The form as it was filled in. `agreed` is the version of the consent that was ticked, empty when none was;
    `reader` is who it said would read the request, None when the form did not tell."""

    form_id: str
    role: Role = "casusregisseur"
    summary: str = ""
    called: str = ""
    phone: str = ""
    email: str = ""
    moment: str = "maakt niet uit"
    remark: str = ""
    agreed: str = ""
    reader: str | None = None

    @classmethod
    def of(cls, fields: Mapping[str, str], clean: Clean) -> Typed:
        """What was sent, made safe to keep; a form without its id gets one."""
        form_id, moment = fields.get("formulier", ""), fields.get("moment", "")
        return cls(
            form_id=form_id if _FORM_ID.fullmatch(form_id) else new_id(),
            role="informatiepunt" if fields.get("rol") == "informatiepunt" else "casusregisseur",
            summary=clean(fields.get("samenvatting", "")),
            called=forms.line(fields, "naam", clean),
            phone=forms.line(fields, "telefoon", clean),
            email=forms.line(fields, "email", clean),
            moment=moment if moment in MOMENTS else "maakt niet uit",
            remark=forms.line(fields, "opmerking", clean),
            agreed=fields.get("versie", "") if fields.get("akkoord") == "ja" else "",
            reader=forms.line(fields, "lezer", clean) or None,
        )

    @property
    def words(self) -> str:
        """Everything the visitor wrote, to be read for danger."""
        return "\n".join(part for part in (self.summary, self.remark, self.called) if part)

    def errors(self, words: Errors, consent: Consent) -> dict[str, str]:
        """What is wrong, by field, in the order of the form."""
        found: dict[str, str] = {}
        for name, most in MOST.items():
            count = len(getattr(self, name))
            if count > most:
                found[name] = words.too_long.format(count=count, most=most)
        if not self.phone and not self.email:
            found.setdefault("phone", words.no_way)
        if self.phone and not _NUMBER.fullmatch(_NOT_IN_NUMBER.sub("", self.phone)):
            found.setdefault("phone", words.phone)
        if self.email and not _EMAIL.fullmatch(self.email):
            found.setdefault("email", words.email)
        if not self.agreed:
            found["consent"] = words.consent
        elif self.agreed != consent.mark:
            found["consent"] = words.consent_changed
        order = ("summary", "called", "phone", "email", "remark", "consent")
        return {name: found[name] for name in order if name in found}

    def asked(self, talk: PageTalk) -> Asked:
        """The request to keep, for a form without errors."""
        return Asked(
            role=self.role,
            region=Known.of(talk.state).region,
            details=Details(
                summary=self.summary,
                called=self.called or None,
                phone=self.phone or None,
                email=self.email or None,
                reachable="; ".join(filter(None, (self.moment, self.remark))),
                reader=self.reader,
            ),
            consent_version=self.agreed,
            partner=talk.partner,
            danger=safety_check.speaks_of_danger(self.words),
        )


def new_id() -> str:
    """An id for a form that is shown."""
    return secrets.token_urlsafe(16)


def empty(role: Role, summary: str) -> Typed:
    """A form as it is first shown."""
    return replace(Typed(new_id()), role=role, summary=summary)
