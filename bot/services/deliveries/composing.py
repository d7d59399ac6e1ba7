"""What a delivery says, composed when it is sent: from the records as they are then, in the
language its reader speaks by then."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.chat.delivering import Parcel
from bot.chat.reach import Reach
from bot.chat.reply import Note, Reply
from bot.chat.speech import Speech, best_language
from bot.chat.text import _
from bot.domain.access import Role, Scope
from bot.domain.deliveries import DeliveryKind
from bot.domain.nudging import Rung
from bot.domain.working_time import Calendar
from bot.services.deliveries.claims import Claim
from bot.services.deliveries.composed import Composed
from bot.services.deliveries.relaying import composed_talk, found_by
from handlers.digest_reading import original_of, reading_of_sheets
from handlers.digest_weeks import Weeks
from handlers.digest_words import sheets
from handlers.nudges import FollowUpItem, NudgeItem, OccasionItem, nudge
from handlers.occasions import tell
from handlers.problems import notices
from storage.desk import Desk, looking
from storage.dispatching import Waiting
from storage.engine import Database
from storage.recipients import Recipient

# So long what was read for one digest serves the others of the same morning.
_WEEKS_SECONDS = 60.0
_OF_TALK = 2


class Composing:
    """What needs more of the records is composed in a thread of its own, so that neither the
    sending nor the paperwork waits for a digest of a large network."""

    def __init__(self, database: Database, calendar: Calendar, reach: Reach) -> None:
        self._database = database
        self._calendar = calendar
        self._reach = reach
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="compose")
        # People who talk to each other wait for no digest.
        self._talk = ThreadPoolExecutor(_OF_TALK, thread_name_prefix="compose-talk")
        # Only ever used in that thread, and made anew every so often: what was erased since it was
        # read must not be told.
        self._weeks, self._weeks_made_at = Weeks(), 0.0

    async def composed(self, claim: Claim, now: datetime) -> Composed | None:
        """The message of a claim as of now; None if there is nothing to say any more."""
        if claim.reader is not None and all(each.follow_up_id for each in claim.deliveries):
            composed: Composed | None = self._reminder(claim, claim.reader, now)
        else:
            loop = asyncio.get_running_loop()
            of_talk = claim.head.kind.is_of_talk
            thread, work = (
                (self._talk, self._of_talk) if of_talk else (self._thread, self._looked_up)
            )
            composed = await loop.run_in_executor(thread, work, claim)
        if composed is None or composed.change is not None or not claim.is_repeated:
            return composed
        return replace(composed, reply=_marked(composed.reply, claim.head))

    async def looked_for(self, claim: Claim, parcel: Parcel) -> Parcel:
        """The parcel of a claim with what it takes to find it: the thread that it went under,
        and the file's name."""
        if not claim.head.kind.is_of_talk:
            return parcel
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._talk, self._found_by, claim, parcel)

    def close(self) -> None:
        """Wait for what is being composed."""
        self._thread.shutdown(wait=True)
        self._talk.shutdown(wait=True)

    def _of_talk(self, claim: Claim) -> Composed | None:
        with looking(self._database) as desk:
            return composed_talk(claim.head, claim.to, desk)

    def _found_by(self, claim: Claim, parcel: Parcel) -> Parcel:
        with looking(self._database) as desk:
            return found_by(claim.head, parcel, desk)

    def _looked_up(self, claim: Claim) -> Composed | None:
        with looking(self._database) as desk:
            if claim.reader is None:
                return self._digest(claim, desk)
            if claim.head.kind is DeliveryKind.NOTICE:
                return self._notice(claim, claim.reader, desk)
            return self._reminder(claim, claim.reader, desk.now, desk)

    def _reminder(
        self, claim: Claim, reader: Recipient, now: datetime, desk: Desk | None = None
    ) -> Composed | None:
        """One message about all that goes along in a claim."""
        items = [item for each in claim.deliveries if (item := _item(each, claim, reader, desk))]
        if not items:
            return None
        return Composed(nudge(items, reader, now, self._calendar), _speech(reader))

    def _notice(self, claim: Claim, reader: Recipient, desk: Desk) -> Composed:
        records = desk.records(reader.scope)
        matters = [each.matter for each in claim.deliveries]
        return Composed(notices(matters, records, self._reach), _speech(reader))

    def _digest(self, claim: Claim, desk: Desk) -> Composed | None:
        """One sheet of a digest in one of its place's languages: the first for the place, the
        others for the thread under it."""
        head = claim.head
        scope = Scope(head.network_id, Role.VIEWER, in_public=True)
        records = desk.records(scope)
        digest = records.digests.get(head.digest_id or 0)
        if digest is None or not digest.is_open:
            return None
        until = _moment(head.matter.get("until")) or desk.now
        since = _moment(head.matter.get("since")) or records.digests.told_until(digest.id, until)
        found = sheets(records, digest, since, until, self._fresh_weeks(desk))
        whole = [(language, sheet) for language in digest.spoken for sheet in found]
        if head.part >= len(whole):
            return None
        language, sheet = whole[head.part]
        number = head.part % len(found)
        original = original_of(digest.about, number + 1, since, until)
        reading = reading_of_sheets(found[number:], language, scope, digest.place, original)
        following = {"since": since.isoformat(), "until": until.isoformat()}
        has_more = head.part + 1 < len(whole)
        speech = Speech(best_language(language), digest.rhythm.zone)
        return Composed(replace(sheet, wish=reading), speech, following if has_more else None)

    def _fresh_weeks(self, desk: Desk) -> Weeks:
        if desk.ticks - self._weeks_made_at > _WEEKS_SECONDS:
            self._weeks, self._weeks_made_at = Weeks(), desk.ticks
        return self._weeks


def _item(waiting: Waiting, claim: Claim, reader: Recipient, desk: Desk | None) -> NudgeItem | None:
    """One thing to tell; None if it is no longer the case."""
    if waiting.follow_up_id is not None:
        view = claim.follow_ups.get(waiting.follow_up_id)
        rung = Rung(waiting.matter.get("rung", Rung.OWNER))
        stands_in = bool(waiting.matter.get("stands_in"))
        return None if view is None else FollowUpItem(view, rung, stands_in)
    if desk is None:
        return None
    today = desk.now.astimezone(ZoneInfo(reader.zone)).date()
    told = tell(waiting.matter, desk.records(reader.scope), today)
    return None if told is None else OccasionItem(told)


def _speech(reader: Recipient) -> Speech:
    return _speech_of(best_language(reader.language), reader.zone)


@lru_cache(512)
def _speech_of(language: str, zone: str) -> Speech:
    return Speech(language, zone)


def _marked(reply: Reply, head: Waiting) -> Reply:
    """With a word that it may be there already, and by what both can be told to be the same."""
    mark = Note(
        _("Perhaps for the second time: I do not know if it arrived. Ref. {n}", n=f"{head.id:X}")
    )
    return replace(reply, parts=(*reply.parts, mark))


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None
