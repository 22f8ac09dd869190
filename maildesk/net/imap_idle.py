"""Waiting for mail: IDLE where it is offered, a patient pause where it is not."""

import imaplib
import threading
from enum import StrEnum

from maildesk.clock import SystemClock
from maildesk.net.imap_wire import Gathered, ImapClient

SLICE = 5.0  # seconds between two looks at the stop event
RENEWAL = 9 * 60.0  # seconds; firewalls forget a silent connection, RFC 2177 allows 29 minutes


class WaitResult(StrEnum):
    """What ended the waiting."""

    NEW = "new"  # the server announced more mails than were known
    QUIET = "quiet"  # the time is over, or a stop was asked for
    GONE = "gone"  # the peer closed, said BYE or fell silent


def wait_for_mail(client: ImapClient, seconds: float, stop: threading.Event) -> WaitResult:
    """Wait on a selected folder; a connection that is lost or frozen is GONE, never an exception."""
    if client.wire.announced:
        return WaitResult.NEW
    try:
        if client.has_capability("IDLE"):
            return _idle(client, seconds, stop)
        return _pause(client, seconds, stop)
    except (OSError, imaplib.IMAP4.error):
        return WaitResult.GONE


def _idle(client: ImapClient, seconds: float, stop: threading.Event) -> WaitResult:
    monotonic = SystemClock().monotonic
    ends = monotonic() + seconds
    while True:
        renew_at = monotonic() + RENEWAL
        tag = _begin_idle(client)
        result = _listen(client, min(ends, renew_at), stop)
        if result is WaitResult.GONE:
            return result
        _end_idle(client, tag)  # a frozen peer is found here, by its silence
        if result is WaitResult.NEW or client.wire.announced:
            return WaitResult.NEW
        if stop.is_set() or monotonic() >= ends:
            return WaitResult.QUIET
        client.wire.noop()


def _listen(client: ImapClient, ends: float, stop: threading.Event) -> WaitResult:
    """Take what the server says of itself until it announces mail; also when it did so before IDLE began."""
    monotonic = SystemClock().monotonic
    wire = client.wire
    while not wire.announced:
        left = ends - monotonic()
        if stop.is_set() or left <= 0:
            return WaitResult.QUIET
        gathered = wire.gather(min(SLICE, left))
        if gathered is Gathered.CLOSED:
            return WaitResult.GONE
        if gathered is Gathered.LINE:
            wire._get_response()
            if "BYE" in wire.untagged_responses:
                return WaitResult.GONE
            _forget_chatter(client)
    return WaitResult.NEW


def _begin_idle(client: ImapClient) -> bytes:
    wire = client.wire
    tag: bytes = wire._command("IDLE")
    while wire._get_response() is not None:  # None is the "+" that lets us idle
        if wire.tagged_commands[tag]:
            raise imaplib.IMAP4.error("IDLE was refused")
    return tag


def _end_idle(client: ImapClient, tag: bytes) -> None:
    client.wire.send(b"DONE\r\n")
    client.wire._command_complete("IDLE", tag)


def _forget_chatter(client: ImapClient) -> None:
    """Drop "still here" lines: a connection may idle for days."""
    client.wire.untagged_responses.clear()


def _pause(client: ImapClient, seconds: float, stop: threading.Event) -> WaitResult:
    monotonic = SystemClock().monotonic
    ends = monotonic() + seconds
    while not stop.is_set() and (left := ends - monotonic()) > 0:
        stop.wait(min(RENEWAL, left))
        client.wire.noop()
        if client.wire.announced:
            return WaitResult.NEW
    return WaitResult.QUIET
