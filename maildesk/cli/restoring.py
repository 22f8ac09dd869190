"""`maildesk backup`, `restore`, `recover` and `resend`: the data as one file, and back with nothing sent twice."""

import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from maildesk.cli.days import first_moment
from maildesk.cli.looking import changing
from maildesk.cli.private_files import private_file
from maildesk.clock import SystemClock
from maildesk.errors import ConfigurationError, MaildeskError, UsageError
from maildesk.flows.recover import recover_mailbox
from maildesk.net.imap import connect
from maildesk.settings.load import instance_of, load_key, load_settings
from maildesk.settings.place import find_place
from maildesk.store.backup import write_backup
from maildesk.store.database import Database
from maildesk.store.holders import working_now
from maildesk.store.leases import setting
from maildesk.store.migrate import schema_version
from maildesk.store.outbox import free_mail
from maildesk.store.restore import fill, open_archive
from maildesk.store.restored import restored_gap
from maildesk.store.transaction import Transaction

_EARLIER = timedelta(days=1)  # mail servers and this machine may differ about the hour


def backup(config: Path, file: Path) -> int:
    """Write all data into one archive, whether the desk works meanwhile or not."""
    key = load_key(config)
    with changing(config) as database:
        with database.reading() as tx:
            _refuse_other_key(setting(tx, "instance"), instance_of(key))
        with private_file(file) as out:
            report = write_backup(
                database, out, key, instance=instance_of(key), now=SystemClock().now(), folder=file.resolve().parent
            )
    sys.stdout.write(
        f"{file}: {report.tickets} tickets, {report.mails} mails, {report.rows} rows in all.\n"
        "secret.key, the passwords and the configuration files are not in it: keep a copy of them in another place. "
        "Without secret.key this file cannot be restored.\n"
    )
    return 0


def _refuse_other_key(owner: str | None, instance: str) -> None:
    if owner is not None and owner != instance:
        raise MaildeskError(
            f"secret.key: the database was made with another secret key (desk {owner}, this key is of desk "
            f"{instance}); put the saved key back."
        )


def restore(config: Path, file: Path, *, force: bool) -> int:
    """Fill the database from an archive; with `force` what is there is lost."""
    try:
        key = load_key(config)
    except ConfigurationError as error:
        raise MaildeskError(
            f"{error} A backup is restored with the secret key of its desk only; nothing was restored."
        ) from None
    archive = open_archive(file, key, instance_of(key))
    database = Database(find_place(config).database_url)
    now = SystemClock().now()
    try:
        if schema_version(database) is not None:
            _refuse_while_working(database, now)
        held = fill(database, archive, now, force=force)
    finally:
        database.close()
    sys.stdout.write(
        f"Restored as of {archive.made_at:%Y-%m-%d %H:%M} UTC: {archive.tables['ticket']['rows']} tickets, "
        f"{archive.tables['ledger']['rows']} mails.\n"
    )
    if held:
        sys.stdout.write(
            f"{held} mails waited to be sent then and have probably left since; they are held: maildesk outbox lists "
            "them, maildesk resend ID lets one go.\n"
        )
    sys.stdout.write("Next, before maildesk run: maildesk recover takes in again what arrived after the backup.\n")
    return 0


def _refuse_while_working(database: Database, now: datetime) -> None:
    with database.reading() as tx:
        names = working_now(tx, now)
    if names:
        raise MaildeskError(f"A worker is at work on this database ({', '.join(names)}); stop it first.")


def recover(config: Path, since: str) -> int:
    """Take in again what lies in the Done folders of all mailboxes and is not in the ledger."""
    settings = load_settings(config)
    clock = SystemClock()
    with changing(config) as database:
        with database.reading() as tx:
            gap = restored_gap(tx)
        if since:
            start = first_moment("--since", since, settings.desk.zone)
        elif gap is not None:
            start = gap.since - _EARLIER
        else:
            raise UsageError("This desk was never restored; say from which day on, such as --since 2026-11-01.")
        if start > clock.now():
            raise UsageError(f"--since {since}: that day has not come yet.")
        troubles = 0
        for form, account in settings.mailboxes:
            try:
                with connect(replace(account, folder=form.done_folder)) as connection:
                    done = recover_mailbox(database, connection, form.name, start, clock.now)
            except MaildeskError as error:
                troubles += 1
                sys.stderr.write(f"{form.name}: {error}\n")
                continue
            sys.stdout.write(f"{form.name}: {done.looked} filed mails looked at, {done.taken} taken in again.\n")
    if troubles:
        return 1
    sys.stdout.write("maildesk run decides them; customers are not written to about them a second time.\n")
    return 0


def resend(config: Path, ids: list[int]) -> int:
    """Let mails go that are held in the outbox, all of them or none."""
    now = SystemClock().now()

    def work(tx: Transaction) -> None:
        for each in ids:
            if not free_mail(tx, each, now):
                raise MaildeskError(f"Mail {each} is not held in the outbox; maildesk outbox lists what is.")

    with changing(config) as database:
        database.run(work)
    sys.stdout.writelines(f"Mail {each} will be sent.\n" for each in ids)
    return 0
