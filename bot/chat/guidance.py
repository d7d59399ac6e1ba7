"""What is said when a command cannot be carried out, so that the next try succeeds."""

import secrets
from dataclasses import replace

from bot.chat.errors import Mendable, Missing
from bot.chat.line import LONGEST_LINE, Line
from bot.chat.message import Message
from bot.chat.registry import Command, Registry, words_meant
from bot.chat.reply import Button, Note, Reply, Tone
from bot.chat.text import Listing, Msg, _
from bot.domain.access import Role
from bot.domain.identity import Platform

# In words: 'Frankfurt am Main'.
_LONGEST_NAME = 3


def reference() -> str:
    """What the log has a cause under: short enough to be read out over the phone."""
    return secrets.token_hex(4).upper()


def unavailable(reference: str) -> Reply:
    """The database is out of reach."""
    return Reply(
        _(
            "I cannot reach my records right now, so nothing was changed. Please try again in"
            " a minute. If it stays so, tell your administrator this reference: {reference}.",
            reference=reference,
        ),
        tone=Tone.PROBLEM,
    )


def failed(reference: str) -> Reply:
    """The program has a fault."""
    return Reply(
        _(
            "Something went wrong on my side, and nothing was changed. Please tell your"
            " administrator this reference: {reference}.",
            reference=reference,
        ),
        tone=Tone.PROBLEM,
    )


def stranger(message: Message) -> Reply:
    """Somebody whom no network knows."""
    if message.sender.platform is Platform.CONSOLE:
        return Reply(
            _("There is no network here yet. Add one with `attache network demo`."),
            tone=Tone.PROBLEM,
        )
    return Reply(
        _(
            "Hello! I work for the members of city networks, and I do not know you yet."
            " Please ask your network's secretariat to let you in. With a code from them you come"
            " in at once: /join CODE"
        )
    )


def homeless() -> Reply:
    """An official speaks where strangers may read along."""
    return Reply(
        _(
            "This place belongs to no network yet, and others read along, so I keep to myself"
            " what I know. Write to me in private; a steward can let this place in with"
            " /network bind."
        ),
        tone=Tone.PROBLEM,
    )


def refused(command: Command, stewards: list[str]) -> Reply:
    """The speaker's role does not reach; says whose does."""
    sentence = {
        Role.EDITOR: _("Only editors and stewards of the network can do that."),
        Role.STEWARD: _("Only stewards of the network can do that."),
    }[command.role]
    return Reply(sentence, parts=_whom_to_ask(stewards), tone=Tone.PROBLEM)


def _whom_to_ask(stewards: list[str]) -> tuple[Note, ...]:
    if not stewards:
        return ()
    return (Note(_("Ask {stewards}.", stewards=Listing(tuple(stewards), either=True))),)


def lost(line: Line, registry: Registry) -> Reply:
    """No command was found; offers those that come near."""
    if len(line.text) > LONGEST_LINE:
        return Reply(
            _("That is longer than I can read ({n} characters at most).", n=LONGEST_LINE),
            tone=Tone.PROBLEM,
        )
    if not line.words:
        return Reply(_("What can I do for you?"), buttons=(_help(),), tone=Tone.QUESTION)
    near = registry.nearest(line)
    return Reply(
        _("I do not know the command “{typed}”.", typed=line.text[:60]),
        buttons=(*(_suggestion(command, line) for command in near), *_by_name(line, near), _help()),
        tone=Tone.PROBLEM,
    )


def _suggestion(command: Command, line: Line) -> Button:
    """The command that may have been meant, with what followed the wrong words."""
    rest = line.between(words_meant(line, command), len(line.words))
    takes_words = bool(command.grammar.arguments)
    says = f"{command.name} {rest}".strip() if takes_words else command.name
    return Button(f"/{says}"[:60], says)


def _by_name(line: Line, near: list[Command]) -> tuple[Button, ...]:
    """A few words that are like no command may be the name of a city."""
    is_name = line.text[:1].isalpha() and len(line.words) <= _LONGEST_NAME
    if near or not is_name:
        return ()
    says = f"partner status {line.text}"
    return (Button(f"/{says}"[:60], says),)


def _help() -> Button:
    return Button(_("Help"), "help")


def with_usage(mendable: Mendable, command: Command) -> Reply:
    """What is to be mended; if something was left out, also how the command is written."""
    reply = mendable.reply
    if not isinstance(mendable, Missing) or not command.examples:
        return reply
    example = _("For example: {example}", example=f"/{command.examples[0]}")
    return replace(reply, parts=(*reply.parts, Note(usage(command)), Note(example)))


def usage(command: Command) -> Msg:
    """How a command is written: `/partner status CITY`."""
    shown = [f"/{command.name}"]
    args: dict[str, object] = {}
    for index, (placeholder, optional) in enumerate(command.grammar.usage()):
        shown.append(f"[{{p{index}}}]" if optional else f"{{p{index}}}")
        args[f"p{index}"] = placeholder
    return Msg(" ".join(shown), args)
