import multiprocessing
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

import storage
from storage.engine import Database
from storage.models import Base
from storage.schema import HEAD, is_current, migrate, revision
from tests.postgres import PostgresServer

SCRIPTS = Path(storage.__file__).parent / "migrations"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which there is nothing at all."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    yield database
    database.close()


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return ScriptDirectory.from_config(config)


def _migrate_in_another_process(url: str) -> None:
    database = Database(url)
    migrate(database)
    database.close()


def test_the_migrations_have_one_end_which_the_program_knows() -> None:
    assert _scripts().get_heads() == [HEAD]


def test_an_empty_database_has_no_revision(empty: Database) -> None:
    assert revision(empty) is None
    assert not is_current(empty)


def test_a_database_goes_up_and_down_and_up_again(empty: Database) -> None:
    migrate(empty)
    assert is_current(empty)
    tables = set(inspect(empty.engine).get_table_names())
    migrate(empty, "base")
    assert revision(empty) is None
    assert set(inspect(empty.engine).get_table_names()) == {"alembic_version"}
    migrate(empty)
    assert is_current(empty)
    assert set(inspect(empty.engine).get_table_names()) == tables


def test_each_migration_can_be_taken_back_by_itself(empty: Database) -> None:
    steps = [script.revision for script in _scripts().walk_revisions()]
    for step in reversed(steps):
        migrate(empty, step)
        assert revision(empty) == step
    for step in [*steps[1:], "base"]:
        migrate(empty, step)
        assert revision(empty) == (None if step == "base" else step)


def test_migrating_what_is_current_changes_nothing(database: Database) -> None:
    migrate(database)
    assert is_current(database)


def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_table_of_the_migrations_holds_its_rows_by_key_where_the_model_says_so(
    sqlite_database: Database,
) -> None:
    with sqlite_database.engine.connect() as connection:
        made = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_schema WHERE name = 'place_name'"
        ).scalar()
    assert str(made).strip().endswith("WITHOUT ROWID")


def test_two_threads_may_migrate_at_once(empty_url: str) -> None:
    databases = [Database(empty_url) for _ in range(2)]
    failures = _at_once([_migrating(database) for database in databases])
    assert failures == []
    assert all(is_current(database) for database in databases)
    for database in databases:
        database.close()


def test_two_processes_may_migrate_at_once(empty_url: str, empty: Database) -> None:
    spawning = multiprocessing.get_context("spawn")
    processes = [
        spawning.Process(target=_migrate_in_another_process, args=(empty_url,)) for _ in range(2)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert is_current(empty)


def _migrating(database: Database) -> Callable[[], None]:
    return lambda: migrate(database)


def _at_once(works: list[Callable[[], None]]) -> list[BaseException]:
    failures: list[BaseException] = []
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        gate.wait()
        try:
            work()
        except Exception as error:  # noqa: BLE001  whatever it is, the test tells it
            failures.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures
