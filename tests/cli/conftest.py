"""A folder in which the program has been started once."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.program import Finished, attache


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Finished]:
    """The folder of a first `attache chat`, and what it printed."""
    folder = tmp_path_factory.mktemp("first")
    typed = "/partner status Odesa\n/partner status Одеса\n/partner status オデッサ\n"
    return folder, asyncio.run(attache("chat", folder=folder, typed=typed))


@pytest.fixture
def folder(first_run: tuple[Path, Finished], tmp_path: Path) -> Path:
    """A folder of one's own with the demo network in it."""
    for file in first_run[0].glob("attache.db*"):
        shutil.copy(file, tmp_path)
    return tmp_path
