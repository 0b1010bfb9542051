"""Words for channels: what they are called, and why something did not arrive."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l

CHANNELS: dict[str, Any] = {"email": _l("Mail"), "sms": _l("Text messages"), "bot": _l("Group bots")}
SERVICES: dict[str, Any] = {"wecom": _l("WeCom"), "dingtalk": _l("DingTalk"), "feishu": _l("Feishu")}

_WHY: tuple[tuple[re.Pattern[str], Any], ...] = tuple(
    (re.compile(pattern, re.ASCII), words)
    for pattern, words in (
        (r"errcode (93000|300001|300005|400101|400106|93008|400013)\b|code 19001\b",
         _l("The bot's address is not valid any more, or the bot was taken out of its group.")),
        (r"errcode 310000\b|code (19021|19022|19024)\b",
         _l("The service does not accept the signature, the keyword or our address. Check the bot's settings.")),
        (r"errcode (93004|400102)\b|code 19007\b", _l("The bot is switched off at the service.")),
        (r"errcode (45009|45033|130101|410100|90018|90030)\b|code 11232\b|too many",
         _l("The service takes no more at the moment.")),
        (r"errcode (40058|40008|40035|44004|45002|400105)\b|code 9499\b", _l("The service cannot read the message.")),
        (r"errcode 43010\d\b", _l("The service refuses the words of the message.")),
        (r"errcode|^code \d", _l("The service answered with an error.")),
        (r"^cap:", _l("So many text messages went to this number today that it waits for the morning.")),
        (r"private address|no address of the service", _l("The address is none we may reach.")),
        (r"the answer (is|names|drips)|RemoteProtocol|ProtocolError", _l("The server answered nonsense.")),
        (r"^5[05]\d ", _l("The mail server refuses this address or this mail.")),
        (r"^4\d\d ", _l("The mail server puts us off.")),
        (r"HTTP (401|403)\b", _l("The server does not let us in. Check the secret.")),
        (r"HTTP (429|5\d\d)\b", _l("The server cannot take it at the moment.")),
        (r"HTTP \d", _l("The server refuses what we send.")),
        (r"Timeout|timed out", _l("The server is silent.")),
        (r"Connect|Connection|gaierror|ReadError|WriteError|Network|OSError|Disconnected",
         _l("The server cannot be reached, or hangs up.")),
        (r"^by hand$", _l("Taken out by a colleague.")),
    )
)  # fmt: skip


def why(error: str) -> Any:
    """What a noted error means, or nothing for one that stands for itself."""
    return next((words for pattern, words in _WHY if pattern.search(error)), "")
