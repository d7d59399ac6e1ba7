"""A network to look around in: real partnerships, invented people."""

from bot.services.demo.network import SLUG, add_demo

__all__ = ["SLUG", "add_demo"]
