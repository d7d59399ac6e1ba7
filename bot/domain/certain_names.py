"""Whether a word in a text that is somebody's name is meant as one."""

import re

from bot.domain.names import script_of
from bot.domain.runs import Runs
from bot.domain.scripts import base

# Names of cities and people that begin sentences as words of English, French or Spanish as well.
_WORDS = frozenset(
    {
        "april", "art", "august", "bar", "bath", "battle", "best", "bill", "bury", "chase",
        "cork", "dawn", "deal", "eve", "faith", "frank", "grace", "grant", "hope", "hull", "joy",
        "june", "male", "mark", "may", "mobile", "most", "nice", "nancy", "of", "orange",
        "reading", "rose", "sale", "same", "split", "summer", "tours", "van", "will", "worth",
        "angers", "brest", "lens", "sens", "die", "lourdes", "cruz", "paz", "rosario", "victoria",
    }
)  # fmt: skip
# In German every noun is written as a name is.
_GERMAN = frozenset({"baden", "bar", "essen", "halle", "hof", "leer", "regen", "singen", "weil"})
# Names of places in the gazetteer that are words, in scripts that have no capital letters.
_UNCASED = {
    "ja": "大分 日光 平和 中央 大和 日本 太平 安全 小山 高山 大山 北上 三次",
    "zh": "和平 平和 安全 中央 太平 大同 建设 建設 新民 安宁 安寧 长安 長安 安定 新安 开平",
    "ko": "이천 오산 구미 경주 공주 여주 상주 양산 전주 진주 영주 사천 동해 화성 고성",
    "ar": "المدينة صور حلب قنا الشرق الغرب القصر الباب",
    "he": "לוד מרכז נתיבות אופקים שלום",
    "hi": "सागर सूरत गया पुरी सोना आरा मंडी",
}  # fmt: skip
# Fewest signs of a name that nobody of the network wrote down: by its script, or with any other.
_FEWEST = {
    "Latn": 5, "Cyrl": 4, "Hani": 2, "Jpan": 2, "Kore": 2,
    "Thai": 4, "Laoo": 4, "Khmr": 4, "Mymr": 4,
}  # fmt: skip
_FEWEST_OF_OTHERS, _FEWEST_HIRAGANA, _FEWEST_GERMAN = 3, 4, 6
_HIRAGANA = re.compile(r"[ぁ-ゟ]+")
# What a town does: '横浜市長' is the mayor of Yokohama.
_OF_THE_TOWN = "長长議议役民立政"
_SENTENCE_ENDS = ".!?…:;\n\r•>|#"


def is_certain(said: str, text: str, language: str) -> bool:
    """Whether what stands in the text can be taken for the name that it is: it is not written
    small, and if it is a word as well, it stands somewhere within a sentence."""
    if said[0].islower():
        return False
    word = said.casefold()
    if base(language) == "de" and word in _GERMAN:
        return False
    if word not in _WORDS:
        return True
    return _is_within(said, text)


def named_places(runs: Runs) -> Runs:
    """Those of the runs that are neither too short nor too small nor too loud to be the name of
    a place that only the gazetteer knows."""
    fit = {run: tuple(filter(_may_name_place, ways)) for run, ways in runs.items()}
    return {run: ways for run, ways in fit.items() if ways}


def _may_name_place(said: str) -> bool:
    is_loud = said.isupper() and said[0].lower() != said[0]
    return not (said[0].islower() or is_loud) and len(said) >= min(
        _FEWEST_OF_OTHERS, _FEWEST.get(script_of(said), _FEWEST_OF_OTHERS)
    )


def is_certain_place(said: str, text: str, language: str) -> bool:
    """The same for a name that nobody of the network wrote down, such as are in the gazetteer
    by the dozen for each place: a short one is one only within a sentence."""
    if not is_certain(said, text, language) or said in _UNCASED.get(base(language), "").split():
        return False
    if said[-1] == "市":
        return re.search(rf"{re.escape(said)}[{_OF_THE_TOWN}]", text) is None
    fewest = _fewest(said, language)
    if len(said) < fewest:
        return False
    return not said[0].isupper() or len(said) > fewest or _is_within(said, text)


def _fewest(said: str, language: str) -> int:
    if base(language) == "de":
        return _FEWEST_GERMAN
    if _HIRAGANA.fullmatch(said):
        return _FEWEST_HIRAGANA
    return _FEWEST.get(script_of(said), _FEWEST_OF_OTHERS)


def _is_within(said: str, text: str) -> bool:
    """Whether it stands somewhere where a sentence does not begin."""
    places = re.finditer(rf"(?<!\w){re.escape(said)}(?!\w)", text)
    return any(not _begins(text[: place.start()]) for place in places)


def _begins(before: str) -> bool:
    """Whether a sentence begins behind this."""
    bare = before.rstrip(" \t\"'“„«(*_-–")
    return not bare or bare[-1] in _SENTENCE_ENDS
