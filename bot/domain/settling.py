"""Whether what somebody says settles what was owed: told from the words alone."""

import re

from bot.domain.names import fold

# What people say when something is done, in the languages that the bot speaks and some more.
# Those of scripts without spaces between words are looked for within the text.
_DONE = frozenset(
    {
        *("done", "sent", "finished", "completed", "delivered", "submitted", "resolved", "settled"),
        *("erledigt", "gesendet", "geschickt", "verschickt", "fertig", "abgeschickt"),
        *("fait", "envoye", "envoyee", "termine", "livre"),
        *("hecho", "enviado", "enviada", "listo", "terminado", "entregado"),
        *("готово", "зроблено", "надіслано", "відправлено", "надіслала", "надіслав", "виконано"),
        *("сделано", "отправлено", "выполнено", "отправил", "отправила"),
        *("selesai", "terkirim", "dikirim", "fatto", "inviato", "feito", "gotowe", "wyslane"),
    }
)
_DONE_WITHIN = (
    "完了",
    "送りました",
    "送付しました",
    "済み",
    "完成",
    "已发",
    "已完成",
    "완료",
    "보냈",
)
_SIGNS = ("✅", "✔", "☑")
# With one of these it may as well be the contrary, a promise or a question.
_HOLDING_BACK = frozenset(
    {
        *("not", "never", "no", "dont", "didnt", "isnt", "havent", "hasnt", "wont", "cannot"),
        *("cant", "will", "ask", "asked", "asks", "remind", "reminded", "when", "until", "soon"),
        *("must", "should", "need", "needs", "waiting", "almost", "still", "if"),
        *("nicht", "kein", "keine", "noch", "wird", "werden", "wenn", "sobald", "muss", "bitte"),
        *("pas", "ne", "jamais", "sera", "bientot", "quand", "encore"),
        *("nunca", "aun", "todavia", "sera", "cuando", "pronto", "si"),
        *("не", "ні", "ще", "буде", "коли", "якщо", "скоро", "нет", "еще", "будет", "когда"),
        *("belum", "akan", "tidak", "kapan", "non", "ancora"),
    }
)
_HOLDING_BACK_WITHIN = ("まだ", "未完", "未済", "ません", "没有", "尚未", "안 ", "못")
# What somebody says who has read it, and no more.
_COURTESIES = frozenset(
    {
        *("ok", "okay", "yes", "no", "thanks", "thank", "you", "thx", "noted", "great", "fine"),
        *("will", "do", "sure", "good", "hi", "hello", "and", "very", "much", "many", "so", "it"),
        *("danke", "gut", "ja", "nein", "vielen", "dank", "alles", "klar", "merci", "oui", "bien"),
        *("gracias", "si", "vale", "muchas", "дякую", "так", "добре", "дуже", "спасибо", "да"),
        *("хорошо", "terima", "kasih", "baik", "grazie", "obrigado", "dziekuje"),
        *("ありがとうございます", "ありがとう", "了解", "了解です", "承知しました", "はい"),
        *("谢谢", "好的", "감사합니다", "네"),
    }
)
_QUESTION = ("?", "？", "؟")
_LONG_ENOUGH = 4
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff]")


def says_done(text: str) -> bool:
    """Whether somebody says that what they had to do is done."""
    if holds_back(text):
        return False
    return (
        any(sign in text for sign in _SIGNS)
        or any(said in text for said in _DONE_WITHIN)
        or not _DONE.isdisjoint(_words(text))
    )


def is_substantive(text: str) -> bool:
    """Whether this answers something: neither a question nor a mere courtesy."""
    if asks(text):
        return False
    words = [word for word in _words(text) if word not in _COURTESIES]
    if any(_SPACELESS.search(word) for word in words):
        return sum(len(word) for word in words) >= _LONG_ENOUGH
    return len(words) >= 2 or bool(words and words[0] in _DONE)


def holds_back(text: str) -> bool:
    """Whether it asks, denies or promises, so that nothing can be taken for done."""
    if asks(text) or any(said in text for said in _HOLDING_BACK_WITHIN):
        return True
    return not _HOLDING_BACK.isdisjoint(_words(text))


def significant(text: str) -> list[str]:
    """The words that tell one matter from another: those that are not too short."""
    return [word for word in _words(text) if len(word) >= _LONG_ENOUGH or word.isdecimal()]


def asks(text: str) -> bool:
    """Whether it is, or has in it, a question."""
    return any(mark in text for mark in _QUESTION)


def _words(text: str) -> list[str]:
    return fold(text).split()
