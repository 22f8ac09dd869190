"""Who works now: suspensions, absences, shifts and the rota, each told as the end of a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from maildesk.desk.calendar import Calendar, is_open
from maildesk.desk.people import Absence, Staff


@dataclass(frozen=True, kw_only=True, slots=True)
class OnCallWeek:
    """Who is on call in one week; `monday` is the ISO date it begins with, in the desk's zone."""

    team: str
    monday: str
    staff: str  # id


@dataclass(frozen=True, kw_only=True, slots=True)
class Availability:
    """What is known of people's time at the moment of the choice."""

    now: datetime  # aware UTC
    zone: str = "UTC"  # of the desk
    calendar: str = "default"  # of the desk
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    learned: Mapping[str, Absence] = field(default_factory=dict)  # staff id -> absence read from a vacation reply
    rota: tuple[OnCallWeek, ...] = ()


def why_away(person: Staff, when: Availability) -> str | None:
    """Return why somebody cannot take a ticket now, as the end of a sentence; None when nothing stands against it."""
    if person.suspended:
        return "is suspended"
    today = when.now.astimezone(ZoneInfo(person.zone or when.zone)).date()
    for absence in person.absences:
        if _covers(absence, today):
            return f"is away until {absence.last}"
    learned = when.learned.get(person.id)
    if learned is not None and _covers(learned, today):
        return f"is away until {learned.last}, as the vacation reply says"
    return None


def away_until(person: Staff, when: Availability) -> str | None:
    """Return the last day of the present absence, ISO 8601; None for somebody who is here."""
    today = when.now.astimezone(ZoneInfo(person.zone or when.zone)).date()
    learned = when.learned.get(person.id)
    absences = person.absences if learned is None else (*person.absences, learned)
    return max((absence.last for absence in absences if _covers(absence, today)), default=None)


def off_shift(person: Staff, team_calendar: str | None, when: Availability) -> str | None:
    """Return that somebody's working hours are over, as the end of a sentence; None while they last.

    The person's own calendar counts, else the team's, else the desk's.
    """
    calendar = when.calendars.get(person.calendar or team_calendar or when.calendar)
    if calendar is None or is_open(calendar, when.now):
        return None
    return "is off shift"


def on_call(team: str | None, when: Availability) -> str | None:
    """Return the staff id on call for a team this week; None when the rota names nobody."""
    today = when.now.astimezone(ZoneInfo(when.zone)).date()
    monday = today - timedelta(days=today.weekday())
    sunday = monday + timedelta(days=6)
    for entry in when.rota:
        wanted = team is None or entry.team.casefold() == team.casefold()
        if wanted and monday.isoformat() <= entry.monday <= sunday.isoformat():
            return entry.staff
    return None


def deputy_of(person: Staff, when: Availability) -> str | None:
    """Return the id of who stands in now: as the present absence says, else as the person's entry does."""
    today = when.now.astimezone(ZoneInfo(person.zone or when.zone)).date()
    learned = when.learned.get(person.id)
    absences = person.absences if learned is None else (*person.absences, learned)
    for absence in absences:
        if _covers(absence, today) and absence.deputy:
            return absence.deputy
    return person.deputy


def _covers(absence: Absence, day: date) -> bool:
    return absence.first <= day.isoformat() <= absence.last
