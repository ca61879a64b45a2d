"""A message (``.eml``) as facts, and as the page or text that is kept of it."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from email.utils import parseaddr

from .addresses import host_of
from .languages import language_of
from .model import CaptureError, Facts
from .people import people
from .sorts import sort_of

_KEPT = ("From", "To", "Cc", "Date", "Subject", "Message-ID")
"""Headers that are kept with a message in plain text."""


def message_of(data: bytes) -> EmailMessage:
    """A message.

    :raises CaptureError: when it is none.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if not any(message.get(name) for name in ("From", "Date", "Subject")):
        raise CaptureError("is no message: it has no From, Date or Subject; save it as .eml again")
    return message


def body_of(message: EmailMessage) -> tuple[bytes, str]:
    """The text of a message as a file, and the end of its name.

    A page comes from the message as it is, in UTF-8; before a plain text stand its headers.
    :raises CaptureError: when it has none.
    """
    part = message.get_body(("html", "plain"))
    if part is None:
        raise CaptureError("is a message without a text; save what is attached to it instead")
    try:
        text = part.get_content()
    except (LookupError, ValueError, AssertionError) as error:
        raise CaptureError("is a message whose text cannot be read; save it again") from error
    if part.get_content_type() == "text/html":
        return str(text).encode("utf-8", "replace"), ".html"
    head = [f"{name}: {_header(message, name)}" for name in _KEPT if message.get(name)]
    text = "\n".join(head) + "\n\n" + str(text)
    return text.replace("\r\n", "\n").encode("utf-8", "replace"), ".txt"


def mail_facts(message: EmailMessage, text: str) -> Facts:
    """The facts of a message.

    :param text: its text.
    """
    facts = Facts(title=_header(message, "Subject"))
    name, address = parseaddr(_header(message, "From"))
    facts.publisher = _header(message, "Organization") or host_of("//" + address.rpartition("@")[2])
    facts.author = people([name], family_first=True, publisher=facts.publisher) if name else []
    facts.is_by_people = False
    if not message.get("Organization") and facts.publisher:
        facts.remarks["publisher"] = "the host of its sender"
    try:
        moment = message["Date"].datetime if message.get("Date") else None
    except (AttributeError, ValueError):
        moment = None
    facts.date = moment.date().isoformat() if moment else ""
    if not facts.date:
        facts.remarks["date"] = "the message has no day that can be read"
    facts.url = _header(message, "Archived-At").strip("<> ")
    if not facts.url.startswith(("http://", "https://")):
        facts.url = ""
        identifier = _header(message, "Message-ID").strip("<> ")
        facts.remarks["url"] = "a message has none" + (
            f"; its id is {identifier}" if identifier else ""
        )
    facts.language = language_of([_header(message, "Content-Language")], text)
    facts.type = sort_of((), (), facts.title, "", ())
    return facts


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError):  # headers that the library cannot parse
        return ""
