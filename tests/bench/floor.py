"""The bare floor: what a mail costs with the named parts and no service desk around them, in one process.

FETCH by 50, IMAPClient and mail-parser as they come, three inserts and one commit a mail (SQLite, WAL,
synchronous=FULL, standard driver), a constant acknowledgement, aiosmtplib on one kept connection, MOVE by 50.
`python -m tests.bench.floor IMAP_PORT USER SMTP_PORT FILE`: says "ready", begins at a line on standard input, says
"done".
"""

import asyncio
import sqlite3
import sys
from pathlib import Path

import aiosmtplib
import imapclient
import mailparser

from tests.bench.place import DESK
from tests.world.dovecot import PASSWORD

_ACKNOWLEDGEMENT = """From: Support <{desk}>\r
To: {to}\r
Subject: [ACME-{number}] We have your request\r
Message-ID: <ack.{number}@desk.example.com>\r
In-Reply-To: {message_id}\r
Auto-Submitted: auto-replied\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
\r
Thank you. We have your request under number {number} and will answer within two hours.\r
"""
_TABLES = """
CREATE TABLE ticket (number INTEGER PRIMARY KEY, subject TEXT, requester TEXT);
CREATE INDEX ticket_requester ON ticket (requester);
CREATE TABLE message (id INTEGER PRIMARY KEY, ticket INTEGER, message_id TEXT, text TEXT);
CREATE INDEX message_message_id ON message (message_id);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, ticket INTEGER, recipient TEXT, body BLOB);
CREATE INDEX outbox_ticket ON outbox (ticket);
"""


async def work_off(imap: imapclient.IMAPClient, smtp: aiosmtplib.SMTP, database: sqlite3.Connection) -> int:
    """Take every mail that waits to a ticket and an acknowledgement; return how many there were."""
    uids = imap.search()
    for start in range(0, len(uids), 50):
        batch = uids[start : start + 50]
        fetched = imap.fetch(batch, ["BODY.PEEK[]", "INTERNALDATE"])
        for uid in batch:
            mail = mailparser.parse_from_bytes(fetched[uid][b"BODY[]"])
            to = mail.from_[0][1] if mail.from_ else DESK
            database.execute("BEGIN")
            number = database.execute(
                "INSERT INTO ticket (subject, requester) VALUES (?, ?)", (mail.subject, to)
            ).lastrowid
            database.execute(
                "INSERT INTO message (ticket, message_id, text) VALUES (?, ?, ?)",
                (number, mail.message_id, "\n".join(mail.text_plain)),
            )
            body = _ACKNOWLEDGEMENT.format(desk=DESK, to=to, number=number, message_id=mail.message_id).encode()
            database.execute("INSERT INTO outbox (ticket, recipient, body) VALUES (?, ?, ?)", (number, to, body))
            database.execute("COMMIT")
            await smtp.sendmail(DESK, [to], body)
        imap.move(batch, "Done")
    return len(uids)


async def main() -> None:
    """Open everything, wait for the word, work."""
    imap_port, user, smtp_port, file = sys.argv[1:]
    database = sqlite3.connect(Path(file), isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.executescript(_TABLES)
    imap = imapclient.IMAPClient("localhost", int(imap_port), ssl=False)
    imap.login(user, PASSWORD)
    imap.create_folder("Done")
    smtp = aiosmtplib.SMTP(hostname="localhost", port=int(smtp_port), use_tls=False, start_tls=False)
    await smtp.connect()
    imap.select_folder("INBOX")
    print("ready", flush=True)
    sys.stdin.readline()
    imap.noop()
    await work_off(imap, smtp, database)
    print("done", flush=True)
    sys.stdin.readline()
    imap.logout()
    await smtp.quit()


if __name__ == "__main__":
    asyncio.run(main())
