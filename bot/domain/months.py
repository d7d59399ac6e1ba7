"""Months by their names in the languages that cities write, to tell November from October."""

import re
from collections import Counter
from functools import cache

# One language a line, January first; forms of one month are parted by slashes.
_NAMES = """
january february march april may june july august september october november december
jan feb mar apr - jun jul aug sep/sept oct nov dec
januar/jänner februar/feber märz april mai juni juli august september oktober november dezember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre
gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart april mei juni juli augustus september oktober november december
januari februari maret april mei juni juli agustus september oktober november desember
januari februari mac april mei jun julai ogos september oktober november disember
januari februari mars april maj juni juli augusti september oktober november december
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
styczeń/stycznia luty/lutego marzec/marca kwiecień/kwietnia maj/maja czerwiec/czerwca \
lipiec/lipca sierpień/sierpnia wrzesień/września październik/października listopad/listopada \
grudzień/grudnia
січень/січня лютий/лютого березень/березня квітень/квітня травень/травня червень/червня \
липень/липня серпень/серпня вересень/вересня жовтень/жовтня листопад/листопада грудень/грудня
январь/января февраль/февраля март/марта апрель/апреля май/мая июнь/июня \
июль/июля август/августа сентябрь/сентября октябрь/октября ноябрь/ноября декабрь/декабря
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου \
νοεμβρίου δεκεμβρίου
يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر
ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
जनवरी फ़रवरी/फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर/अक्तूबर नवंबर दिसंबर
มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
"""
# Letters, with the vowel signs of Devanagari and Thai, which are none to `re`.
_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u0963\u0e31-\u0e4e])+")


def months_in(text: str) -> Counter[int]:
    """The months that a text in small letters names by words, by their numbers."""
    known = _numbers()
    named = [known[word] for word in _WORD.findall(text) if word in known]
    return Counter(named) if named else Counter()


@cache
def _numbers() -> dict[str, int]:
    numbers: dict[str, int] = {}
    for line in _NAMES.strip().split("\n"):
        for number, forms in enumerate(line.split(), start=1):
            for form in forms.split("/"):
                numbers.setdefault(form, number)
    numbers.pop("-")
    return numbers
