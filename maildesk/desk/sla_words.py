"""A clock's ledger in words: "ran 3 h 12 min of 4 h; paused 18:00-09:00 and while we waited for you on Tuesday"."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from maildesk.desk.calendar import closed_spans
from maildesk.desk.calendar_words import describe
from maildesk.desk.clock_spans import Pause
from maildesk.desk.sla import ClockReading
from maildesk.desk.ticket import State

_NAMED_GAPS = 2  # more closed stretches are told by the calendar's hours
_WEEK = timedelta(days=6)  # a weekday's name is clear that long


@dataclass(frozen=True, kw_only=True, slots=True)
class _Tongue:
    """The pieces of a sentence in one language."""

    weekdays: tuple[str, ...]
    date: Callable[[date], str]
    minutes: str
    hours: str
    hours_minutes: str
    ran: str
    ran_of: str
    paused: str
    waited: str  # pending, to the customer
    waited_for_them: str  # the same, to staff
    solved: str  # resolved or closed, until it was reopened
    outside: str
    on: str
    between: str
    since: str
    joint: str
    last_joint: str
    clause: str
    agreed: str


_ENGLISH = _Tongue(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    date=lambda day: f"{day.day} {day:%b %Y}",
    minutes="{m} min",
    hours="{h} h",
    hours_minutes="{h} h {m} min",
    ran="ran {used}",
    ran_of="ran {used} of {target}",
    paused="paused {spans}",
    waited="while we waited for you {when}",
    waited_for_them="while we waited for the customer {when}",
    solved="while it was solved {when}",
    outside="outside {hours}",
    on="on {day}",
    between="from {first} to {last}",
    since="since {day}",
    joint=", ",
    last_joint=" and ",
    clause="; ",
    agreed="agreed for {when}",
)
_SIMPLIFIED = _Tongue(
    weekdays=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    date=lambda day: f"{day.year}年{day.month}月{day.day}日",
    minutes="{m} 分钟",
    hours="{h} 小时",
    hours_minutes="{h} 小时 {m} 分钟",
    ran="已用 {used}",
    ran_of="已用 {used}，共 {target}",
    paused="暂停：{spans}",
    waited="{when}等待您回复期间",
    waited_for_them="{when}等待客户回复期间",
    solved="{when}已解决期间",
    outside="{hours} 以外",
    on="{day}",
    between="{first}至{last}",
    since="自{day}起",
    joint="、",
    last_joint="，以及",
    clause="；",
    agreed="约定时间 {when}",
)
_TRADITIONAL = _Tongue(
    weekdays=("週一", "週二", "週三", "週四", "週五", "週六", "週日"),
    date=lambda day: f"{day.year}年{day.month}月{day.day}日",
    minutes="{m} 分鐘",
    hours="{h} 小時",
    hours_minutes="{h} 小時 {m} 分鐘",
    ran="已用 {used}",
    ran_of="已用 {used}，共 {target}",
    paused="暫停：{spans}",
    waited="{when}等待您回覆期間",
    waited_for_them="{when}等待客戶回覆期間",
    solved="{when}已解決期間",
    outside="{hours} 以外",
    on="{day}",
    between="{first}至{last}",
    since="自{day}起",
    joint="、",
    last_joint="，以及",
    clause="；",
    agreed="約定時間 {when}",
)
_TONGUES = {"en": _ENGLISH, "zh-Hans": _SIMPLIFIED, "zh-Hant": _TRADITIONAL}


def ledger(reading: ClockReading, now: datetime, language: str, zone: str, *, to_staff: bool = False) -> str:
    """Return how long a clock ran and why it stood still, in en, zh-Hans or zh-Hant; other languages get English.

    Times and days are those of `zone`; `now` decides whether a weekday's name is enough for a day. It is told to the
    customer ("we waited for you") unless it is for staff.
    """
    tongue = _TONGUES.get(language, _ENGLISH)
    clauses = [_ran(reading, tongue)]
    if reading.agreed and reading.due is not None:
        clauses.append(tongue.agreed.format(when=f"{reading.due.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"))
    pieces = _nights(reading, now, language, zone)
    pieces += [_pause(pause, now, tongue, ZoneInfo(zone), to_staff=to_staff) for pause in reading.paused]
    if pieces:
        clauses.append(tongue.paused.format(spans=_enumerated(list(dict.fromkeys(pieces)), tongue)))
    return tongue.clause.join(clauses)


def amount_words(amount: timedelta, language: str) -> str:
    """Return an amount of time in hours and minutes, seconds dropped: "3 h 12 min"."""
    tongue = _TONGUES.get(language, _ENGLISH)
    hours, minutes = divmod(max(int(amount.total_seconds()), 0) // 60, 60)
    if hours and minutes:
        return tongue.hours_minutes.format(h=hours, m=minutes)
    return tongue.hours.format(h=hours) if hours else tongue.minutes.format(m=minutes)


def _ran(reading: ClockReading, tongue: _Tongue) -> str:
    language = next(name for name, known in _TONGUES.items() if known is tongue)
    used = amount_words(reading.used, language)
    if reading.target is None:
        return tongue.ran.format(used=used)
    return tongue.ran_of.format(used=used, target=amount_words(reading.target, language))


def _nights(reading: ClockReading, now: datetime, language: str, zone: str) -> list[str]:
    """Tell the closed hours the clock met: one by one while they are few, else by the calendar."""
    until = reading.met_at or now
    gaps = [gap for gap in closed_spans(reading.started, until, reading.calendar) if not _hidden(gap, reading.paused)]
    # What is closed at the edges held nothing up that had begun.
    gaps = [gap for gap in gaps if gap[1] < until or reading.met_at is None]
    if len(gaps) > _NAMED_GAPS:
        tongue = _TONGUES.get(language, _ENGLISH)
        return [tongue.outside.format(hours=describe(reading.calendar, language))]
    info = ZoneInfo(zone)
    return [f"{start.astimezone(info):%H:%M}–{end.astimezone(info):%H:%M}" for start, end in gaps]


def _hidden(gap: tuple[datetime, datetime], pauses: tuple[Pause, ...]) -> bool:
    """Say whether a closed stretch lies within a pause that is told anyway."""
    return any(pause.start <= gap[0] and (pause.end is None or gap[1] <= pause.end) for pause in pauses)


def _pause(pause: Pause, now: datetime, tongue: _Tongue, zone: ZoneInfo, *, to_staff: bool) -> str:
    waited = tongue.waited_for_them if to_staff else tongue.waited
    words = waited if pause.state is State.PENDING else tongue.solved
    first = pause.start.astimezone(zone).date()
    today = now.astimezone(zone).date()
    if pause.end is None:
        return words.format(when=tongue.since.format(day=_day(first, today, tongue)))
    last = pause.end.astimezone(zone).date()
    if first == last:
        return words.format(when=tongue.on.format(day=_day(first, today, tongue)))
    span = tongue.between.format(first=_day(first, today, tongue), last=_day(last, today, tongue))
    return words.format(when=span)


def _day(day: date, today: date, tongue: _Tongue) -> str:
    return tongue.weekdays[day.weekday()] if timedelta(0) <= today - day <= _WEEK else tongue.date(day)


def _enumerated(pieces: list[str], tongue: _Tongue) -> str:
    if len(pieces) == 1:
        return pieces[0]
    return tongue.joint.join(pieces[:-1]) + tongue.last_joint + pieces[-1]
