"""Settings: documented in both languages, and a wrong one stops the start with a sentence that names it (OP3)."""

from dataclasses import fields
from pathlib import Path

import pytest

from portal.settings import BadSetting, Settings

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.engineless


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_setting_stands_in_the_readme(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    assert [spec.metadata["name"] for spec in fields(Settings) if f"`{spec.metadata['name']}`" not in text] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_ENV", "test"),
        ("PORTAL_BASE_URL", "portal.example.com"),
        ("PORTAL_BASE_URL", "https://portal.example.com/path"),
        ("PORTAL_TRUSTED_PROXIES", "-1"),
        ("PORTAL_TRUSTED_PROXIES", "１"),
        ("PORTAL_FILES_URL", "ftp://bucket"),
        ("PORTAL_LOCALE", "fr"),
        ("PORTAL_TIMEZONE", "Asia/Nowhere"),
        ("PORTAL_MAX_UPLOAD_MB", "twenty"),
        ("PORTAL_QUIET_HOURS", "21-8"),
        ("PORTAL_QUIET_HOURS", "08:00-08:00"),
        ("PORTAL_SEND_TIMEOUT", "0"),
        ("PORTAL_SSO_ISSUER", "login.example.com"),
        ("PORTAL_SSO_ISSUER", "https://login.example.com/?realm=staff"),
        ("PORTAL_STAFF_PASSWORDS", "nobody"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_the_variable(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path), name: value})
    sentence = str(refused.value)
    assert sentence.startswith(name) and value in sentence and "\n" not in sentence


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_DATABASE_URL", "postgres://portal:s3cret@db/portal"),
        ("PORTAL_SECRET_KEYS", f"{'s3cret' * 6},short"),
        ("PORTAL_SMTP_URL", "portal:s3cret@mail.example.com"),
        ("PORTAL_SMS_URL", "portal:s3cret@sms.example.com"),
    ],
)
def test_what_may_hold_a_secret_is_not_repeated(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name} takes ") as refused:
        Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path), name: value})
    assert "s3cret" not in str(refused.value)


def test_a_data_folder_is_made_for_us_alone_or_refused_in_one_sentence(tmp_path: Path) -> None:
    Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path / "new")})
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    (tmp_path / "file").touch()
    with pytest.raises(BadSetting, match=r"^PORTAL_DATA_DIR takes a folder .*\.$"):
        Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path / "file" / "below")})


def test_mail_needs_a_sender(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="PORTAL_MAIL_FROM"):
        Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_SMTP_URL": "smtp://mail.example.com"})


def test_text_messages_need_a_secret(tmp_path: Path) -> None:
    own = {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_SMS_URL": "https://sms.example.com/send"}
    with pytest.raises(BadSetting, match="PORTAL_SMS_SECRET"):
        Settings.from_env({**own, "PORTAL_SMS_SECRET": "short"})
    more = {"PORTAL_QUIET_HOURS": "off", "PORTAL_SEND_TIMEOUT": "0.5"}
    read = Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path), **more})
    assert (read.quiet_hours, read.send_timeout) == ("", 0.5)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("vip=600, c=0", (("vip", 600), ("c", 0))), ("", ()), ("vip", None), ("vip=x", None), ("gold=1", None),
        ("vip=1,vip=2", None), ("vip=1=2", None), ("vip=-1", None), ("vip=1.5", None), ("vip=1000000", None),
    ],
)  # fmt: skip
def test_ceilings_of_gifts_name_each_tier_once(tmp_path: Path, text: str, read: object) -> None:
    own = {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_GIFT_CEILINGS": text}
    if read is not None:
        assert Settings.from_env(own).gift_ceilings == read
        return
    with pytest.raises(BadSetting, match="PORTAL_GIFT_CEILINGS"):
        Settings.from_env(own)


def test_the_secret_key_is_made_once_and_readable_by_us_alone(tmp_path: Path) -> None:
    first = Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path)})
    second = Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path)})
    assert first.secret_keys == second.secret_keys and len(first.secret_keys[0]) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_weak_key_file_refuses_to_start(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("weak")
    with pytest.raises(BadSetting, match="32 characters"):
        Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path)})


