"""The worker is killed again and again, without a word and at the worst moments, and no mail suffers (I1 to I8).

MAILDESK_KILL_SEED repeats a run; the seed stands in every failure.
"""

import contextlib
import os
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from maildesk.mail.content_key import content_key
from tests.reliability.black_box import BlackBox, kill_nine, letter, until
from tests.reliability.harsh_smtp import HarshHandler, Taken
from tests.world.dovecot import Dovecot
from tests.world.smtp_sink import SmtpServer

KILLS, MAILS = 25, 100
_LONGEST_LIFE = 3.0
_RECORDED_WITHIN = 1.0  # seconds from the final dot to the record of the 250
_STILL_ON_THE_WAY = 0.5  # seconds: a dot that was said before the kill may be read after it
_PLAIN, _REPLY = "plain", "reply"
_KINDS = (
    (_PLAIN, 40), (_REPLY, 20), ("same bytes", 8), ("same id", 8), ("no id", 6), ("auto-reply", 6), ("bounce", 4),
    ("deep", 3), ("long header", 3), ("not mime", 2),
)  # fmt: skip


@dataclass(kw_only=True)
class Sent:
    """A mail that was put into the desk's mailbox."""

    number: int
    kind: str
    sender: str
    raw: bytes
    ticket: int | None = None  # of a reply


@dataclass
class Post:
    """Makes the mails of the run and remembers them."""

    chance: random.Random
    handler: HarshHandler
    mails: list[Sent] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kinds = [kind for kind, count in _KINDS for _ in range(count)]
        self.chance.shuffle(self.kinds)

    def some(self, count: int) -> list[bytes]:
        """Make the next mails."""
        made = [self._make(kind) for kind in self.kinds[:count]]
        del self.kinds[:count]
        return made

    def _make(self, kind: str) -> bytes:
        number = len(self.mails) + 1
        sender = f"c{number}@customer{number % 7}.example.net"
        plain = [mail for mail in self.mails if mail.kind == _PLAIN]
        ticket = None
        if kind == "same bytes" and plain:
            raw, sender = self.chance.choice(plain).raw, "twin@example.net"
        elif kind == _REPLY and (acknowledged := self._acknowledged()):
            copy, ticket = self.chance.choice(acknowledged)
            sender, raw = copy.recipient, _reply(number, copy)
        else:
            kind = _PLAIN if kind in {"same bytes", _REPLY} else kind
            raw = _raw(kind, number, sender)
        self.mails.append(Sent(number=number, kind=kind, sender=sender, raw=raw, ticket=ticket))
        return raw

    def _acknowledged(self) -> list[tuple[Taken, int]]:
        found = []
        for copy in list(self.handler.taken):
            token = re.search(rb"\[ACME-(\d+)-", copy.content)
            if token and b"Auto-Submitted: auto-replied" in copy.content:
                found.append((copy, int(token[1])))
        return found


def _raw(kind: str, number: int, sender: str) -> bytes:
    text = f"The printer {number} in room {number % 9} says error {number}."
    if kind == "same id":
        return bytes(letter(number, sender, f"Printer {number}", text, Message_ID="<the.same@example.net>"))
    if kind == "no id":
        return bytes(letter(number, sender, f"Printer {number}", text, Message_ID=None))
    if kind == "auto-reply":
        return bytes(letter(number, sender, "Out of office", "I am away.", Auto_Submitted="auto-replied"))
    if kind == "bounce":
        return _bounce(number)
    if kind == "deep":
        return _deep(number, sender)
    if kind == "long header":
        head, end, body = bytes(letter(number, sender, f"Printer {number}", text)).partition(b"\r\n\r\n")
        return head + b"\r\nX-Long: " + b"a" * 900_000 + end + body
    if kind == "not mime":
        head = bytes(letter(number, sender, f"Printer {number}", text)).partition(b"Content-Type")[0]
        return head + b"Content-Type: multipart/mixed; boundary=\r\n\r\n\xff\xfe half a mail"
    return bytes(letter(number, sender, f"Printer {number}", text))


def _reply(number: int, copy: Taken) -> bytes:
    token = re.search(rb"\[(ACME-\d+-\w+)\]", copy.content)
    assert token is not None
    subject, quoted = f"Re: [{token[1].decode()}] Printer", f"> [{token[1].decode()}]\n"
    ours = copy.message_id
    return bytes(
        letter(number, copy.recipient, subject, f"More about {number}.\n\n{quoted}", In_Reply_To=ours, References=ours)
    )


def _bounce(number: int) -> bytes:
    head = bytes(letter(number, "mailer-daemon@mx.example.net", "Undelivered Mail", "x", Auto_Submitted="auto-replied"))
    head = head.partition(b"Content-Type")[0]
    return head + (
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\n550 5.1.1 unknown\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n"
        b"Final-Recipient: rfc822; gone@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
    )


