"""The ten service requests of November."""

from portal.cli.demo.hand.tales import Said, Tale

REQUESTS = (
    Tale(
        number="SR-202611-0001", at="2026-11-23 11:00", account="D-000101", who="member@minchuan.example",
        kind="delivery_query", subject="洛施坦 20 件到哪了？医院明天断药", text="洛施坦 20 件到哪了？医院明天断药",
        contract="D-2026-011", product="PR01",
        fields={"order_no": "PO-20261116-03", "product": "PR01", "stockout": "1", "needed_by": "2026-11-24",
                "ordered_on": "2026-11-16", "promised_on": "2026-11-19", "order_amount": "114400.00"},
        then=(
            Said("2026-11-23 11:12", "service", "assign", "business"),
            Said("2026-11-23 11:20", "service", "note",
                 "车 21 日在西安中转压货，司机 13:00 后才通。先别答应今晚全到。重庆仓有 PR01 现货 6 件，可先调 "
                 "2 件。"),
            Said("2026-11-23 11:34", "business", "answer",
                 "查到了：20 件在西安中转压了一天，司机 13:00 后能联系上。为了不断药，我建议先从重庆仓调 2 件（"
                 "400 盒）"
                 "今晚送到医院药剂科，其余 18 件明早到。这样可以吗？"),
            Said("2026-11-23 11:41", "member@minchuan.example", "reply",
                 "可以。2 件今晚一定要到，收货人药剂科廖老师，电话我发短信给您。"),
            Said("2026-11-23 13:42", "business", "answer",
                 "2 件 13:20 已从重庆仓出库，预计今天 18:30 到药剂科。18 件预计明天 10:00 前到。到货后我再给您"
                 "打电话。"),
        ),
    ),
    Tale(
        number="SR-202611-0002", at="2026-11-20 17:30", account="D-000102", who="owner@yueqiao.example",
        kind="qualification_copy", subject="中心医院进院要全套资料，周二前", text="中心医院进院要全套资料，周二前",
        contract="D-2026-012", product="PR01",
        fields={"purpose": "hospital_entry", "product": "PR01", "institution": "中心医院",
                "doc_types": ["business_licence", "drug_licence", "approval_cert", "insert_and_pack",
                              "batch_test_report", "poa"],
                "needed_by": "2026-11-24", "copies": "2", "medium": "electronic"},
        then=(
            Said("2026-11-20 17:48", "service", "assign", "quality"),
            Said(
                "2026-11-23 09:20", "quality", "answer",
                "收到。营业执照、许可证、注册证和说明书今天盖章，批检报告等上游，下午补齐。",
            ),
            Said("2026-11-23 11:05", "quality", "note", "批号 26091801 的检验报告已向川岭 PV 邮箱催了一次。"),
        ),
    ),
    Tale(
        number="SR-202611-0003", at="2026-11-18 09:10", account="N-000201", who="15400000201", kind="adr_report",
        subject="患者用药后全身皮疹，批号 26031702", text="患者用药后全身皮疹，批号 26031702", product="PR01",
        fields={"product": "PR01", "batch_no": "26031702", "reaction": "服药第二天全身皮疹，停药后消退。",
                "onset_on": "2026-11-16", "outcome": "recovering", "severity": "new", "patient_initials": "LXM",
                "age": "57", "sex": "female", "reporter": "门诊医生", "hospital": "桃溪县人民医院"},
        then=(
            Said("2026-11-18 09:18", "service", "assign", "quality"),
            Said(
                "2026-11-18 09:36", "quality", "answer",
                "已登记，谢谢您当天上报。请保留剩余药品和包装，我们和持有人一起上报，需要补充资料再联系您。",
            ),
            Said("2026-11-18 13:50", "quality", "wait_for_supplier"),
            Said("2026-11-18 13:55", "quality", "note", "已交川岭 PV。得知日 11-18，法定期限 15 日，最迟 12-03。"),
        ),
    ),
    Tale(
        number="SR-202611-0004", at="2026-11-17 10:00", account="D-000101", who="member@minchuan.example",
        kind="diversion_complaint", subject="成都药店出现山东流入的岭康胶囊", text="成都药店出现山东流入的岭康胶囊",
        product="PR02",
        fields={"product": "PR02", "batch_no": "26071105", "boxes": "36", "found_on": "2026-11-15",
                "province": "510000", "place": "成都武侯区", "terminal": "百草堂武侯店",
                "files": ["货架.jpg", "批号.jpg", "追溯码.jpg"], "suspect": "山东方向"},
        then=(
            Said("2026-11-17 10:40", "service", "assign", "legal"),
            Said(
                "2026-11-17 14:10", "legal", "answer",
                "收到照片，批号可追到发往山东的一批。我们先核对证据，您的身份不会告诉对方。",
            ),
            Said(
                "2026-11-19 10:00", "legal", "answer",
                "还差一张购药小票，能证明是在这家药店买到的。补齐后我们才能继续追查批号。",
            ),
            Said("2026-11-19 10:01", "legal", "wait_for_partner"),
        ),
    ),
    Tale(
        number="SR-202611-0005", at="2026-11-16 15:40", account="D-000105", who="D-000105", kind="rebate_settlement",
        subject="三季度返利按超额累进还是全额？", text="三季度返利按超额累进还是全额？",
        fields={"contract": "—", "period": "2026 年三季度", "pay_as": "allowance",
                "purchases": "三季度采购 1,356,800.00"},
        then=(
            Said("2026-11-16 16:05", "service", "assign", "business"),
            Said(
                "2026-11-17 09:40", "business", "answer",
                "两种算法差一万元，我请财务各算一遍，连同合同原文一起书面答复您。",
            ),
            Said(
                "2026-11-20 17:02", "finance", "note",
                "全额 3%：40,704.00；超额累进：30,704.00。合同写的是超额累进。",
            ),
        ),
    ),
    Tale(
        number="SR-202611-0006", at="2026-11-13 09:00", account="D-000109", who="D-000109", kind="deposit_refund",
        subject="合同去年底到期，保证金 5 万未退", text="合同去年底到期，保证金 5 万未退", contract="D-2025-014",
        fields={"contract": "D-2025-014", "amount": "50000", "refund_to": "account_on_file",
                "statement_settled": "1"},
        then=(
            Said("2026-11-13 09:30", "service", "assign", "finance"),
            Said(
                "2026-11-13 11:20", "finance", "answer",
                "查到了：清算单 1 月 30 日签的，30 天内应退，确实是我们拖了。今天报批，退款日期下周告诉您。",
            ),
            Said("2026-11-20 16:31", "finance", "note", "已升级到陈立衡。银行账户与档案一致，等付款审批。"),
        ),
    ),
    Tale(
        number="SR-202611-0007", at="2026-11-12 14:20", account="D-000112", who="D-000112", kind="return_exchange",
        subject="240 盒近效期 5 个月，申请换货", text="240 盒近效期 5 个月，申请换货", product="PR01",
        fields={"product": "PR01", "batch_no": "25041809", "expires_on": "2027-04-17", "boxes": "240",
                "return_reason": "near_expiry", "invoice_no": "26442000000012345678",
                "box_price": "28.60", "year_purchase": "180000.00"},
        then=(
            Said("2026-11-12 14:45", "service", "assign", "quality"),
            Said(
                "2026-11-12 16:30", "quality", "answer",
                "可以换。按合同近效期 6 个月内按八折：240 盒 × 28.60 × 0.8 = 5,491.20，等财务确认后发货。",
            ),
            Said("2026-11-23 09:12", "quality", "note", "等财务批 5,491.20，已催第二次。@沈清禾 今天能批吗？"),
        ),
    ),
    Tale(
        number="SR-202611-0008", at="2026-11-11 16:05", account="D-000106", who="D-000106", kind="price_adjustment",
        subject="陕西联盟中选后底价倒挂", text="陕西联盟中选后底价倒挂", product="PR01",
        fields={"product": "PR01", "asked_price": "24.90", "price_reason": "vbp_cut",
                "present_price": "28.60", "stock_boxes": "3200",
                "market_proof": "联盟中选价公布后，库存 3,200 盒，其中 450 盒是 60 天以前买的。"},
        then=(
            Said("2026-11-11 16:20", "service", "assign", "business"),
            Said("2026-11-11 17:30", "business", "answer",
                 "价格保护按 60 天内购进、还在库的盒数补差：(28.60 − 24.90) × 2,750 = 10,175.00。请上传中选证明"
                 "，我们就报批。"),
            Said("2026-11-13 15:20", "business", "wait_for_partner"),
        ),
    ),
    Tale(
        number="SR-202611-0009", at="2026-11-10 10:30", account="D-000108", who="D-000108", kind="contract_extension",
        subject="试销期满想续一年", text="试销期满想续一年", contract="D-2026-016",
        fields={"contract": "D-2026-016", "months": "12", "plan": "明年再开 6 家县医院。", "quota": "360000"},
        then=(
            Said("2026-11-10 11:00", "service", "assign", "business"),
            Said(
                "2026-11-10 13:50", "business", "answer",
                "收到，这就是书面通知。合同会自动续 6 个月到 2027-08-31；想续一年，需要另签补充协议。",
            ),
            Said("2026-11-12 10:15", "D-000108", "reply", "那先按自动续 6 个月，明年二月再谈一年的。"),
            Said("2026-11-12 10:40", "business", "answer", "好的，按自动续约 6 个月办理，二月初我来找您谈一年期。"),
            Said("2026-11-12 11:05", "D-000108", "withdraw"),
        ),
    ),
    Tale(
        number="SR-202611-0010", at="2026-11-09 17:55", account="N-000206", who="N-000206", kind="promotion_support",
        subject="科室会需要彩页 50 份、议程模板", text="科室会需要彩页 50 份、议程模板",
        fields={"activity": "科室会", "held_on": "2026-12-10", "place": "喀什", "audience": "心内科医生 20 人",
                "budget_items": "彩页 50 份\n会议室", "materials": "彩页\n议程模板"},
        then=(
            Said("2026-11-10 09:30", "service", "assign", "care"),
            Said(
                "2026-11-10 11:20", "care", "answer",
                "彩页可以寄。合规要求先看议程和讲者，模板已发您门户，填好传回来就安排。",
            ),
            Said("2026-11-12 09:40", "care", "wait_for_partner"),
        ),
    ),
)  # fmt: skip
