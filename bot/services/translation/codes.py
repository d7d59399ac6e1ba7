"""Language tags of the records (BCP 47) and the codes that engines call the same languages by."""

from collections.abc import Iterable

from bot.domain.translating import Pair

# What one and the same language is called, in the order in which it is looked for. Norwegian
# and Malay are macrolanguages of which engines name a member (ISO 639-3).
_SAME = (
    ("zh-hans", "zh-cn", "zh-sg", "zh"),
    ("zh-hant", "zh-tw", "zh-hk", "zh-mo", "zt", "cht"),
    ("nb", "no", "nob", "nor"),
    ("nn", "nno"),
    ("he", "iw", "heb"),
    ("id", "in", "ind"),
    ("ms", "zlm", "msa", "zsm", "may"),
    ("tl", "fil"),
    ("jv", "jw"),
    ("ja", "jp", "jpn"),
    ("ko", "kor"),
    ("vi", "vie"),
    ("sr", "hbs", "hbs_srp"),
    ("hr", "hbs", "hbs_hrv"),
    ("bs", "hbs", "hbs_bos"),
)
# ISO 639-3, by which Apertium calls the languages that it knows (iso639-3.sil.org).
_THREE_LETTERS = {
    "af": "afr", "an": "arg", "ar": "ara", "as": "asm", "ast": "ast", "be": "bel", "bg": "bul",
    "br": "bre", "ca": "cat", "cy": "cym", "da": "dan", "de": "deu", "el": "ell", "en": "eng",
    "eo": "epo", "es": "spa", "eu": "eus", "fi": "fin", "fo": "fao", "fr": "fra", "ga": "gle",
    "gl": "glg", "hi": "hin", "hu": "hun", "is": "isl", "it": "ita", "kk": "kaz",
    "ky": "kir", "mk": "mkd", "mt": "mlt", "nl": "nld", "oc": "oci", "pl": "pol", "pt": "por",
    "ro": "ron", "ru": "rus", "sc": "srd", "se": "sme", "sk": "slk", "sl": "slv", "sv": "swe",
    "tr": "tur", "tt": "tat", "uk": "ukr", "ur": "urd", "uz": "uzb",
}  # fmt: skip
# Where an engine has only variants of a language: DeepL, for English and Portuguese.
_PREFERRED = {"en": "en-gb", "pt": "pt-pt", "es": "es-es", "zh": "zh-hans"}


def base(tag: str) -> str:
    """The language of a tag without script and country: `pt` for `pt-BR`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def closest(tag: str, codes: Iterable[str]) -> str | None:
    """The one of the engine's codes that means this language, as the engine writes it; a variant
    of it rather than none. None if it has none."""
    written = {code.replace("_", "-").lower(): code for code in codes}
    wanted = tag.replace("_", "-").lower()
    for name in (*_names(wanted), *_names(base(wanted))):
        if name in written:
            return written[name]
    preferred = _PREFERRED.get(base(wanted), "")
    variants = sorted(code for code in written if base(code) == base(wanted))
    found = preferred if preferred in written else next(iter(variants), "")
    return written.get(found)


def is_same(one: str, other: str) -> bool:
    """Whether both tags are one language for a reader; the two ways to write Chinese are not."""
    first, second = (_names(tag.replace("_", "-").lower()) for tag in (one, other))
    if base(one) == base(other) == "zh":
        return bool(set(first) & set(second))
    return base(one) == base(other) or bool(set(first) & set(second) - {"hbs"})


def codes_for(pair: Pair, known: Iterable[Pair]) -> Pair | None:
    """The engine's codes for a pair that it can translate directly; None if it cannot."""
    pairs = frozenset(known)
    source = closest(pair.source, {each.source for each in pairs})
    if source is None:
        return None
    target = closest(pair.target, {each.target for each in pairs if each.source == source})
    return Pair(source, target) if target is not None else None


def three_letters(code: str) -> str:
    """The same code as ISO 639-3 begins it, with the same variant: `por_BR` for `pt_BR`."""
    language, mark, variant = code.partition("_")
    language = {"id": "ind", "ms": "zlm", "nb": "nob", "no": "nob"}.get(language, language)
    return _THREE_LETTERS.get(language, language) + mark + variant


def _names(tag: str) -> tuple[str, ...]:
    """The tag itself and what else its language is called."""
    others = [name for names in _SAME if tag in names for name in names]
    three = _THREE_LETTERS.get(tag)
    variant = _THREE_LETTERS.get(base(tag), "") + tag[len(base(tag)) :] if "-" in tag else ""
    return (tag, *others, *((three,) if three else ()), *((variant,) if variant else ()))
