"""Finds what in the tables of working time names something that does not exist: calendars, the rota, absences."""

from collections.abc import Iterable
from datetime import date

from maildesk.desk.calendar import Calendar
from maildesk.desk.people import People
from maildesk.settings.files import Tables
from maildesk.settings.forms import Configuration


def time_problems(conf: Configuration, tables: Tables, people: People, calendars: dict[str, Calendar]) -> list[str]:
    """Return a sentence for each calendar, person, team or day that does not exist."""
    return [
        *_calendars(conf, tables, calendars),
        *_rota(conf, tables, people),
        *_absences(conf, tables, people),
    ]


def _calendars(conf: Configuration, tables: Tables, calendars: dict[str, Calendar]) -> Iterable[str]:
    known = ", ".join(calendars)
    named = [
        *((f"{tables.file_of('team', at)}: [[team]] {form.name},", form.calendar) for at, form in enumerate(conf.team)),
        *(
            (f"{tables.file_of('organisation', at)}: [[organisation]] {form.name},", form.calendar)
            for at, form in enumerate(conf.organisation)
        ),
        *(
            (f"{tables.file_of('policy', at)}: [[policy]] {form.name}, {key},", target.calendar)
            for at, form in enumerate(conf.policy)
            for key in ("urgent", "normal", "low", "complaint")
            if (target := getattr(form, key)) is not None
        ),
    ]
    return [f"{where} calendar: write one of {known}." for where, name in named if name and name not in calendars]


def _rota(conf: Configuration, tables: Tables, people: People) -> Iterable[str]:
    teams = ", ".join(sorted(team.name for team in people.teams)) or "none yet"
    ids = ", ".join(sorted(person.id for person in people.staff)) or "none yet"
    for at, week in enumerate(conf.on_call):
        where = f"{tables.file_of('on_call', at)}: [[on_call]] {week.monday},"
        day = _day(week.monday)
        if day is None or day.weekday() != 0:
            yield f"{where} monday: is no Monday; a week of the rota begins on one."
        if not people.team(week.team):
            yield f"{where} team: there is no [[team]] {week.team}; write one of: {teams}."
        if not people.by_id(week.staff):
            yield f"{where} staff: nobody is called {week.staff}; write one of: {ids}."


def _absences(conf: Configuration, tables: Tables, people: People) -> Iterable[str]:
    ids = ", ".join(sorted(person.id for person in people.staff)) or "none yet"
    for at, form in enumerate(conf.staff):
        for absence in form.absence:
            where = f"{tables.file_of('staff', at)}: [[staff]] {form.id}, absence from {absence.first}:"
            first, last = _day(absence.first), _day(absence.last)
            if first is None or last is None:
                yield f"{where} first and last must be days that exist, such as 2026-12-24."
            elif last < first:
                yield f"{where} last ({absence.last}) lies before first; write the first day first."
            if absence.deputy and not people.by_id(absence.deputy):
                yield f"{where} deputy: nobody is called {absence.deputy}; write one of: {ids}."


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
