"""The network that files are read into."""

import pytest

from storage.audit import Actor
from storage.engine import Database
from storage.models import Network
from tests.services.imported import Home


@pytest.fixture
def home(small_gazetteer: Database) -> Home:
    """An empty network."""
    with small_gazetteer.writing(Actor("fixture")) as session:
        network = Network(slug="home", name="Home")
        session.add(network)
        session.flush()
        return small_gazetteer, network.id
