"""What an address of each kind looks like, and the one form in which its spellings meet."""

import re
import unicodedata

# RFC 5321, 4.5.3.1: 64 for what stands before the @, 255 for the domain, 254 for the path.
_LONGEST_EMAIL = 254
_LOCAL = re.compile(r"(?!.{65})[^\s@<>\"(),:;\\\[\].]+(?:\.[^\s@<>\"(),:;\\\[\].]+)*")
_LABEL = re.compile(r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?")
# E.164, 6.1: fifteen digits at most; the shortest city numbers have six.
_DIGITS = (6, 15)
_PHONE = re.compile(r"\+?[\d\s().\-–/]+(?:(?:ext\.?|x|#)\s*\d{1,5})?", re.IGNORECASE)
_EXTENSION = re.compile(r"(?:ext\.?|x|#)\s*\d{1,5}$", re.IGNORECASE)
# https://core.telegram.org/method/account.checkUsername: letters, digits, underscores.
_TELEGRAM = re.compile(r"(?:https?://)?(?:t\.me/|telegram\.me/|@)?([A-Za-z]\w{3,31})", re.ASCII)


def email(text: str) -> str | None:
    """The e-mail address in a text, without `mailto:`; None if it is none."""
    address = unicodedata.normalize("NFKC", text.strip()).removeprefix("mailto:").strip("<>")
    local, _at, domain = address.rpartition("@")
    labels = domain.split(".")
    well_formed = (
        len(address) <= _LONGEST_EMAIL
        and _LOCAL.fullmatch(local)
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
    )
    return address if well_formed else None


def phone(text: str) -> str | None:
    """The phone number in a text, spaced as it was written; None if it is none."""
    number = " ".join(unicodedata.normalize("NFKC", text).split()).removeprefix("tel:")
    if _PHONE.fullmatch(number) is None:
        return None
    digits = sum(char.isdecimal() for char in _EXTENSION.sub("", number))
    return number if _DIGITS[0] <= digits <= _DIGITS[1] else None


def looks_like_phone(text: str) -> bool:
    """Whether a text is made of nothing but what phone numbers are made of."""
    return _PHONE.fullmatch(text.strip()) is not None and any(map(str.isdecimal, text))


def telegram(text: str) -> str | None:
    """The Telegram name in `@name` or `t.me/name`, with its @; None if it is none. A phone
    number is also a way into Telegram."""
    match = _TELEGRAM.fullmatch(text.strip())
    return f"@{match[1]}" if match else phone(text)


def same(address: str) -> str:
    """The form under which all spellings of one address meet: lower case, digits unspaced."""
    if _PHONE.fullmatch(address):
        return "".join(char for char in address if char.isdecimal() or char == "+")
    return "".join(address.casefold().split())