def test_production_answers_its_own_host_only(tmp_path: Path) -> None:
    own = Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_BASE_URL": "https://portal.example.com"})
    assert own.hosts == {"portal.example.com"} and own.uses_tls


MAILBOX = {"PORTAL_IMAP_URL": "imaps://portal:s3cret@mail.example.com", "PORTAL_MAIL_REPLY_TO": "reply+@example.com"}


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"PORTAL_MAIL_REPLY_TO": ""}, "PORTAL_MAIL_REPLY_TO is needed"),
        ({"PORTAL_MAIL_REPLY_TO": "a-name-too-long-for-a-reference@example.com"}, "PORTAL_MAIL_REPLY_TO takes"),
        ({"PORTAL_IMAP_URL": "imap://portal:s3cret@mail.example.com"}, "PORTAL_IMAP_URL takes imaps"),
        ({"PORTAL_IMAP_URL": "imap://portal:s3cret@127.0.0.1"}, "PORTAL_IMAP_URL takes imaps"),
        ({"PORTAL_IMAP_URL": "portal:s3cret@mail.example.com"}, "PORTAL_IMAP_URL takes"),
    ],
)
def test_a_mailbox_is_read_encrypted_and_answers_go_somewhere(
    tmp_path: Path, changes: dict[str, str], named: str
) -> None:
    Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path), **MAILBOX})
    with pytest.raises(BadSetting, match=f"^{named}") as refused:
        Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path), **MAILBOX, **changes})
    assert "s3cret" not in str(refused.value)


ISSUER = {"PORTAL_SSO_ISSUER": "https://login.example.com", "PORTAL_SSO_CLIENT_ID": "portal"}
WECOM = {"PORTAL_WECOM_CORP_ID": "ww1", "PORTAL_WECOM_AGENT_ID": "1", "PORTAL_WECOM_SECRET": "s3cret"}
LOCAL = {**ISSUER, "PORTAL_SSO_ISSUER": "http://127.0.0.1:9"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"PORTAL_SSO_ISSUER": "https://login.example.com"}, "PORTAL_SSO_CLIENT_ID is needed"),
        ({"PORTAL_SSO_CLIENT_ID": "portal"}, "PORTAL_SSO_ISSUER is needed"),
        ({"PORTAL_WECOM_SECRET": "s3cret"}, "PORTAL_WECOM_CORP_ID is needed"),
        ({"PORTAL_DINGTALK_CLIENT_ID": "d"}, "PORTAL_DINGTALK_CLIENT_SECRET is needed"),
        ({"PORTAL_STAFF_PASSWORDS": "admin@example.com"}, "PORTAL_STAFF_PASSWORDS closes passwords"),
        (LOCAL, "PORTAL_SSO_ISSUER takes https"),
        ({**ISSUER, "PORTAL_SSO_ISSUER": "http://login.example.com", "PORTAL_ENV": "development"}, "takes https"),
        ({**WECOM, "PORTAL_STAFF_PASSWORDS": "admin@example.com"}, ""),
        ({**WECOM, "PORTAL_STAFF_PASSWORDS": "all"}, ""), ({**LOCAL, "PORTAL_ENV": "development"}, ""), (ISSUER, ""),
    ],
)  # fmt: skip
def test_settings_of_sign_in_belong_together(tmp_path: Path, given: dict[str, str], said: str) -> None:
    environment = {"PORTAL_DATA_DIR": str(tmp_path), **given}
    if not said:
        assert Settings.from_env(environment)
        return
    with pytest.raises(BadSetting) as refused:
        Settings.from_env(environment)
    assert said in str(refused.value) and "s3cret" not in str(refused.value)
