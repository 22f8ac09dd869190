"""Who gets a ticket, and the sentence that says why."""

from datetime import UTC, datetime

import pytest

from maildesk.desk.assignment import (
    AssignmentRequest,
    Availability,
    Choice,
    Method,
    OnCallWeek,
    Workload,
    choose_owner,
)
from maildesk.desk.availability import on_call
from maildesk.desk.calendar import Calendar, default_calendar
from maildesk.desk.people import Absence, People, Role, Staff, Team

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
NIGHT = datetime(2026, 11, 25, 23, tzinfo=UTC)
CALENDARS = {"default": default_calendar("UTC"), "night": Calendar(name="night", week=(((1200, 1440),),) * 7)}
TODAY = Absence(first="2026-11-25", last="2026-11-27")


def staff(name: str, **changes: object) -> Staff:
    base: dict[str, object] = {
        "id": name,
        "name": name.title(),
        "address": f"{name}@example.com",
        "teams": ("it",),
        "capacity": 10,
    }
    return Staff(**(base | changes))  # type: ignore[arg-type]


def people(*entries: Staff, lead: str | None = None) -> People:
    return People(staff=entries, teams=(Team(name="it", lead=lead), Team(name="hr")))


def choose(
    crowd: People,
    method: Method = Method.LEAST_LOADED,
    work: Workload | None = None,
    when: Availability | None = None,
    **wants: object,
) -> Choice:
    request: dict[str, object] = {"team": "it", "method": method}
    return choose_owner(
        AssignmentRequest(**(request | wants)),  # type: ignore[arg-type]
        crowd,
        work or Workload(),
        when or Availability(now=NOON, calendars=CALENDARS),
    )


def loads(**counts: int) -> Workload:
    return Workload(open_tickets=counts)


class TestByLoad:
    def test_the_one_with_the_fewest_tickets_gets_it(self) -> None:
        choice = choose(people(staff("ann"), staff("bo")), work=loads(ann=3, bo=2))

        assert choice.owner == "bo"
        assert choice.reason == "Bo is the least loaded: 2 open of a capacity of 10."

    def test_load_is_measured_against_capacity(self) -> None:
        choice = choose(people(staff("ann", capacity=20), staff("bo", capacity=4)), work=loads(ann=6, bo=2))

        assert choice.owner == "ann"

    def test_between_equals_the_customer_s_language_decides(self) -> None:
        choice = choose(people(staff("ann"), staff("wang", language="zh-Hans")), language="zh-Hans")

        assert choice.owner == "wang"

    def test_between_full_equals_the_order_of_the_settings_decides(self) -> None:
        assert choose(people(staff("bo"), staff("ann"))).owner == "bo"

    def test_people_of_other_teams_are_not_asked(self) -> None:
        assert choose(people(staff("ann", teams=("hr",)), staff("bo")), work=loads(bo=99)).owner == "bo"

    def test_without_a_team_every_engineer_is_asked_but_no_supervisor(self) -> None:
        crowd = people(staff("sue", role=Role.SUPERVISOR), staff("ann", teams=()))

        assert choose(crowd, team=None, work=loads(ann=5)).owner == "ann"


class TestInTurn:
    CROWD = people(staff("ann"), staff("bo"), staff("cy"))

    @pytest.mark.parametrize(("last", "following"), [(None, "ann"), ("ann", "bo"), ("cy", "ann"), ("gone", "ann")])
    def test_the_one_after_the_last_gets_it(self, last: str | None, following: str) -> None:
        work = Workload(last_turn={"it": last} if last else {})

        choice = choose(self.CROWD, Method.ROUND_ROBIN, work)

        assert choice.owner == following
        assert choice.reason == f"It is {following.title()}'s turn."

    def test_who_is_away_is_jumped_over_and_keeps_the_place(self) -> None:
        crowd = people(staff("ann"), staff("bo", absences=(TODAY,)), staff("cy"))

        choice = choose(crowd, Method.ROUND_ROBIN, Workload(last_turn={"it": "ann"}))

        assert choice.owner == "cy"
        assert choice.passed_over == (("bo", "is away until 2026-11-27"),)

    def test_after_somebody_who_is_away_today_the_turn_goes_on_and_not_back(self) -> None:
        crowd = people(staff("ann"), staff("bo", absences=(TODAY,)), staff("cy"))

        assert choose(crowd, Method.ROUND_ROBIN, Workload(last_turn={"it": "bo"})).owner == "cy"


