"""`maildesk report`: the figures of any days, to read, for scripts, for a spreadsheet, or as the mail shows them."""

import sys
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from maildesk.cli.days import first_moment
from maildesk.cli.looking import looking
from maildesk.cli.report_format import ReportFormat
from maildesk.cli.writing import Json, safe_lines
from maildesk.clock import SystemClock
from maildesk.desk.desk import Desk
from maildesk.desk.report import build_report
from maildesk.desk.report_csv import report_csv
from maildesk.desk.report_filling import card_view, kind_of, report_view
from maildesk.desk.report_period import Period
from maildesk.desk.report_view import ReportView
from maildesk.errors import MaildeskError, UsageError
from maildesk.flows.collector import collect_seldom
from maildesk.settings.load import load_desk, load_templates_folder
from maildesk.store.report_facts import report_facts

_LONGEST = 3660  # days


def report(config: Path, since: str, until: str, form: ReportFormat, *, person: str = "", language: str = "") -> int:
    """Write a report of days in the desk's zone, both included; without `since` of the month that goes on."""
    desk = load_desk(config)
    language = _language(desk, language)
    staff = desk.people.by_id(person) if person else None
    if person and staff is None:
        known = ", ".join(sorted(each.id for each in desk.people.staff)) or "nobody yet"
        raise UsageError(f"--person {person}: nobody is called so; write one of: {known}.")
    period = _period(since, until, desk.zone, SystemClock().now())
    collect_seldom()
    with looking(config) as tx:
        if tx is None:
            raise MaildeskError("This desk has no data yet; start maildesk run first.")
        found = build_report(desk, period, *report_facts(tx, period))
    if staff is None:
        view: ReportView | None = report_view(found, kind_of(period), desk_name=desk.name)
    else:
        view = card_view(found, staff.id, desk_name=desk.name)
    if view is None:
        raise MaildeskError(f"There is nothing of {person} from {period.first} to {period.last}.")
    _write(config, desk, view, form, language)
    return 0


def _period(since: str, until: str, zone: str, now: datetime) -> Period:
    today = now.astimezone(ZoneInfo(zone)).date()
    first = _day("--from", since, zone) if since else today.replace(day=1)
    last = _day("--to", until, zone) if until else today
    if first > today:
        raise UsageError(f"--from {since}: that day has not come yet.")
    if last < first:
        raise UsageError(f"--to {until}: the period ends before it begins ({first}).")
    if last - first > timedelta(days=_LONGEST):
        raise UsageError(f"--to {until}: a report covers ten years at most; write a later --from.")
    return Period(first=first, last=last, zone=zone)


def _day(option: str, words: str, zone: str) -> date:
    first_moment(option, words, zone)
    return date.fromisoformat(words)


def _language(desk: Desk, language: str) -> str:
    if language and language not in desk.languages:
        raise UsageError(f"--language {language}: write one of: {', '.join(desk.languages)}.")
    return language or desk.language


def _write(config: Path, desk: Desk, view: ReportView, form: ReportFormat, language: str) -> None:
    if form is ReportFormat.JSON:
        Json(sys.stdout).document(asdict(view))
        return
    if form is ReportFormat.CSV:
        sys.stdout.write(report_csv(view).replace("\r\n", "\n"))
        return
    from maildesk.desk.outgoing import Automatic, MessageKind, OutgoingMessage
    from maildesk.mail.letter import Address
    from maildesk.shipped import search_path
    from maildesk.templates import Templates

    templates = Templates(search_path("templates", load_templates_folder(config)), desk.language)
    if form is ReportFormat.TEXT and sys.stdout.isatty():
        from maildesk.cli.report_table import print_report

        print_report(view, templates, language, sys.stdout)
        return
    nobody = Address(name="", address="")
    rendered = templates.render(
        OutgoingMessage(kind=MessageKind.REPORT, to=nobody, view=view, language=language, automatic=Automatic.GENERATED)
    )
    sys.stdout.write(rendered.html if form is ReportFormat.HTML else safe_lines(rendered.text))
