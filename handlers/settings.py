"""`/settings`: the language and the time zone in which one person is spoken to."""

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.labels import flag
from bot.chat.languages import OneLanguage
from bot.chat.registry import command
from bot.chat.reply import Button, Fields, Note, Reply, Tone
from bot.chat.speech import Speech, best_language, languages
from bot.chat.text import Language, Listing, Msg, Text, _, _c
from bot.chat.zones import Zone
from bot.domain.identity import Platform
from bot.domain.working_time import Hours

MOST_LANGUAGES = 8
_WAYS = ("/settings language English", "/settings timezone Kyiv")


@command("settings", _("Your language, time zone and role"), examples=("settings",))
def settings(call: Call) -> Reply:
    """What is set for the speaker, with a button for each other language."""
    speaker = call.speaker
    name, account = speaker.name, str(speaker.identity)
    pairs: tuple[tuple[Text, Text], ...] = (
        (_("Name"), name or account),
        (_("Account"), account),
        (_("Network"), speaker.network.name),
        (_("Role"), _c("value", "{value}", value=speaker.scope.role)),
        (_("Writes for"), _city(call)),
        (_("Language"), _c("value", "{value}", value=Language(speaker.language))),
        (_("Local time"), _c("value", "{value}", value=call.now)),
        *_reminders(call),
    )
    change = _("To change them: {ways}", ways=" · ".join(_WAYS))
    fields = Fields(tuple((label, value) for label, value in pairs if value))
    return Reply(_("Your settings"), (fields, Note(change)), _choices(speaker.language))


@command(
    "settings language",
    _("The language I speak with you"),
    OneLanguage("language"),
    examples=("settings language English", "settings language українська"),
    writes=True,
)
def set_language(call: Call, language: str) -> Reply:
    """Speak another language with this person from now on; said in that language."""
    spoken = best_language(language)
    if spoken.partition("-")[0] != language.partition("-")[0].lower():
        raise Mistake(
            _(
                "I do not speak {language} yet. I speak {languages}.",
                language=Language(language),
                languages=Listing(tuple(Language(code) for code in languages())),
            ),
            *_choices(call.speaker.language),
        )
    accounts = call.records.accounts
    accounts.own_record(call.speaker.identity, call.speaker.name).language = spoken
    confirmed = _(
        "From now on I speak {language} with you. For you it is {moment}.",
        language=Language(spoken),
        moment=call.now,
    )
    return _confirmed(call, confirmed, Speech(spoken, call.speaker.zone))


@command(
    "settings timezone",
    _("The time zone your dates are in"),
    Zone("zone"),
    examples=("settings timezone Kyiv", "settings timezone Europe/Kyiv"),
    writes=True,
)
def set_timezone(call: Call, zone: str) -> Reply:
    """Reckon this person's dates in another zone from now on."""
    accounts = call.records.accounts
    accounts.own_record(call.speaker.identity, call.speaker.name).timezone = zone
    confirmed = _(
        "From now on your time zone is {zone}. For you it is {moment}.",
        zone=zone,
        moment=call.now,
    )
    return _confirmed(call, confirmed, Speech(call.speaker.language, zone))


def _reminders(call: Call) -> tuple[tuple[Text, Text], ...]:
    """When and where the speaker is reminded, and who is if they do not react."""
    own = call.records.officials.reminded(call.speaker.scope.official_id or 0)
    if own is None:
        return ()
    usual = Hours(call.speaker.zone)
    start = usual.quiet_from if own.quiet_from is None else own.quiet_from
    end = usual.quiet_until if own.quiet_until is None else own.quiet_until
    quiet: Text = _("{start} – {end}", start=start, end=end) if start != end else ""
    platforms = {Platform.SLACK: _("Slack"), Platform.TELEGRAM: _("Telegram")}
    return (
        (_("Quiet hours"), quiet),
        (_("Reminders on"), platforms.get(own.reached_on, "") if own.reached_on else ""),
        (_("Stands in for you"), own.backup),
    )


def _city(call: Call) -> Text:
    party = call.speaker.party
    return f"{flag(party.country)} {party.name}".strip() if party else ""


def _choices(current: str) -> tuple[Button, ...]:
    """A button for each language that the bot speaks, named in that language."""
    others = [code for code in languages() if code != current]
    return tuple(
        Button(Speech(code).say(Language(code)), f"settings language {code}")
        for code in others[:MOST_LANGUAGES]
    )


def _confirmed(call: Call, sentence: Msg, speech: Speech) -> Reply:
    """Said at once in what was just set; the answer's own speech is still the old one."""
    undo = Button(speech.say(_("Undo")), f"undo {call.records.trail.batch}")
    return Reply(speech.say(sentence), buttons=(undo,), tone=Tone.DONE)
