"""What is on record once something that people said was posted, or was not taken."""

from bot.domain.bridging import PartKind
from bot.domain.deliveries import DeliveryKind
from bot.services.deliveries.claims import Claim
from bot.services.deliveries.relaying import REMOVED
from bot.services.deliveries.results import Sent
from storage import bridge_places, echo_parts, echoes
from storage.bridge_views import Word
from storage.desk import Desk

# Reasons for which nothing at all can be posted in a place.
_PLACE_IS_LOST = frozenset(
    {
        *("channel_not_found", "not_in_channel", "is_archived", "account_inactive"),
        *("kicked", "not_a_member", "chat_deleted", "chat_not_found", "topic_not_found"),
        *("not_installed", "token_revoked", "no_rights", "topic_closed"),
    }
)


def remember(desk: Desk, sent: Sent) -> None:
    """Keep where an echo is and what it shows, so that it can be changed and answered, and queue
    what goes on below it."""
    head, done = sent.claim.head, sent.done
    echo_id = int(head.matter.get("echo") or 0)
    match head.kind:
        case DeliveryKind.ECHO | DeliveryKind.BESIDE:
            shown = str(done.get("shown") or "")
            echoes.posted(desk.session, echo_id, sent.message, sent.thread or head.thread, shown)
        case DeliveryKind.PAGE:
            number = int(head.matter.get("page") or 0)
            echo_parts.keep(desk.session, echo_id, PartKind.PAGE, number, sent.message)
        case DeliveryKind.ATTACHMENT:
            number = int(head.matter.get("file") or 0)
            echo_parts.keep(desk.session, echo_id, PartKind.FILE, number, sent.message)
        case DeliveryKind.CHANGE:
            signs, gone = done.get("signs"), done.get("gone")
            echoes.changed(desk.session, echo_id, shown=done.get("shown"), signs=signs)
            if gone:
                echo_parts.drop(desk.session, echo_id, *gone)
            if gone or done.get("shown") == REMOVED:
                echo_parts.take_back(desk.session, echo_id)
    if "pages" in done:
        echo_parts.go_on(desk.session, echo_id, head.key, done["page"], done["pages"])


def refused(desk: Desk, claim: Claim, reason: str) -> None:
    """A place that nothing can be posted in is no end of a bridge until it can; of a file that
    could not be brought over, its place is told."""
    head = claim.head
    if reason in _PLACE_IS_LOST and head.kind is not DeliveryKind.CHANGE:
        to = claim.to
        bridge_places.lost(desk.session, to.platform, to.team, to.channel, desk.now)
    elif head.kind is DeliveryKind.ATTACHMENT:
        echo = echoes.read(desk.session, int(head.matter.get("echo") or 0))
        index = int(head.matter.get("file") or 0)
        if echo is not None and index < len(echo.attachments):
            name = str(echo.attachments[index]["name"])
            facts = {"file": name, "link": echo.link, "language": next(iter(echo.languages), "")}
            word = Word("file_left", f"{echo.id}:{index}", facts)
            bridge_places.tell(desk.session, [(head.network_id, claim.to)], word)
