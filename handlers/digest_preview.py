"""`/digest preview`: what the next digest would tell, sheet by sheet, sent to nobody; and what one
told in the words of those who wrote it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta

from bot.chat.arguments import Page
from bot.chat.call import Call
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Note, Part, Reply
from bot.chat.text import Listing, Text, _, _c, _n
from bot.chat.wishes import Reading
from bot.chat.wishes import place_of as where_translated
from handlers.digest_arguments import Subject, TimeTold, Told, WhoseDigest
from handlers.digest_reading import original_of, reading_of_sheets, says_about
from handlers.digest_words import sheets
from handlers.pages import turning
from handlers.place_words import place_called
from storage.digest_views import About, DigestView, Rhythm
from storage.digests import FIRST_DAYS, LONGEST_DAYS

_MOST_PLACES = 5
_ABOUT = Option("about", WhoseDigest("about"), _c("option", "about"))
_PAGE = Option("page", Page("page"), _("page"))


@command(
    "digest preview",
    _("What the next digest would tell"),
    options=(_ABOUT, _PAGE),
    examples=("digest preview", "digest preview about=Odesa"),
)
def digest_preview(call: Call, about: Subject | None, page: int | None) -> Reply:
    """The digest of this place, or else of the network, as everyone there would see it."""
    return preview_of(call, about, page or 1)


@command(
    "digest original",
    _("What a digest told, as it was written"),
    options=(_ABOUT, _PAGE, Option("of", TimeTold("of"), _c("option", "of"))),
    hidden=True,
)
def digest_original(call: Call, about: Subject | None, page: int | None, of: Told | None) -> Reply:
    """The sheets of a digest in the words of those who wrote them, and beside the digest: that
    stays as it is, for the others who read it."""
    digest = _meant(call, about)
    told = of or _to_be_told(call, digest)
    since = max(told.since, told.until - timedelta(days=LONGEST_DAYS))
    found = sheets(call.records, digest, since, told.until)
    current = min(page or 1, len(found))
    says = says_about("digest original", digest.about)
    if of is not None:
        says += f" of={told.since.isoformat()}/{told.until.isoformat()}"
    sheet = found[current - 1]
    return replace(sheet, buttons=(*turning(says, current, len(found)), *sheet.buttons))


def preview_of(call: Call, subject: Subject | None, page: int) -> Reply:
    """One of the messages that the digest would be; the last for a page beyond them."""
    digest = _meant(call, subject)
    told = _to_be_told(call, digest)
    found = sheets(call.records, digest, told.since, told.until)
    current = min(page, len(found))
    sheet = found[current - 1]
    turns = turning(says_about("digest preview", digest.about), current, len(found))
    notes = _notes(call, digest, len(found)) if current == 1 else ()
    original = original_of(digest.about, current, told.since, told.until)
    return replace(
        sheet,
        parts=(*sheet.parts, *notes),
        buttons=(*turns, *sheet.buttons),
        replaces=True,
        wish=_reading(call, found[current - 1 :], original),
    )


def _reading(call: Call, found: Sequence[Reply], original: str) -> Reading | None:
    """What people wrote in these sheets, for the speaker; None where no engine is set up."""
    if not call.reach.engines:
        return None
    place = where_translated(call.message.venue)
    return reading_of_sheets(found, call.speaker.language, call.speaker.scope, place, original)


def _to_be_told(call: Call, digest: DigestView) -> Told:
    """The time that the next digest tells of, up to now."""
    if digest.id:
        return Told(call.records.digests.told_until(digest.id, call.now), call.now)
    return Told(call.now - timedelta(days=FIRST_DAYS), call.now)


def _meant(call: Call, subject: Subject | None) -> DigestView:
    """The subscription of this place, if it is what was asked for; else one that there could
    be."""
    found = call.records.digests.at(call.message.venue.lasting)
    if found is not None and (subject is None or subject.about == found.about):
        return found
    speaker = call.speaker
    return DigestView(
        id=0,
        network_id=speaker.scope.network_id,
        about=subject.about if subject else About(),
        place=call.message.venue.lasting,
        title="",
        rhythm=Rhythm(call.today.weekday(), time(9), speaker.zone),
        languages=(),
        spoken=(speaker.language,),
    )


def _notes(call: Call, digest: DigestView, sheets_told: int) -> tuple[Part, ...]:
    """How much more goes into the thread, and where the digest is sent to."""
    notes: list[Part] = []
    if sheets_told > 1:
        further = sheets_told - 1
        notes.append(
            Note(
                _n(
                    "{n} more message goes into the thread under it.",
                    "{n} more messages go into the thread under it.",
                    further,
                )
            )
        )
    if not digest.id:
        notes.append(Note(_whither(call, digest.about)))
    return tuple(notes)


def _whither(call: Call, about: About) -> Text:
    places = [
        place_called(each.place.platform, each.place.channel, each.title)
        for each in call.records.digests.listed()
        if each.about == about
    ]
    if not places:
        return _(
            "It is sent nowhere yet. To have it sent to a channel or group, say there: {example}",
            example="/digest subscribe monday 09:00",
        )
    return _("It is sent to {places}.", places=Listing(tuple(places[:_MOST_PLACES])))
