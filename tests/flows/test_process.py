"""Deciding takes many mails in one transaction, and what goes wrong with one of them stays with that one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, select

from maildesk.app import Desktop, build, processor_of
from maildesk.desk.decision import LedgerState, Verdict
from maildesk.settings.load import load_settings
from maildesk.store.claims import judge
from maildesk.store.database import Database
from maildesk.store.prepared import Prepared
from maildesk.store.schema import ledger, ticket
from tests.bench.place import DESK, Place
from tests.flows.kept_mails import ReadHere, keep_mails

NOW = datetime.now(tz=UTC)
_ENGLISH = "The printer on the second floor prints only half of each page since this morning."
_CHINESE = "打印机从昨天下午开始无法连接网络，请尽快派工程师处理，谢谢。"
_VERDICTS = Prepared(select(ledger.c.state).order_by(ledger.c.id))
_FINGERPRINTS = Prepared(select(ledger.c.fingerprint).order_by(ledger.c.id))
_REQUESTERS = Prepared(select(ticket.c.requester).order_by(ticket.c.number))


def _built(folder: Path) -> Desktop:
    """Build a desk whose code fails on whoever is to be answered in Simplified Chinese."""
    place = Place(folder=folder, user="nobody", imap_port=1, smtp_port=1)
    place.write()
    template = folder / "templates" / "zh-Hans" / "acknowledgement" / "body.txt"
    template.parent.mkdir(parents=True)
    template.write_text("{{ v.nobody.has.this }}\n")
    place.config.write_text('templates = "templates"\n' + place.config.read_text())
    return build(load_settings(place.config))


@pytest.fixture
def desktop(tmp_path: Path, database: Database) -> Desktop:
    """Such a desk, once for each engine."""
    built = _built(tmp_path)
    built.database.close()
    return replace(built, database=database)


def _keep(desktop: Desktop, *texts: str) -> None:
    raws = [
        f"From: c{number}@customer.example\nTo: {DESK}\nSubject: Question {number}\n"
        f"Message-ID: <{number}.question@customer.example>\n"
        f"Authentication-Results: mx.desk.example.com; dmarc=pass header.from=customer.example\n"
        f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}\n".replace("\n", "\r\n").encode()
        for number, text in enumerate(texts, 1)
    ]
    keep_mails(desktop, raws, NOW)


def _decide(desktop: Desktop, before: Callable[[], None] = lambda: None) -> None:
    processor = processor_of(desktop, ReadHere(desktop, before), lambda: None)
    while processor.round():
        pass


def _column(desktop: Desktop, statement: Prepared) -> list[object]:
    with desktop.database.reading() as tx:
        return [row[0] for row in tx.rows(statement)]


def test_a_mail_our_code_fails_on_takes_nothing_of_the_others_back(desktop: Desktop) -> None:
    _keep(desktop, _ENGLISH, _CHINESE, _ENGLISH)
    _decide(desktop)

    assert _column(desktop, _VERDICTS) == ["ticket", "quarantine", "ticket"]
    assert [bool(mark) for mark in _column(desktop, _FINGERPRINTS)] == [False, True, False]
    assert _column(desktop, _REQUESTERS) == ["c1@customer.example", "c3@customer.example"]


def test_each_of_several_mails_our_code_fails_on_is_held(desktop: Desktop) -> None:
    _keep(desktop, _CHINESE, _ENGLISH, _CHINESE, _CHINESE, _ENGLISH)
    _decide(desktop)

    assert _column(desktop, _VERDICTS) == ["quarantine", "ticket", "quarantine", "quarantine", "ticket"]
    assert _column(desktop, _REQUESTERS) == ["c2@customer.example", "c5@customer.example"]


def test_a_mail_that_somebody_else_decided_meanwhile_is_left_to_them(desktop: Desktop) -> None:
    _keep(desktop, _ENGLISH, _ENGLISH, _ENGLISH)
    theirs = Verdict(state=LedgerState.IGNORED, reason="decided by another worker")
    _decide(desktop, lambda: desktop.database.run(lambda tx: judge(tx, 2, theirs, now=NOW)))

    assert _column(desktop, _VERDICTS) == ["ticket", "ignored", "ticket"]
    assert _column(desktop, _REQUESTERS) == ["c1@customer.example", "c3@customer.example"]


def test_mails_on_which_nothing_fails_are_decided_without_savepoints(tmp_path: Path) -> None:
    desktop = _built(tmp_path)
    said: list[str] = []
    event.listen(desktop.database.engine, "connect", lambda connection, _: connection.set_trace_callback(said.append))
    desktop.database.engine.dispose()

    _keep(desktop, _ENGLISH, _ENGLISH)
    _decide(desktop)

    assert [each for each in said if each.startswith("INSERT INTO ticket ")], "nothing was heard"
    assert not [each for each in said if each.startswith("SAVEPOINT")]
    desktop.database.close()
