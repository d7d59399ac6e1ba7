"""The facts of a partnership that can be given by name, and putting them into its record."""

from bot.chat.arguments import Choice, Rest
from bot.chat.dates import Day, OneDay
from bot.chat.languages import OneLanguage
from bot.chat.parsing import CLEARED, Option
from bot.chat.text import _
from bot.domain.vocabulary import ContactMedium, PartnershipType, Stage
from storage.models import Partnership


class ShortText(Rest):
    """A text that fits a line."""

    longest = 200


class Reason(Rest):
    """Why something is so, in a sentence."""

    longest = 300


class Title(Rest):
    """What an agreement is called."""

    longest = 300


TYPE = Option("type", Choice("type", words=PartnershipType, called=_("TYPE")), _("type"))
STAGE = Option("stage", Choice("stage", words=Stage, called=_("STAGE")), _("stage"))
FACTS = (
    TYPE,
    STAGE,
    Option("since", Day("since"), _("since"), clearable=True),
    Option("agreement", Title("agreement"), _("agreement"), runs_on=True, clearable=True),
    Option("signed", Day("signed"), _("signed"), clearable=True),
    Option("until", OneDay("until", ahead=True), _("until"), clearable=True),
    Option("language", OneLanguage("language"), _("language"), clearable=True),
    Option(
        "medium",
        Choice("medium", words=ContactMedium, called=_("MEDIUM")),
        _("medium"),
        clearable=True,
    ),
    Option("title", ShortText("title"), _("title"), runs_on=True, clearable=True),
)
REVIEWS = (
    Option("note", Rest("note"), _("note"), runs_on=True, clearable=True),
    Option("review", OneDay("review", ahead=True), _("review"), clearable=True),
    Option("paused", OneDay("paused", ahead=True), _("paused"), clearable=True),
    Option("reason", Reason("reason"), _("reason"), runs_on=True, clearable=True),
)
# Under which name the record keeps what is said otherwise.
_COLUMNS = {
    "agreement": "agreement_title",
    "signed": "agreement_signed",
    "until": "agreement_until",
    "review": "next_review_on",
    "paused": "paused_until",
    "reason": "paused_reason",
}
_TEXTS = {"agreement", "language", "title", "note", "reason"}


def put_into(record: Partnership, facts: dict[str, object]) -> None:
    """Write the facts that were given into the record; a cleared one is emptied."""
    for name, value in facts.items():
        if value is not None:
            empty = "" if name in _TEXTS else None
            setattr(record, _COLUMNS.get(name, name), empty if value is CLEARED else value)
