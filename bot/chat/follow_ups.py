"""Which follow-up is meant, when people press a button or type some of its words."""

from rapidfuzz import fuzz, process

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake, Question
from bot.chat.reply import Button
from bot.chat.resolving import numbered
from bot.chat.text import Text, _
from bot.domain.names import fold
from storage.follow_up_reading import Wanted
from storage.follow_up_views import FollowUpView

_MOST_CHOICES = 6
# Among so many open ones that the speaker has to do with, words are looked for.
_SEARCHED = 300
# Below this likeness (0–100) a text is not offered for what was typed.
_LIKE = 65
_ON_A_BUTTON = 60


class TheFollowUp(Argument):
    """One follow-up: `#12`, also `12`, or words of its text."""

    placeholder = _("FOLLOW-UP")

    def starts(self, words: Words, call: Call) -> int:
        """One for a number; where words end, what comes after them tells. Without its sign it is
        one if there is such a follow-up."""
        if numbered(words[:1].text, "#") is not None:
            return 1
        return int(_without_sign(words[:1], call) is not None)

    def read(self, words: Words, call: Call) -> FollowUpView:
        """The follow-up meant. Question if it can be several, Mistake if there is none."""
        number = numbered(words.text, "#")
        if number is not None:
            found = call.records.follow_ups.get(number)
            if found is None:
                raise Mistake(_there_is_none(), _list_button())
            return found
        unsigned = _without_sign(words, call)
        if unsigned is not None:
            return unsigned
        known = call.records.follow_ups.listed(Wanted(), call.now, limit=_SEARCHED)
        wanted = fold(words.text).split()
        named = [each for each in known if wanted and _has(each, wanted)]
        if len(named) == 1:
            return named[0]
        choices = named or _like(words.text, known)
        if not choices:
            raise Mistake(_there_is_none(), _list_button())
        raise Question(_("Which follow-up do you mean?"), *_buttons(choices, words))


def _without_sign(words: Words, call: Call) -> FollowUpView | None:
    number = numbered(f"#{words.text}", "#")
    return call.records.follow_ups.get(number) if number is not None else None


def _there_is_none() -> Text:
    return _("There is no such follow-up that you can see. See /follow list.")


def _list_button() -> Button:
    return Button(_("Your follow-ups"), "follow list")


def _has(follow_up: FollowUpView, wanted: list[str]) -> bool:
    text = fold(follow_up.text)
    return all(word in text for word in wanted)


def _like(typed: str, known: list[FollowUpView]) -> list[FollowUpView]:
    by_number = {each.id: each for each in known}
    texts = {key: fold(each.text) for key, each in by_number.items()}
    near = process.extract(
        fold(typed), texts, scorer=fuzz.token_set_ratio, limit=3, score_cutoff=_LIKE
    )
    return [by_number[key] for _text, _score, key in near]


def _buttons(choices: list[FollowUpView], words: Words) -> tuple[Button, ...]:
    return tuple(
        Button(each.text[:_ON_A_BUTTON], words.said_again(f"#{each.id}"))
        for each in choices[:_MOST_CHOICES]
    )
