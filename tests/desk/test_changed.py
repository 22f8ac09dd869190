"""Changing a value is what the standard library does, sooner."""

from dataclasses import replace

import pytest

from maildesk.desk.changed import changed
from tests.desk.test_sla import ticket


def test_a_changed_value_is_the_one_that_replace_would_make() -> None:
    assert changed(ticket(), owner="chen", number=7) == replace(ticket(), owner="chen", number=7)
    assert changed(ticket()) == ticket()


def test_the_value_itself_stays_as_it_is() -> None:
    before = ticket()

    changed(before, owner="chen")

    assert before == ticket()


def test_a_field_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(TypeError, match="ownr"):
        changed(ticket(), ownr="chen")  # type: ignore[call-arg]
