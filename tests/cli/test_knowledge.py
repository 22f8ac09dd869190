"""maildesk kb: searched, listed, shown, withdrawn, written out and taken in again."""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from maildesk.cli.groups import add_groups
from maildesk.cli.program import _guarded, app
from tests.cli.command import Ran, maildesk
from tests.journeys.desk_world import DeskWorld

JAM = '+++\ntitle = "Paper jam in tray 2"\nstate = "approved"\nauthor = "wang"\n+++\n# Solution\nOpen it.\n'
KAZHI = """+++
title = "打印机卡纸"
language = "zh-Hans"
state = "approved"
+++
# Question
卡纸怎么办？
# Solution
打开纸盒。
"""


add_groups(app)


def ran(desk: DeskWorld, *words: str | Path, code: int = 0) -> Ran:
    """Run a command in this process: an operator's own is started once, in the first test."""
    out, err = io.StringIO(), io.StringIO()
    arguments = ["--config", str(desk.config), "kb", *map(str, words)]
    with redirect_stdout(out), redirect_stderr(err):
        ended = _guarded(lambda: app(arguments, prog_name="maildesk"))
    done = Ran(code=ended or 0, out=out.getvalue(), err=err.getvalue())
    assert done.code == code, done.out + done.err
    return done


def filled(desk: DeskWorld) -> Path:
    desk.run()
    folder = desk.folder / "articles"
    folder.mkdir()
    (folder / "a.md").write_text(JAM, encoding="utf-8")
    (folder / "b.md").write_text(KAZHI, encoding="utf-8")
    ran(desk, "import", folder)
    return folder


def test_search_list_and_show(desk: DeskWorld) -> None:
    filled(desk)
    assert [row["id"] for row in ran(desk, "search", "jammed", "papers", "--json").json] == [1]
    assert [row["id"] for row in ran(desk, "search", "印表機卡紙", "--json").json] == [2]
    assert "Paper jam in tray 2" in maildesk("kb", "search", "paper", config=desk.config).out
    assert "No approved article" in ran(desk, "search", "elephant").err
    assert "find nothing" in ran(desk, "search", "the", code=1).err
    rows = ran(desk, "list", "--json").json
    assert [(row["state"], row["author"], row["suggested"]) for row in rows] == [
        ("approved", "wang", 0), ("approved", "operator", 0),
    ]  # fmt: skip
    assert "Open it." in ran(desk, "show", "1").out
    assert ran(desk, "show", "2", "--json").json["question"] == "卡纸怎么办？"
    assert "There is no article 9" in ran(desk, "show", "9", code=1).err
    assert "is no state" in ran(desk, "list", "--state", "done", code=1).err


def test_counts_of_a_period(desk: DeskWorld) -> None:
    filled(desk)
    found = ran(desk, "counts", "--from", "2026-01-01", "--json").json
    assert found["authors"] == {"operator": {"created": 1, "approved": 1}, "wang": {"created": 1, "approved": 1}}
    assert (found["suggested"], found["solved"]) == (0, 0)
    assert "write a day" in ran(desk, "counts", "--from", "yesterday", code=2).err


def test_what_is_withdrawn_is_not_found_until_it_is_approved_again(desk: DeskWorld) -> None:
    filled(desk)
    ran(desk, "withdraw", "1", "--reason", "outdated")
    assert ran(desk, "search", "paper", "--json").json == []
    assert ran(desk, "list", "--state", "withdrawn", "--json").json[0]["reason"] == "outdated"
    assert "withdrawn already" in ran(desk, "withdraw", "1", code=1).err
    ran(desk, "approve", "1")
    assert len(ran(desk, "search", "paper", "--json").json) == 1


def test_written_out_and_taken_in_again_nothing_changes_and_a_changed_file_changes_its_article(desk: DeskWorld) -> None:
    filled(desk)
    before = ran(desk, "list", "--json").json
    out = desk.folder / "out"
    ran(desk, "export", out)
    assert sorted(path.name for path in out.iterdir()) == ["0001-paper-jam-in-tray-2.md", "0002-打印机卡纸.md"]
    assert ran(desk, "import", out).out.count("is unchanged") == 2
    assert ran(desk, "list", "--json").json == before
    assert "exists already" in ran(desk, "export", out, code=1).err
    file = out / "0001-paper-jam-in-tray-2.md"
    file.write_text(file.read_text("utf-8").replace("Open it.", "Open it slowly."), encoding="utf-8")
    assert "article 1 is changed" in ran(desk, "import", file).out
    assert ran(desk, "show", "1", "--json").json["solution"] == "Open it slowly."
    assert len(ran(desk, "list", "--json").json) == 2


def test_one_damaged_file_takes_nothing_in_and_is_told_with_its_line(desk: DeskWorld) -> None:
    folder = filled(desk)
    before = ran(desk, "list", "--json").json
    (folder / "a.md").write_text(JAM.replace("Open it.", "Other words."), encoding="utf-8")
    (folder / "c.md").write_text("+++\ntitle = 'x'\nstate = 'done'\n+++\n# Solution\ny\n", encoding="utf-8")
    (folder / "d.md").write_bytes(b"+++\ntitle = 'x'\n+++\n# Solution\n\xff\xfe\n")
    done = ran(desk, "import", folder, code=1)
    assert "c.md, line 3: “done” is no state" in done.err
    assert "d.md, line 5: these bytes are no UTF-8" in done.err
    assert "Nothing was taken in." in done.err
    assert ran(desk, "list", "--json").json == before
    assert "no file or folder" in ran(desk, "import", desk.folder / "nowhere", code=1).err
