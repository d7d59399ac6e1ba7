import pytest

from bot.chat.answer import Outcome
from storage.engine import Database
from tests.conversation import Conversation

MESS = (
    "🙂, Odesa",
    ",,,;;, Odesa",
    'name="" Odesa',
    "name= city=Odesa",
    "أكسانا كوفالينكو, Odesa, بروتوكول",
    "%s %d {0} {name}, Odesa, <@U1> <!channel>",
    "'; DROP TABLE contact; --, Odesa",
    "a" * 3900,
    "x, " * 900,
    "#999999999, X Y",
    "#99999999999999, X Y",
    "X Y, Odesa, languages=,,, term=- alias=/",
    "X Y, Odesa, term=0000-9999",
    "X Y, Odesa, @, +, #, =, :",
    'X "Y, Odesa',
    "\x00X\x07 Y, Odesa\x1b",
)


@pytest.mark.parametrize("command", ["add", "find", "show", "edit", "verify", "remove", "merge"])
def test_no_mess_is_beyond_an_answer(network: Database, command: str) -> None:
    talk = Conversation(network, "Aiko")
    for mess in MESS:
        said = talk.says(f"/contact {command} {mess}")
        assert said
        assert talk.answer is not None
        assert talk.answer.outcome is not Outcome.FAILED, mess
