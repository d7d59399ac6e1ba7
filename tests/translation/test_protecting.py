"""What stays is taken out of a text and put back; answers with anything lost are refused."""

import re

import pytest

from bot.domain.protecting import protected
from bot.domain.terms import Term, Terms, kept
from bot.domain.translating import TokenForm

PLAIN, HTML, XML, NONE = TokenForm
GLOSSARY = Terms(
    [Term("Stadtrat", "city council"), Term("reflection day", "Bedenktag"), kept("Nice")]
)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("ask <@U1|anna> in <#C1|odesa>, <!here>", ["<@U1|anna>", "<#C1|odesa>", "<!here>"]),
        ("see https://x.org/a_(b). Or not", ["https://x.org/a_(b)"]),
        ("(see https://x.org/a)", ["https://x.org/a"]),
        ("<https://x.org|the page>", ["<https://x.org|the page>"]),
        ("mail a.b@city.gov.ua!", ["a.b@city.gov.ua"]),
        ("メールはinfo@x.jpまで", ["info@x.jp"]),
        ("詳細はhttps://x.orgをご覧", ["https://x.org"]),
        ("@annaさんへ", ["@anna"]),
        ("visit bordeaux.fr or yokohama.lg.jp/en", ["bordeaux.fr", "yokohama.lg.jp/en"]),
        ("Thanks.It works", []),
        ("`x = 1` and ```a\nb```", ["`x = 1`", "```a\nb```"]),
        ("a `tick, then ```a\nb``` and `c`", ["```a\nb```", "`c`"]),
        (":wave::skin-tone-3: at 10:30:15", [":wave::skin-tone-3:", "10:30:15"]),
        ("👨‍👩‍👧‍👦 👍🏽 3️⃣", ["👨‍👩‍👧‍👦 👍🏽 3️⃣"]),
        ("*bold* _it_ 2 * 3 snake_case_x", ["*", "*", "_", "_"]),
        ("<b>x</b> a < b > c", ["<b>", "</b>"]),
        ("R&amp;D", ["&amp;"]),
        ("40 kg, USD 20,000, 50 %, −5 °C", ["40 kg", "USD 20,000", "50 %", "−5 °C"]),
        ("2026-11-18, 18.11.2026, 11月18日", ["2026-11-18", "18.11.2026", "11月18日"]),
        ("14:30, 9 am, 14h30, um 9 am Bahnhof", ["14:30", "9 am", "14h30"]),
        ("+380 48 123 45 67 or 045-671-2121", ["+380 48 123 45 67", "045-671-2121"]),
        ("COVID-19, room B12, MoU-2026/17", ["COVID-19", "B12", "MoU-2026/17"]),
        ("room 12B, bus 7А, 5G, 12Bx, THE 1ST", ["12B", "7А", "5G"]),
        ("3階12B会議室", ["12B"]),
        ("to DE89 3704 0044 0532 0130 00 today", ["DE89 3704 0044 0532 0130 00"]),
        ("NL91 ABNA 0417 1643 00 EUR 5", ["NL91 ABNA 0417 1643 00", "EUR 5"]),
        ("PL61 1090 1014 0000 0712 1981 2874 AND", ["PL61 1090 1014 0000 0712 1981 2874"]),
        ("EU27 WILL MEET SOON WITH US", ["EU27"]),
        ("Dear {{ city.name }}, {{city}}", ["{{ city.name }}", "{{city}}"]),
        ("${name}, {0}, {name}, %s and %(name)s", ["${name}", "{0}", "{name}", "%s", "%(name)s"]),
        ("{see the note}, a 5 % share, 50 %", ["5 %", "50 %"]),
        ("3 schools, 5万人, on 18 November 2026", []),
        ("/help and/or #odesa", ["/help", "#odesa"]),
    ],
)
def test_what_stays_is_found(text: str, stays: list[str]) -> None:
    assert [item.source for item in protected(text).items] == stays


def test_each_form_has_its_tokens() -> None:
    text = protected("Ask @anna & me")
    assert text.hidden(PLAIN) == "Ask XPH0X & me"
    assert text.hidden(HTML) == 'Ask <span translate="no">XPH0X</span> &amp; me'
    assert text.hidden(XML) == 'Ask <x id="0"/> &amp; me'
    assert text.hidden(NONE) == "Ask @anna & me"


def test_tokens_are_other_words_than_those_of_the_text() -> None:
    text = protected("xph7x is what @anna wrote")
    assert text.hidden(PLAIN) == "XQQ0X is what XQQ1X wrote"
    assert text.restored("XQQ1X escribió XQQ0X", PLAIN) == "@anna escribió xph7x"


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        (PLAIN, "¿Has visto XPH0X ya?"),
        (PLAIN, "¿Has visto xph0x ya?"),
        (HTML, '¿Has visto <span translate="no">XPH0X</span> ya?'),
        (HTML, "¿Has visto XPH0X ya?"),
        (XML, '¿Has visto <x id="0"></x> ya?'),
        (NONE, "¿Has visto @anna ya?"),
    ],
)
def test_what_stays_is_put_back(form: TokenForm, answer: str) -> None:
    assert protected("Have you seen @anna yet?").restored(answer, form) == "¿Has visto @anna ya?"


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        (PLAIN, "¿La has visto?"),
        (PLAIN, "XPH0X, ¿has visto a XPH0X?"),
        (PLAIN, "¿Has visto a XPH 0 X?"),
        (PLAIN, "¿Has visto a XPH1X?"),
        (PLAIN, "¿Has visto a ХРН0Х?"),
        (PLAIN, "XPH0X XPH"),
        (PLAIN, "XPH0X"),
        (PLAIN, ""),
        (HTML, '¿Has <span translate="no">visto</span> a XPH0X?'),
        (XML, '¿Has visto a &lt;x id="0"/&gt;?'),
        (XML, '¿Has visto <x id="0"/> a <x>?'),
        (NONE, "¿Has visto a Ana?"),
        (PLAIN, "¿Has visto a XPH0X o a @bo?"),
        (PLAIN, "¿Has visto a XPH0X en https://x.org?"),
        (PLAIN, "¿Has visto a XPH0X 2 veces?"),
    ],
)
def test_an_answer_with_anything_lost_or_added_is_refused(form: TokenForm, answer: str) -> None:
    assert protected("Have you seen @anna yet?").restored(answer, form) is None


