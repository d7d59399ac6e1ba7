"""Message text as the bot gives it, made into what people see."""

from tests.fakes.telegram.entities import finished
from tests.fakes.telegram.errors import BadRequestError
from tests.fakes.telegram.html_text import parse_html
from tests.fakes.telegram.limits import utf16_length
from tests.fakes.telegram.world import World


def formatted(
    world: World, source: str, parse_mode: str | None, given: list[dict] | None
) -> tuple[str, list[dict]]:
    """Visible text and all its entities, those that Telegram finds by itself too.

    Raises BadRequestError if the HTML or the given entities cannot be parsed. This program
    writes HTML only, so any other parse mode is refused here.
    """
    if parse_mode and given:
        raise BadRequestError("both parse_mode and entities are given")
    if not parse_mode:
        return finished(source, _within(source, given or []))
    if parse_mode.lower() != "html":
        raise BadRequestError("unsupported parse_mode")
    text, marked = parse_html(source)
    return finished(text, _with_people(world, marked))


def _within(text: str, entities: list[dict]) -> list[dict]:
    length = utf16_length(text)
    for entity in entities:
        end = entity["offset"] + entity["length"]
        if entity["offset"] < 0 or entity["length"] <= 0 or end > length:
            raise BadRequestError("can't parse entities: entity is outside of the text")
    return entities


def _with_people(world: World, entities: list[dict]) -> list[dict]:
    """A mention of someone the bot never met stays plain text."""
    known = [e for e in entities if "user_id" not in e or e["user_id"] in world.users]
    return [
        {**{k: v for k, v in entity.items() if k != "user_id"}, "user": world.users[person]}
        if (person := entity.get("user_id"))
        else entity
        for entity in known
    ]
