"""Words for prospects and for what is looked into before a product is taken on."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.recruiting.checklist import Item, Rating
from portal.domain.recruiting.stages import LostReason, Stage

STAGES = {
    Stage.IDENTIFIED: lazy_pgettext("prospect", "Identified"),
    Stage.CONTACTED: lazy_pgettext("prospect", "Contacted"),
    Stage.TALKING: lazy_pgettext("prospect", "Talking"),
    Stage.OFFER: lazy_pgettext("prospect", "Offer made"),
    Stage.SIGNED: lazy_pgettext("prospect", "Signed"),
    Stage.LOST: lazy_pgettext("prospect", "Lost"),
}
STAGE_TONES = {Stage.OFFER: "info", Stage.SIGNED: "good", Stage.LOST: "bad"}
LOST_REASONS = {
    LostReason.PRICE: _l("The price leaves too little"),
    LostReason.POLICY: _l("Procurement or reimbursement is against it"),
    LostReason.COMPETITOR: _l("Took a competing product"),
    LostReason.NO_HOSPITALS: _l("Cannot reach the hospitals"),
    LostReason.DEPOSIT: _l("Would not pay the deposit"),
    LostReason.QUOTA: _l("Found the quota too high"),
    LostReason.NOT_LICENSED: _l("Papers are missing"),
    LostReason.NOT_RELIABLE: _l("We found them unreliable"),
    LostReason.NO_ANSWER: _l("Does not answer"),
    LostReason.CELL_GIVEN: _l("The territory went to somebody else"),
    LostReason.OTHER: _l("Something else, see the remark"),
}
ITEMS = {
    Item.KEEPS_TERRITORY: (_l("Keeps the territory"), _l("Does not sell past its agents, nor lets others do so.")),
    Item.TAKEBACK_HISTORY: (_l("Does not take products back"), _l("What became of earlier agents once it sold.")),
    Item.DELIVERY: (_l("Delivers in time"), _l("Shortages, lead times, cold chain.")),
    Item.TENDER_HELP: (_l("Helps in tenders"), _l("Papers in time, prices held, people on site.")),
    Item.PAPERS: (_l("Papers and test reports"), _l("First-operation papers and batch reports come unasked.")),
    Item.PRICE: (_l("Keeps prices"), _l("Changes announced, stock protected.")),
    Item.SETTLES: (_l("Settles accounts"), _l("Deposits returned, rebates and compensation paid.")),
    Item.QUALITY: (_l("Quality and recalls"), _l("Findings of the authorities, complaints, recalls.")),
}
RATINGS = {Rating.GOOD: _l("Good"), Rating.FAIR: _l("Fair"), Rating.POOR: _l("Poor")}
RATING_TONES = {Rating.GOOD: "good", Rating.FAIR: "warn", Rating.POOR: "bad"}