class TestSkill:
    def test_goes_before_load(self) -> None:
        crowd = people(staff("ann"), staff("bo", skills=("SAP",)))

        choice = choose(crowd, work=loads(bo=5), skill="sap")

        assert choice.owner == "bo"
        assert "among those with the skill sap" in choice.reason
        assert choice.passed_over == (("ann", "does not have the skill sap"),)

    def test_that_nobody_free_has_does_not_leave_the_ticket_alone(self) -> None:
        crowd = people(staff("ann"), staff("bo", skills=("SAP",), absences=(TODAY,)))

        choice = choose(crowd, skill="SAP")

        assert choice.owner == "ann"
        assert "nobody free has the skill SAP" in choice.reason


class TestNamed:
    def test_somebody_gets_it_whatever_the_load_and_the_hour(self) -> None:
        choice = choose(
            people(staff("ann")),
            Method.NAMED,
            loads(ann=50),
            Availability(now=NIGHT, calendars=CALENDARS),
            named="ann",
        )

        assert choice == Choice(owner="ann", reason="Ann is named for it.")

    def test_somebody_absent_hands_it_to_the_deputy_of_that_absence(self) -> None:
        away = Absence(first="2026-11-25", last="2026-11-27", deputy="cy")
        crowd = people(staff("ann", absences=(away,), deputy="bo"), staff("bo"), staff("cy"))

        choice = choose(crowd, Method.NAMED, named="ann")

        assert choice.owner == "cy"
        assert choice.reason == "Ann is named for it but is away until 2026-11-27; Cy is the deputy."

    def test_without_a_deputy_the_lead_takes_it(self) -> None:
        crowd = people(staff("ann", suspended=True), staff("lee"), lead="lee")

        choice = choose(crowd, Method.NAMED, named="ann")

        assert choice.owner == "lee"
        assert choice.reason == "Ann is named for it but is suspended; Lee leads the team."

    def test_nobody_of_that_name_is_said(self) -> None:
        assert choose(people(staff("ann")), Method.NAMED, named="zoe").reason == (
            "Nobody is called 'zoe', and the team has no lead."
        )


class TestSticky:
    CROWD = people(staff("ann"), staff("bo"))

    def test_the_customer_s_last_engineer_gets_it_despite_the_load(self) -> None:
        work = Workload(open_tickets={"bo": 9}, last_engineer="bo")

        choice = choose(self.CROWD, Method.STICKY, work)

        assert choice == Choice(owner="bo", reason="Bo was this customer's last engineer.")

    def test_one_who_is_away_is_passed_over_for_the_least_loaded(self) -> None:
        crowd = people(staff("ann"), staff("bo", absences=(TODAY,)))

        choice = choose(crowd, Method.STICKY, Workload(last_engineer="bo"))

        assert choice.owner == "ann"
        assert choice.passed_over == (("bo", "was this customer's last engineer but is away until 2026-11-27"),)

    def test_one_of_another_team_is_passed_over(self) -> None:
        crowd = people(staff("ann"), staff("bo", teams=("hr",)))

        assert choose(crowd, Method.STICKY, Workload(last_engineer="bo")).owner == "ann"

    def test_a_new_customer_goes_to_the_least_loaded(self) -> None:
        assert choose(self.CROWD, Method.STICKY, loads(ann=1)).owner == "bo"


class TestOnCall:
    ROTA = (
        OnCallWeek(team="it", monday="2026-11-16", staff="ann"),
        OnCallWeek(team="hr", monday="2026-11-23", staff="ann"),
        OnCallWeek(team="it", monday="2026-11-23", staff="bo"),
    )

    def when(self, now: datetime = NOON, zone: str = "UTC") -> Availability:
        return Availability(now=now, zone=zone, calendars=CALENDARS, rota=self.ROTA)

    def test_this_week_s_person_gets_it(self) -> None:
        choice = choose(people(staff("ann"), staff("bo")), Method.ON_CALL, loads(bo=9), self.when())

        assert choice == Choice(owner="bo", reason="Bo is on call this week.")

    def test_the_week_begins_on_monday_in_the_desk_s_zone(self) -> None:
        sunday_evening_utc = datetime(2026, 11, 22, 20, tzinfo=UTC)

        assert on_call("it", self.when(sunday_evening_utc)) == "ann"
        assert on_call("it", self.when(sunday_evening_utc, "Asia/Shanghai")) == "bo"

    def test_somebody_away_is_replaced_by_the_least_loaded(self) -> None:
        crowd = people(staff("ann"), staff("bo", absences=(TODAY,)))

        choice = choose(crowd, Method.ON_CALL, None, self.when())

        assert choice.owner == "ann"
        assert choice.passed_over == (("bo", "is on call this week but is away until 2026-11-27"),)

    def test_an_urgent_ticket_at_night_goes_to_whoever_is_on_call(self) -> None:
        crowd = people(staff("ann"), staff("bo"))

        choice = choose(crowd, Method.LEAST_LOADED, loads(bo=9), self.when(NIGHT), urgent=True)

        assert choice.owner == "bo"

    def test_an_urgent_ticket_by_day_goes_by_the_method(self) -> None:
        crowd = people(staff("ann"), staff("bo"))

        assert choose(crowd, Method.LEAST_LOADED, loads(bo=9), self.when(), urgent=True).owner == "ann"


