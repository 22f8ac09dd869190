"""Hostile mails keep the limits of time and memory; all sorts of them are read by `python -m tests.mail.hostile`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mail.hostile import MEMORY, SECONDS

SMALL = [
    "1 MiB HTML of comments",
    "1 MiB HTML of open quotes",
    "1 MiB HTML of blockquotes",
    "From of 60 kB of b'('",
]
LARGE = [
    "990 files named by 20 kB of GBK",
    "30 MiB of base64 below 48 multiparts",
    "30 MiB of NUL",
    "30 MiB of a header without end",
]
_IN_STEP = 2.0  # seconds of processor time for 20 to 30 MiB
# A new process has the highest memory of the one that starts it on its account: so a small one starts it.
_MEASURE = """
import dataclasses, json, pathlib, sys
from tests.mail.hostile import SORTS, cost_of
mail = pathlib.Path(sys.argv[2])
mail.write_bytes(SORTS[sys.argv[1]]())
print(json.dumps(dataclasses.asdict(cost_of(mail))))
"""


@pytest.mark.parametrize(
    ("sort", "seconds"), [*((name, SECONDS) for name in SMALL), *((name, _IN_STEP) for name in LARGE)]
)
def test_a_hostile_mail_is_answered_within_the_limits(sort: str, seconds: float, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _MEASURE, sort, str(tmp_path / "mail.eml")]
    cost = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    assert cost["valid"]
    assert cost["cpu"] < seconds
    assert cost["memory"] < MEMORY
