"""Names as people type them: folding spellings together, telling scripts apart."""

import re
import unicodedata

# Raised whenever `fold` gives another result for some name, so that stored names are redone.
FOLDING = 1
_LOOSE = re.compile(r"[\W_]+", re.UNICODE)
# Letters that decompose into no base letter, with what people type instead of them.
_PLAIN = str.maketrans(
    {
        "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
        "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ё": "е", "ґ": "г", "ʻ": "", "ʼ": "",
        "ʹ": "", "’": "", "'": "", "`": "", "‘": "", "´": "",
        # Small kana are typed as full ones as often as not.
        "ッ": "ツ", "ャ": "ヤ", "ュ": "ユ", "ョ": "ヨ", "ァ": "ア", "ィ": "イ", "ゥ": "ウ",
        "ェ": "エ", "ォ": "オ", "ヶ": "ケ", "ヵ": "カ", "ヮ": "ワ",
    }
)  # fmt: skip
# Scripts in which a combining mark is an accent or an aid to reading, not another letter.
_ACCENTED = ("LATIN", "GREEK", "ARABIC", "HEBREW")
_SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr",
    "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "CJK": "Hani", "HANGUL": "Kore",
    "DEVANAGARI": "Deva", "THAI": "Thai", "ARMENIAN": "Armn", "GEORGIAN": "Geor",
    "BENGALI": "Beng", "TAMIL": "Taml", "MALAYALAM": "Mlym", "KHMER": "Khmr",
    "MYANMAR": "Mymr", "LAO": "Laoo", "ETHIOPIC": "Ethi",
}  # fmt: skip


def fold(name: str) -> str:
    """The form under which all spellings of one name meet: 'São  Paulo' and 'sao paulo'.

    Case, accents of Latin and Greek, apostrophes, small kana and everything between words
    are folded away; words stay apart by one space. Empty if the name has no letter or digit.
    """
    if name.isascii():
        # Four names in ten; the steps below would change nothing in them.
        folded = name.lower().replace("'", "").replace("`", "")
    else:
        folded = _without_accents(unicodedata.normalize("NFKC", name).casefold())
        return _spaced(folded.translate(_PLAIN))
    return _LOOSE.sub(" ", folded).strip()


def _spaced(text: str) -> str:
    """Words one space apart. The vowel signs of Devanagari, Thai and their kin belong to words
    although no letters by themselves."""
    kept = (
        char if char.isalnum() or unicodedata.category(char)[0] == "M" else " " for char in text
    )
    return " ".join("".join(kept).split())


def _without_accents(text: str) -> str:
    kept: list[str] = []
    base_takes_accents = False
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char):
            if base_takes_accents:
                continue
        else:
            base_takes_accents = unicodedata.name(char, "").startswith(_ACCENTED)
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def script_of(name: str) -> str:
    """The ISO 15924 code of the script most letters are in; Jpan where kana occur; '' if none."""
    counts: dict[str, int] = {}
    for char in name:
        if char.isalpha():
            code = _SCRIPTS.get(unicodedata.name(char, "").partition(" ")[0], "Zyyy")
            counts[code] = counts.get(code, 0) + 1
    if "Jpan" in counts:
        return "Jpan"
    return max(counts, key=lambda code: counts[code], default="")
