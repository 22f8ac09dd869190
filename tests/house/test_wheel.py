"""What is installed is what was checked out: package, templates, example configuration, licence."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as hatchling builds it, without any network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("maildesk-*.whl")))


def inside(folder: str) -> set[str]:
    """The kept files of a folder of the checkout, with paths from that folder."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", folder]
    listing = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.splitlines()
    return {line for line in listing if (CHECKOUT / line).is_file()}


def test_every_module_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    assert inside("maildesk") <= set(wheel.namelist())


@pytest.mark.parametrize("folder", ["templates", "config"])
def test_what_ships_is_in_the_wheel(wheel: zipfile.ZipFile, folder: str) -> None:
    shipped = inside(folder)

    assert shipped
    assert {f"maildesk/_shipped/{name}" for name in shipped} <= set(wheel.namelist())


def test_the_wheel_holds_no_tests_and_no_secrets(wheel: zipfile.ZipFile) -> None:
    top = {name.split("/", 1)[0] for name in wheel.namelist()}

    assert {name for name in top if not name.startswith("maildesk")} == set()
    assert [name for name in wheel.namelist() if name.endswith((".key", ".sqlite3"))] == []


def test_the_wheel_offers_the_command_and_its_licence(wheel: zipfile.ZipFile) -> None:
    by_end = {name.rsplit("/", 1)[-1]: name for name in wheel.namelist()}

    assert "maildesk = maildesk.cli:main" in wheel.read(by_end["entry_points.txt"]).decode()
    assert "Apache License" in wheel.read(by_end["LICENSE"]).decode()
