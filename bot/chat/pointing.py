"""Commands that are about a message: said in a thread, without words of their own, they mean what
it began with."""

import re

# A language has a name of up to three words.
_ABOUT = re.compile(
    r"/?(?:translate(?:\s+to(?:\s+\S+){1,3})?"
    r"|bridge\s+(?:log|remove)"
    r"|follow\s+add(?:\s+(?:by\s|@|due=|owner=).*)?)",
    re.IGNORECASE | re.DOTALL,
)


def points(said: str) -> bool:
    """Whether a command may need the message that it was said in reply to. What it says itself
    goes before that."""
    return _ABOUT.fullmatch(said.strip()) is not None
