"""The first run: schema and gazetteer, with a bar that shows how far it is."""

from bot.cli.progress import bar
from bot.services import gazetteer
from storage import schema
from storage.engine import Database


def make_ready(database: Database) -> None:
    """Bring the database to this program's schema and load the places of the world."""
    schema.migrate(database)
    with bar() as progress:
        task = progress.add_task("Loading the places of the world (once)", total=None)
        gazetteer.load(
            database,
            lambda done, total: progress.update(task, completed=done, total=total),
        )
