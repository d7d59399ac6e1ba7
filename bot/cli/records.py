"""`attache import` and `attache export`: records in and out of files."""

from pathlib import Path

import click

from bot.chat.text import Msg, _n
from bot.cli.progress import bar
from bot.cli.session import Session
from bot.services import exports
from bot.services.exports import ONLY, Format
from bot.services.imports.importing import RecordKind, run
from bot.services.imports.report import Report

# More are in the report's file.
_MOST_SHOWN = 20

_ONLY = {
    Format.VCARD: "Only contacts can be exported as vCards.",
    Format.TBX: "Only a glossary can be exported as TBX.",
    Format.TMX: "Only a glossary can be exported as TMX.",
}

_kind = click.argument("kind", type=click.Choice([kind.value for kind in RecordKind]))
_network = click.option(
    "--network", "slug", metavar="S", help="Which network, if there are several."
)


@click.command("import")
@_kind
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_network
@click.option("--dry-run", is_flag=True, help="Show what would be done and change nothing.")
@click.option("--lang", default="en", metavar="CODE", help="The language of the report.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what became of every line to this CSV file.",
)
@click.pass_obj
def import_(
    session: Session,
    kind: str,
    file: Path,
    slug: str | None,
    dry_run: bool,
    lang: str,
    report_file: Path | None,
) -> None:
    """Import contacts, partnerships, exchanges or a glossary from a CSV, JSON, vCard, TBX or
    TMX FILE.

    Exit status 1 if any line could not be used; the others are imported all the same.
    """
    session.speak(lang)
    network = session.network(slug)
    with bar() as progress:
        task = progress.add_task(file.name, total=None)
        report = run(
            session.database(),
            network.id,
            RecordKind(kind),
            file.read_bytes(),
            dry_run=dry_run,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    _print(session, report, report_file)
    if report_file is not None:
        report_file.write_text(report.as_csv(session.speech), encoding="utf-8", newline="")
    raise SystemExit(1 if report.failed else 0)


@click.command("export")
@_kind
@_network
@click.option(
    "--format", "format_", type=click.Choice([each.value for each in Format]), default="csv"
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export(
    session: Session, kind: str, slug: str | None, format_: str, output: Path | None
) -> None:
    """Export contacts, partnerships, exchanges or a glossary; to the terminal unless a file is
    named."""
    network = session.network(slug)
    if ONLY.get(Format(format_), kind) != kind:
        raise click.UsageError(_ONLY[Format(format_)])
    text = exports.export(session.database(), network.id, RecordKind(kind), Format(format_))
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="")


def _print(session: Session, report: Report, report_file: Path | None) -> None:
    for sentence in report.problems(_MOST_SHOWN):
        click.echo(session.speech.say(sentence))
    unshown = len(report.problems()) - _MOST_SHOWN
    if unshown > 0:
        click.echo(session.speech.say(_more(unshown, saved=report_file is not None)))
    for sentence in report.summary():
        click.echo(session.speech.say(sentence))


def _more(count: int, *, saved: bool) -> Msg:
    if saved:
        return _n("{n} more line is in the report.", "{n} more lines are in the report.", count)
    return _n(
        "{n} more line is to be seen with --report FILE.csv.",
        "{n} more lines are to be seen with --report FILE.csv.",
        count,
    )
