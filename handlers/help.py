"""`/help`: made from what the commands say of themselves."""

from bot.chat.arguments import Rest
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.guidance import usage
from bot.chat.line import Line
from bot.chat.parsing import Option
from bot.chat.registry import Command, Registry, command
from bot.chat.reply import Button, Entries, Entry, Heading, Note, Paragraph, Part, Reply
from bot.chat.text import Listing, Msg, _


class CommandName(Rest):
    """The words of a command."""

    placeholder = _("COMMAND")


def help_command(registry: Registry) -> Command:
    """`/help`, over all of `registry`."""

    @command(
        "help",
        _("What I can do, and how to say it"),
        CommandName("name", optional=True),
        examples=("help", "help partner status"),
    )
    def show_help(call: Call, name: str | None) -> Reply:
        allowed = [each for each in registry.shown() if call.speaker.scope.role.covers(each.role)]
        if name is None:
            return _overview(allowed)
        wanted = " ".join(word.text.lstrip("/").casefold() for word in Line.read(name).words)
        exact = [each for each in allowed if each.name == wanted]
        if exact:
            return _manual(exact[0])
        subject = [each for each in allowed if each.subject == wanted]
        if subject:
            return _overview(subject)
        near = registry.nearest(Line.read(name))
        buttons = (Button(f"/{each.name}", f"help {each.name}") for each in near)
        raise Mistake(_("I do not know the command “{typed}”.", typed=name[:60]), *buttons)

    return show_help


def _overview(commands: list[Command]) -> Reply:
    parts: list[Part] = []
    for subject in dict.fromkeys(each.subject for each in commands):
        own = [each for each in commands if each.subject == subject]
        parts.append(Heading(f"/{subject}"))
        parts.append(Entries(tuple(Entry(usage(each), each.summary) for each in own)))
    parts.append(Note(_("Names may be in any script. More on one: /help partner status")))
    return Reply(_("What I can do"), tuple(parts))


def _manual(command: Command) -> Reply:
    parts: list[Part] = [Paragraph(usage(command))]
    options = command.grammar.options
    if options:
        facts: Msg = _("Facts may be added by name: {options}.", options=_listed(options))
        parts.append(Paragraph(facts))
    examples = tuple(Entry(f"/{example}") for example in command.examples)
    if examples:
        parts += [Heading(_("For example")), Entries(examples)]
    return Reply(command.summary, tuple(parts))


def _listed(options: tuple[Option, ...]) -> Listing:
    return Listing(tuple(f"{option.name}=…" for option in options))
