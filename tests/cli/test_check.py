"""`maildesk check`: all problems at once, each with file, key and a sentence that says what to write."""

from pathlib import Path

import pytest

from tests.cli.command import Ran, maildesk
from tests.journeys.desk_world import DeskWorld


def checked(desk: DeskWorld, *words: str, code: int) -> Ran:
    done = maildesk("check", *words, config=desk.config)
    assert done.code == code, done.out + done.err
    assert "Traceback" not in done.err
    return done


def problems(desk: DeskWorld, *words: str) -> list[tuple[str, str, str]]:
    found = checked(desk, "--json", *words, code=1).json
    assert found["ok"] is False
    return [(row["file"], row["key"], row["sentence"]) for row in found["findings"] if row["level"] == "problem"]


def change(desk: DeskWorld, old: str, new: str, file: str = "maildesk.toml") -> None:
    path = desk.folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_desk_that_works_has_no_problem(desk: DeskWorld) -> None:
    done = checked(desk, code=0)

    assert done.out.endswith("The desk is ready.\n")
    assert "let us in; INBOX holds 0 mails." in done.out


def test_all_problems_of_all_files_are_told_at_once(desk: DeskWorld) -> None:
    change(desk, 'team = "service"', 'team = "nobody"')
    change(desk, 'zone = "Asia/Shanghai"', 'zone = "Mars/Olympus"')
    change(desk, 'lead = "li"', 'lead = "lee"', "people.toml")
    change(desk, 'owner = "wang"', 'owner = "wong"', "rules.toml")

    found = problems(desk, "--offline")

    assert [(file, key) for file, key, _ in found[:3]] == [
        ("maildesk.toml", "[desk] zone"),
        ("maildesk.toml", "[desk] team"),
        ("people.toml", "[[team]] service, lead"),
    ]
    assert any(file == "rules.toml" and "wong" in sentence for file, _, sentence in found)


@pytest.mark.parametrize(
    ("old", "new", "file", "key", "sentence"),
    [
        ("[smtp]", "[smtp]\nprot = 25", "maildesk.toml", "[smtp] prot", "is not a setting; did you mean port?"),
        ('prefix = "ACME"', 'prefix = "acme"', "maildesk.toml", "[desk] prefix", "write such a value"),
        (
            'security = "none"',
            'security = "some"',
            "maildesk.toml",
            "[smtp] security",
            "write 'tls', 'starttls' or 'none'",
        ),
        (
            'address = "support@desk.example.com"\nhost = "localhost"',
            'address = "support@desk.example.com"',
            "maildesk.toml",
            "[[mailbox]] support, host",
            "is missing; write host",
        ),
    ],
)
def test_a_wrong_key_or_value_says_what_to_write(
    desk: DeskWorld, old: str, new: str, file: str, key: str, sentence: str
) -> None:
    path = desk.folder / "maildesk.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    ((found_file, found_key, found_sentence),) = problems(desk, "--offline")

    assert (found_file, found_key) == (file, key)
    assert sentence in found_sentence


def test_broken_toml_is_told_with_its_line(desk: DeskWorld) -> None:
    (desk.folder / "people.toml").write_text("[[staff]\n", encoding="utf-8")

    assert any(file == "people.toml" and "line 1" in sentence for file, _, sentence in problems(desk, "--offline"))


@pytest.mark.parametrize("name", ["secret.key", "imap.password"])
def test_a_secret_that_others_may_read_is_refused(desk: DeskWorld, name: str) -> None:
    (desk.folder / name).chmod(0o644)

    assert any("chmod 600" in sentence for _, _, sentence in problems(desk, "--offline"))


def test_another_secret_key_than_that_of_the_data_is_told(desk: DeskWorld) -> None:
    (desk.folder / "secret.key").write_text("ab" * 32 + "\n")

    assert ("maildesk.toml", "[database] url") in [(file, key) for file, key, _ in problems(desk, "--offline")]


def test_servers_that_refuse_or_do_not_answer_are_told_both(desk: DeskWorld) -> None:
    (desk.folder / "imap.password").write_text("wrong")
    change(desk, f"port = {desk.smtp.port}", "port = 1")

    found = problems(desk)

    assert [key for _, key, _ in found] == ["[[mailbox]] support", "[smtp]"]
    assert "refused the login" in found[0][2]
    assert "cannot be reached" in found[1][2]


def test_offline_leaves_the_servers_out(desk: DeskWorld) -> None:
    (desk.folder / "imap.password").write_text("wrong")

    checked(desk, "--offline", code=0)


def test_a_desk_nobody_works_at_is_warned_of(desk: DeskWorld) -> None:
    (desk.folder / "people.toml").write_text('[[team]]\nname = "service"\n', encoding="utf-8")
    (desk.folder / "rules.toml").write_text("", encoding="utf-8")

    done = checked(desk, "--offline", "--json", code=0).json

    assert ("people.toml", "[[staff]]") in [
        (row["file"], row["key"]) for row in done["findings"] if row["level"] == "warning"
    ]


def test_a_broken_template_is_told_with_its_line(desk: DeskWorld) -> None:
    own = desk.folder / "mine" / "en" / "acknowledgement"
    own.mkdir(parents=True)
    (own / "subject.txt").write_text("{{ nonsense.of.mine }}")
    change(desk, "[desk]", 'templates = "mine"\n[desk]')

    assert any("subject.txt" in sentence for _, key, sentence in problems(desk, "--offline") if key == "templates")


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    done = maildesk("check", "--json", config=tmp_path / "maildesk.toml")

    assert done.code == 1
    assert done.json["findings"][1]["sentence"].startswith("there is no such file")
