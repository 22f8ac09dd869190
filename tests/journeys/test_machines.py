"""Vacation replies, bounces, and mails that a desk cannot read or must not take."""

from datetime import timedelta

import imapclient

from tests.journeys.desk_world import DESK, DeskWorld, SentMail
from tests.world.dovecot import PASSWORD

ANN = "Ann Smith <ann@customer.example.org>"
ANNS, WANGS = "ann@customer.example.org", "wang@desk.example.com"
WANG = "Wang Wei <wang@desk.example.com>"


def asked(desk: DeskWorld) -> dict[str, SentMail]:
    desk.writes(ANN)
    desk.run()
    return {mail.to: mail for mail in desk.new_mails()}


def test_a_vacation_reply_is_noted_and_never_answered(desk: DeskWorld) -> None:
    first = asked(desk)
    desk.writes(ANN, text="I am away until Monday.", reply_to=first[ANNS], headers={"Auto-Submitted": "auto-replied"})
    desk.run()
    assert desk.new_mails() == []
    assert desk.ledger()[-1].state == "ticket"
    assert [message.visibility for message in desk.messages(1)] == ["public", "internal"]
    assert desk.ticket(1).state == "open"


def test_the_vacation_reply_of_an_engineer_reaches_no_customer(desk: DeskWorld) -> None:
    first = asked(desk)
    desk.writes(WANG, text="I am on holiday.", reply_to=first[WANGS], headers={"Auto-Submitted": "auto-replied"})
    desk.run()
    assert desk.new_mails() == []


def test_an_engineer_on_vacation_gets_no_new_work_until_he_writes_again(desk: DeskWorld) -> None:
    first = asked(desk)
    desk.writes(
        WANG, text="I am on holiday until 27 November.", reply_to=first[WANGS],
        headers={"Auto-Submitted": "auto-replied"},
    )  # fmt: skip
    desk.run()
    desk.clock.move(minutes=5)
    desk.writes("bob@other.example.net", subject="Telephone dead", text="It is silent.")
    desk.run()
    assert desk.ticket(2).owner == "chen"
    notice = next(mail for mail in desk.new_mails() if mail.to == "chen@desk.example.com")
    assert "Passed over: Wang Wei (is away until 2026-11-27, as the vacation reply says)." in notice.text
    desk.writes(ANN, text="Is somebody there?", reply_to=first[ANNS])
    desk.run()
    assert {mail.to for mail in desk.new_mails()} == {WANGS, "li@desk.example.com"}
    desk.clock.move(hours=9)  # 19:05; the digest comes at 18:00
    desk.run()
    digest = next(mail for mail in desk.new_mails() if "Daily digest" in mail.text)
    assert "away until 2026-11-27" in digest.text
    desk.writes(WANG, text="I am back.\n#note", reply_to=first[WANGS])
    desk.run()
    desk.writes("eve@third.example.net", subject="Screen dark", text="It shows nothing.")
    desk.run()
    passed = [mail.text for mail in desk.new_mails() if "Passed over: Wang Wei" in mail.text]
    assert passed == []


def test_a_forged_vacation_reply_moves_no_work(desk: DeskWorld) -> None:
    first = asked(desk)
    desk.writes(
        WANG, text="I am on holiday until 27 November.", reply_to=first[WANGS], proof="fail",
        headers={"Auto-Submitted": "auto-replied"},
    )  # fmt: skip
    desk.run()
    desk.writes("bob@other.example.net", subject="Another printer", text="It is silent.")
    desk.run()
    assert desk.ticket(2).owner == "wang"


def bounce_of(mail: SentMail, recipient: str) -> bytes:
    return f"""Return-Path: <>
From: Mail Delivery System <mailer-daemon@mx.customer.example.org>
To: {DESK}
Subject: Undelivered Mail Returned to Sender
Date: Mon, 16 Nov 2026 02:30:00 +0000
Message-ID: <bounce.1@mx.customer.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered: mailbox does not exist.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.example.org

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user
--b
Content-Type: text/rfc822-headers

From: {DESK}
To: {recipient}
Message-ID: {mail.message_id}
--b--
""".replace("\n", "\r\n").encode()


def test_a_bounce_of_an_answer_stands_on_the_ticket_and_the_engineer_is_told(desk: DeskWorld) -> None:
    first = asked(desk)
    desk.writes(WANG, text="Please try again.", reply_to=first[WANGS])
    desk.run()
    answer = desk.mail_to(ANNS)
    desk.clock.move(minutes=5)
    desk.arrives(bounce_of(answer, ANNS))
    desk.run()
    warning = desk.mail_to(WANGS)
    assert "could not be delivered" in warning.text
    assert [row.delivery for row in desk.outbox() if row.kind == "answer"] == ["bounced"]
    assert any(event.kind == "delivery_failed" for event in desk.events(1))


def test_a_bounce_of_somebody_elses_mail_changes_nothing(desk: DeskWorld) -> None:
    first = asked(desk)
    desk.arrives(bounce_of(first[ANNS], "victim@example.net"))
    desk.run()
    assert desk.new_mails() == []
    assert [row.delivery for row in desk.outbox()] == [None, None]


def test_a_mail_too_large_lies_in_its_own_folder_and_in_quarantine_and_the_next_one_goes_on(
    open_desk: "type[DeskWorld]",
) -> None:
    desk = open_desk(mailbox="max_mail_size = 20000")  # type: ignore[call-arg]
    desk.writes("Big <big@customer.example.org>", attachment=("film.bin", b"x" * 40_000, "application/octet-stream"))
    desk.writes(ANN)
    desk.run()
    assert [row.state for row in desk.ledger()] == ["quarantine", "ticket"]
    assert {mail.to for mail in desk.new_mails()} == {ANNS, WANGS}
    with imapclient.IMAPClient("127.0.0.1", desk.dovecot.imap_port, ssl=False) as client:
        client.login(desk.user, PASSWORD)
        assert client.select_folder("maildesk/TooLarge")[b"EXISTS"] == 1