def _deep(number: int, sender: str) -> bytes:
    head = bytes(letter(number, sender, f"Deep {number}", "x")).partition(b"Content-Type")[0]
    opening = b"".join(b'Content-Type: multipart/mixed; boundary="n%d"\r\n\r\n--n%d\r\n' % (n, n) for n in range(300))
    return head + opening + b"Content-Type: text/plain\r\n\r\ndeep\r\n"


@dataclass(kw_only=True)
class Run:
    """Everything the judges need."""

    seed: int
    box: BlackBox
    post: Post
    handler: HarshHandler
    kills: list[float]
    uidvalidities: int = 1


@pytest.fixture(scope="module")
def the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """One run of 25 kills with 100 mails, drained at the end; every test judges another promise of it."""
    from tests.world.dovecot import make_dovecot, remove_dovecot
    from tests.world.parts import Part, require

    require(Part.DOVECOT)
    seed = int(os.environ.get("MAILDESK_KILL_SEED") or random.SystemRandom().randrange(10**6))
    print(f"MAILDESK_KILL_SEED={seed}")
    chance = random.Random(seed)
    handler = HarshHandler(chance=random.Random(seed + 1))
    smtp, dovecot = SmtpServer(handler), make_dovecot()
    with contextlib.ExitStack() as ends:
        ends.callback(remove_dovecot, dovecot)
        dovecot.start()
        smtp.start()
        ends.callback(smtp.stop)
        user = dovecot.add_user("desk@example.test")
        box = BlackBox(folder=tmp_path_factory.mktemp("desk"), dovecot=dovecot, user=user, smtp_port=smtp.port)
        ends.callback(box.close)
        box.write()
        with box.mailbox() as client:
            client.select_folder("INBOX")  # so that its folders are there
        run = Run(seed=seed, box=box, post=Post(chance, handler), handler=handler, kills=[])
        for life in range(KILLS):
            _one_life(run, chance, life)
        handler.at_event = lambda _event: None
        for _ in range(2):
            box.let_waiting_mails_be_due()
            box.run("run", "--once")
        handler.faults = False
        box.drain()
        yield run


def _one_life(run: Run, chance: random.Random, life: int) -> None:
    box, count = run.box, MAILS // KILLS
    box.dovecot.drop_into_maildir(box.user, *run.post.some(count))
    if life == KILLS // 2:
        _new_uidvalidity(box.dovecot, box.user)
        run.uidvalidities += 1
    if life:
        box.let_waiting_mails_be_due()
    worker = box.start()
    how, left = chance.choice(("early", "at work", "dot", "dot", "250", "250")), [chance.randint(1, 8)]
    if how != "early":
        until(lambda: box.is_at_work(worker), 20, "the start of a worker")
    length = {"early": chance.uniform(0.2, 2.0), "at work": chance.uniform(0.0, 2.0)}
    dies_at = time.monotonic() + length.get(how, _LONGEST_LIFE)

    def heard(event: str) -> None:
        if event == how and worker.poll() is None:
            left[0] -= 1
            if left[0] == 0:
                run.kills.append(kill_nine(worker))

    run.handler.at_event = heard
    while time.monotonic() < dies_at and worker.poll() is None:
        time.sleep(0.01)
        if life == KILLS // 3 and dies_at - time.monotonic() < 0.5:
            box.dovecot.restart()
            life = -1
    if worker.poll() is None:
        run.kills.append(kill_nine(worker))
    worker.wait(10)
    assert worker.returncode == -9, f"seed {run.seed}: the worker ended by itself with {worker.returncode}"


def _new_uidvalidity(dovecot: Dovecot, user: str) -> None:
    """Let the server lose its index, as after a move to another machine."""
    dovecot.stop()
    for file in dovecot.maildir(user).glob("dovecot*"):
        if file.is_file():
            file.unlink()
    time.sleep(1.1)  # Dovecot makes it of the second
    dovecot.start()


def _ledger_of(run: Run) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in run.box.listed("mails", "--json"):
        rows[row["content_key"]].append(row)
    return rows


def test_every_mail_ends_exactly_once_and_says_why(the_run: Run) -> None:
    ledger = _ledger_of(the_run)

    for mail in the_run.post.mails:
        rows = ledger[content_key(mail.raw)]
        states = Counter(row["state"] for row in rows)
        ends = states["ticket"] + states["ignored"] + states["quarantine"]
        assert ends == 1, (the_run.seed, mail.number, mail.kind, rows)
        assert not states["pending"], (the_run.seed, mail.number, rows)
        assert all(row["reason"] for row in rows if row["state"] != "ticket"), (the_run.seed, rows)
    copies = [row for rows in ledger.values() for row in rows if row["state"] == "duplicate"]
    firsts = {row["id"] for rows in ledger.values() for row in rows if row["state"] != "duplicate"}
    assert all(int(re.findall(r"\d+", row["reason"])[-1]) in firsts for row in copies)


