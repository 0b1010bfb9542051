"""What a request asks for that papers can stop: it is taken all the same, with a word of warning."""

from collections.abc import Mapping

from portal.domain.accounts.papers.catalogue import Act
from portal.domain.requests.catalogue import RequestCategory as C

ACTS: Mapping[C, Act] = {
    C.DELIVERY_QUERY: Act.ORDER,
    C.SAMPLE_REQUEST: Act.ORDER,
    C.TERRITORY_ADD: Act.CONTRACT,
    C.CONTRACT_EXTENSION: Act.CONTRACT,
    C.DEPOSIT_REFUND: Act.PAYOUT,
    C.REBATE_SETTLEMENT: Act.SETTLEMENT,
    C.TENDER_SUPPORT: Act.ACTING,
}
