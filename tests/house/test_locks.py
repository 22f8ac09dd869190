"""The lock files pin every package by its hash and name no host: each site uses its own registry."""

import re
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
RUN = CHECKOUT / "requirements.lock"
DEV = CHECKOUT / "requirements-dev.lock"
REPORT = CHECKOUT / "tests/mail/report.lock"
LOCKS = pytest.mark.parametrize("lock", [RUN, DEV, REPORT], ids=["run", "dev", "report"])


def pins(lock: Path) -> dict[str, str]:
    """Package name to the pinned release with its marker."""
    lines = (line for line in lock.read_text().splitlines() if re.match(r"[a-z0-9]", line))
    return dict(line.removesuffix("\\").strip().split("==", 1) for line in lines)


def blocks(lock: Path) -> list[str]:
    return re.split(r"\n(?=[a-z0-9])", lock.read_text())


@LOCKS
def test_every_package_has_a_release_and_hashes(lock: Path) -> None:
    assert len(pins(lock)) > 10
    assert [block.split("==")[0] for block in blocks(lock) if "--hash=sha256:" not in block] == []


@LOCKS
def test_no_host_index_or_outer_path_is_named(lock: Path) -> None:
    text = lock.read_text()

    assert re.findall(r"://|--index|--find-links|--extra|--trusted", text) == []
    assert re.findall(r"(?<![\w.-])/\w+", text) == []


def test_both_locks_hold_the_same_releases() -> None:
    dev = pins(DEV)

    assert {name: pin for name, pin in pins(RUN).items() if dev.get(name) != pin} == {}


def test_the_locks_hold_what_pyproject_asks_for() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"]
    of_run = [*project["project"]["dependencies"], *extras["web"], *extras["demo"]]
    of_dev = [
        *of_run,
        *extras["postgres"],
        *(wish for name, group in project["dependency-groups"].items() if name != "report" for wish in group),
    ]
    of_report = project["dependency-groups"]["report"]

    def names(wishes: list[str]) -> set[str]:
        return {re.split(r"[\[<>=!~; ]", wish)[0].lower() for wish in wishes} - {"maildesk"}

    assert names(of_run) - set(pins(RUN)) == set()
    assert names(of_dev) - set(pins(DEV)) == set()
    assert names(of_report) - set(pins(REPORT)) == set()


def test_no_other_kind_of_lock_file_is_kept() -> None:
    assert [name for name in ("uv.lock", "pylock.toml", "poetry.lock") if (CHECKOUT / name).exists()] == []
