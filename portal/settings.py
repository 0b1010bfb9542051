"""Every environment variable, once, typed, with its reason."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from portal.setting_readers import (
    address,
    bucket_mistake,
    ceilings,
    choice,
    database_address,
    days_of_year,
    files_address,
    hours,
    imap_address,
    keys,
    mail_address,
    mail_in_mistake,
    passphrase,
    reply_address,
    seconds,
    sms_mistake,
    smtp_address,
    time_zone,
    token,
    web_address,
    whole,
    words,
)
from portal.sign_in_settings import addresses, issuer_address, sign_in_mistake

PREFIX = "PORTAL_"
ENVIRONMENTS = ("production", "development", "demo")


class BadSetting(ValueError):
    """A setting cannot be used; the message names the variable and says what it takes."""


def setting(name: str, default: Any, reason: str, read: Callable[[str], Any] = str) -> Any:
    """A field read from `PORTAL_<name>`; `reason` is printed in the README's table."""
    return field(default=default, metadata={"name": PREFIX + name, "reason": reason, "read": read})


MAY_HOLD_SECRETS = (keys, smtp_address, imap_address, web_address, database_address, passphrase, token)
"""Readers of values that are never repeated in a message, for messages end in logs."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The whole configuration; `from_env` is the only place that reads the environment."""

    env: str = setting(
        "ENV", "production", "`development` and `demo` relax what the README lists.", choice(*ENVIRONMENTS)
    )
    data_dir: Path = setting(  # noqa: RUF009 - it is a field
        "DATA_DIR", Path("instance"), "Database, files, generated secret key, backups.", Path
    )
    database_url: str = setting("DATABASE_URL", "", "SQLite file in the data folder, or PostgreSQL.", database_address)
    secret_keys: tuple[str, ...] = setting(
        "SECRET_KEYS", (), "First one signs, the others still read; generated once into the data folder.", keys
    )
    files_url: str = setting("FILES_URL", "", "Where attachments live: a folder, or s3://bucket.", files_address)
    s3_endpoint: str = setting("S3_ENDPOINT", "", "Address of the S3-compatible service; unset: Amazon's.", address)
    s3_region: str = setting("S3_REGION", "us-east-1", "Region of the bucket, part of each signature.", str)
    s3_key: str = setting("S3_KEY", "", "Id of the key to the bucket; needed with one.", str)
    s3_secret: str = setting("S3_SECRET", "", "Its secret.", str)
    s3_style: str = setting("S3_STYLE", "path", "`virtual`: the bucket in the host.", choice("path", "virtual"))
    s3_allow_http: str = setting("S3_ALLOW_HTTP", "no", "`yes`: without encryption.", choice("no", "yes"))
    base_url: str = setting("BASE_URL", "http://127.0.0.1:8000", "Links in messages use it, never the Host.", address)
    allowed_hosts: tuple[str, ...] = setting("ALLOWED_HOSTS", (), "Other hosts get 400; host of the base URL.", words)
    trusted_proxies: int = setting("TRUSTED_PROXIES", 0, "How many reverse proxies in front may be believed.", whole)
    smtp_url: str = setting("SMTP_URL", "", "Unset: mail waits in the outbox page, nothing is lost.", smtp_address)
    mail_from: str = setting("MAIL_FROM", "", "Sender of mail; needed with an SMTP address.", str)
    sms_url: str = setting("SMS_URL", "", "Unset: text messages are only written to the log.", web_address)
    sms_secret: str = setting("SMS_SECRET", "", "Signs what goes to the SMS address; needed with one.", str)
    quiet_hours: str = setting("QUIET_HOURS", "21:00-08:00", "Of those who chose none; `off` for none.", hours)
    send_timeout: float = setting("SEND_TIMEOUT", 10.0, "Seconds a mail, SMS or bot server may be silent.", seconds)
    imap_url: str = setting("IMAP_URL", "", "Mailbox whose mail lands on requests; unset: none is read.", imap_address)
    mail_reply_to: str = setting("MAIL_REPLY_TO", "", "Address that replies go to; needed with IMAP.", reply_address)
    mail_authserv_id: str = setting("MAIL_AUTHSERV_ID", "", "Whose Authentication-Results are believed.", str.lower)
    webhook_allow: tuple[str, ...] = setting("WEBHOOK_ALLOW", (), "Private networks outgoing hooks may reach.", words)
    locale: str = setting("LOCALE", "zh", "Language of those who chose none.", choice("zh", "en"))
    timezone: str = setting("TIMEZONE", "Asia/Shanghai", "Time zone of people and of civil dates.", time_zone)
    company_name: str = setting("COMPANY_NAME", "砚禾医药有限公司", "In the header and on documents.", str)
    max_upload_mb: int = setting("MAX_UPLOAD_MB", 20, "Largest request body, in MB.", whole)
    quota_mb: int = setting("QUOTA_MB", 500, "Attachments of one account, in MB.", whole)
    anchor_to: str = setting("ANCHOR_TO", "", "`verify-audit --mail` sends the last seal there.", mail_address)
    metrics_token: str = setting("METRICS_TOKEN", "", "Opens /metrics for machines; unset: it is not there.", token)
    backup_passphrase: str = setting("BACKUP_PASSPHRASE", "", "Encrypts backups; unset: none is.", passphrase)
    backup_passphrase_file: str = setting("BACKUP_PASSPHRASE_FILE", "", "The same, in a file of mode 0600.", str)
    retention_lead_months: int = setting("RETENTION_LEAD_MONTHS", 24, "Months a lead may rest; 0: for ever.", whole)
    sso_issuer: str = setting("SSO_ISSUER", "", "OpenID Connect provider that vouches for staff.", issuer_address)
    sso_client_id: str = setting("SSO_CLIENT_ID", "", "What the provider knows the portal as.", str)
    sso_client_secret: str = setting("SSO_CLIENT_SECRET", "", "Its secret; without one PKCE alone protects.", str)
    sso_name: str = setting("SSO_NAME", "", "What the button calls the provider.", str)
    sso_factor: tuple[str, ...] = setting("SSO_FACTOR", (), "`acr`, `amr` that count as a second factor.", words)
    wecom_corp_id: str = setting("WECOM_CORP_ID", "", "Company in WeCom whose members are staff.", str)
    wecom_agent_id: str = setting("WECOM_AGENT_ID", "", "The application in it; needed with a company.", str)
    wecom_secret: str = setting("WECOM_SECRET", "", "Secret of the application.", str)
    dingtalk_client_id: str = setting("DINGTALK_CLIENT_ID", "", "The application in DingTalk.", str)
    dingtalk_client_secret: str = setting("DINGTALK_CLIENT_SECRET", "", "Its secret.", str)
    dingtalk_corp_id: str = setting("DINGTALK_CORP_ID", "", "Company in DingTalk whose members are staff.", str)
    staff_passwords: tuple[str, ...] = setting("STAFF_PASSWORDS", (), "Who of staff keeps a password.", addresses)
    gift_limit_yuan: int = setting(
        "GIFT_LIMIT_YUAN", 200, "Most one gift may cost; above 200 compliance and the management both agree.", whole
    )
    gift_ceilings: tuple[tuple[str, int], ...] = setting("GIFT_CEILINGS", (), "Yuan a year by tier.", ceilings)
    nps_days: tuple[tuple[int, int], ...] = setting(
        "NPS_DAYS", ((4, 15), (10, 15)), "Days of the year on which active agents are asked; `off`.", days_of_year
    )
    undo_send_seconds: int = setting("UNDO_SEND_SECONDS", 15, "Seconds to take a sent answer back; 0: none.", whole)

    @property
    def is_demo(self) -> bool:
        return self.env == "demo"

    @property
    def uses_tls(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """Host names (without port) that are answered."""
        own = urlsplit(self.base_url).hostname or ""
        loopback = () if self.env == "production" else ("127.0.0.1", "localhost", "::1")
        return frozenset({own, *self.allowed_hosts, *loopback})

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read `PORTAL_*`; raises BadSetting naming the variable that cannot be used."""
        values = {spec.name: _read(spec, environ) for spec in fields(cls) if spec.metadata["name"] in environ}
        return cls(**values).prepared()

    def prepared(self) -> "Settings":
        """With the defaults that depend on the data folder, which is made if it is missing."""
        if self.smtp_url and not self.mail_from:
            raise BadSetting(f"{PREFIX}MAIL_FROM is needed when {PREFIX}SMTP_URL is set.")
        mistake = sms_mistake(self.sms_url, self.sms_secret)
        mistake = mistake or mail_in_mistake(self.imap_url, self.mail_reply_to, self.env) or sign_in_mistake(self)
        if self.files_url.startswith("s3://"):
            mistake = mistake or bucket_mistake(self.s3_endpoint, self.s3_key, self.s3_secret, self.s3_allow_http)
        if mistake:
            raise BadSetting(PREFIX + mistake)
        folder = _folder(self.data_dir)
        own = {spec.name: getattr(self, spec.name) for spec in fields(self)}
        own["data_dir"] = folder
        own["database_url"] = self.database_url or f"sqlite:///{folder / 'portal.sqlite3'}"
        own["files_url"] = self.files_url or str(folder / "files")
        own["secret_keys"] = self.secret_keys or (_generated_key(folder / "secret_key"),)
        return Settings(**own)


def _read(spec: Any, environ: Mapping[str, str]) -> Any:
    name = spec.metadata["name"]
    text = environ[name].strip()
    if not text and spec.default is not MISSING:
        return spec.default
    try:
        return spec.metadata["read"](text)
    except ValueError as mistake:
        shown = "" if spec.metadata["read"] in MAY_HOLD_SECRETS else f"; it is “{text}”"
        raise BadSetting(f"{name} {mistake}{shown}.") from mistake


def _folder(path: Path) -> Path:
    """The data folder, made for us alone if it is missing."""
    folder = path.resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as mistake:
        why = f"{folder}: {mistake.strerror}"
        raise BadSetting(f"{PREFIX}DATA_DIR takes a folder that can be made; {why}.") from mistake
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BadSetting(f"{PREFIX}DATA_DIR takes a folder that can be written; {folder} cannot.")
    return folder


def _generated_key(path: Path) -> str:
    """The key in `path`, mode 0600, made on first use; two starting processes agree on one."""
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    key = path.read_text().strip()
    if len(key) < 32:
        raise BadSetting(f"The key in {path} is shorter than 32 characters; remove the file to have a new one made.")
    return key
