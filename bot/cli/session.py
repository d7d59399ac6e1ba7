"""What one run of the program holds: its settings, its database, the operator's language."""

import logging
from functools import cached_property
from types import TracebackType

import click

from bot import logs
from bot.chat.speech import Speech, best_language
from bot.services import gazetteer
from bot.settings import Settings, load
from storage import schema
from storage.engine import Database
from storage.speakers import Speakers
from storage.views import NetworkView

log = logging.getLogger(__name__)


class Session:
    """Settings are read at once, the database is opened when first needed."""

    def __init__(self) -> None:
        self.settings: Settings = load()
        self.speech = Speech()
        logs.configure(self.settings.log_level, self.settings.log_format)
        for name in self.settings.unprotected:
            log.warning("%s begins with http://: others may read along on the way", name)

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if "opened" in self.__dict__:
            self.opened.close()

    @cached_property
    def opened(self) -> Database:
        """The database as it stands."""
        return Database(self.settings.database_url)

    def database(self) -> Database:
        """The database at the current schema and with the gazetteer in it."""
        if not (schema.is_current(self.opened) and gazetteer.is_loaded(self.opened)):
            from bot.cli.first_run import make_ready  # noqa: PLC0415  once in a database's life

            make_ready(self.opened)
        return self.opened

    def speak(self, language: str) -> Speech:
        """Say what comes next in this language, if the bot speaks it."""
        self.speech = Speech(best_language(language))
        return self.speech

    def network(self, slug: str | None) -> NetworkView:
        """The network of this slug, or the only one. UsageError if that is not clear."""
        with self.database().reading() as session:
            found = Speakers(session).networks()
        chosen = [each for each in found if slug in (None, each.slug)]
        if len(chosen) == 1:
            return chosen[0]
        slugs = ", ".join(each.slug for each in found) or "none yet; see: attache network add"
        raise click.UsageError(f"Say which network with --network. There are: {slugs}")
