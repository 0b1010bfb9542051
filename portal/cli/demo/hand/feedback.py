"""What eight partners told us."""

from portal.cli.demo.hand.tales import Said, Tale

FEEDBACK = (
    Tale(
        number="FB-202611-0001", at="2026-11-19 16:10", account="D-000103", who="D-000103", kind="complaint",
        subtype="speed", subject="客服两天没人回电话", text="客服两天没人回电话",
        then=(Said("2026-11-19 17:20", "care", "acknowledge"),),
    ),
    Tale(
        number="FB-202611-0002", at="2026-11-05 10:20", account="D-000102", who="owner@yueqiao.example",
        kind="suggestion", subtype="portal", subject="门户能直接下载盖章的首营资料就好了",
        text="门户能直接下载盖章的首营资料就好了",
        then=(
            Said("2026-11-05 11:00", "care", "acknowledge"),
            Said("2026-11-10 15:30", "care", "answer", "采纳了。常用的首营资料先扫描盖章放到门户，上线时告诉您。",
                 "adopted"),
        ),
    ),
    Tale(
        number="FB-202611-0003", at="2026-11-18 09:05", account="D-000101", who="member@minchuan.example",
        kind="praise", subtype="person", subject="周经理连夜协调发货，特别感谢", text="周经理连夜协调发货，特别感谢",
        contract="D-2026-011", article="第 9 条",
    ),
    Tale(
        number="FB-202611-0004", at="2026-11-16 09:30", account="P-000301", who="P-000301", kind="market_intel",
        subtype="vbp_rumour", subject="某省中成药联盟集采 12 月启动", text="某省中成药联盟集采 12 月启动",
        product="PR02",
        then=(Said("2026-11-16 10:15", "business", "acknowledge"),),
    ),
    Tale(
        number="FB-202611-0005", at="2026-11-20 14:00", account="N-000204", who="N-000204", kind="complaint",
        subtype="price_policy", subject="满意度调查，NPS 6 分", text="返利慢，政策变来变去",
    ),
    Tale(
        number="FB-202611-0006", at="2026-11-14 11:10", account="D-000107", who="D-000107", kind="praise",
        subtype="team", subject="满意度调查，5 分", text="处理很快",
        then=(
            Said("2026-11-16 09:10", "care", "answer", "谢谢您！已转告服务台的同事。"),
            Said("2026-11-16 09:40", "D-000107", "confirm"),
        ),
    ),
    Tale(
        number="FB-202611-0007", at="2026-11-12 15:45", account="N-000202", who="N-000202", kind="complaint",
        subtype="attitude", subject="节日礼品寄到旧地址", text="节日礼品寄到旧地址",
        then=(
            Said("2026-11-12 16:10", "care", "acknowledge"),
            Said(
                "2026-11-13 10:30", "care", "answer",
                "对不起，档案里还是旧地址，已改好并和您核对过。以后寄之前先打电话。",
            ),
        ),
    ),
    Tale(
        number="FB-202611-0008", at="2026-11-10 12:20", account="D-000110", who="D-000110", kind="suggestion",
        subtype="policy", subject="新疆物流时效请单独约定", text="新疆物流时效请单独约定",
        then=(Said("2026-11-10 14:00", "care", "acknowledge"),),
    ),
)  # fmt: skip
