"""Another process writes the words of mails: the same bytes as here, in the same transaction, and never a mail less."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from maildesk.app import Desktop, build, composer_of, processor_of
from maildesk.desk.outgoing import AttachedFile
from maildesk.flows.composer import Composer
from maildesk.flows.composer_wire import writing_from_bytes, writing_to_bytes
from maildesk.flows.writing import Original, Words, Writing, finish
from maildesk.mail.compose import AutoMark, Composition, OutgoingFile
from maildesk.mail.letter import Address
from maildesk.mail.read import read
from maildesk.settings.load import load_settings
from maildesk.shipped import search_path
from maildesk.store.outbox import body_of
from maildesk.store.prepared import Prepared
from maildesk.store.raw import raw_of
from maildesk.store.schema import ledger, outbox
from maildesk.templates import Templates
from maildesk.templates.samples import KINDS, samples
from tests.bench.mails import Mix, make_mails
from tests.bench.place import Place
from tests.flows.kept_mails import ReadHere, keep_mails

_SENT = Prepared(select(outbox.c.id, outbox.c.message_id, outbox.c.subject, outbox.c.recipient, outbox.c.state))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
_STATES = Prepared(select(ledger.c.state).order_by(ledger.c.id))


@contextmanager
def _desk(folder: Path, *, broken: bool = False) -> Iterator[Desktop]:
    place = Place(folder=folder, user="nobody", imap_port=1, smtp_port=1)
    place.write()
    if broken:
        template = folder / "templates" / "en" / "assignment" / "body.txt"
        template.parent.mkdir(parents=True)
        template.write_text("{{ v.nobody.has.this }}\n")
        place.config.write_text('templates = "templates"\n' + place.config.read_text())
    desktop = build(load_settings(place.config))
    yield desktop
    desktop.database.close()


def _keep(desktop: Desktop, count: int, kinds: tuple[tuple[str, int], ...] = (("new", 93), ("attachment", 7))) -> None:
    now = datetime.now(tz=UTC)
    keep_mails(desktop, make_mails(Mix(count=count, now=now, tickets=(), kinds=kinds)), now)


def _with_a_file(seed: int = 1) -> bytes:
    return make_mails(Mix(count=1, now=NOON, tickets=(), kinds=(("attachment", 1),), seed=seed))[0]


def _ready(composer: Composer) -> Composer:
    composer.start()
    while not composer.is_ready:
        time.sleep(0.01)
    return composer


def _decide(desktop: Desktop, composer: Composer | None) -> None:
    processor = processor_of(desktop, ReadHere(desktop), lambda: None, composer)
    while processor.round():
        pass


def _composer(desktop: Desktop) -> Composer:
    return Composer(search_path("templates", desktop.settings.templates), desktop.settings.desk.language)


def _check_all(desktop: Desktop, count: int) -> None:
    """Every mail is a ticket, and each mail owed has words and is a whole mail under its own Message-ID."""
    with desktop.database.reading() as tx:
        assert tx.rows(_STATES) == [("ticket",)] * count
        sent = tx.rows(_SENT)
        assert len(sent) >= 2 * count
        for outbox_id, message_id, subject, recipient, state in sent:
            body = body_of(tx, outbox_id) or b""
            letter = read(body, desktop.settings.desk.read)
            assert (letter.message_id, letter.subject, state) == (message_id, subject, "queued")
            assert recipient in [each.address for each in letter.to]
            assert letter.text.strip()


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_mail_handed_over_has_the_same_bytes_as_one_composed_here(language: str) -> None:
    templates = Templates(search_path("templates", None), language)
    for kind in KINDS:
        for message in samples(kind, language):
            composition = Composition(
                sender=Address(name="台 Support", address="support@desk.example.com"),
                to=(message.to,),
                subject="",
                message_id="<t1.x.abcdefghijklm@desk.example.com>",
                references=("<a@b.example>", "<c@d.example>"),
                date=datetime(2026, 11, 22, 8, 5, tzinfo=UTC),
                text="",
                attachments=(
                    OutgoingFile(filename="报告.pdf", content_type="application/pdf", content=b"\x00\xff%PDF"),
                    OutgoingFile(filename="a.png", content_type="image/png", content=b"png", content_id="a@b"),
                ),
                automatic=AutoMark.PERSON,
                language=language,
            )
            words = Words(kind=kind, language=language, variant="", view=message.view)
            taken = AttachedFile(
                ledger_id=1, part="2", filename="截图.png", content_type="image/png", size=9, content_id="b@c"
            )
            original = Original(raw=_with_a_file(), files=(taken, replace(taken, filename="2.png", content_id=None)))
            writing = Writing(words=words, composition=composition, originals=(original, original))
            handed = writing_from_bytes(writing_to_bytes(writing))
            assert handed == writing
            assert finish(templates, handed) == finish(templates, writing)


def test_many_mails_get_their_words_from_the_other_process_before_the_commit(tmp_path: Path) -> None:
    with _desk(tmp_path) as desktop:
        composer = _ready(_composer(desktop))
        _keep(desktop, 30)
        _decide(desktop, composer)
        assert composer.handed_over >= 60
        composer.close()
        _check_all(desktop, 30)


@pytest.mark.parametrize("is_ahead", [True, False], ids=["in the other process", "here"])
def test_the_files_of_a_customers_mail_travel_with_the_notice(tmp_path: Path, is_ahead: bool) -> None:
    with _desk(tmp_path) as desktop:
        composer = _ready(_composer(desktop)) if is_ahead else None
        _keep(desktop, 6, kinds=(("attachment", 1),))
        _decide(desktop, composer)
        if composer is not None:
            assert composer.handed_over >= 6
            composer.close()
        with desktop.database.reading() as tx:
            sent = [read(body_of(tx, row[0]) or b"", desktop.settings.desk.read) for row in tx.rows(_SENT)]
            came = [read(raw_of(tx, number) or b"", desktop.settings.desk.read) for number in range(1, 7)]
    wanted = sorted(file.sha256 for letter in came for file in letter.attachments)
    assert sorted(file.sha256 for letter in sent for file in letter.attachments) == wanted
    assert len(wanted) == 6


def test_when_the_other_process_is_killed_the_mails_are_composed_here(tmp_path: Path) -> None:
    with _desk(tmp_path) as desktop:
        composer = _ready(_composer(desktop))
        _keep(desktop, 12)
        os.kill(composer.pid or 0, signal.SIGKILL)
        _decide(desktop, composer)
        composer.close()
        _check_all(desktop, 12)


def test_when_the_other_process_hangs_the_mails_are_composed_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maildesk.flows.composer._LONGEST", 0.2)
    with _desk(tmp_path) as desktop:
        composer = _ready(_composer(desktop))
        _keep(desktop, 12)
        os.kill(composer.pid or 0, signal.SIGSTOP)
        _decide(desktop, composer)
        assert composer.pid is None
        _check_all(desktop, 12)


def test_a_template_that_raises_holds_its_mails_and_no_others(tmp_path: Path) -> None:
    with _desk(tmp_path, broken=True) as desktop:
        composer = _ready(_composer(desktop))
        _keep(desktop, 5)
        _decide(desktop, composer)
        composer.close()
        with desktop.database.reading() as tx:
            assert tx.rows(_STATES) == [("quarantine",)] * 5
            assert tx.rows(_SENT) == []


def test_one_core_has_no_second_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with _desk(tmp_path) as desktop:
        assert composer_of(desktop.settings) is None
