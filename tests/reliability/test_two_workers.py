"""Two workers share one PostgreSQL and one mailbox, and one of them is killed amid the work."""

from collections import Counter
from pathlib import Path

from tests.reliability.black_box import BlackBox, kill_nine, letter, until
from tests.world.dovecot import Dovecot
from tests.world.smtp_sink import SmtpServer

MAILS = 60


def test_no_mail_is_lost_or_doubled_when_one_of_two_workers_dies(
    postgres_url: str, dovecot: Dovecot, mail_user: str, smtp_server: SmtpServer, tmp_path: Path
) -> None:
    box = BlackBox(
        folder=tmp_path / "desk", dovecot=dovecot, user=mail_user, smtp_port=smtp_server.port,
        top=f'[database]\nurl = "{postgres_url}"',
    )  # fmt: skip
    box.write()
    try:
        first = box.start()
        until(lambda: '"event": "started"' in (box.folder / "log").read_text(), 60, "the first worker's start")
        box.start()
        _deliver(box, range(1, MAILS // 2 + 1))
        until(lambda: len(smtp_server.mails) >= 10, 60, "the first mails out")
        kill_nine(first)
        first.wait(10)
        _deliver(box, range(MAILS // 2 + 1, MAILS + 1))
        until(lambda: len(_acknowledged(smtp_server)) == MAILS, 120, "every acknowledgement")
        until(lambda: not [m for m in box.listed("outbox", "--json", "--all") if m["state"] != "sent"], 60, "an end")
        mails, tickets = box.listed("mails", "--json"), box.listed("tickets", "--json")
        assert Counter(mail["state"] for mail in mails) == {"ticket": MAILS}
        assert sorted(Counter(ticket["requester"] for ticket in tickets).values()) == [1] * MAILS
        assert _repeated_under_another_id(smtp_server) == []
        assert box.run("audit", "verify").code == 0
    finally:
        box.close()


def _deliver(box: BlackBox, numbers: range) -> None:
    with box.mailbox() as client:
        for number in numbers:
            client.append("INBOX", bytes(letter(number, f"c{number}@example.net", f"Printer {number}", "It burns.")))


def _acknowledged(smtp: SmtpServer) -> set[str]:
    return {mail.recipients[0] for mail in smtp.mails if mail.recipients[0].endswith("@example.net")}


def _repeated_under_another_id(smtp: SmtpServer) -> list[str]:
    """Customers who got two acknowledgements that no mail server could tell for copies of one."""
    ids: dict[str, set[bytes]] = {}
    for mail in smtp.mails:
        message_id = next(line for line in mail.content.split(b"\r\n") if line.lower().startswith(b"message-id:"))
        if mail.recipients[0].endswith("@example.net"):
            ids.setdefault(mail.recipients[0], set()).add(message_id)
    return [address for address, found in ids.items() if len(found) > 1]
