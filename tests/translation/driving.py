"""What a translator does with an engine, without a network: it gives way until all is sound."""

from collections import Counter

from bot.domain.protecting import Protected
from bot.domain.translating import TokenForm
from tests.translation.mischief import Engine

WAYS = (
    (TokenForm.PLAIN, TokenForm.HTML),
    (TokenForm.HTML, TokenForm.PLAIN),
    (TokenForm.XML, TokenForm.HTML),
    (TokenForm.NONE, TokenForm.PLAIN),
)


def translated(text: Protected, engine: Engine, forms: tuple[TokenForm, ...]) -> str:
    """The first sound answer: with the first form, with figures hidden too, with the other
    form, and at last in pieces."""
    attempts = [(text, forms[0]), *((text.firm(), form) for form in forms)]
    for attempt, form in attempts:
        answer = attempt.restored(engine(attempt.hidden(form), form), form)
        if answer is not None:
            return answer
    return text.joined([engine(piece, TokenForm.NONE) for piece in text.between()])


def is_as_often(stays: str, source: str, translation: str) -> bool:
    """Whether something is in a translation exactly as often as in its source."""
    return source.count(stays) == translation.count(stays)


def lost_or_added(source: Protected, translation: Protected) -> Counter[str]:
    """What the translation has not as often as its source, but for figures and terms."""
    mine = Counter(item.shown for item in source.items)
    theirs = Counter(item.source for item in translation.items)
    return (mine - theirs) + (theirs - mine)
