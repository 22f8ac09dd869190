"""A real Dovecot 2.3 for the tests: own folder, own ports, many users, no root needed."""

import grp
import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tests.world.certificate import Certificate, make_certificate
from tests.world.loopback import await_listener, free_port
from tests.world.parts import Part, find

PASSWORD = "correct-horse"  # of every user that is not given another

_CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = {uid}
last_valid_uid = {uid}
mail_uid = {user}
mail_gid = {group}
mail_location = maildir:{home}/mail/%u
mail_max_userip_connections = 100
namespace inbox {{
  inbox = yes
  prefix = {prefix}
  separator = {separator}
}}
ssl = {ssl}
ssl_cert = <{cert}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users/%u
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {home}/users/%u
  default_fields = uid={uid} gid={gid} home={home}/home/%u
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
service imap {{
  process_limit = 200
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
protocol lmtp {{
  postmaster_address = postmaster@example.test
}}
hostname = mail.example.test
{extra}
"""


QUOTA = """
mail_plugins = quota
protocol imap {
  mail_plugins = quota imap_quota
}
plugin {
  quota = maildir:User quota
}
"""  # as `extra`; not for all servers, because it halves the speed of MOVE


class Dovecot:
    """One server process tree; `start` and `stop` may be repeated, mails stay."""

    def __init__(
        self,
        home: Path,
        *,
        separator: str = "/",
        prefix: str = "",
        tls: bool = True,
        extra: str = "",
        certificate: Certificate | None = None,
    ) -> None:
        self.home = home
        self.host = "localhost"
        self.imap_port, self.imaps_port, self.lmtp_port = free_port(), free_port(), free_port()
        self.separator = separator
        for folder in ("run", "state", "mail", "home", "users"):
            (home / folder).mkdir(parents=True, exist_ok=True)
        self.certificate = certificate or make_certificate(home)
        self.users = home / "users"  # a file for each, because Dovecot rereads one common file only once a second
        self._account = _unprivileged_user()
        self._process: subprocess.Popen[bytes] | None = None
        config = _CONFIG.format(
            home=home,
            user=self._account.pw_name,
            group=grp.getgrgid(self._account.pw_gid).gr_name,
            uid=self._account.pw_uid,
            gid=self._account.pw_gid,
            separator=separator,
            prefix=prefix,
            ssl="yes" if tls else "no",
            cert=self.certificate.cert,
            key=self.certificate.key,
            imap=self.imap_port,
            imaps=self.imaps_port,
            lmtp=self.lmtp_port,
            extra=extra,
        )
        (home / "dovecot.conf").write_text(config)

    @property
    def pid(self) -> int:
        """The master process, for measuring what the server costs."""
        if self._process is None:
            raise RuntimeError("Dovecot does not run")
        return self._process.pid

    @property
    def ca_file(self) -> Path:
        """What a client must trust."""
        return self.certificate.cert

    def start(self) -> None:
        """Start and return when logins are accepted."""
        if os.geteuid() == 0:
            subprocess.run(
                ["chown", "-R", f"{self._account.pw_uid}:{self._account.pw_gid}", str(self.home)], check=True
            )
        with (self.home / "stderr.log").open("ab") as errors:
            self._process = subprocess.Popen(
                [*_drop_root(self._account), dovecot_program(), "-F", "-c", str(self.home / "dovecot.conf")],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
        try:
            await_listener(self.imap_port, lambda: self._process is not None and self._process.poll() is None)
        except RuntimeError as trouble:
            raise RuntimeError(f"{trouble}\n{self.log()}") from None

    def stop(self) -> None:
        """End in good order; connections get a BYE."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End with the whole process tree, without a word to anybody."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop and start on the same ports with the same mails."""
        self.stop()
        self.start()

    def replace_certificate(self, certificate: Certificate) -> None:
        """Put another certificate in the place of the present one; it counts from the next start."""
        shutil.copyfile(certificate.cert, self.certificate.cert)
        shutil.copyfile(certificate.key, self.certificate.key)

    def require_alive(self) -> None:
        """Raise RuntimeError with what the server wrote when it has ended by itself."""
        ended = self._process.poll() if self._process else None
        if ended is not None:
            raise RuntimeError(f"Dovecot ended by itself with {ended}:\n{self.log()[-4000:]}")

    def log(self) -> str:
        """What the server wrote, for failing tests."""
        texts = (self.home / name for name in ("stderr.log", "dovecot.log"))
        return "\n".join(text.read_text(errors="replace") for text in texts if text.exists())

    def add_user(self, user: str, password: str = PASSWORD, quota: str | None = None) -> str:
        """Let `user` log in from now on; `quota` like "10k" needs the extra QUOTA. Returns the user name."""
        self.require_alive()
        extra = f"userdb_quota_rule=*:storage={quota}" if quota else ""
        (self.users / user).write_text(f"{user}:{{PLAIN}}{password}::::::{extra}\n")
        return user

    def maildir(self, user: str, folder: str = "INBOX") -> Path:
        """Where the mails of a folder lie on disk (Maildir++)."""
        home = self.home / "mail" / user
        return home if folder == "INBOX" else home / ("." + folder.replace("/", "."))

    def remove_folder(self, user: str, folder: str) -> None:
        """Delete a folder with its mails, as a person might in a mail client."""
        with imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=30) as client:
            client.login(user, PASSWORD)
            client.delete(f'"{folder}"')

    def deliver(self, user: str, *mails: bytes) -> None:
        """Deliver mails into INBOX as an MTA would, by LMTP over one connection."""
        with socket.create_connection(("127.0.0.1", self.lmtp_port), timeout=30) as connection:
            _lmtp(connection, user, mails)

    def drop_into_maildir(self, user: str, *mails: bytes) -> None:
        """Put mails into INBOX by writing files, much faster for thousands; the user must have logged in once."""
        folder = self.maildir(user)
        stamp = time.time_ns()
        for number, raw in enumerate(mails):
            name = f"{stamp // 10**9}.M{stamp % 10**9}P{number}.localhost"
            draft = folder / "tmp" / name
            draft.write_bytes(raw)
            if os.geteuid() == 0:
                os.chown(draft, self._account.pw_uid, self._account.pw_gid)
            draft.rename(folder / "new" / name)

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        # The group, because Dovecot's imap processes outlive their master by some seconds.
        os.killpg(process.pid, number)
        # While the master is not yet waited for, no other process can be given its number.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=15)


def make_dovecot(**options: object) -> Dovecot:
    """Build a server in a fresh short folder; the caller starts it and ends with `remove_dovecot`."""
    home = Path(tempfile.mkdtemp(prefix="mdd-", dir="/tmp"))  # unix sockets allow 100 characters of path
    home.chmod(0o755)
    return Dovecot(home, **options)  # type: ignore[arg-type]


def remove_dovecot(server: Dovecot) -> None:
    """End the server and delete its folder."""
    server.kill()
    shutil.rmtree(server.home, ignore_errors=True)


def dovecot_program() -> str:
    """Return the path of a Dovecot 2.3, or raise RuntimeError saying what is missing."""
    program = find(Part.DOVECOT)
    if program is None:
        raise RuntimeError(f"missing: {Part.DOVECOT.value}")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    if not said.startswith("2.3."):
        raise RuntimeError(f"Dovecot {said.strip()} is installed, but the tests speak the configuration of 2.3.")
    return str(program)


def _unprivileged_user() -> pwd.struct_passwd:
    """Return ourselves, or nobody when we are root: Dovecot refuses to serve mail as root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _drop_root(account: pwd.struct_passwd) -> list[str]:
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]


def _lmtp(connection: socket.socket, user: str, mails: tuple[bytes, ...]) -> None:
    lines = connection.makefile("rb")

    def expect(code: bytes) -> None:
        line = lines.readline()
        while line[3:4] == b"-":
            line = lines.readline()
        if not line.startswith(code):
            raise RuntimeError(f"LMTP delivery to {user}: {line!r}")

    expect(b"220")
    connection.sendall(b"LHLO test.example.test\r\n")
    expect(b"250")
    for raw in mails:
        body = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        body = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in body.split(b"\r\n"))
        connection.sendall(f"MAIL FROM:<>\r\nRCPT TO:<{user}>\r\nDATA\r\n".encode())
        for code in (b"250", b"250", b"354"):
            expect(code)
        connection.sendall(body.removesuffix(b"\r\n") + b"\r\n.\r\n")
        expect(b"250")
    connection.sendall(b"QUIT\r\n")
    lines.close()
