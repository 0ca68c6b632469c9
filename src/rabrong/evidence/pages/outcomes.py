"""What became of each file that was handed in."""

from dataclasses import dataclass

from django.utils.translation import gettext

from rabrong.evidence.models import AttachmentVersion
from rabrong.evidence.wording import refusal_words
from rabrong.files.names import shown_name
from rabrong.org.rules import Refusal


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file's name and what became of it, as a sentence."""

    name: str
    words: str
    is_kept: bool


def outcome_of(given: str, done: AttachmentVersion | Refusal) -> Outcome:
    """The sentence; a name is shown without what cannot be seen in it."""
    if isinstance(done, Refusal):
        name = shown_name(given)
        return Outcome(name, f"{name}: {refusal_words(done)}", is_kept=False)
    return Outcome(done.name, gettext("เก็บ %(name)s แล้ว") % {"name": done.name}, is_kept=True)
