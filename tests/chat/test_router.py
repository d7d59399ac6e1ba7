"""Whatever happens, a message gets one answer, and nothing is stored by halves."""

from dataclasses import replace

from bot.chat.answer import Outcome
from bot.chat.errors import Mistake
from bot.chat.message import Message, Quoted
from bot.chat.registry import Registry, command
from bot.chat.reply import Reply
from bot.chat.router import Router
from bot.chat.text import _
from bot.domain.identity import Identity, Platform, Venue
from handlers.commands import registry
from storage.engine import Database
from tests.conversation import TODAY, Conversation


def message(text: str, event: str | None = None) -> Message:
    sender, venue = Identity(Platform.CONSOLE, "Sari"), Venue(Platform.CONSOLE, "console")
    return Message(text, sender, venue, TODAY, event=event)


def test_a_delivery_seen_before_is_not_answered_again(network: Database) -> None:
    router = Router(registry(), network)
    line = message("/log Yokohama Odesa call Hello", event="E1")
    assert router.answer(line) is not None
    assert router.answer(line) is None
    said = Conversation(network, "Sari").says("/partner timeline Odesa")
    assert said.count("Hello") == 1


def test_a_fault_gives_a_reference_and_no_details(network: Database) -> None:
    @command("burst", _("fails"))
    def burst(call: object) -> Reply:
        raise RuntimeError("the secret cause")

    answer = Router(Registry(burst), network).answer(message("burst"))
    assert answer is not None
    assert answer.outcome is Outcome.FAILED
    assert "secret" not in answer.speech.say(answer.reply.title)
    assert "reference" in answer.speech.say(answer.reply.title)


def test_what_a_handler_did_before_a_mistake_is_taken_back(network: Database) -> None:
    @command("halfway", _("stops halfway"), writes=True)
    def halfway(call: object) -> Reply:
        call.records.parties.add("Halfway House")  # type: ignore[attr-defined]  # it is a Call
        raise Mistake(_("No."))

    answer = Router(Registry(halfway), network).answer(message("halfway"))
    assert answer is not None
    assert answer.outcome is Outcome.MISTAKE
    assert "I know no Halfway House" in Conversation(network, "Sari").says(
        "/partner status Halfway House"
    )


def test_a_stranger_gets_one_sentence_and_no_data(network: Database) -> None:
    stranger = replace(
        message("/partner status Odesa"),
        sender=Identity(Platform.TELEGRAM, "1"),
        venue=Venue(Platform.TELEGRAM, "1"),
    )
    answer = Router(registry(), network).answer(stranger)
    assert answer is not None
    assert answer.outcome is Outcome.STRANGER
    assert answer.reply.parts == ()


def test_a_role_that_does_not_reach_is_told_whose_does(network: Database) -> None:
    vera = Conversation(network, "Vera")
    assert "Only editors and stewards" in vera.says("/partner add Leeds, Oulu")


def test_half_a_letter_in_a_quotation_is_no_letter(network: Database) -> None:
    quoted = Quoted("Send the \udfffpumps", Identity(Platform.CONSOLE, "Lena"), "17\udfff")
    heard = replace(message("Thank you"), quoted=quoted, overheard=True)
    assert Router(registry(), network).answer(heard) is None
    answer = Router(registry(), network).answer(replace(message("/follow"), quoted=quoted))
    assert answer is not None
    assert answer.outcome is Outcome.ANSWERED
    assert "Send the pumps" in Conversation(network, "Sari").says("/follow list")
