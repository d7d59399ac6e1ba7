"""What is said of bridges: in the places themselves, by the bot's own words."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.chat.call import Call
from bot.chat.reply import Button, Note, Paragraph, Reply, Tone, Weight
from bot.chat.speech import best_language
from bot.chat.text import Language, Listing, Msg, Text, _, spoken
from bot.domain.identity import Platform
from storage.bridge_views import EndView

Matter = Mapping[str, Any]
_MOST_TIMES_SAID = 3


def word(matter: Matter) -> Reply | None:
    """A sentence of the bot's own for a place, by what is on record of it; None for one that
    nobody knows any more."""
    say = _WORDS.get(str(matter.get("word") or ""))
    return None if say is None else say(matter)


def called(end: EndView) -> Text:
    """A place by its title and city, or by its platform where it has neither."""
    city = end.party.name if end.party else ""
    named = " · ".join(part for part in (end.title, city) if part)
    return named or _("a place on {platform}", platform=end.place.platform.title())


def in_languages(codes: tuple[str, ...] | list[str]) -> Listing:
    """Languages, to be named in the reader's."""
    return Listing(tuple(Language(code) for code in codes))


def put_into(codes: tuple[str, ...], call: Call) -> Msg:
    """What becomes of what comes over to a place that reads these languages."""
    if call.reach.engines:
        return _("What comes over is put into {languages}.", languages=in_languages(codes))
    return _(
        "What comes over is put into {languages} once an engine of translation is set up. Until"
        " then it stays as it was written.",
        languages=in_languages(codes),
    )


def _joined(matter: Matter) -> Reply:
    said = _(
        "{name} has joined {place} to this conversation. What is said here is read there from now"
        " on, and the other way round.",
        name=matter["name"],
        place=matter["place"],
    )
    return Reply(said, (Note(_see()),))


def _joined_here(matter: Matter) -> Reply:
    said = _(
        "{name} has joined this place to the conversation of {places}. What is said here is read"
        " there from now on, and the other way round.",
        name=matter["name"],
        places=Listing(tuple(matter["places"])),
    )
    return Reply(said, (Note(_see()),))


def _wanted(matter: Matter) -> Reply:
    said = _(
        "{network} would like to join {place} to this conversation. A steward of this network"
        " decides.",
        network=matter["network"],
        place=matter["place"],
    )
    buttons = (
        Button(_("Allow"), f"bridge allow {matter['end']}", Weight.PRIMARY),
        Button(_("Refuse"), f"bridge refuse {matter['end']}", Weight.DANGER),
    )
    asked_by = Paragraph(_("Asked by {name}.", name=matter["name"]))
    return Reply(said, (asked_by,), buttons, Tone.QUESTION)


def _agreed(matter: Matter) -> Reply:
    said = _(
        "{network} has agreed: from now on this place is part of the conversation.",
        network=matter["network"],
    )
    return Reply(said, (Note(_see()),), tone=Tone.DONE)


def _refused(matter: Matter) -> Reply:
    said = _("{network} does not let this place join its conversation.", network=matter["network"])
    return Reply(said, tone=Tone.PROBLEM)


def _left(matter: Matter) -> Reply:
    return Reply(
        _(
            "{name} has taken {place} out of this conversation. What is said here is not read"
            " there any more.",
            name=matter["name"],
            place=matter["place"],
        )
    )


def _left_here(matter: Matter) -> Reply:
    said = _(
        "{name} has taken this place out of the shared conversation. What is said here stays here.",
        name=matter["name"],
    )
    return Reply(said)


def _closed(matter: Matter) -> Reply:
    return Reply(
        _("{name} has closed the bridge. What is said here stays here.", name=matter["name"])
    )


def _lost(matter: Matter) -> Reply:
    said = _(
        "{place} cannot be reached any more. What is said here does not arrive there until I am"
        " let in again.",
        place=_lost_place(str(matter["place"])),
    )
    return Reply(said, (Note(_see()),), tone=Tone.PROBLEM)


def _lost_place(place: str) -> Text:
    """Of one that has no title and speaks for no city, only the platform is on record."""
    if place not in tuple(Platform):
        return place
    return _("a place on {platform}", platform=place.title())


def _file_left(matter: Matter) -> Reply:
    file, link = matter["file"], matter["link"]
    said = _("I could not bring over the file {file}.", file=file)
    if not link:
        return Reply(said, tone=Tone.PROBLEM)
    where = Paragraph(_("It is here: {link}", link=link))
    return Reply(said, (where,), tone=Tone.PROBLEM)


def _channel_on(matter: Matter) -> Reply:
    facts = {"name": matter["name"], "languages": in_languages(matter["languages"])}
    said = _(
        "{name} has switched on translating here: what is said is put into {languages}.", **facts
    )
    if matter.get("waits"):
        said = _(
            "{name} has switched on translating here: what is said is put into {languages} once an"
            " engine of translation is set up.",
            **facts,
        )
    off = _("To switch it off: {example}", example="/translate channel off")
    return _to_all(said, matter, Note(off))


def _channel_off(matter: Matter) -> Reply:
    return _to_all(_("{name} has switched off translating here.", name=matter["name"]), matter)


def _to_all(said: Msg, matter: Matter, *notes: Note) -> Reply:
    """The same in each of a place's languages, those first who read the first of them."""
    among = (best_language(each, matter["language"]) for each in matter["languages"])
    first, *others = list(dict.fromkeys(among))[:_MOST_TIMES_SAID]
    lines = tuple(Paragraph(spoken(said, each)) for each in others)
    return Reply(spoken(said, first), (*lines, *notes))


def _see() -> Text:
    return _("Who reads along: {example}", example="/bridge status")


_WORDS: Mapping[str, Callable[[Matter], Reply]] = {
    "joined": _joined,
    "joined_here": _joined_here,
    "wanted": _wanted,
    "agreed": _agreed,
    "refused": _refused,
    "left": _left,
    "left_here": _left_here,
    "closed": _closed,
    "lost": _lost,
    "file_left": _file_left,
    "channel_on": _channel_on,
    "channel_off": _channel_off,
}
