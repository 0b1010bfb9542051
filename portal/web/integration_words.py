"""Words for integrations: what they may do, for whom they speak, what they are told."""

from flask_babel import lazy_gettext as _l

from portal.domain.integrations.codes import ApiScope, HookKind, Side

SCOPES = {
    ApiScope.ACCOUNTS_READ: _l("Read accounts"),
    ApiScope.REQUESTS_READ: _l("Read requests"),
    ApiScope.REQUESTS_WRITE: _l("File requests and answer"),
}
SIDES = {Side.US: _l("For us: an ERP of our own"), Side.PARTNER: _l("For a partner: their own program")}
HOOKS = {
    HookKind.REQUEST_POSTED: _l("A request was filed"),
    HookKind.REQUEST_ANSWERED: _l("A request was answered in public"),
    HookKind.REQUEST_REPLIED: _l("A partner replied"),
    HookKind.REQUEST_STATE: _l("A request changed its state"),
    HookKind.FEEDBACK_POSTED: _l("Feedback was given"),
    HookKind.FEEDBACK_ANSWERED: _l("Feedback was answered"),
    HookKind.ACCOUNT_CHANGED: _l("An account was added or changed"),
    HookKind.PING: _l("Ping"),
}
PAUSES = {
    "failures": _l("Paused after %(count)s failed tries in a row: nothing is sent until you resume it."),
    "hand": _l("Paused by hand: what happens meanwhile waits."),
    "full": _l(
        "Paused because so much waits for it: it answers more slowly than things happen, or not at all. See to it in "
        "peace, then resume."
    ),
}
