"""What operators read when the desk itself is in trouble."""

from maildesk.app import alerts_of
from maildesk.store.leases import mailbox_state_of, save_mailbox_state
from tests.journeys.desk_world import DeskWorld

LIS = "li@desk.example.com"


def test_a_mailbox_nobody_reaches_is_told_once_and_again_after_a_day(desk: DeskWorld) -> None:
    desk.run()
    _in_trouble(desk, "mail.example.com:993 does not answer.")
    maker = alerts_of(desk.desktop)
    assert maker.round() == 0
    desk.clock.move(minutes=16)
    assert maker.round() == 1
    assert alerts_of(desk.desktop).round() == 1  # another worker finds the same trouble
    _, told = desk.desktop, _sent(desk)
    assert [mail.to for mail in told] == [LIS]
    assert "The mailbox support has not been reached since" in told[0].subject
    assert "mail.example.com:993 does not answer." in told[0].text
    desk.clock.move(days=1)
    _in_trouble(desk, "mail.example.com:993 does not answer.", keep_seen=True)
    assert maker.round() == 1


def test_mail_that_does_not_leave_is_told_when_it_leaves_again(desk: DeskWorld) -> None:
    desk.writes("Ann Smith <ann@customer.example.org>")
    desk.run()
    _put_back_unsent(desk)
    desk.clock.move(minutes=31)
    assert alerts_of(desk.desktop).round() == 1
    assert any("Mail does not leave" in mail.subject for mail in _sent(desk))


def _sent(desk: DeskWorld):  # type: ignore[no-untyped-def]
    desk.new_mails()
    import asyncio

    from maildesk.app import courier_of

    asyncio.run(courier_of(desk.desktop).drain())
    return [mail for mail in desk.new_mails() if mail.subject.startswith("Alert")]


def _in_trouble(desk: DeskWorld, words: str, *, keep_seen: bool = False) -> None:
    from dataclasses import replace

    with desk.desktop.database.writing() as tx:
        state = mailbox_state_of(tx, "support")
        seen = state.last_seen_ok if keep_seen else desk.clock.now()
        save_mailbox_state(tx, replace(state, error=words, last_seen_ok=seen))


def _put_back_unsent(desk: DeskWorld) -> None:
    """As the courier does when the relay itself cannot be used: the mail waits, its try does not count."""
    with desk.desktop.database.writing() as tx:
        tx.command(
            "UPDATE outbox SET state = 'queued', tries = 0, error = 'Connection refused', next_try_at = created_at, "
            "sent_at = NULL WHERE id = 1"
        )
