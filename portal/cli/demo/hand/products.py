"""The eight products, who supplies them, and for how much."""

from datetime import date
from typing import NamedTuple


class ProductFacts(NamedTuple):
    """`listed` and `supplied` are prices per box in fen."""

    code: str
    name_zh: str
    name_en: str
    form: str
    spec: str
    boxes_per_case: int
    approval_no: str
    approval_until: date
    storage: str
    supplier: str
    listed: int
    supplied: int


PRODUCTS = (
    ProductFacts("PR01", "洛施坦缓释片", "Luoshitan SR tablets", "片剂", "0.3 g × 12 片/盒", 200, "国药准字H20990001",
                 date(2029, 5, 31), "room", "S-000001", 3860, 2860),
    ProductFacts("PR02", "岭康胶囊", "Lingkang capsules", "胶囊剂", "0.35 g × 24 粒", 200, "国药准字Z20990012",
                 date(2028, 12, 31), "room", "S-000001", 4580, 2490),
    ProductFacts("PR03", "注射用沐维肽", "Muweitide for injection", "注射剂", "5 mg/支", 50, "国药准字S20990007",
                 date(2028, 9, 30), "cold", "S-000002", 32800, 24600),
    ProductFacts("PR04", "沐安滴眼液", "Muan eye drops", "滴眼剂", "5 ml", 300, "国药准字H20990033",
                 date(2029, 1, 31), "cool", "S-000002", 2950, 1720),
    ProductFacts("PR05", "棠清颗粒", "Tangqing granules", "颗粒剂", "10 g × 9 袋", 100, "国药准字Z20990058",
                 date(2030, 3, 31), "room", "S-000003", 3300, 1560),
    ProductFacts("PR06", "朔北骨舒膏贴", "Gushu plaster", "贴膏剂", "7 cm × 10 cm × 6 贴", 200, "国药准字Z20990071",
                 date(2027, 4, 30), "room", "S-000004", 4800, 1980),
    ProductFacts("PR07", "境外：诺维坦片", "Nuoweitan tablets (imported)", "片剂", "10 mg × 28 片", 100,
                 "国药准字HJ20990005", date(2028, 7, 31), "room", "S-000005", 19600, 15800),
    ProductFacts("PR08", "港产：怡肝冲剂", "Yigan granules (Hong Kong)", "颗粒剂", "15 g × 10 袋", 80,
                 "国药准字ZC20990002", date(2028, 7, 31), "room", "S-000005", 8800, 5200),
)  # fmt: skip
