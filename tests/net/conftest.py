"""Two connections to one fresh mailbox."""

from collections.abc import Iterator

import pytest

from maildesk.net.imap import MailboxAccount, MailboxConnection, connect


@pytest.fixture
def mailbox(mailbox_account: MailboxAccount) -> Iterator[MailboxConnection]:
    with connect(mailbox_account) as connection:
        connection.select()
        yield connection


@pytest.fixture
def other_client(mailbox_account: MailboxAccount) -> Iterator[MailboxConnection]:
    """A person's mail client on the same mailbox."""
    with connect(mailbox_account) as connection:
        connection.select()
        yield connection
