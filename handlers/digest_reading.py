"""A digest's sheets in their reader's language: what people wrote in them, and how one comes to
the originals."""

from collections.abc import Sequence
from datetime import datetime

from bot.chat.reply import Reply
from bot.chat.wishes import Reading
from bot.domain.access import Scope
from bot.domain.identity import Venue
from bot.domain.scripts import base
from handlers.own_words import written_in
from storage.digest_views import About


def says_about(command: str, about: About) -> str:
    """A command for the digest of this subject."""
    if about.partnership_id is not None:
        return f"{command} about=~{about.partnership_id}"
    return command if about.party_id is None else f"{command} about=#{about.party_id}"


def original_of(about: About, number: int, since: datetime, until: datetime) -> str:
    """The command that shows a sheet of a digest of that time as it was written; the first is
    number 1."""
    span = f"{since.isoformat()}/{until.isoformat()}"
    return f"{says_about('digest original', about)} page={number} of={span}"


def reading_of_sheets(
    found: Sequence[Reply], language: str, scope: Scope, place: Venue | None, original: str
) -> Reading | None:
    """What people wrote in a sheet, the first of these, and in those after it: so that they have
    it when their turn comes. None if all of that is in the reader's language."""
    texts = tuple(
        (each.text, each.language)
        for each in written_in(found)
        if each.text and base(each.language) != base(language)
    )
    return Reading(texts, language, scope, place, original) if texts else None
