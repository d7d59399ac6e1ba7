"""Commands that do one thing each, so that a test sees only the adapter at work."""

from bot.chat.arguments import Rest
from bot.chat.call import Call
from bot.chat.registry import Command, command
from bot.chat.reply import Button, Entries, Entry, File, Note, Paragraph, Reply, Tone, Weight
from bot.chat.text import Msg
from bot.domain.access import Role
from storage.models import Official


def extra_commands() -> list[Command]:
    return [
        probe_pages,
        probe_really,
        probe_long,
        probe_file,
        probe_offer,
        probe_kept,
        probe_note,
        probe_echo,
    ]


@command("probe pages", Msg("Pages"), Rest("page", optional=True))
def probe_pages(call: Call, page: str | None) -> Reply:
    number = int(page or 1)
    return Reply(
        "Pages",
        (Entries((Entry(f"Entry {number}"),)), Note("A note")),
        (Button("Next ▶", f"probe pages {number + 1}"),),
        replaces=True,
    )


@command("probe really", Msg("A question"))
def probe_really(call: Call) -> Reply:
    return Reply(
        "Really?",
        buttons=(
            Button("Yes", "probe echo done", Weight.DANGER),
            Button("No", "probe pages"),
        ),
        tone=Tone.QUESTION,
        replaces=True,
    )


@command("probe echo", Msg("The same again"), Rest("said"))
def probe_echo(call: Call, said: str) -> Reply:
    return Reply(said)


@command("probe long", Msg("A long answer"))
def probe_long(call: Call) -> Reply:
    entries = (Entry(f"Lead {number}", "words " * 40) for number in range(90))
    return Reply("Long", (Entries(tuple(entries)), Paragraph("The end")), (Button("Ok", "help"),))


@command("probe file", Msg("A file"))
def probe_file(call: Call) -> Reply:
    file = File("export.csv", b"city\nOdesa\n", "text/csv")
    return Reply("All 12 contacts of Odesa", (file,), (Button("Again", "probe file"),))


@command("probe offer", Msg("A file is offered"))
def probe_offer(call: Call) -> Reply:
    return Reply("Contacts", buttons=(Button("Export", "probe file"),))


@command("probe kept", Msg("A button that says much"))
def probe_kept(call: Call) -> Reply:
    return Reply("Kept", buttons=(Button("Press", "probe echo " + "довго " * 250),))


@command("probe note", Msg("A change"), role=Role.EDITOR, writes=True)
def probe_note(call: Call) -> Reply:
    """Adds an official each time, so that carrying it out twice shows."""
    call.records._session.add(Official(name="Added"))
    return Reply("Added", tone=Tone.DONE)
