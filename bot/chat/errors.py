"""What a person can mend.

Mendable
├── Mistake    what was said cannot be done as it stands; one sentence says what to do
│   └── Missing    something was left out; how the command is written is shown beside
└── Question   what was said can mean several things; the answer is one press away
"""

from bot.chat.reply import Button, Reply, Tone
from bot.chat.text import Text


class Mendable(Exception):
    """Ends a command without a trace of it; the speaker is told what to do.

    An emoji says a command too, and people put emoji under messages for other reasons: who did is
    told only `by_sign`, where it is clear that they meant it so.
    """

    def __init__(self, reply: Reply, *, by_sign: bool = False) -> None:
        super().__init__(str(reply.title))
        self.reply = reply
        self.by_sign = by_sign


class Mistake(Mendable):
    """What was said cannot be done as it stands."""

    def __init__(self, sentence: Text, *buttons: Button, by_sign: bool = False) -> None:
        reply = Reply(title=sentence, buttons=buttons, tone=Tone.PROBLEM)
        super().__init__(reply, by_sign=by_sign)


class Missing(Mistake):
    """Something that the command needs was left out."""


class Question(Mendable):
    """What was said can mean several things; each button is one of them."""

    def __init__(self, sentence: Text, *buttons: Button, by_sign: bool = False) -> None:
        reply = Reply(title=sentence, buttons=buttons, tone=Tone.QUESTION, replaces=True)
        super().__init__(reply, by_sign=by_sign)