def test_a_mail_beyond_reading_is_quarantined_and_the_next_one_goes_on(desk: DeskWorld) -> None:
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(120)
    )
    desk.arrives(b"From: x@example.net\r\nTo: support@desk.example.com\r\nSubject: deep\r\n" + deep)
    desk.arrives(b"From: a@example.net, b@example.net\r\nTo: support@desk.example.com\r\nSubject: two\r\n\r\nHello\r\n")
    desk.arrives(b"\x00\xff\xfe no header at all")
    desk.writes(ANN)
    desk.run()
    states = [row.state for row in desk.ledger()]
    assert states[:2] == ["quarantine", "quarantine"]
    assert states[2] in ("quarantine", "ignored")
    assert states[3] == "ticket"
    assert all(row.reason for row in desk.ledger())
    assert {mail.to for mail in desk.new_mails()} == {ANNS, WANGS}


def test_mails_older_than_take_since_stay_in_the_inbox_untouched(open_desk: "type[DeskWorld]") -> None:
    desk = open_desk(mailbox="take_since = 2026-11-16T01:00:00Z")  # type: ignore[call-arg]
    now = desk.clock.now()
    desk.clock.move(days=-2)
    desk.writes("Old <old@customer.example.org>")
    desk.clock.move(days=2)
    assert desk.clock.now() == now
    desk.writes(ANN)
    desk.run()
    assert [(row.state, row.reason) for row in desk.ledger() if row.state != "ticket"] in (
        [], [("ignored", "before start")],
    )  # fmt: skip
    assert {mail.to for mail in desk.new_mails()} == {ANNS, WANGS}
    with imapclient.IMAPClient("127.0.0.1", desk.dovecot.imap_port, ssl=False) as client:
        client.login(desk.user, PASSWORD)
        assert client.select_folder("INBOX")[b"EXISTS"] == 1


def test_one_mail_to_two_mailboxes_is_one_ticket(open_desk: "type[DeskWorld]", dovecot: object) -> None:
    second = dovecot.add_user("second-mailbox@example.test")  # type: ignore[attr-defined]
    desk = open_desk(mailboxes=(("sales", "sales@desk.example.com", second, ""),))  # type: ignore[call-arg]
    desk.writes(ANN, to=f"{DESK}, sales@desk.example.com", users=(desk.user, second))
    desk.writes("Bob <bob@customer.example.org>", subject="Prices", to="sales@desk.example.com", users=(second,))
    desk.run()
    assert sorted(row.state for row in desk.ledger()) == ["duplicate", "ticket", "ticket"]
    assert desk.ticket(2).mailbox == "sales"
    bobs = next(mail for mail in desk.new_mails() if mail.to == "bob@customer.example.org")
    assert "sales@desk.example.com" in str(bobs.message["From"])


def test_a_flood_is_collected_in_one_ticket_and_told_once(open_desk: "type[DeskWorld]") -> None:
    desk = open_desk(more="tickets_per_address_hour = 2")  # type: ignore[call-arg]
    for number in range(5):
        desk.writes(ANN, subject=f"Matter {'abcde'[number]}", text=f"Words {'abcde'[number]} of it.")
        desk.clock.move(seconds=20)
    desk.run()
    assert [row.ticket for row in desk.ledger()] == [1, 2, 3, 3, 3]
    assert "flood" in desk.ticket(3).tags
    mails = desk.new_mails()
    assert len([mail for mail in mails if mail.to == ANNS]) == 2
    assert len([mail for mail in mails if "Matter c" in mail.subject]) == len(
        [mail for mail in mails if "Matter a" in mail.subject and mail.to != ANNS]
    )
    desk.clock._now += timedelta(hours=2)
    desk.writes(ANN, subject="Later", text="A new matter.")
    desk.run()
    assert desk.ledger()[-1].ticket == 4


def test_automatic_mail_beyond_the_limit_is_held_with_the_reason_and_engineers_words_still_go(
    open_desk: "type[DeskWorld]",
) -> None:
    desk = open_desk(more="automatic_per_ticket_day = 2")  # type: ignore[call-arg]
    first = asked(desk)
    for owner in ("chen", "wang", "chen"):
        desk.clock.move(minutes=5)
        desk.writes(WANG, text=f"#assign {owner}", reply_to=first[WANGS])
        desk.run()
    held = [row for row in desk.outbox() if row.kind == "progress" and row.sent_at is None]
    assert [row.error for row in held] == ["the limit of 2 automatic mails of one ticket in a day is reached"] * 2
    desk.clock.move(minutes=5)
    desk.writes(WANG, text="Here is the answer.", reply_to=first[WANGS])
    desk.run()
    assert any("Here is the answer." in mail.text for mail in desk.new_mails() if mail.to == ANNS)


def test_notices_to_one_engineer_beyond_the_limit_are_held(open_desk: "type[DeskWorld]") -> None:
    desk = open_desk(more="staff_notices_per_day = 2")  # type: ignore[call-arg]
    for number in range(3):
        desk.writes(f"Ann <ann{number}@customer.example.org>", subject=f"printer {'abc'[number]}")
    desk.run()
    assert len([mail for mail in desk.new_mails() if mail.to == WANGS]) == 2
    assert [row.error for row in desk.outbox() if row.kind == "assignment" and row.error] == [
        "the limit of 2 notices to one member of staff in a day is reached"
    ]
