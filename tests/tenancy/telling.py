"""Everything that an answer tells: on each platform, on its buttons and in its files."""

import json
import re
from functools import cache

from bot.chat.answer import Answer
from bot.chat.reply import File
from bot.domain.identity import Platform
from bot.platforms.console.plain import plain
from bot.platforms.slack.blocks import postings
from bot.platforms.telegram.rendering import Rendering
from handlers.commands import registry

# When a row came to be recorded is a matter of the machine's own clock.
_CLOCK = re.compile(r'"created_at": "[^"]*"')


def told(answer: Answer | None, platform: Platform) -> str:
    """The answer as its reader gets it, with what its buttons say when pressed."""
    if answer is None:
        return ""
    reply, speech = answer.reply, answer.speech
    said = [f"{answer.outcome} {answer.command} {speech.language} {speech.zone}"]
    said.append(plain(reply, speech))
    said += [f"<{speech.say(button.label)}> {button.says}" for button in reply.buttons]
    for part in reply.parts:
        if isinstance(part, File):
            said.append(f"{part.name} {part.media_type}\n{part.content.decode(errors='replace')}")
    said.append(f"{reply.tone} {reply.replaces}")
    match platform:
        case Platform.SLACK:
            posted = postings(reply, speech, lambda says, _limit: says)
            said.append(json.dumps([str(each) for each in posted], ensure_ascii=False))
        case Platform.TELEGRAM:
            said += _rendering().screen(reply, speech).pages
        case Platform.CONSOLE:
            pass
    return _CLOCK.sub("", "\n".join(said))


@cache
def _rendering() -> Rendering:
    return Rendering(tuple(registry().subjects()))
