"""Templates and example configuration are found wherever maildesk was installed, the operator's first."""

from pathlib import Path

import pytest

from maildesk import shipped
from maildesk.errors import ConfigurationError


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bare package folder; what a test lays beside or inside it is what the installation holds."""
    package = tmp_path / "maildesk"
    package.mkdir()
    monkeypatch.setattr(shipped, "_PACKAGE", package)
    return tmp_path


def test_in_a_checkout_the_folder_beside_the_package_is_found(checkout: Path) -> None:
    (checkout / "templates").mkdir()

    assert shipped.shipped_folder("templates") == checkout / "templates"


def test_in_a_wheel_the_folder_inside_the_package_wins(checkout: Path) -> None:
    (checkout / "config").mkdir()
    (checkout / "maildesk" / "_shipped" / "config").mkdir(parents=True)

    assert shipped.shipped_folder("config") == checkout / "maildesk" / "_shipped" / "config"


def test_an_incomplete_installation_is_said_in_a_sentence(checkout: Path) -> None:
    with pytest.raises(ConfigurationError, match="install maildesk again"):
        shipped.shipped_folder("templates")


def test_the_operators_folder_is_looked_at_before_the_shipped_one(checkout: Path) -> None:
    (checkout / "templates").mkdir()
    own = checkout / "own"
    own.mkdir()

    assert shipped.search_path("templates", own) == (own, checkout / "templates")
    assert shipped.search_path("templates", None) == (checkout / "templates",)


def test_an_operators_folder_that_is_not_there_is_a_problem_of_the_configuration(checkout: Path) -> None:
    with pytest.raises(ConfigurationError, match="is not a folder"):
        shipped.search_path("templates", checkout / "nowhere")
