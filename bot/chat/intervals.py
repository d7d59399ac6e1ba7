"""Lengths of time as people say them: `in 3 days`, `за тиждень`, `3日後`, `every 2 weeks`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.little_words import UNSPACED, forms
from bot.chat.text import _
from bot.domain.names import fold
from bot.domain.recurrence import Every, Unit

_MINUTES = forms(
    "min,mins,minute,minutes,minuten,minuto,minutos,menit,хв,хвилина,хвилину,хвилини,хвилин,"
    "分,分間,分钟,分鐘"
)
_HOURS = forms(
    "h,hr,hrs,hour,hours,stunde,stunden,heure,heures,hora,horas,jam,sejam,година,годину,години,"
    "годин,год,時間,小时,小時,个小时,個小時"
)
_UNITS: dict[Unit, frozenset[str]] = {
    Unit.DAY: forms(
        "d,day,days,tag,tage,tagen,jour,jours,día,días,hari,sehari,день,дня,дні,днів,日,日間,天"
    ),
    Unit.WEEK: forms(
        "w,week,weeks,woche,wochen,semaine,semaines,semana,semanas,minggu,seminggu,pekan,sepekan,"
        "тиждень,тижня,тижні,тижнів,週,週間,周,个星期,個星期,星期"
    ),
    Unit.MONTH: forms(
        "month,months,monat,monate,monaten,mois,mes,meses,bulan,sebulan,місяць,місяця,місяці,"
        "місяців,か月,ヶ月,カ月,ヵ月,箇月,个月,個月"
    ),
    Unit.YEAR: forms(
        "y,year,years,jahr,jahre,jahren,an,ans,année,années,año,años,tahun,setahun,рік,року,роки,"
        "років,年,年間"
    ),
}
_NUMBERS = {
    form: number
    for number, words in enumerate(
        (
            "a,an,one,ein,eine,einem,einen,einer,один,одна,одну,un,une,una,uno,satu,一",
            "two,zwei,два,дві,deux,dos,dua,二,两,兩",
            "three,drei,три,trois,tres,tiga,三",
            "four,vier,чотири,quatre,cuatro,empat,四",
            "five,fünf,п'ять,cinq,cinco,lima,五",
            "six,sechs,шість,seis,enam,六",
            "seven,sieben,сім,sept,siete,tujuh,七",
            "eight,acht,вісім,huit,ocho,delapan,八",
            "nine,neun,дев'ять,neuf,nueve,sembilan,九",
            "ten,zehn,десять,dix,diez,sepuluh,十",
        ),
        start=1,
    )
    for form in forms(words)
}
_AHEAD = forms(
    "in,within,за,через,протягом,упродовж,dans,d'ici,en,dentro de,dalam,waktu,innerhalb von,binnen"
)
_LATER = forms(
    "later,from now,from today,hence,lagi,kemudian,später,plus tard,más tarde,後,以内,内,后,之后,"
    "以后,之内"
)
_EACH = forms(
    "every,each,alle,jede,jeden,jedes,кожен,кожні,кожного,кожну,кожної,chaque,tous les,toutes les,"
    "cada,todos los,todas las,setiap,tiap,毎,每"
)
_ADVERBS = {
    form: every
    for every, words in (
        (Every(1, Unit.DAY), "daily,täglich,щодня,quotidien,diario,harian,毎日,每天,每日"),
        (Every(1, Unit.WEEK), "weekly,wöchentlich,щотижня,hebdomadaire,semanal,mingguan,毎週,每周"),
        (Every(1, Unit.MONTH), "monthly,monatlich,щомісяця,mensuel,mensual,bulanan,毎月,每月"),
        (Every(3, Unit.MONTH), "quarterly,vierteljährlich,щокварталу,trimestriel,trimestral"),
        (Every(1, Unit.YEAR), "yearly,annually,jährlich,щороку,annuel,anual,tahunan,毎年,每年"),
    )
    for form in forms(words)
}


def _any(words: Iterable[str]) -> str:
    """Matches each of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_ALL_UNITS = {word: unit for unit, words in _UNITS.items() for word in words}
_SHAPE = re.compile(
    rf"(?:(?P<lead>{_any(_AHEAD | _EACH)})(?: |(?={_any(_ALL_UNITS)}|\d)))?"
    rf"(?:(?P<number>\d{{1,4}}|{_any(_NUMBERS)}) ?)?"
    rf"(?P<unit>{_any(_MINUTES | _HOURS | set(_ALL_UNITS))})"
    rf"(?: ?(?P<trail>{_any(_LATER)}))?"
)
_LONGEST = timedelta(days=3660)
_MOST_WORDS = 3


class EveryWord(Argument):
    """How often something comes again: `week`, `2 weeks`, `every month`, `щотижня`."""

    placeholder = _("2 weeks")

    def starts(self, words: Words, call: Call) -> int:
        """The longest run of leading words that says so."""
        longest = min(_MOST_WORDS, len(words))
        return next((n for n in range(longest, 0, -1) if every_of(words[:n].text)), 0)

    def read(self, words: Words, call: Call) -> Every:
        """The time between two. Mistake if it is none, or longer than ten years."""
        found = every_of(words.text)
        if found is None:
            raise Mistake(
                _(
                    "“{typed}” does not say how often. Write it like {example}.",
                    typed=words.text[:40],
                    example="2 weeks",
                )
            )
        if _too_long(found):
            raise Mistake(_("Please choose a time of at most ten years."))
        return found


@dataclass(frozen=True, slots=True)
class Ahead:
    """So much time from now: either days and more, or hours and minutes. `said`: with a word
    that tells it from a mere length of time, such as `in`."""

    every: Every | None
    delta: timedelta
    said: bool


def every_of(text: str) -> Every | None:
    """How often a text says that something comes again; None if it does not."""
    folded = fold(text)
    if folded in _ADVERBS:
        return _ADVERBS[folded]
    match = _SHAPE.fullmatch(folded)
    if match is None or match["trail"] or match["unit"] not in _ALL_UNITS:
        return None
    count = _number(match)
    return Every(count, _ALL_UNITS[match["unit"]]) if count else None


def ahead_of(text: str) -> Ahead | None:
    """How far ahead a text says that something is; None if it does not. A length alone, such
    as `3 days`, is one too; in Chinese and Japanese that would be a date."""
    match = _SHAPE.fullmatch(fold(text))
    if match is None or (match["lead"] or "") in _EACH:
        return None
    said = bool(match["lead"] or match["trail"])
    if not said and (match["number"] is None or UNSPACED.search(text)):
        return None
    count, unit = _number(match), match["unit"]
    if unit in _ALL_UNITS:
        return Ahead(Every(count, _ALL_UNITS[unit]), timedelta(0), said) if count else None
    return Ahead(None, timedelta(minutes=count * (60 if unit in _HOURS else 1)), said)


def _number(match: re.Match[str]) -> int:
    number = match["number"]
    if number is None:
        return 1
    return int(number) if number.isdecimal() else _NUMBERS[number]


def _too_long(every: Every) -> bool:
    days = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.YEAR: 365}[every.unit]
    return timedelta(days=every.count * days) > _LONGEST
