"""The clocks of a ticket, computed from its life alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from maildesk.desk.calendar import Calendar, default_calendar
from maildesk.desk.people import Organisation, People, Team
from maildesk.desk.sla import (
    CLOCKED_BY,
    ClockName,
    Duration,
    Policy,
    Target,
    _read_clocks,
    calendar_for,
    clocks,
    default_policy,
    policy_for,
    thresholds,
)
from maildesk.desk.sla_policy import EscalationStep, Measure, Rung, duration_from
from maildesk.desk.ticket import Priority, State, StateSpan, Ticket, TicketType
from maildesk.mail.letter import Address

POLICY = default_policy()
CALENDARS = {"default": default_calendar("UTC")}
HOUR = timedelta(hours=1)


def monday(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """Return a moment from Monday 23 November 2026 on."""
    return datetime(2026, 11, 23, hour, minute, tzinfo=UTC) + timedelta(days=days)


def ticket(*spans: tuple[State, datetime], **changes: object) -> Ticket:
    """Return a normal incident that came Monday 09:00 and was opened at once."""
    life = spans or ((State.NEW, monday(9)),)
    made = Ticket(
        number=1042,
        subject="Printer",
        requester=Address(address="ann@example.com"),
        state=life[-1][0],
        created_at=life[0][1],
        updated_at=life[-1][1],
        response_since=life[0][1],
        spans=tuple(StateSpan(state=state, since=since) for state, since in life),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


class TestResponse:
    def test_is_due_after_two_business_hours(self) -> None:
        reading = clocks(ticket(), CALENDARS, POLICY, monday(10)).response

        assert reading is not None
        assert reading.due == monday(11)
        assert reading.used == HOUR
        assert reading.fraction == 0.5
        assert reading.running
        assert not reading.breached

    def test_of_a_mail_on_friday_evening_is_due_on_monday_morning(self) -> None:
        late = ticket((State.NEW, monday(20, days=-3)))

        reading = clocks(late, CALENDARS, POLICY, monday(9)).response

        assert reading is not None
        assert reading.due == monday(11)
        assert reading.used == timedelta(0)

    def test_is_met_by_the_first_answer(self) -> None:
        reading = clocks(ticket(answered_at=monday(10, 30)), CALENDARS, POLICY, monday(17)).response

        assert reading is not None
        assert reading.met_at == monday(10, 30)
        assert reading.used == 1.5 * HOUR
        assert not reading.breached
        assert not reading.running

    def test_answered_too_late_stays_breached(self) -> None:
        reading = clocks(ticket(answered_at=monday(12)), CALENDARS, POLICY, monday(17)).response

        assert reading is not None
        assert reading.due == monday(11)
        assert reading.breached

    def test_is_not_breached_at_its_very_moment(self) -> None:
        reading = clocks(ticket(), CALENDARS, POLICY, monday(11)).response

        assert reading is not None
        assert not reading.breached

    def test_of_a_reopened_ticket_starts_anew(self) -> None:
        reopened = ticket(
            (State.NEW, monday(9)),
            (State.RESOLVED, monday(10)),
            (State.OPEN, monday(14)),
            response_since=monday(14),
            answered_at=monday(9, 30),
        )

        reading = clocks(reopened, CALENDARS, POLICY, monday(15)).response

        assert reading is not None
        assert reading.met_at is None
        assert reading.due == monday(16)

    def test_ends_when_the_ticket_is_closed_without_a_word(self) -> None:
        closed = ticket((State.NEW, monday(9)), (State.CLOSED, monday(9, 20)))

        reading = clocks(closed, CALENDARS, POLICY, monday(17)).response

        assert reading is not None
        assert reading.met_at == monday(9, 20)
        assert not reading.breached

    def test_of_an_urgent_ticket_runs_through_the_night(self) -> None:
        urgent = ticket((State.NEW, monday(22)), priority=Priority.URGENT)

        reading = clocks(urgent, CALENDARS, POLICY, monday(22, 10)).response

        assert reading is not None
        assert reading.due == monday(22, 30)

    def test_of_a_low_ticket_is_due_after_one_business_day(self) -> None:
        low = ticket((State.NEW, monday(10)), priority=Priority.LOW)

        reading = clocks(low, CALENDARS, POLICY, monday(12)).response

        assert reading is not None
        assert reading.due == monday(10, days=1)
        assert reading.target == 9 * HOUR

    def test_by_the_wall_clock_counts_the_weekend(self) -> None:
        wall = replace(POLICY, targets=POLICY.targets | {Priority.LOW: Target(response=Duration.wall(hours=24))})
        low = ticket((State.NEW, monday(17, days=4)), priority=Priority.LOW)

        reading = clocks(low, CALENDARS, wall, monday(18, days=4)).response

        assert reading is not None
        assert reading.due == monday(17, days=5)


class TestResolution:
    def test_counts_on_hold_and_not_pending(self) -> None:
        waited = ticket(
            (State.NEW, monday(9)),
            (State.ON_HOLD, monday(10)),
            (State.PENDING, monday(12)),
            (State.OPEN, monday(14)),
        )

        reading = clocks(waited, CALENDARS, POLICY, monday(15)).resolution

        assert reading is not None
        assert reading.used == 4 * HOUR
        assert reading.due == monday(10, days=1)
        assert [(pause.start, pause.end) for pause in reading.paused] == [(monday(12), monday(14))]

    def test_has_no_due_moment_while_it_waits(self) -> None:
        waiting = ticket((State.NEW, monday(9)), (State.PENDING, monday(10)))

        reading = clocks(waiting, CALENDARS, POLICY, monday(17, days=3)).resolution

        assert reading is not None
        assert reading.due is None
        assert reading.used == HOUR
        assert not reading.running
        assert not reading.breached

    def test_breached_before_it_waited_stays_breached(self) -> None:
        late = ticket((State.NEW, monday(9)), (State.PENDING, monday(12, days=1)))

        reading = clocks(late, CALENDARS, POLICY, monday(17, days=1)).resolution

        assert reading is not None
        assert reading.due == monday(17)
        assert reading.breached

    def test_goes_on_after_reopening_without_the_time_it_was_solved(self) -> None:
        reopened = ticket(
            (State.NEW, monday(9)),
            (State.RESOLVED, monday(11)),
            (State.CLOSED, monday(12)),
            (State.OPEN, monday(15)),
        )

        reading = clocks(reopened, CALENDARS, POLICY, monday(16)).resolution

        assert reading is not None
        assert reading.used == 3 * HOUR
        assert reading.due == monday(12, days=1)
        assert len(reading.paused) == 1

    def test_is_met_at_the_resolution_and_not_at_the_closing(self) -> None:
        closed = ticket((State.NEW, monday(9)), (State.RESOLVED, monday(11)), (State.CLOSED, monday(11, days=3)))

        reading = clocks(closed, CALENDARS, POLICY, monday(11, days=9)).resolution

        assert reading is not None
        assert reading.met_at == monday(11)
        assert reading.used == 2 * HOUR
        assert not reading.breached

    def test_is_replaced_by_an_agreed_date_that_nothing_pauses(self) -> None:
        agreed = ticket(
            (State.NEW, monday(9)), (State.PENDING, monday(10)), due_at=monday(18, days=4), priority=Priority.URGENT
        )

        reading = clocks(agreed, CALENDARS, POLICY, monday(12, days=1)).resolution

        assert reading is not None
        assert reading.due == monday(18, days=4)
        assert reading.running
        assert reading.agreed
        assert not reading.breached

    def test_of_a_low_ticket_has_no_target_but_reminds_to_agree_a_date(self) -> None:
        low = ticket((State.NEW, monday(10)), priority=Priority.LOW)

        found = clocks(low, CALENDARS, POLICY, monday(12))

        assert found.resolution is not None
        assert found.resolution.due is None
        assert found.agree_date is not None
        assert found.agree_date.due == monday(10, days=2)

    def test_of_a_low_ticket_with_an_agreed_date_reminds_of_nothing(self) -> None:
        low = ticket((State.NEW, monday(10)), priority=Priority.LOW, due_at=monday(10, days=9))

        assert clocks(low, CALENDARS, POLICY, monday(12)).agree_date is None

    def test_of_a_complaint_is_its_own_whatever_the_priority(self) -> None:
        complaint = ticket((State.NEW, monday(10)), type=TicketType.COMPLAINT, priority=Priority.URGENT)

        found = clocks(complaint, CALENDARS, POLICY, monday(11))

        assert found.complaint
        assert found.response is not None
        assert found.response.due == monday(12)
        assert found.resolution is not None
        assert found.resolution.due == monday(10, days=3)


class TestNextUpdate:
    def test_begins_with_the_last_mail_of_a_person(self) -> None:
        told = ticket(answered_at=monday(10), last_update_at=monday(11))

        reading = clocks(told, CALENDARS, POLICY, monday(12)).next_update

        assert reading is not None
        assert reading.due == monday(11, days=2)

    def test_is_not_there_before_the_first_answer(self) -> None:
        assert clocks(ticket(), CALENDARS, POLICY, monday(12)).next_update is None

    def test_ends_before_an_agreed_date(self) -> None:
        told = ticket(answered_at=monday(10), last_update_at=monday(10), due_at=monday(16))

        reading = clocks(told, CALENDARS, POLICY, monday(12)).next_update

        assert reading is not None
        assert reading.due == monday(16)

    def test_stands_still_while_the_customer_is_asked(self) -> None:
        asked = ticket(
            (State.OPEN, monday(9)), (State.PENDING, monday(11)), answered_at=monday(11), last_update_at=monday(11)
        )

        reading = clocks(asked, CALENDARS, POLICY, monday(12, days=7)).next_update

        assert reading is not None
        assert not reading.running
        assert reading.due is None


class TestThresholds:
    def test_are_the_moments_of_50_80_and_100_percent(self) -> None:
        marks = [
            mark for mark in thresholds(ticket(), CALENDARS, POLICY, monday(9)) if mark.clock is ClockName.RESPONSE
        ]

        assert [(mark.percent, mark.at) for mark in marks] == [
            (50, monday(10)),
            (80, monday(10, 36)),
            (100, monday(11)),
        ]

    def test_that_have_passed_are_still_named_so_that_none_is_missed(self) -> None:
        marks = thresholds(ticket(), CALENDARS, POLICY, monday(9, days=2))

        assert {(mark.clock, mark.percent) for mark in marks} == {
            (clock, percent)
            for clock in (ClockName.RESPONSE, ClockName.RESOLUTION)
            for percent in (50, 80, 100, 125, 150)
        }

    def test_beyond_the_breach_come_one_by_one(self) -> None:
        def steps(now: datetime) -> list[tuple[int, datetime]]:
            marks = thresholds(ticket(), CALENDARS, POLICY, now)
            return [(mark.percent, mark.at) for mark in marks if mark.clock is ClockName.RESPONSE and mark.percent > 80]

        breach, lead = (100, monday(11)), (125, monday(11, 30))
        assert steps(monday(10, 59)) == [breach]
        assert steps(monday(11)) == [breach, lead]
        assert steps(monday(11, 30)) == [breach, lead, (150, monday(12))]

    def test_beyond_an_agreed_date_are_not_weeks_late(self) -> None:
        agreed = ticket((State.OPEN, monday(9, days=-28)), due_at=monday(12), answered_at=monday(9, days=-28))

        marks = thresholds(agreed, CALENDARS, POLICY, monday(18))

        late = [mark.at for mark in marks if mark.clock is ClockName.RESOLUTION and mark.percent > 80]
        assert late == [monday(12), monday(14), monday(16)]

    def test_of_the_next_update_are_a_reminder_and_the_delay(self) -> None:
        told = ticket((State.OPEN, monday(9)), answered_at=monday(9), last_update_at=monday(9))

        marks = thresholds(told, CALENDARS, POLICY, monday(9, days=4))

        assert [mark.percent for mark in marks if mark.clock is ClockName.NEXT_UPDATE] == [80, 100]

    def test_of_the_date_to_agree_are_one_reminder_after_two_business_days(self) -> None:
        low = ticket(priority=Priority.LOW)

        marks = thresholds(low, CALENDARS, POLICY, monday(9, days=4))

        agree = [(mark.percent, mark.at) for mark in marks if mark.clock is ClockName.AGREE_DATE]
        assert agree == [(100, monday(9, days=2))]

    def test_are_those_of_the_policy(self) -> None:
        policy = Policy(warnings=(75,), escalation=(EscalationStep(at=100, to=(Rung.SUPERVISOR,)),))

        marks = thresholds(ticket(), CALENDARS, policy, monday(9, days=4))

        assert [mark.percent for mark in marks if mark.clock is ClockName.RESPONSE] == [75, 100]

    def test_of_a_paused_ticket_are_none(self) -> None:
        waiting = ticket((State.NEW, monday(9)), (State.PENDING, monday(9, 30)), answered_at=monday(9, 30))

        assert thresholds(waiting, CALENDARS, POLICY, monday(17)) == ()

    def test_of_a_closed_ticket_are_none(self) -> None:
        closed = ticket((State.NEW, monday(9)), (State.CLOSED, monday(9, 30)))

        assert thresholds(closed, CALENDARS, POLICY, monday(17)) == ()

    def test_move_by_the_time_the_ticket_waited(self) -> None:
        back = ticket(
            (State.NEW, monday(9)), (State.PENDING, monday(10)), (State.OPEN, monday(12)), answered_at=monday(9)
        )

        marks = [mark for mark in thresholds(back, CALENDARS, POLICY, monday(13)) if mark.clock is ClockName.RESOLUTION]

        assert [mark.at for mark in marks] == [monday(15), monday(17, 24), monday(10, days=1)]

    def test_do_not_depend_on_the_moment_of_asking(self) -> None:
        early = thresholds(ticket(), CALENDARS, POLICY, monday(9))

        assert early == tuple(
            mark for mark in thresholds(ticket(), CALENDARS, POLICY, monday(3, days=5)) if mark.percent <= 100
        )

    def test_of_a_new_agreed_date_are_told_from_those_of_the_old_one(self) -> None:
        first = thresholds(ticket(due_at=monday(18, days=1)), CALENDARS, POLICY, monday(10))
        second = thresholds(ticket(due_at=monday(18, days=3)), CALENDARS, POLICY, monday(10))
        resolution = {mark.key for mark in first if mark.clock is ClockName.RESOLUTION}

        assert len(resolution) == 3
        assert resolution.isdisjoint(mark.key for mark in second)

    def test_keep_their_key_when_the_ticket_waited(self) -> None:
        before = thresholds(ticket(), CALENDARS, POLICY, monday(10))
        back = ticket((State.NEW, monday(9)), (State.PENDING, monday(10)), (State.OPEN, monday(12)))

        assert {mark.key for mark in before} == {mark.key for mark in thresholds(back, CALENDARS, POLICY, monday(12))}


class TestChoices:
    def test_the_ticket_s_policy_wins_over_the_organisation_s(self) -> None:
        gold, silver = Policy(name="gold"), Policy(name="silver")
        people = People(organisations=(Organisation(name="Acme", domains=("example.com",), policy="silver"),))
        policies = {"default": POLICY, "gold": gold, "silver": silver}

        assert policy_for(ticket(policy="gold"), people, policies) is gold
        assert policy_for(ticket(), people, policies) is silver
        assert policy_for(ticket(), People(), policies) is POLICY
        assert policy_for(ticket(policy="no such"), People(), policies) is POLICY

    def test_the_organisation_s_calendar_wins_over_the_team_s(self) -> None:
        teams = (Team(name="it", calendar="night"),)
        acme = Organisation(name="Acme", domains=("example.com",), calendar="acme")

        assert calendar_for(ticket(team="it"), People(teams=teams, organisations=(acme,)), "default") == "acme"
        assert calendar_for(ticket(team="it"), People(teams=teams), "default") == "night"
        assert calendar_for(ticket(), People(teams=teams), "default") == "default"

    def test_the_round_the_clock_calendar_may_be_replaced(self) -> None:
        own = {**CALENDARS, "24x7": Calendar(name="24x7", week=(((600, 1080),),) * 7)}

        reading = clocks(ticket(priority=Priority.URGENT), own, POLICY, monday(9)).response

        assert reading is not None
        assert reading.due == monday(10, 30)


class TestWrittenDurations:
    @pytest.mark.parametrize(
        ("text", "measure", "time", "days"),
        [
            ("30m", Measure.BUSINESS, timedelta(minutes=30), 0),
            ("30min", Measure.BUSINESS, timedelta(minutes=30), 0),
            ("2 h", Measure.BUSINESS, 2 * HOUR, 0),
            ("3d", Measure.DAYS, timedelta(0), 3),
            ("24h wall", Measure.WALL, 24 * HOUR, 0),
            ("2d wall", Measure.WALL, 48 * HOUR, 0),
        ],
    )
    def test_are_read(self, text: str, measure: Measure, time: timedelta, days: int) -> None:
        assert duration_from(text) == Duration(measure=measure, time=time, days=days)

    @pytest.mark.parametrize("text", ["", "0h", "2", "2 weeks", "-1h", "1h30"])
    def test_that_mean_nothing_are_answered_by_what_to_write(self, text: str) -> None:
        with pytest.raises(ValueError, match="write"):
            duration_from(text)


class _Watched:
    """A ticket that remembers what it was asked for."""

    def __init__(self, ticket: Ticket) -> None:
        self._ticket = ticket
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.asked.add(name)
        return getattr(self._ticket, name)


class TestReadOnce:
    def test_clocks_depend_on_nothing_of_a_ticket_but_what_they_are_known_again_by(self) -> None:
        pending = ((State.NEW, monday(9)), (State.PENDING, monday(10)))
        resolved = ((State.NEW, monday(9)), (State.RESOLVED, monday(10)))
        tickets = [
            *(ticket(*spans) for spans in ((), pending, resolved)),
            *(ticket(priority=priority) for priority in Priority),
            *(ticket(type=type_) for type_ in TicketType),
            ticket(answered_at=monday(10), last_update_at=monday(11)),
            ticket(answered_at=monday(10), due_at=monday(12)),
            ticket(
                type=TicketType.COMPLAINT, complaint_since=monday(9, 30), participants=(Address(address="a@b.example"),)
            ),
        ]
        asked: set[str] = set()
        for each in tickets:
            watched = _Watched(each)
            _read_clocks(watched, CALENDARS, POLICY, monday(11), "default")  # type: ignore[arg-type]
            asked |= watched.asked

        assert asked == set(CLOCKED_BY)

    def test_a_change_of_any_of_it_is_seen_at_once(self) -> None:
        first = ticket()
        other = clocks(first, CALENDARS, POLICY, monday(10))

        assert clocks(first, CALENDARS, POLICY, monday(10)) is other
        assert clocks(replace(first, number=7), CALENDARS, POLICY, monday(10)) is other
        assert clocks(replace(first, answered_at=monday(9, 30)), CALENDARS, POLICY, monday(10)) != other
        assert clocks(first, CALENDARS, POLICY, monday(11)) != other
        assert clocks(first, CALENDARS, replace(POLICY), monday(10)) is not other
        assert clocks(first, dict(CALENDARS), POLICY, monday(10)) is not other
