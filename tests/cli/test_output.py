"""What commands write where: streams, terminals, pipes that close, and logs without secrets."""

import io
import json
import logging
import os
import pty
import select
import subprocess
from collections.abc import Iterator

import pytest
import structlog

from maildesk.cli.logs import set_up_logs
from maildesk.cli.writing import Json, Shape, safe, safe_lines
from tests.cli.command import _PROGRAM, environment
from tests.journeys.desk_world import DeskWorld

EVIL = "\x1b]0;owned\x07 \x9b31m \u202eevil\u2066 \u2028 \x85 \x7f\r\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def harmless(words: str) -> bool:
    bad = [*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x2028, 0x200F]
    return not any(ord(letter) in bad for letter in words)


def test_words_for_a_line_hold_no_control_or_direction_characters() -> None:
    assert harmless(safe(EVIL))
    assert safe("打印机 emoji 🖨️ é") == "打印机 emoji 🖨️ é"


def test_words_for_several_lines_keep_their_line_ends_only() -> None:
    assert harmless(safe_lines(f"a\n{EVIL}b").replace("\n", ""))
    assert safe_lines("a\r\nb\n") == "a\nb\n"


@pytest.mark.parametrize("shape", [Shape.JSON, Shape.LINES])
def test_json_on_a_terminal_escapes_them_and_stays_the_same_json(shape: Shape) -> None:
    out = Terminal()

    Json(out).rows([{"subject": EVIL}], shape)

    assert harmless(out.getvalue().replace("\n", ""))
    assert json.loads(out.getvalue()) == ([{"subject": EVIL}] if shape is Shape.JSON else {"subject": EVIL})


def test_rows_are_written_one_by_one() -> None:
    out = io.StringIO()
    seen: list[int] = []

    def rows() -> Iterator[dict[str, int]]:
        for number in range(3):
            seen.append(out.getvalue().count("{"))
            yield {"number": number}

    Json(out).rows(rows(), Shape.JSON)

    assert seen == [0, 1, 2]
    assert json.loads(out.getvalue()) == [{"number": 0}, {"number": 1}, {"number": 2}]


def test_a_table_on_a_terminal_shows_a_subject_without_its_tricks(desk: DeskWorld) -> None:
    subject = "=?utf-8?b?GzJdMDtvd25lZAfigK7lt6XljZXil7s=?="  # ESC, BEL and a direction override inside
    desk.writes("Ann <ann@example.com>", "x")
    raw = (
        f"From: bo@example.org\r\nTo: support@desk.example.com\r\nMessage-ID: <e@x>\r\nSubject: {subject}\r\n\r\nHi\r\n"
    )
    desk.arrives(raw.encode())
    desk.run()

    shown = on_terminal(desk, "tickets")

    assert "工单" in shown
    assert "\u202e" not in shown
    assert "\x07" not in shown
    assert "\x1b]" not in shown


def on_terminal(desk: DeskWorld, *words: str) -> str:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*_PROGRAM, "--config", str(desk.config), *words],
        stdout=slave, stderr=subprocess.DEVNULL, env=environment(COLUMNS="160", TERM="xterm"),
    )  # fmt: skip
    os.close(slave)
    shown = b""
    while select.select([master], [], [], 30)[0]:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        shown += piece
    assert process.wait(30) == 0
    os.close(master)
    return shown.decode("utf-8")


def test_a_reader_that_has_enough_is_no_error(desk: DeskWorld) -> None:
    desk.writes("Ann <ann@example.com>", text="long " * 100_000)
    desk.run()

    words = [*_PROGRAM, "--config", str(desk.config), "mails", "--json", "--raw"]
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@" | head -c 10', "sh", *words],
        capture_output=True, env=environment(), timeout=60,
    )  # fmt: skip

    assert len(done.stdout) == 10
    assert done.stderr == b""


@pytest.fixture
def quiet_afterwards() -> Iterator[None]:
    yield
    structlog.reset_defaults()
    logging.basicConfig(force=True)


@pytest.mark.usefixtures("quiet_afterwards")
def test_a_log_line_is_one_line_whatever_stands_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", "json")

    structlog.get_logger("imap").info("said", words=EVIL)
    logging.getLogger("uvicorn.error").warning("other library %s", EVIL)

    lines = capsys.readouterr().err.splitlines()
    assert [(json.loads(line)["event"][:4], json.loads(line)["logger"]) for line in lines] == [
        ("said", "imap"),
        ("othe", "uvicorn.error"),
    ]
    assert all(harmless(line) for line in lines)


@pytest.mark.usefixtures("quiet_afterwards")
@pytest.mark.parametrize("form", ["json", "text"])
def test_a_traceback_shows_no_values(capsys: pytest.CaptureFixture[str], form: str) -> None:
    set_up_logs("info", form)  # type: ignore[arg-type]

    def fail() -> None:
        secret = "drowssap-a-fo-yranac"[::-1]
        raise RuntimeError(f"{len(secret)} letters")

    try:
        fail()
    except RuntimeError:
        structlog.get_logger("worker").exception("a bug")

    shown = capsys.readouterr().err
    assert "RuntimeError: 20 letters" in shown
    assert "in fail" in shown
    assert "canary-of-a-password" not in shown


@pytest.mark.usefixtures("quiet_afterwards")
def test_text_logs_are_harmless_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", "text")

    structlog.get_logger("imap").info("said", words=EVIL)

    assert harmless(capsys.readouterr().err.replace("\n", ""))


@pytest.mark.usefixtures("quiet_afterwards")
def test_libraries_do_not_chat_at_debug_level(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("debug", "json")

    logging.getLogger("imapclient").debug("LOGIN canary")
    logging.getLogger("aiosmtplib").info("AUTH canary")

    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("quiet_afterwards")
@pytest.mark.parametrize("form", ["json", "text"])
def test_logs_do_not_tell_who_wrote(capsys: pytest.CaptureFixture[str], form: str) -> None:
    set_up_logs("info", form)  # type: ignore[arg-type]

    log = structlog.get_logger("courier")
    log.info("mail sent", words="550 5.1.1 <anna@customer.test>: unknown", reasons=["by bo.b+x@customer.test"])
    try:
        raise RuntimeError("anna@customer.test is unknown")
    except RuntimeError:
        log.exception("a bug of anna@customer.test")

    shown = capsys.readouterr().err.encode().decode("unicode_escape" if form == "json" else "utf-8")
    assert "anna" not in shown
    assert "bo.b" not in shown
    assert shown.count("@customer.test") >= 4
