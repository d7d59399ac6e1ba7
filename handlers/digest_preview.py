"""`/digest preview`: what the next digest would tell, sheet by sheet, sent to nobody."""

from dataclasses import replace
from datetime import time, timedelta

from bot.chat.arguments import Page
from bot.chat.call import Call
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Note, Part, Reply
from bot.chat.text import Listing, Text, _, _c, _n
from handlers.digest_access import place_of
from handlers.digest_arguments import Subject, WhoseDigest
from handlers.digest_words import sheets
from handlers.pages import turning
from storage.digest_views import About, DigestView, Rhythm
from storage.digests import FIRST_DAYS

_MOST_PLACES = 5


@command(
    "digest preview",
    _("What the next digest would tell"),
    options=(
        Option("about", WhoseDigest("about"), _c("option", "about")),
        Option("page", Page("page"), _("page")),
    ),
    examples=("digest preview", "digest preview about=Odesa"),
)
def digest_preview(call: Call, about: Subject | None, page: int | None) -> Reply:
    """The digest of this place, or else of the network, as everyone there would see it."""
    return preview_of(call, about, page or 1)


def preview_of(call: Call, subject: Subject | None, page: int) -> Reply:
    """One of the messages that the digest would be; the last for a page beyond them."""
    digest = _meant(call, subject)
    since = call.now - timedelta(days=FIRST_DAYS)
    if digest.id:
        since = call.records.digests.told_until(digest.id, call.now)
    told = sheets(call.records, digest, since, call.now)
    current = min(page, len(told))
    sheet = told[current - 1]
    turns = turning(_says(digest.about), current, len(told))
    notes = _notes(call, digest, len(told)) if current == 1 else ()
    return replace(
        sheet,
        parts=(*sheet.parts, *notes),
        buttons=(*turns, *sheet.buttons),
        replaces=True,
    )


def _meant(call: Call, subject: Subject | None) -> DigestView:
    """The subscription of this place, if it is what was asked for; else one that there could
    be."""
    found = call.records.digests.at(place_of(call))
    if found is not None and (subject is None or subject.about == found.about):
        return found
    speaker = call.speaker
    return DigestView(
        id=0,
        network_id=speaker.scope.network_id,
        about=subject.about if subject else About(),
        place=place_of(call),
        title="",
        rhythm=Rhythm(call.today.weekday(), time(9), speaker.zone),
        languages=(),
        spoken=(speaker.language,),
    )


def _says(about: About) -> str:
    if about.partnership_id is not None:
        return f"digest preview about=~{about.partnership_id}"
    return "digest preview" if about.party_id is None else f"digest preview about=#{about.party_id}"


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
        each.title or each.place.channel
        for each in call.records.digests.listed()
        if each.about == about
    ]
    if not places:
        return _(
            "It is sent nowhere yet. To have it sent to a channel or group, say there: {example}",
            example="/digest subscribe monday 09:00",
        )
    return _("It is sent to {places}.", places=Listing(tuple(places[:_MOST_PLACES])))
