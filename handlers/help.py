"""`/help`: made from what the commands say of themselves."""

from rapidfuzz import process

from bot.chat.arguments import Rest
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.guidance import refused, usage
from bot.chat.line import Line
from bot.chat.parsing import Option
from bot.chat.registry import Command, Registry, command
from bot.chat.reply import Button, Entries, Entry, Heading, Note, Paragraph, Part, Reply
from bot.chat.text import Listing, Text, _

# What a newcomer tries first; those that the bot does not have are left out.
_FIRST = ("partner status", "log", "contact find")
_LIKE = 70


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
        subject = [each for each in allowed if each.subject == wanted]
        if subject:
            return _subject(wanted, subject) if subject[1:] else _manual(subject[0])
        exact = [each for each in registry.shown() if each.name == wanted]
        if exact:
            return _manual(exact[0]) if exact[0] in allowed else _not_for(exact[0], call)
        raise _unknown(name, wanted, allowed)

    return show_help


def _overview(commands: list[Command]) -> Reply:
    """A line for each subject, so that it fits a phone."""
    subjects = _by_subject(commands)
    lines = tuple(_line(subject, own) for subject, own in subjects.items())
    first = {each.name: each for each in commands if each.name in _FIRST and each.examples}
    tries = tuple(Entry(f"/{first[name].examples[0]}") for name in _FIRST if name in first)
    parts: list[Part] = [Entries(lines)]
    if tries:
        parts += [Heading(_("For example")), Entries(tries)]
    parts.append(Note(_("Names may be in any script. More on one: /help partner")))
    buttons = tuple(
        Button(f"/{subject}", f"help {subject}") for subject, own in subjects.items() if own[1:]
    )
    return Reply(_("What I can do"), tuple(parts), buttons)


def _by_subject(commands: list[Command]) -> dict[str, list[Command]]:
    subjects: dict[str, list[Command]] = {}
    for each in commands:
        subjects.setdefault(each.subject, []).append(each)
    return subjects


def _line(subject: str, commands: list[Command]) -> Entry:
    """A subject's verbs; what a lone command is for."""
    if len(commands) == 1:
        return Entry(f"/{commands[0].name}", commands[0].summary)
    verbs = (each.name.removeprefix(subject).strip() for each in commands)
    return Entry(f"/{subject}", " · ".join(verb for verb in verbs if verb))


def _subject(subject: str, commands: list[Command]) -> Reply:
    entries = tuple(Entry(usage(each), each.summary) for each in commands)
    examples = tuple(Entry(f"/{each.examples[0]}") for each in commands if each.examples)
    note = Note(_("More on one: {example}", example=f"/help {commands[-1].name}"))
    parts = (Entries(entries), Heading(_("For example")), Entries(examples), note)
    return Reply(f"/{subject}", parts, (Button(_("All commands"), "help"),))


def _manual(command: Command) -> Reply:
    parts: list[Part] = [Paragraph(usage(command))]
    options = command.grammar.options
    if options:
        facts = _("Facts may be added by name: {options}.", options=_listed(options))
        parts.append(Paragraph(facts))
    examples = tuple(Entry(f"/{example}") for example in command.examples)
    if examples:
        parts += [Heading(_("For example")), Entries(examples)]
    return Reply(command.summary, tuple(parts), (Button(_("All commands"), "help"),))


def _not_for(command: Command, call: Call) -> Reply:
    """What the command is for is no secret, but it is not for this role."""
    reply = refused(command, call.records.officials.names_of_stewards())
    about: Text = _("/{name}: {summary}", name=command.name, summary=command.summary)
    return Reply(reply.title, (Paragraph(about), *reply.parts), tone=reply.tone)


def _unknown(typed: str, wanted: str, allowed: list[Command]) -> Mistake:
    near = Registry(*allowed).nearest(Line.read(typed))
    names = [each.name for each in near]
    subjects = list(_by_subject(allowed))
    subject = process.extractOne(wanted.partition(" ")[0], subjects, score_cutoff=_LIKE)
    if subject is not None and subject[0] not in names:
        names.insert(0, subject[0])
    buttons = [Button(f"/{name}", f"help {name}") for name in names]
    sentence = _("I do not know the command “{typed}”.", typed=typed[:60])
    if names:
        shown = Listing(tuple(f"/{name}" for name in names), either=True)
        sentence = _(
            "I do not know the command “{typed}”. Did you mean {names}?",
            typed=typed[:60],
            names=shown,
        )
    return Mistake(sentence, *buttons, Button(_("All commands"), "help"))


def _listed(options: tuple[Option, ...]) -> Listing:
    return Listing(tuple(f"{option.name}=…" for option in options))
