"""Which providers the settings name; nothing of them is loaded where there is none."""

from functools import lru_cache

from flask import current_app
from flask_babel import lazy_gettext as _l

from portal.identity.providers.vouching import Provider
from portal.settings import Settings

NAMES = {"sso": _l("company account"), "wecom": _l("WeCom"), "dingtalk": _l("DingTalk")}


@lru_cache(maxsize=4)
def providers_of(settings: Settings) -> dict[str, Provider]:
    """By code, in the order of the sign-in page; none in a demonstration, which asks nobody outside."""
    if settings.is_demo:
        return {}
    found: dict[str, Provider] = {}
    if settings.sso_issuer:
        from portal.identity.providers.oidc import OpenIdConnect

        found["sso"] = OpenIdConnect(settings)
    if settings.wecom_corp_id:
        from portal.identity.providers.wecom import WeCom

        found["wecom"] = WeCom(settings)
    if settings.dingtalk_client_id:
        from portal.identity.providers.dingtalk import DingTalk

        found["dingtalk"] = DingTalk(settings)
    return found


def providers() -> dict[str, Provider]:
    return providers_of(current_app.extensions["settings"])


def name_of(code: str) -> str:
    """What people call the provider."""
    own = current_app.extensions["settings"].sso_name if code == "sso" else ""
    return own or str(NAMES.get(code, code))
