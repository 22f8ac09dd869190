"""A desk with a day behind it, for every command to look at."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import desk, open_desk

__all__ = ["desk", "open_desk"]


@pytest.fixture
def fresh_database() -> Callable[[], str]:
    """The file beside the configuration, as most sites have it."""
    return lambda: "sqlite:///maildesk.db"
