"""In which script a language is read, and which of somebody's names its readers are shown."""

from collections.abc import Sequence

from bot.domain.names import script_of

# Languages that are not read in Latin letters, by CLDR's likely subtags.
_READ_IN: dict[str, str] = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), "Cyrl"),
    **dict.fromkeys(("ar", "ckb", "fa", "ps", "sd", "ug", "ur"), "Arab"),
    **dict.fromkeys(("he", "yi"), "Hebr"),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), "Deva"),
    **dict.fromkeys(("bn", "as"), "Beng"),
    **dict.fromkeys(("am", "ti"), "Ethi"),
    "el": "Grek", "ja": "Jpan", "zh": "Hani", "yue": "Hani", "ko": "Kore", "th": "Thai",
    "hy": "Armn", "ka": "Geor", "ta": "Taml", "ml": "Mlym", "km": "Khmr", "my": "Mymr",
    "lo": "Laoo",
}  # fmt: skip
_ALSO_READ = {"Jpan": ("Hani",)}
_TAGS = {"Hant": "Hani", "Hans": "Hani"}


def base(language: str) -> str:
    """The language of a BCP 47 code without script and region."""
    return language.partition("-")[0].lower()


def script_of_language(language: str) -> str:
    """The ISO 15924 code of the script that a language is usually read in, or that its code
    names; Chinese characters are one script here."""
    for part in language.split("-")[1:]:
        if len(part) == 4 and part.isalpha():
            return _TAGS.get(part.title(), part.title())
    return _READ_IN.get(base(language), "Latn")


def is_read_in(text: str, language: str) -> bool:
    """Whether those who read this language can read the letters of a text; one without letters
    anybody can."""
    script, wanted = script_of(text), script_of_language(language)
    return not script or script == wanted or script in _ALSO_READ.get(wanted, ())


def form_for(
    language: str, said: str, names: Sequence[tuple[str, str]], customary: str = ""
) -> str:
    """Of somebody's names, each with its language or without, the one to be shown to readers of
    a language: the one recorded for it; else the one that is customary there, if any; else as it
    was said, where they can read that; else the first that belongs to no language and that they
    can read; else as it was said."""
    for is_meant in (_exactly, _nearly):
        recorded = [name for name, its in names if is_meant(its, language)]
        if recorded:
            return said if said in recorded else recorded[0]
    if customary:
        return customary
    if is_read_in(said, language):
        return said
    readable = (name for name, its in names if not its and is_read_in(name, language))
    return next(readable, said)


def _exactly(its: str, language: str) -> bool:
    return bool(its) and its.lower() == language.lower()


def _nearly(its: str, language: str) -> bool:
    """Another region's will do, another script's will not."""
    return (
        bool(its)
        and base(its) == base(language)
        and script_of_language(its) == script_of_language(language)
    )
