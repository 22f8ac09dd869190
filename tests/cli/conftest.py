"""A desk with a day behind it, for every command to look at."""

from tests.journeys.conftest import desk, fresh_database, open_desk

__all__ = ["desk", "fresh_database", "open_desk"]
