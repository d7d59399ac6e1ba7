"""How a translation is shown: always beside the original, and never without saying whose it is."""

from bot.chat.reply import Button, Heading, Note, Paragraph, Part, Reply, Tone
from bot.chat.text import Language, Msg, Text, _, _c
from bot.chat.wishes import Granted, Wish
from bot.domain.access import Role
from bot.domain.translating import Failure, Untranslated

# A button says a command, and a command has an end.
LONGEST_SAID_AGAIN = 2000
_QUOTES = (("“", "”"), ("«", "»"), ("「", "」"))
_SET_UP = _(
    "Whoever runs me sets up an engine with LIBRETRANSLATE_URL, DEEPL_API_KEY or APERTIUM_URL."
)
_ADVICE: dict[object, Msg] = {
    Failure.TOO_LONG: _("That is too long for the engines of translation. Please send less."),
    Failure.RATE_LIMITED: _(
        "The engines of translation are asked too much at present. Please try again in a minute."
    ),
    Failure.QUOTA_SPENT: _(
        "What the engines of translation may translate is used up for now. A steward sees how much"
        " that is: /network translation"
    ),
    Failure.NOT_AUTHORISED: _(
        "The engine of translation does not let me in. Please tell whoever runs me."
    ),
    Failure.TIMED_OUT: _("The translation took too long. Please try again in a minute."),
    Failure.UNAVAILABLE: _(
        "No engine of translation can be reached right now. Please try again in a minute."
    ),
    Failure.BAD_ANSWER: _(
        "What the engines answered cannot be the translation, so here is the original."
    ),
    Untranslated.NOTHING_TO_TRANSLATE: _("There are no words in that to be translated."),
    Untranslated.NO_ENGINE: _("I have no engine of translation yet."),
    Untranslated.NOT_ALLOWED: _(
        "By the rules of translation that hold here, no engine may see this text."
    ),
}


def waiting(wish: Wish) -> Reply:
    """The reply to a wish, which is complete only once that is granted; where nobody can, it
    says so itself."""
    unmet = told(Granted(wish, wish.text, wish.source, reason=Untranslated.NO_ENGINE))
    return Reply(unmet.title, unmet.parts, unmet.buttons, unmet.tone, wish=wish)


def told(granted: Granted) -> Reply:
    """The translation with its label, the original and what can be done next; or the original
    with why there is none."""
    if granted.reason is not None:
        return _untranslated(granted)
    wish = granted.wish
    parts: tuple[Part, ...] = (
        Paragraph(granted.text),
        Note(_label(granted)),
        Heading(_("Translated back from") if wish.is_back else _c("translation", "Original")),
        Paragraph(wish.text),
    )
    return Reply(_directed(granted), parts, _steps(granted), once=wish.by_sign)


def _untranslated(granted: Granted) -> Reply:
    wish, reason = granted.wish, granted.reason
    language = Language(wish.target)
    original = Paragraph(wish.text)
    if reason is Untranslated.SAME_LANGUAGE:
        shown = () if wish.by_sign else (original,)
        title = _("That is in {language} already.", language=language)
        return Reply(title, shown, aside=wish.by_sign)
    if reason is Failure.UNSUPPORTED_PAIR:
        return Reply(_no_pair(granted), (original,), tone=Tone.PROBLEM)
    notes = (Note(_SET_UP),) if reason is Untranslated.NO_ENGINE else ()
    return Reply(_ADVICE[reason], (*notes, original), tone=Tone.PROBLEM)


def _no_pair(granted: Granted) -> Msg:
    target = Language(granted.wish.target)
    if not granted.source:
        return _(
            "I cannot tell which language that is in, so I could not translate it to {target}.",
            target=target,
        )
    return _(
        "No engine here translates from {source} to {target}.",
        source=Language(granted.source),
        target=target,
    )


def _directed(granted: Granted) -> Msg:
    target = Language(granted.wish.target)
    if not granted.source:
        return _("In {language}", language=target)
    return _("From {source} to {target}", source=Language(granted.source), target=target)


def _label(granted: Granted) -> Text:
    if granted.label:
        return _("machine translation · {engine}", engine=granted.label)
    if granted.author:
        return _("translated by {name}", name=granted.author)
    return _("translated by a person")


def _steps(granted: Granted) -> tuple[Button, ...]:
    wish = granted.wish
    longest = max(len(granted.text), len(wish.text))
    if wish.is_back or wish.is_confined or not granted.source or longest > LONGEST_SAID_AGAIN:
        return ()
    back = f"translate check {wish.target} {granted.source} {granted.text}"
    better = f"translate suggest {granted.source} {wish.target} {wish.text}"
    steps = [Button(_c("translation", "Check"), back)]
    if wish.scope.role.covers(Role.EDITOR) and in_quotes(wish.text):
        steps.append(Button(_("Suggest a better translation"), better))
    return tuple(steps)


def in_quotes(text: str) -> str:
    """The text in quotes of which it has none itself; empty if it has some of all kinds."""
    free = (each for each in _QUOTES if not set(each) & set(text))
    return next((f"{opening}{text}{closing}" for opening, closing in free), "")
