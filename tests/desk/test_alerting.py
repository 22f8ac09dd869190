"""When the desk tells its operators of its own troubles, and whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from maildesk.desk.alerting import Fault, MailboxStanding, Standing, alerts, troubles
from maildesk.desk.service_settings import Alerts
from tests.desk.builders import a_desk

DESK = a_desk()
NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)
STARTED = NOW - timedelta(days=9)


def mailbox(minutes_ago: float, error: str | None = "mail.example.com does not answer.") -> Standing:
    seen = NOW - timedelta(minutes=minutes_ago)
    return Standing(mailboxes=(MailboxStanding(name="support", last_seen_ok=seen, error=error),))


def headlines(standing: Standing, desk=DESK, started: datetime = STARTED) -> list[str]:  # type: ignore[no-untyped-def]
    return [trouble.headline for trouble in troubles(desk, standing, started, NOW)]


def test_a_mailbox_is_given_fifteen_minutes() -> None:
    assert headlines(mailbox(14)) == []
    assert headlines(mailbox(15)) == ["The mailbox support has not been reached since 2026-11-16 11:45 UTC"]


def test_a_mailbox_that_is_reached_is_no_trouble_however_long_nothing_came() -> None:
    assert headlines(mailbox(600, error=None)) == []


def test_a_mailbox_never_reached_is_in_trouble_since_the_start() -> None:
    never = Standing(mailboxes=(MailboxStanding(name="support", last_seen_ok=None, error="refused"),))
    assert headlines(never, started=NOW - timedelta(minutes=14)) == []
    assert len(headlines(never, started=NOW - timedelta(minutes=16))) == 1


def test_the_words_of_the_server_are_told() -> None:
    (trouble,) = troubles(DESK, mailbox(20), STARTED, NOW)
    assert trouble.words == "mail.example.com does not answer."


def test_mail_that_waits_for_the_relay_is_told_after_half_an_hour() -> None:
    waiting = Standing(unsent=3, unsent_since=NOW - timedelta(minutes=30), unsent_why="Connection refused")
    assert headlines(waiting) == ["Mail does not leave: 3 wait, the oldest since 2026-11-16 11:30 UTC"]
    assert headlines(replace(waiting, unsent_since=NOW - timedelta(minutes=29))) == []


def test_ten_mails_held_by_one_error_are_told_with_the_command_that_helps() -> None:
    (trouble,) = troubles(
        DESK, Standing(faults=(Fault(fingerprint="ab12", mails=10, reason="KeyError"),)), STARTED, NOW
    )
    assert "10 mails" in trouble.headline
    assert "maildesk quarantine retry --fingerprint ab12" in trouble.words
    assert headlines(Standing(faults=(Fault(fingerprint="ab12", mails=9, reason="KeyError"),))) == []


def test_zero_switches_each_kind_off() -> None:
    quiet = replace(DESK, alerts=Alerts(mailbox_minutes=0, queue_minutes=0, faults_per_hour=0))
    fault = (Fault(fingerprint="ab12", mails=99, reason="KeyError"),)
    everything = replace(mailbox(600), unsent=9, unsent_since=STARTED, faults=fault)
    assert len(headlines(everything)) == 3
    assert headlines(everything, quiet) == []


def test_a_trouble_keeps_its_key_for_a_day_and_is_told_anew_after_it() -> None:
    first, later = mailbox(20), mailbox(20 + 60)
    later = replace(later, mailboxes=(replace(later.mailboxes[0], last_seen_ok=first.mailboxes[0].last_seen_ok),))
    key = troubles(DESK, first, STARTED, NOW)[0].key
    assert troubles(DESK, later, STARTED, NOW + timedelta(hours=1))[0].key == key
    assert troubles(DESK, later, STARTED, NOW + timedelta(days=1))[0].key != key


def test_supervisors_are_told_where_nobody_is_named_and_only_the_named_ones_else() -> None:
    (trouble,) = troubles(DESK, mailbox(20), STARTED, NOW)
    supervisors = [person.address for person in DESK.people.supervisors()]
    assert [message.to.address for message in alerts(DESK, trouble)] == supervisors != []
    named = replace(DESK, alerts=Alerts(to=("ops@example.com",)))
    assert [message.to.address for message in alerts(named, trouble)] == ["ops@example.com"]
