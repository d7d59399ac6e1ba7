"""From a message to its answer: one command, one transaction, one reply, whatever happens."""

import logging
from dataclasses import replace
from typing import Any

from bot.chat import guidance, reception
from bot.chat.answer import Answer, Outcome
from bot.chat.call import Call
from bot.chat.errors import Mendable
from bot.chat.line import LONGEST_LINE, Line, visible, visible_words
from bot.chat.message import Message
from bot.chat.reach import Reach
from bot.chat.registry import Command, Hearer, Registry
from bot.chat.reply import Reply
from bot.chat.speaker import Speaker
from bot.chat.speech import Speech, best_language
from bot.domain.identity import Identity
from bot.domain.marked import Marked
from storage import inbox
from storage.audit import Actor
from storage.engine import Database
from storage.errors import DatabaseUnavailable
from storage.follow_up_reading import is_tracked
from storage.listening import found as found_in
from storage.records import Records
from storage.speakers import Speakers

log = logging.getLogger(__name__)


class Router:
    """Answers messages. It may be asked from many threads at once."""

    def __init__(self, registry: Registry, database: Database, reach: Reach | None = None) -> None:
        self.registry = registry
        self._database = database
        self._reach = reach or Reach()

    def answer(self, message: Message) -> Answer | None:
        """The answer to a message; None for a delivery that was answered before, for what was
        said to others and settles nothing, and for a sign that nothing could be done about,
        unless who put it there can be told alone.

        Nothing is raised: what a person can mend is said to them, and what only we can is
        given a reference that is in the log beside the cause.
        """
        if message.overheard:
            return self._overheard(_cleaned(message))
        answer = self._certain(_cleaned(message))
        if answer is None or not message.by_sign or answer.outcome is Outcome.ANSWERED:
            return answer
        return answer if answer.reply.aside else None

    def _certain(self, message: Message) -> Answer | None:
        try:
            return self._answered(message)
        except DatabaseUnavailable:
            reference = guidance.reference()
            log.exception("database unavailable", extra={"reference": reference})
            return _apology(message, guidance.unavailable(reference), Outcome.UNAVAILABLE)
        except Exception:  # a person waits for an answer, whatever the fault
            reference = guidance.reference()
            log.exception("a message could not be answered", extra={"reference": reference})
            return _apology(message, guidance.failed(reference), Outcome.FAILED)

    def _answered(self, message: Message) -> Answer | None:
        line = Line.read(message.text)
        found = self.registry.find(line) if len(line.text) <= LONGEST_LINE else None
        writes = found is not None and found[0].writes
        if not writes and message.event is None:
            with self._database.reading() as session:
                return self._in_session(session, message, line, found)
        with self._database.writing(Actor(str(message.sender))) as session:
            if message.event is not None and not inbox.is_new(
                session, message.sender.platform, message.event, message.at
            ):
                return None
            return self._in_session(session, message, line, found)

    def _overheard(self, message: Message) -> Answer | None:
        """Looks first, by one statement, whether anybody tracks the thread. A fault is for the
        log alone: nobody here has asked for anything."""
        thread, hearer = message.quoted, self.registry.hearer
        if thread is None or hearer is None:
            return None
        try:
            with self._database.reading() as session:
                if not is_tracked(session, message.venue, thread.message):
                    return None
            with self._database.writing(Actor(str(message.sender))) as session:
                return self._heard(session, message, hearer)
        except Exception:  # people talk on, whatever the fault
            log.exception("a reply in a tracked thread could not be heard")
            return None

    def _heard(self, session: Any, message: Message, hearer: Hearer) -> Answer | None:
        if message.event is not None and not inbox.is_new(
            session, message.sender.platform, message.event, message.at
        ):
            return None
        # A guest's reply settles what a guest's reply was awaited for; they learn nothing by it
        # but what is said in that thread.
        speaker = reception.received(replace(message, stranger=False), Speakers(session))
        if speaker.is_stranger or speaker.is_homeless:
            return None
        session.info["actor"] = _actor(message, speaker, session.info.get("actor"))
        speech = Speech(speaker.language, speaker.zone)
        records = Records(session, speaker.scope)
        line = Line.read(message.text)
        reply = hearer(Call(message, line, speaker, records, speech, self._reach))
        return Answer(reply, speech) if reply is not None else None

    def _in_session(
        self, session: Any, message: Message, line: Line, found: tuple[Command, int] | None
    ) -> Answer:
        speaker = reception.received(message, Speakers(session))
        speech = Speech(speaker.language, speaker.zone)
        message = _with_original(session, message)
        if found is None or not found[0].anywhere:
            if speaker.is_stranger:
                return Answer(guidance.stranger(message), speech, Outcome.STRANGER)
            if speaker.is_homeless:
                return Answer(guidance.homeless(), speech, Outcome.REFUSED)
        if found is None:
            return Answer(guidance.lost(line, self.registry), speech, Outcome.MISTAKE)
        command, words = found
        if not speaker.scope.role.covers(command.role):
            stewards = Records(session, speaker.scope).officials.names_of_stewards()
            refusal = guidance.refused(command, stewards)
            return Answer(refusal, speech, Outcome.REFUSED, command.name)
        session.info["actor"] = _actor(message, speaker, session.info.get("actor"))
        call = Call(message, line, speaker, Records(session, speaker.scope), speech, self._reach)
        try:
            return Answer(_carried_out(session, command, words, call), speech, command=command.name)
        except Mendable as mendable:
            reply = guidance.with_usage(mendable, command)
            reply = replace(reply, aside=message.by_sign and mendable.by_sign)
            return Answer(reply, speech, Outcome.MISTAKE, command.name)


def _cleaned(message: Message) -> Message:
    """With names and quotations as people could have typed them: what a platform hands on may be
    stored and looked for."""
    quoted = message.quoted
    if quoted is not None:
        words = visible_words(Marked(quoted.text, quoted.marks))
        quoted = replace(
            quoted,
            text=words.text,
            marks=words.marks,
            message=visible(quoted.message),
            own=visible(quoted.own),
        )
    return replace(message, name=visible(message.name), place=visible(message.place), quoted=quoted)


def _with_original(session: Any, message: Message) -> Message:
    """What is replied to, as it was said: the bot may have brought it from elsewhere, and not
    every platform tells the words of a message that an emoji stands under."""
    quoted = message.quoted
    if quoted is None or (quoted.text and quoted.author is not None):
        return message
    said = found_in(session, message.venue, quoted.own or quoted.message)
    if said is None or not said.text:
        return message
    author = Identity(said.platform, said.user, said.user_team)
    quoted = replace(quoted, text=said.text, author=author, marks=said.marks, at=said.said_at)
    return replace(message, quoted=quoted)


def _carried_out(session: Any, command: Command, words: int, call: Call) -> Reply:
    """The handler's reply. What it changed before it gave up is taken back."""
    if not command.writes:
        return command.handler(call, **command.grammar.read(call.line, words, call))
    with session.begin_nested():
        return command.handler(call, **command.grammar.read(call.line, words, call))


def _actor(message: Message, speaker: Speaker, received: Actor | None) -> Actor:
    scope = speaker.scope
    batch = {"batch": received.batch} if received else {}
    return Actor(
        str(message.sender), scope.network_id or None, scope.official_id, at=message.at, **batch
    )


def _apology(message: Message, reply: Reply, outcome: Outcome) -> Answer:
    return Answer(reply, Speech(best_language(message.language)), outcome)