def test_an_answer_is_unescaped_once() -> None:
    assert protected("It is Q&A").restored("C&#39;est Q&amp;A", PLAIN) == "C'est Q&A"
    text = protected("&lt; stays")
    assert text.restored('<span translate="no">XPH0X</span> reste', HTML) == "&lt; reste"


def test_formatting_must_not_be_turned_inside_out() -> None:
    text = protected("a *bold* word")
    assert text.restored("una palabra XPH0X negrita XPH1X", PLAIN) == "una palabra *negrita*"
    assert text.restored("una XPH1X negrita XPH0X", PLAIN) is None


def test_spaces_that_an_engine_took_are_put_back() -> None:
    text = protected("Ask @anna about 40 kg of tea")
    assert text.restored("PreguntaXPH0Xpor losXPH1Xde té", PLAIN) == (
        "Pregunta @anna por los 40 kg de té"
    )


def test_terms_become_what_they_are_in_the_other_language() -> None:
    text = protected("Der Stadtrat tagt am reflection  day in Nice, nice", GLOSSARY)
    assert text.hidden(PLAIN) == "Der XPH0X tagt am XPH1X in XPH2X, nice"
    assert text.restored("The XPH0X meets on XPH1X in XPH2X, nice", PLAIN) == (
        "The city council meets on Bedenktag in Nice, nice"
    )


def test_a_term_begins_with_a_capital_where_a_sentence_does() -> None:
    assert protected("Reflection day", GLOSSARY).joined([]) == "Bedenktag"


@pytest.mark.parametrize(
    ("name", "text", "is_found"),
    [
        ("横浜市", "昨日横浜市から", True),
        ("オデサ", "オデサ市", True),
        ("オデサ", "オデサリアン", False),
        ("서울", "서울에서", True),
        ("서울", "새서울에서", False),
        ("Odesa", "Odesa市の", True),
        ("Odesa", "Odesan", False),
        ("St. Gallen", "in St. Gallen.", True),
        ("St. Gallen", "the St Gallen", False),
        ("दिल", "दिल्ली", False),
    ],
)
def test_names_are_found_as_their_script_has_them(name: str, text: str, is_found: bool) -> None:
    assert bool(protected(text, Terms([kept(name)])).items) is is_found


def test_figures_are_left_to_the_engine_and_hidden_when_it_fails() -> None:
    text = protected("We have 3 schools")
    assert text.hidden(PLAIN) == "We have 3 schools"
    assert text.restored("Tenemos 4 escuelas", PLAIN) is None
    assert text.firm().hidden(PLAIN) == "We have XPH0X schools"


def test_what_is_between_can_be_translated_by_itself() -> None:
    text = protected("Ask @anna, who has 3 keys: 👍")
    assert text.between() == ["Ask", ", who has", "keys:"]
    assert text.joined(["Pregunta a", ", que tiene", "llaves:"]) == (
        "Pregunta a @anna, que tiene 3 llaves: 👍"
    )


@pytest.mark.parametrize("answer", ["", "5", "mira https://x.org", "a @bo", "🎉 sí", "..."])
def test_pieces_that_bring_anything_along_stay_untranslated(answer: str) -> None:
    assert protected("Ask @anna").joined([answer]) == "Ask @anna"


def test_lines_are_texts_of_their_own() -> None:
    text = protected("Ask @anna\n\n```a\nb``` now")
    assert [line.text for line in text.lines()] == ["Ask @anna", "", "```a\nb``` now"]


def test_a_text_without_words_says_so() -> None:
    assert not protected("👍 14:30 @anna").has_words
    assert not protected("").has_words
    assert protected("ok 👍").has_words


def test_the_language_is_told_without_what_stays() -> None:
    assert protected("Ask @anna by  14:30 `rm`").plain() == "Ask by"


@pytest.mark.parametrize("form", [PLAIN, HTML, XML])
@pytest.mark.parametrize(
    "said",
    [
        "he wrote &gt; &lt;/blockquote&gt; there",
        "*one* *two* _three_ four",
        "ask @anna https://x.org :wave: now",
        "see `a`\n@anna for it",
    ],
)
def test_spaces_between_two_that_stay_come_back(said: str, form: TokenForm) -> None:
    text = protected(said)
    sent = text.hidden(form)
    answer = re.sub(r"(?<=[>X])\s+(?=<|X[A-Z]{2,}\dX)", "", sent)
    assert answer != sent
    assert text.restored(answer, form) == said
    assert text.restored(re.sub(r"(?<=[>X]) (?=<|X[A-Z]{2,}\dX)", "  ", sent), form) == said