class TestTime:
    def test_who_is_off_shift_is_passed_over(self) -> None:
        crowd = people(staff("ann"), staff("nat", calendar="night"))

        choice = choose(crowd, when=Availability(now=NIGHT, calendars=CALENDARS))

        assert choice.owner == "nat"
        assert choice.passed_over == (("ann", "is off shift"),)

    def test_at_an_hour_nobody_works_it_waits_on_somebody_s_desk(self) -> None:
        choice = choose(people(staff("ann"), staff("bo")), when=Availability(now=NIGHT, calendars=CALENDARS))

        assert choice.owner == "ann"
        assert choice.reason.startswith("Nobody is on shift; Ann is the least loaded")
        assert choice.passed_over == (("bo", "is off shift"),)

    def test_the_team_s_calendar_counts_for_those_without_their_own(self) -> None:
        crowd = People(staff=(staff("ann"),), teams=(Team(name="it", calendar="night"),))
        when = Availability(now=NIGHT, calendars=CALENDARS)

        assert choose(crowd, when=when).reason.startswith("Ann is the least loaded")

    def test_an_absence_is_counted_in_the_person_s_own_zone(self) -> None:
        new_year = Absence(first="2026-11-26", last="2026-11-26")
        crowd = people(staff("wang", zone="Asia/Shanghai", absences=(new_year,)), staff("bo"))
        evening = datetime(2026, 11, 25, 17, tzinfo=UTC)

        assert choose(crowd, when=Availability(now=evening, calendars=CALENDARS)).owner == "bo"

    def test_an_absence_learned_from_a_vacation_reply_counts(self) -> None:
        when = Availability(now=NOON, calendars=CALENDARS, learned={"ann": TODAY})

        choice = choose(people(staff("ann"), staff("bo")), when=when)

        assert choice.owner == "bo"
        assert choice.passed_over == (("ann", "is away until 2026-11-27, as the vacation reply says"),)

    def test_an_absence_that_is_over_does_not_count(self) -> None:
        past = Absence(first="2026-11-01", last="2026-11-24")

        assert choose(people(staff("ann", absences=(past,)))).owner == "ann"


class TestNobody:
    def test_available_means_the_lead(self) -> None:
        crowd = people(staff("ann", absences=(TODAY,)), staff("lee", teams=()), lead="lee")

        choice = choose(crowd)

        assert choice.owner == "lee"
        assert choice.reason == "Nobody of the team it is available; Lee leads the team."

    def test_available_and_the_lead_away_means_no_owner_and_all_reasons(self) -> None:
        crowd = people(staff("ann", absences=(TODAY,)), staff("lee", teams=(), suspended=True), lead="lee")

        choice = choose(crowd)

        assert choice.owner is None
        assert (
            choice.reason
            == "Nobody of the team it is available, and the team's lead Lee (is suspended) cannot take it."
        )
        assert choice.passed_over == (("ann", "is away until 2026-11-27"), ("lee", "is suspended"))

    def test_in_the_team_means_no_owner(self) -> None:
        assert choose(people(), team="hr").owner is None

    def test_complained_about_gets_the_complaint(self) -> None:
        choice = choose(people(staff("ann"), staff("bo")), work=loads(bo=9), excluded=("ann",))

        assert choice.owner == "bo"
        assert choice.passed_over == (("ann", "must not handle this matter"),)

    def test_suspended_gets_anything_by_any_method(self) -> None:
        crowd = people(staff("ann", suspended=True))
        work = Workload(last_engineer="ann", last_turn={"it": "ann"})
        when = Availability(now=NOON, rota=(OnCallWeek(team="it", monday="2026-11-23", staff="ann"),))

        assert {choose(crowd, method, work, when, named="ann").owner for method in Method} == {None}
