"""What needs care, in words that say what to do; and the names of what is looked at."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from portal.upkeep.findings import Finding

NAMES: Mapping[str, object] = {
    "data folder": _l("Data folder"),
    "attachments": _l("Attachments"),
    "secret key": _l("Secret key"),
    "public address": _l("Public address"),
    "database": _l("Database"),
    "clock": _l("Clock"),
    "database file": _l("Database file"),
    "administrator": _l("Administrator"),
    "single sign-on": _l("Single sign-on"),
    "emergency sign-in": _l("Emergency sign-in"),
    "worker": _l("Worker"),
    "jobs": _l("Regular jobs"),
    "mail": _l("Mail"),
    "outbox": _l("Outbox"),
    "endpoints": _l("Endpoints of programs"),
    "backup": _l("Backup"),
    "event log": _l("Event log"),
    "calendar": _l("Working calendar"),
    "search": _l("Search"),
}
ADVICE: Mapping[str, object] = {
    "folder_closed": _l("%(folder)s cannot be written; give it to the user who runs the portal"),
    "disk_full": _l("only %(megabytes)s MB are free; make room"),
    "files_closed": _l("%(where)s cannot be written (%(why)s); give it to the user who runs the portal"),
    "files_altered": _l("%(where)s does not give back what was written; see to that disk or service at once"),
    "bucket_missing": _l("there is no bucket at %(where)s; make it, or correct PORTAL_FILES_URL"),
    "bucket_refuses": _l("%(endpoint)s refuses the key; check PORTAL_S3_KEY, PORTAL_S3_SECRET and what it may do"),
    "bucket_silent": _l("%(endpoint)s does not answer; check PORTAL_S3_ENDPOINT, PORTAL_S3_STYLE and the network"),
    "key_open": _l("others can read it; run chmod 600 on secret_key"),
    "no_tls": _l("PORTAL_BASE_URL has no https://; cookies are not protected on the way"),
    "database_down": _l("it does not answer; check PORTAL_DATABASE_URL"),
    "migrations_pending": _l("run `flask db upgrade`"),
    "clock_differs": _l("it is %(seconds)s seconds apart from the database's; let both be set by NTP"),
    "file_damaged": _l("the file is damaged; stop the portal and restore the last backup"),
    "no_administrator": _l("there is none; run `flask create-admin`"),
    "provider_silent": _l("%(name)s does not answer (%(why)s); can this machine reach it? Passwords work meanwhile"),
    "provider_refuses": _l("%(name)s does not take us (%(why)s); compare the settings with what is entered there"),
    "emergency_nobody": _l("nobody in PORTAL_STAFF_PASSWORDS is an administrator with a password and an open sign-in"),
    "emergency_no_factor": _l("who is in PORTAL_STAFF_PASSWORDS has no second factor yet; sign in once and set it up"),
    "worker_never": _l("it has never run; start `flask worker`"),
    "worker_lost": _l("not seen since %(since)s UTC; restart it. Nothing is sent and nothing is imported meanwhile"),
    "one_worker_lost": _l("one on %(hosts)s was not seen since %(since)s UTC; the others go on. Start it again there"),
    "jobs_failed": _l("%(names)s failed when last run; the log of the worker says why"),
    "no_mail_server": _l("no mail server is set; mail waits in the outbox. Set PORTAL_SMTP_URL and PORTAL_MAIL_FROM"),
    "dead_letters": _l("%(count)s messages were given up; see `flask dead-letters` or the outbox page"),
    "queue_stands": _l("mail is due since %(since)s UTC and did not go out; see the outbox page for the reason"),
    "endpoints_paused": _l("%(names)s: paused, for nobody took what was sent; see Admin, Integrations"),
    "backup_failed": _l("the backup of %(since)s UTC failed (%(why)s); run `flask backup` by hand"),
    "no_backup": _l("none for two days; enable portal-backup.timer, or run `flask backup`"),
    "log_broken": _l("it was altered (%(why)s); keep this machine as it is and compare with a backup"),
    "calendar_missing": _l("%(day)s is not in the calendar; run `flask calendar import FILE`"),
    "calendar_provisional": _l("%(year)s is provisional; import the official notice once it is out"),
    "index_outdated": _l("it was made by an earlier version; run `flask reindex`"),
    "unreachable": _l("cannot be looked at; see to the database first"),
}


def advice(finding: Finding) -> str:
    """In the language of whoever reads."""
    return str(ADVICE[finding.code]) % finding.facts
