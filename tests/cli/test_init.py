"""`maildesk init` against real servers: it tries them, tells what it found, and writes what works."""

import email.policy
import stat
import tomllib
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import imapclient
import pytest

from maildesk.cli.init_probe import proofs_of
from tests.cli.command import Ran, maildesk
from tests.world.dovecot import PASSWORD, Dovecot
from tests.world.smtp_sink import SmtpServer

Init = Callable[..., Ran]
FILES = {"maildesk.toml", "people.toml", "rules.toml", "calendars.toml", "secret.key", "mail.password"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "desk"


@pytest.fixture
def init(dovecot: Dovecot, mail_user: str, smtp_server: SmtpServer, folder: Path) -> Init:
    def run(*more: str, **changes: str) -> Ran:
        answers = {
            "address": mail_user, "name": "Acme Support", "zone": "Asia/Shanghai", "country": "CN",
            "imap_host": "localhost", "imap_port": str(dovecot.imaps_port), "ca_file": str(dovecot.ca_file),
            "password": PASSWORD, "smtp_host": "localhost", "smtp_port": str(smtp_server.port),
            "smtp_security": "none", "smtp_username": "-", "supervisor_name": 'Li "Na"',
            "supervisor_address": "li@example.com", "try_plus": "no",
        } | changes  # fmt: skip
        text = "".join(f"{key} = {quoted(value)}\n" for key, value in answers.items())
        return maildesk("init", "--answers", "-", *more, config=folder / "maildesk.toml", stdin=text)

    return run


def quoted(word: str) -> str:
    return "'" + word + "'"


def mail(sender: str, results: str | None) -> bytes:
    message = EmailMessage(policy=email.policy.SMTP)
    if results:
        message["Authentication-Results"] = results
    message["From"] = sender
    message["Subject"] = "Hello"
    message.set_content("Hello.")
    return message.as_bytes()


def test_it_writes_a_configuration_that_check_and_run_take(init: Init, folder: Path) -> None:
    done = init()

    assert done.code == 0, done.err
    assert {path.name for path in folder.iterdir()} == FILES
    checked = maildesk("check", config=folder / "maildesk.toml")
    assert checked.code == 0, checked.out
    assert maildesk("run", "--once", config=folder / "maildesk.toml").code == 0


def test_secrets_lie_in_files_of_their_own_that_nobody_else_reads(init: Init, folder: Path) -> None:
    done = init()

    for name in ("secret.key", "mail.password"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    for name in FILES - {"mail.password"}:
        assert PASSWORD not in (folder / name).read_text(encoding="utf-8")
    assert PASSWORD not in done.out + done.err


def test_what_is_there_is_never_overwritten(init: Init, folder: Path) -> None:
    folder.mkdir()
    (folder / "people.toml").write_text("# mine\n")

    done = init()

    assert done.code == 1
    assert done.err.startswith("people.toml: already in ")
    assert {path.name for path in folder.iterdir()} == {"people.toml"}


def test_a_refused_login_is_a_sentence_and_writes_nothing(init: Init, folder: Path) -> None:
    done = init(password="wrong-canary")

    assert done.code == 1
    assert "refused the login" in done.err
    assert "wrong-canary" not in done.err
    assert "Traceback" not in done.err
    assert not folder.exists()


def test_an_unreachable_relay_is_a_sentence_and_writes_nothing(init: Init, folder: Path) -> None:
    done = init(smtp_port="1")

    assert done.code == 1
    assert "localhost:1 cannot be reached" in done.err
    assert not folder.exists()


def test_all_missing_answers_are_named_at_once() -> None:
    done = maildesk("init", "--set", "name=X")

    assert done.code == 2
    assert done.err == (
        "address, password, supervisor_name, supervisor_address: there is no default; "
        "write them with --set key=value or --answers FILE.\n"
    )


def test_an_unknown_answer_is_wrong_usage() -> None:
    assert "adress: no such answer" in maildesk("init", "--set", "adress=x").err


def test_it_proposes_the_server_whose_results_all_mails_from_outside_carry(
    init: Init, dovecot: Dovecot, mail_user: str, folder: Path
) -> None:
    for sender in ("ann@example.com", "bo@example.org", "cy@example.net"):
        dovecot.deliver(mail_user, mail(sender, "mx.desk.example; dmarc=pass header.from=x"))

    done = init()

    assert "3 mails lie there" in done.err
    assert "3 of 3 mails from outside carry Authentication-Results of mx.desk.example." in done.err
    assert tomllib.loads((folder / "maildesk.toml").read_text())["trust"] == {"authserv": ["mx.desk.example"]}


def test_without_results_staff_prove_themselves_by_code(
    init: Init, dovecot: Dovecot, mail_user: str, folder: Path
) -> None:
    dovecot.deliver(mail_user, mail("ann@example.com", None))

    done = init()

    written = tomllib.loads((folder / "maildesk.toml").read_text())
    assert "senders cannot be proven" in done.err
    assert (written["trust"], written["ack"]) == ({"staff_proof": "reply-code"}, {"require": "not-failed"})


def test_older_mails_stay_untouched(init: Init, dovecot: Dovecot, mail_user: str, folder: Path) -> None:
    dovecot.deliver(mail_user, mail("ann@example.com", None))

    init(take_since="2099-01-01T00:00:00Z")
    maildesk("run", "--once", config=folder / "maildesk.toml")

    (row,) = maildesk("mails", "--json", config=folder / "maildesk.toml").json
    assert (row["state"], row["reason"]) == ("ignored", "before start")
    with imapclient.IMAPClient("127.0.0.1", dovecot.imap_port, ssl=False) as client:
        client.login(mail_user, PASSWORD)
        client.select_folder("INBOX", readonly=True)
        assert len(client.search()) == 1


@pytest.fixture
def looping_smtp(smtp_server: SmtpServer, dovecot: Dovecot, mail_user: str) -> Iterator[SmtpServer]:
    """A relay that delivers what is sent to the mailbox's own plus addresses."""
    import threading

    stop = threading.Event()
    seen = 0

    def deliver() -> None:
        nonlocal seen
        while not stop.wait(0.05):
            for arrived in smtp_server.mails[seen:]:
                seen += 1
                dovecot.deliver(mail_user, arrived.content)

    thread = threading.Thread(target=deliver)
    thread.start()
    yield smtp_server
    stop.set()
    thread.join()


@pytest.mark.usefixtures("looping_smtp")
def test_a_mail_to_itself_tells_whether_plus_addresses_arrive(init: Init, folder: Path) -> None:
    done = init(try_plus="yes")

    assert "Plus addresses arrive." in done.err
    assert tomllib.loads((folder / "maildesk.toml").read_text())["mailbox"][0]["plus_addressing"] is True


def test_one_sender_cannot_make_himself_the_judge() -> None:
    forged = mail("eve@example.net", "evil.example.net; dmarc=pass")

    assert proofs_of([forged] * 5, "desk.example.com").authserv is None


def test_results_without_a_name_are_those_of_the_topmost_field() -> None:
    mails = [mail(f"ann@{name}", "spf=pass smtp.mailfrom=x; dkim=pass") for name in ("example.com", "example.org")]

    assert proofs_of(mails, "desk.example.com").authserv == "topmost-without-id"


def test_two_names_are_no_name() -> None:
    mails = [mail("ann@example.com", "mx.one; dkim=pass"), mail("bo@example.org", "mx.two; dkim=pass")]

    assert proofs_of(mails, "desk.example.com").authserv is None
