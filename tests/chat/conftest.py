"""The same small networks as for the handlers."""

from tests.handlers.conftest import network, other_network

__all__ = ["network", "other_network"]
