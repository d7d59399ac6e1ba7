"""A message as people read it: without markup, whose meaning its marks keep, and with a word for
what is not text."""

from collections.abc import Callable

from telegram import (
    Chat,
    Checklist,
    Contact,
    Dice,
    Game,
    Location,
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Poll,
    Sticker,
    User,
    Venue,
)
from telegram.constants import MessageEntityType

from bot.domain.marked import Marked
from bot.platforms.telegram.quoting import typed_in

# What is shown of a sticker that stands for no emoji.
_STICKER = "🖼"


def wording_of(written: Message) -> Marked:
    """The text as people read it, with whom it was first said by if it is forwarded; empty if
    there is nothing to read."""
    typed = _typed(written)
    words = (typed if typed.text else Marked(_depicted(written))).stripped().settled()
    origin = _origin_of(written)
    if not origin:
        return words
    return Marked(f"↪ {origin}: ") + words if words.text else Marked(f"↪ {origin}")


def _typed(written: Message) -> Marked:
    """What was typed, with the address behind each word that leads somewhere."""
    entities = written.entities if written.text else written.caption_entities
    links = [each for each in entities if each.type == MessageEntityType.TEXT_LINK and each.url]
    words = typed_in(written)
    try:
        return _with_addresses(words, links) if links else words
    except UnicodeError:
        # One of them ends in the midst of a character, so that none can be relied on.
        return words


def _with_addresses(words: Marked, links: list[MessageEntity]) -> Marked:
    """https://core.telegram.org/bots/api#messageentity: offsets are in UTF-16 code units."""
    units = words.text.encode("utf-16-le")
    for link in sorted(links, key=lambda each: each.offset, reverse=True):
        begin, end = 2 * max(link.offset, 0), 2 * max(link.offset + link.length, 0)
        label, address = units[begin:end].decode("utf-16-le"), link.url or ""
        if label.strip() and not _is_same(label, address):
            beside = f" ({address})"
            at = len(units[:end].decode("utf-16-le"))
            units = units[:end] + beside.encode("utf-16-le") + units[end:]
            words = words.edited([(at, at, beside)])
    return words


def _is_same(label: str, address: str) -> bool:
    """Whether the words are the address already, perhaps without what goes without saying."""
    bare = address.removeprefix("https://").removeprefix("http://").rstrip("/")
    return label.strip().rstrip("/") in (address.rstrip("/"), bare)


def _origin_of(written: Message) -> str:
    """Whom it was forwarded from; empty if it was not, or came from the group's own channel."""
    if written.is_automatic_forward:
        return ""
    match written.forward_origin:
        case MessageOriginUser(sender_user=User() as user):
            return user.full_name or ""
        case MessageOriginHiddenUser(sender_user_name=str() as name):
            return name
        case (
            MessageOriginChat(sender_chat=Chat() as chat)
            | MessageOriginChannel(chat=Chat() as chat)
        ):
            return chat.title or ""
        case _:
            return ""


def _depicted(written: Message) -> str:
    """What can be said of what is neither text nor a file. A venue is a location as well."""
    shown: tuple[tuple[object, Callable[..., str]], ...] = (
        (written.sticker, _sticker),
        (written.venue, _venue),
        (written.location, _location),
        (written.contact, _contact),
        (written.poll, _poll),
        (written.checklist, _checklist),
        (written.dice, _dice),
        (written.game, _game),
    )
    return next((worded(part) for part, worded in shown if part is not None), "")


def _sticker(sticker: Sticker) -> str:
    return sticker.emoji or _STICKER


def _venue(venue: Venue) -> str:
    return f"📍 {venue.title}, {venue.address}"


def _location(location: Location) -> str:
    return f"📍 {location.latitude:.5f}, {location.longitude:.5f}"


def _contact(contact: Contact) -> str:
    name = " ".join(filter(None, (contact.first_name, contact.last_name)))
    return f"👤 {name}, {contact.phone_number}"


def _poll(poll: Poll) -> str:
    return "\n".join((f"📊 {poll.question}", *(f"• {option.text}" for option in poll.options)))


def _checklist(checklist: Checklist) -> str:
    return "\n".join((f"☑ {checklist.title}", *(f"• {task.text}" for task in checklist.tasks)))


def _dice(dice: Dice) -> str:
    return f"{dice.emoji} {dice.value}"


def _game(game: Game) -> str:
    return f"🎮 {game.title}"
