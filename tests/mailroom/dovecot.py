"""A real IMAP server, Debian's Dovecot, with its own configuration in a folder of its own, as the current user."""

import getpass
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from time import sleep

DOVECOT = shutil.which("dovecot", path="/usr/sbin:/usr/bin:/sbin:/usr/local/sbin")
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
mail_location = maildir:{folder}/mail
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 0
mail_uid = {user}
mail_gid = {group}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder} allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Dovecot:
    """One mailbox behind a loopback port; mails are put into it as a mail server delivers them, as files."""

    def __init__(self) -> None:
        assert DOVECOT is not None
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-", dir="/tmp"))  # short: sockets live below it
        self.port, self.delivered = _free_port(), 0
        user = getpass.getuser()
        group = subprocess.run(["id", "-gn"], capture_output=True, text=True, check=True).stdout.strip()
        self.config = self.folder / "dovecot.conf"
        # Neither door nor mail may be root's: then the users of Debian's package have them, else we do ourselves.
        doors = ("dovecot", "dovecot", "dovenull") if user == "root" else (user, group, user)
        self.owner = "mail" if user == "root" else user
        user, group = (self.owner, self.owner) if user == "root" else (user, group)
        self.folder.chmod(0o755)
        keepers = dict(zip(("internal", "internal_group", "login"), doors, strict=True))
        facts = {"folder": self.folder, "user": user, "group": group, "port": self.port, "password": "secret-kept"}
        self.config.write_text(CONFIG.format(**facts, **keepers))
        for part in ("", "cur", "new", "tmp"):
            (self.folder / "mail" / part).mkdir()
            shutil.chown(self.folder / "mail" / part, self.owner)
        self._start()

    @property
    def url(self) -> str:
        return f"imap://portal%40yanhe.example:secret-kept@127.0.0.1:{self.port}/INBOX"

    def deliver(self, raw: bytes) -> None:
        self.delivered += 1
        name = f"{1_700_000_000 + self.delivered}.M{self.delivered}P1.test"
        (self.folder / "mail/tmp" / name).write_bytes(raw)
        shutil.chown(self.folder / "mail/tmp" / name, self.owner)
        (self.folder / "mail/tmp" / name).rename(self.folder / "mail/new" / name)

    def forget_numbers(self) -> None:
        """As after a restored backup: all mails are there under new numbers."""
        self.stop_serving()
        (self.folder / "mail/dovecot-uidlist").unlink()
        for index in (self.folder / "mail").glob("dovecot.index*"):
            index.unlink()
        self._start()

    def stop_serving(self) -> None:
        self.process.terminate()
        self.process.wait(10)

    def close(self) -> None:
        self.stop_serving()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> None:
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen([str(DOVECOT), "-F", "-c", self.config], stdout=quiet, stderr=quiet)
        for _ in range(200):
            if self.process.poll() is not None:
                break
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            sleep(0.02)
        log = self.folder / "log"
        raise AssertionError(log.read_text() if log.exists() else "dovecot does not start")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
