"""Whether what an engine answered is a translation, as far as that can be seen without knowing
the languages."""

from collections.abc import Sequence

from bot.domain.translating import Failure
from bot.services.translation.engines import EngineFailure

# What stands in the place of a translation. MyMemory says these in capitals, with status 200:
# https://mymemory.translated.net/doc/spec.php and its answers of November 2026.
_WARNINGS = (
    ("MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS", Failure.QUOTA_SPENT),
    ("YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY", Failure.QUOTA_SPENT),
    ("QUERY LENGTH LIMIT EXCEEDED", Failure.TOO_LONG),
    ("PLEASE SELECT TWO DISTINCT LANGUAGES", Failure.UNSUPPORTED_PAIR),
    ("INVALID LANGUAGE PAIR SPECIFIED", Failure.UNSUPPORTED_PAIR),
    ("IS AN INVALID SOURCE LANGUAGE", Failure.UNSUPPORTED_PAIR),
    ("IS AN INVALID TARGET LANGUAGE", Failure.UNSUPPORTED_PAIR),
    ("INVALID EMAIL PROVIDED", Failure.NOT_AUTHORISED),
)
# The shortest text of which a translation is surely more than a few words: languages differ in
# length by a factor of three at most, in characters (Japanese and English).
_LONG_ENOUGH, _LEAST_SHARE, _GREATEST_SHARE = 200, 0.15, 8


def checked(texts: Sequence[str], answers: object) -> list[str]:
    """The answers, one for each text. EngineFailure for the first that is none."""
    if not isinstance(answers, list) or len(answers) != len(texts):
        raise EngineFailure(Failure.BAD_ANSWER)
    for text, answer in zip(texts, answers, strict=True):
        failure = _flaw(text, answer)
        if failure is not None:
            raise EngineFailure(failure)
    return answers


def _flaw(text: str, answer: object) -> Failure | None:
    if not isinstance(answer, str) or not answer.strip():
        return Failure.BAD_ANSWER
    warning = _warning(text, answer)
    if warning is not None:
        return warning
    is_long = len(text) >= _LONG_ENOUGH
    share = len(answer) / max(len(text), _LONG_ENOUGH)
    if (is_long and share < _LEAST_SHARE) or share > _GREATEST_SHARE:
        return Failure.BAD_ANSWER
    return None


def _warning(text: str, answer: str) -> Failure | None:
    """What the answer warns of. Somebody may write about such a warning, too."""
    return next(
        (failure for words, failure in _WARNINGS if words in answer and words not in text), None
    )
