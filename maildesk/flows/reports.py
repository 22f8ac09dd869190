"""Writes the weekly and monthly reports and the score cards, each person's once, at the hour and in the zone there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from maildesk.clock import Clock
from maildesk.desk.decision import Decision
from maildesk.desk.desk import Desk
from maildesk.desk.outgoing import Automatic, MadeFile, MessageKind, OutgoingMessage
from maildesk.desk.report import Report, build_report
from maildesk.desk.report_csv import report_csv
from maildesk.desk.report_dates import DueReport, due_reports
from maildesk.desk.report_filling import card_view, report_view
from maildesk.desk.report_period import Period
from maildesk.desk.report_view import ReportKind, ReportView
from maildesk.desk.views import supported_language
from maildesk.flows.commit import commit
from maildesk.flows.compose import Writer
from maildesk.mail.letter import Address
from maildesk.store.database import Database
from maildesk.store.leases import had_report, take_report
from maildesk.store.report_facts import report_facts
from maildesk.store.transaction import Transaction

_log = structlog.get_logger("reports")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reader:
    key: str  # staff id, or an address without case
    to: Address
    zone: str
    language: str
    card_of: str | None = None  # reads only this engineer's score card


class ReportMaker:
    """Looks which reports are due; each is taken in the transaction that owes the mail, so nobody gets one twice."""

    def __init__(self, database: Database, clock: Clock, desk: Desk, writer: Writer) -> None:
        """Keep the tools."""
        self._database = database
        self._clock = clock
        self._desk = desk
        self._writer = writer
        self._done: dict[tuple[str, ReportKind], str] = {}  # the newest period somebody has had

    def round(self) -> int:
        """Write every report that is due now; return how many mails are owed."""
        now = self._clock.now()
        counted: dict[Period, Report] = {}  # the figures are read once, however many read them
        return sum(self._for_reader(reader, due, counted, now) for reader, due in self._due(now))

    def _due(self, now: datetime) -> Iterator[tuple[_Reader, DueReport]]:
        desk = self._desk
        for reader in self._readers():
            for due in due_reports(desk.reports, reader_zone=reader.zone, desk_zone=desk.zone, now=now):
                if reader.card_of is None:
                    yield reader, due
                elif due.kind is ReportKind.MONTH:
                    key = due.key.replace(ReportKind.MONTH.value, ReportKind.CARD.value)
                    yield reader, replace(due, kind=ReportKind.CARD, key=key)

    def _readers(self) -> Iterator[_Reader]:
        desk, settings = self._desk, self._desk.reports
        for person in desk.people.supervisors():
            yield _reader_of(desk, person.id, person.name, person.address, person.zone, person.language)
        for address in settings.recipients:
            yield _reader_of(desk, address.casefold(), "", address, None, settings.language)
        if settings.score_cards:
            for person in desk.people.members(None):
                reader = _reader_of(desk, person.id, person.name, person.address, person.zone, person.language)
                yield replace(reader, card_of=person.id)

    def _for_reader(self, reader: _Reader, due: DueReport, counted: dict[Period, Report], now: datetime) -> int:
        if self._done.get((reader.key, due.kind)) == due.key:
            return 0
        with self._database.reading() as tx:
            had = had_report(tx, reader.key, due.key)
            if not had and due.period not in counted:
                counted[due.period] = build_report(self._desk, due.period, *report_facts(tx, due.period))
        owed = 0
        if not had:
            report = counted[due.period]
            owed = self._database.run(lambda tx: self._write(tx, reader, due, report, now))
        self._done[reader.key, due.kind] = due.key
        return owed

    def _write(self, tx: Transaction, reader: _Reader, due: DueReport, report: Report, now: datetime) -> int:
        if not take_report(tx, reader.key, due.key, now):
            return 0
        view = _view(self._desk, reader, due, report)
        if view is None:
            _log.info("nothing to report", reader=reader.key, period=due.key)
            return 0
        message = OutgoingMessage(
            kind=MessageKind.REPORT,
            to=reader.to,
            view=view,
            language=reader.language,
            automatic=Automatic.GENERATED,
            made=() if reader.card_of else (csv_file(view),),
        )
        decision = Decision(outgoing=(message,), reasons=(f"the report of {due.key}",))
        commit(tx, self._desk, self._writer, decision, cause=f"report:{reader.key}:{due.key}", now=now)
        _log.info("report written", reader=reader.key, period=due.key)
        return 1


def csv_file(view: ReportView) -> MadeFile:
    """Return the figures of a report as a file that spreadsheets open, Chinese names included."""
    content = report_csv(view).encode("utf-8-sig")  # without the mark they take it for the encoding of the machine
    return MadeFile(filename=f"report-{view.first}-{view.last}.csv", content_type="text/csv", content=content)


def _reader_of(desk: Desk, key: str, name: str, address: str, zone: str | None, language: str | None) -> _Reader:
    return _Reader(
        key=key,
        to=Address(name=name, address=address),
        zone=zone or desk.zone,
        language=supported_language(desk, language, desk.language),
    )


def _view(desk: Desk, reader: _Reader, due: DueReport, report: Report) -> ReportView | None:
    if reader.card_of is not None:
        return card_view(report, reader.card_of, desk_name=desk.name)
    if report.is_empty:
        return None
    return report_view(report, due.kind, desk_name=desk.name, staff_name=reader.to.name)
