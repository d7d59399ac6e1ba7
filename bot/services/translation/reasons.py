"""Which of several engines' failures tells people most."""

from collections.abc import Sequence

from bot.domain.translating import Failure

# Whether the engine knows the languages, None if it never said, and how it failed.
Failed = tuple[bool | None, Failure]
_UNREACHED = (Failure.UNAVAILABLE, Failure.TIMED_OUT)


def telling(failures: Sequence[Failed]) -> Failure | None:
    """The failure that is told; None if there is none.

    The last of an engine that may translate it another time. Where there is no such engine, that
    nobody knows the languages. One that cannot be reached, and never said which it knows, is
    told of only where there is no other.
    """
    hopes = [
        each
        for each in failures
        if each[0] is not False and each[1] is not Failure.UNSUPPORTED_PAIR
    ]
    likely = [failure for knows, failure in hopes if knows or failure not in _UNREACHED]
    if likely:
        return likely[-1]
    if len(hopes) < len(failures):
        return Failure.UNSUPPORTED_PAIR
    return hopes[-1][1] if hopes else None