def test_no_mail_makes_two_tickets_and_none_is_in_a_ticket_twice(the_run: Run) -> None:
    opened = [row for rows in _ledger_of(the_run).values() for row in rows if row["state"] == "ticket"]
    tickets = {ticket["number"] for ticket in the_run.box.listed("tickets", "--json")}

    replies = {content_key(mail.raw): mail.ticket for mail in the_run.post.mails if mail.kind == _REPLY}
    first = Counter(row["ticket"] for row in opened if row["content_key"] not in replies)
    assert set(first) == tickets, the_run.seed
    assert set(first.values()) == {1}, (the_run.seed, first)
    assert all(row["ticket"] == replies[row["content_key"]] for row in opened if row["content_key"] in replies)
    said = the_run.box.rows("SELECT ledger_id FROM message WHERE direction = 'in' AND ledger_id IS NOT NULL")
    assert max(Counter(said).values()) == 1, the_run.seed
    assert len(said) == len(opened), the_run.seed


def test_what_was_owed_was_delivered(the_run: Run) -> None:
    outbox = the_run.box.listed("outbox", "--json", "--all")
    arrived = {copy.message_id for copy in the_run.handler.taken}

    assert {mail["state"] for mail in outbox} <= {"sent", "failed"}, the_run.seed
    assert all(mail["error"] for mail in outbox if mail["state"] == "failed")
    assert {mail["message_id"] for mail in outbox if mail["state"] == "sent"} == arrived, the_run.seed
    acknowledged = Counter(mail["ticket"] for mail in outbox if mail["kind"] == "acknowledgement")
    plain = {content_key(mail.raw) for mail in the_run.post.mails if mail.kind == _PLAIN}
    owed = {row["ticket"] for key, rows in _ledger_of(the_run).items() for row in rows if key in plain} - {None}
    assert owed <= set(acknowledged), (the_run.seed, owed - set(acknowledged))
    assert set(acknowledged.values()) == {1}, (the_run.seed, acknowledged)
    assert all(mail["tries"] >= 1 for mail in outbox if mail["state"] == "sent")


def test_a_second_copy_leaves_only_where_the_answer_could_not_be_known(the_run: Run) -> None:
    copies: dict[str, list[Taken]] = defaultdict(list)
    for copy in the_run.handler.taken:
        copies[copy.message_id].append(copy)

    for message_id, all_of_it in copies.items():
        assert len({copy.content for copy in all_of_it}) == 1, (the_run.seed, message_id)
        for copy in all_of_it[:-1]:
            killed = any(-_STILL_ON_THE_WAY <= kill - copy.dot_at <= _RECORDED_WITHIN for kill in the_run.kills)
            assert copy.cut or (killed and not copy.went_on), (the_run.seed, message_id, copy.dot_at, the_run.kills)


def test_machines_hear_nothing(the_run: Run) -> None:
    machines = {mail.sender for mail in the_run.post.mails if mail.kind == "auto-reply"}
    machines |= {"mailer-daemon@mx.example.net", "gone@example.net", "twin@example.net"}

    assert not machines & {copy.recipient for copy in the_run.handler.taken}, the_run.seed


def test_the_mailbox_keeps_every_mail_and_the_handled_ones_are_out_of_the_inbox(the_run: Run) -> None:
    folders = the_run.box.numbers_by_folder()
    expected = Counter(int(re.findall(rb"X-Test-Number: (\d+)", mail.raw)[0]) for mail in the_run.post.mails)

    assert sum(folders.values(), Counter()) == expected, the_run.seed
    assert not folders["INBOX"], the_run.seed


def test_the_chain_of_events_holds(the_run: Run) -> None:
    done = the_run.box.run("audit", "verify")

    assert done.code == 0, (the_run.seed, done.out, done.err)


def test_a_start_with_nothing_to_do_sends_nothing(the_run: Run) -> None:
    before = len(the_run.handler.taken)
    done = the_run.box.run("run", "--once")

    assert done.code == 0, done.err
    assert len(the_run.handler.taken) == before, the_run.seed


def test_the_run_met_what_it_was_to_meet(the_run: Run) -> None:
    assert len(the_run.kills) == KILLS
    assert len(the_run.post.mails) == MAILS
    assert the_run.uidvalidities == 2
    assert {"grey", "cut_kept", "cut_lost"} <= set(the_run.handler.fired), the_run.seed
