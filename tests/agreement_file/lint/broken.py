"""The clean file with one rule of the lint broken: its code, what is changed, and what else is heard then."""
# ruff: noqa: E501  a case stays on one line

from tests.agreement_file.sample import LEVELS

ONE_MORE = """\
  - {code: "4", name: อีกหนึ่ง, aspect: internal, weight: 0.5, criteria: {kind: score}, evidence: [ก], owners: [{unit: กผ}]}
"""
PRINTED_1 = '{unit: กผ, count: 1, indicators: ["1"], percent: 60, weights: [60]}'
PRINTED_2 = '{unit: กค, count: 1, indicators: ["2"], percent: 40, weights: [40]}'
OWNERS_1 = "owners: [{unit: กผ, role: main, share: 60}, {unit: กค, role: co, share: 40}]"
OWNERS_2 = "owners: [{unit: กค, role: main, share: 100}]"
WEIGHTED = "code: effectiveness, name: ประสิทธิผล, weight: 60}"
WEIGHT_2 = "weight: 40\n    criteria"

BROKEN: list[tuple[str, list[tuple[str, str]], set[str]]] = [
    ("W-SUM", [(WEIGHT_2, "weight: 39\n    criteria")], {"W-ASPECT", "O-GAP", "P-WEIGHT", "P-PERCENT", "P-VALUE"}),
    ("W-SUM-OVER", [(WEIGHT_2, "weight: 42\n    criteria")], {"W-ASPECT", "P-PERCENT", "P-VALUE"}),
    ("W-SUM", [(WEIGHT_2, "weight: {6: 40, 9: 30, 12: 40}\n    criteria")], {"W-ASPECT"}),
    ("W-SUM", [("starts: 6", "starts: 6\n    cancelled: 12"), (WEIGHT_2, "weight: {6: 40, 9: 40}\n    criteria")], {"W-ASPECT"}),
    ("W-TREE", [("มิติภายใน, weight: 40", "มิติภายใน, weight: 41")], {"W-ASPECT", "O-GAP"}),
    ("W-TREE", [("ประสิทธิผล, weight: 60", "ประสิทธิผล, weight: 59")], {"W-ASPECT"}),
    ("W-ASPECT", [("aspect: internal", "aspect: effectiveness")], {"A-EMPTY", "O-GAP"}),
    ("W-ASPECT", [(WEIGHTED, "code: effectiveness, name: ประสิทธิผล}"), ("มิติภายใน, weight: 40", "มิติภายใน, weight: 30"), ("มิติภายนอก\n    weight: 60", "มิติภายนอก\n    weight: 70")], set()),
    ("W-ZERO", [("units: [{code", ONE_MORE.replace("0.5", "0").replace('"4"', '"3"') + "units: [{code")], set()),
    ("A-EMPTY", [("มิติภายใน, weight: 40}", "มิติภายใน, weight: 40}\n  - {code: empty}")], set()),
    ("O-NOBODY", [(OWNERS_1, "starts: 6"), (OWNERS_2, "note: x")], set()),
    ("O-UNOWNED", [(OWNERS_1, "starts: 6")], {"O-NONE"}),
    ("O-UNOWNED", [(OWNERS_1, OWNERS_1.replace("main", "supporter").replace("co", "supporter"))], {"O-NOMAIN"}),
    ("O-GAP", [("ประสิทธิผล, weight: 60", "ประสิทธิผล, weight: 70")], {"W-TREE", "W-ASPECT"}),
    ("O-DUP", [(OWNERS_1, OWNERS_1.replace("role: co", "role: main"))], set()),
    ("O-NOMAIN", [(OWNERS_2, OWNERS_2.replace("main", "co"))], set()),
    ("O-TWICE", [(OWNERS_1, OWNERS_1.replace("กค", "กผ"))], set()),
    ("O-SHARE", [(OWNERS_1, OWNERS_1.replace("40", "39.5"))], set()),
    ("O-NONE", [("กองคลัง, kind: division}", "กองคลัง, kind: division}, {code: ตภ, kind: division}")], set()),
    ("O-NONE", [(PRINTED_2, PRINTED_2 + ", {unit: ตภ}")], set()),
    ("O-UNKNOWN", [(OWNERS_2, OWNERS_2.replace("กค", "กจ"))], {"P-OWNER"}),
    ("C-COUNT", [(PRINTED_1, PRINTED_1.replace("count: 1", "count: 2")), (PRINTED_2, PRINTED_2.replace("count: 1", "count: 0"))], {"C-SOURCE"}),
    ("C-TOTAL", [(PRINTED_2, PRINTED_2.replace("count: 1", "count: 2"))], {"C-COUNT"}),
    ("C-SOURCE", [("{unit: กผ, count: 1},", "{unit: กผ, count: 2},")], set()),
    ("C-SOURCE", [("{unit: กผ, count: 1},", "{unit: กผ, count: 1, percent: 61},")], {"P-SUM"}),
    ("P-DUP", [(PRINTED_2, PRINTED_2.replace('count: 1, indicators: ["2"], percent: 40, weights: [40]', 'count: 2, indicators: ["2", "1"], percent: 40'))], {"P-PERCENT"}),
    ("P-SUM", [(PRINTED_2, PRINTED_2.replace("percent: 40", "percent: 41"))], {"P-REACH", "P-PERCENT"}),
    ("P-WEIGHT", [(PRINTED_2, "{unit: กค}")], {"P-SUM"}),
    ("P-REACH", [(PRINTED_1, PRINTED_1.replace("[60]", "[50]"))], {"P-VALUE"}),
    ("P-REACH", [(PRINTED_1, "{unit: กผ, count: 1, percent: 60, weights: [50]}")], {"C-TOTAL", "P-WEIGHT"}),
    ("P-REACH", [(PRINTED_1, PRINTED_1.replace("[60]", "[30, 40]"))], {"P-VALUE"}),
    ("P-PERCENT", [(PRINTED_1, PRINTED_1.replace("60", "61")), (PRINTED_2, PRINTED_2.replace("40", "39"))], {"P-VALUE"}),
    ("P-VALUE", [(PRINTED_1, PRINTED_1.replace("percent: 60, weights: [60]", "weights: [50]"))], {"P-SUM"}),
    ("P-UNKNOWN", [(PRINTED_1, PRINTED_1.replace('["1"]', '["9"]'))], {"P-WEIGHT"}),
    ("P-OWNER", [(PRINTED_1, PRINTED_1.replace("กผ", "กค")), (PRINTED_2, PRINTED_2.replace("กค", "กผ"))], set()),
    ("L-PLATEAU", [(LEVELS, LEVELS.replace("80, 90", "80, 80"))], set()),
    ("L-PLATEAU", [(LEVELS, "criteria: {kind: bands, from: [60, 70, 70, 100]}")], set()),
    ("L-CAP", [("points: [2, 3], cap", "points: [2, 2.5], cap")], set()),
    ("L-TRIVIAL", [("2554: 82", "2554: 100")], set()),
    ("L-TRIVIAL", [(LEVELS, "criteria: {kind: levels, at: [99, 95, 90, 85, 82]}"), ("formula: ก / ข * 100", "formula: ข - ก")], {"L-ALWAYS"}),
    ("L-UNREACH", [("2554: 82", "2554: 50")], set()),
    ("L-UNREACH", [(LEVELS, "criteria: {kind: levels, at: [81, 60, 50, 40, 30]}")], {"L-NEVER"}),
    ("L-ALWAYS", [("2552: 70, 2553: 75, 2554: 82", "2552: 100, 2553: 100.5, 2554: 101")], {"L-TRIVIAL"}),
    ("L-NEVER", [("2552: 70, 2553: 75, 2554: 82", "2552: 60, 2553: 69.99, 2554: 62")], set()),
    ("T-BELOW", [("formula: ก / ข * 100", "formula: ก / ข * 100\n    target: 81.99")], set()),
    ("T-BELOW", [("formula: ก / ข * 100", "formula: ก / ข * 100\n    target: 83"), (LEVELS, "criteria: {kind: levels, at: [90, 86, 82, 78, 60]}")], set()),
    ("B-REACH", [("{upto: 5, name", "{upto: 4.9, name")], set()),
    ("R-NEVER", [("starts: 6", "starts: 9\n    cancelled: 6")], set()),
    ("J-REASON", [("reason: ส่งช้า", 'reason: ""')], set()),
    ("E-NONE", [("    evidence: [รายงาน]\n", "")], set()),
    ("E-NONE", [("evidence: [รายงาน]", "evidence: []")], set()),
    ("D-UNUSED", [("formula: ก / ข * 100", "formula: ก")], set()),
    ("F-ZERO", [("formula: ก / ข * 100", "formula: ก / ข * 100 / 0")], set()),
    ("F-ZERO", [("formula: ก / ข * 100", "formula: ก / 0.00 + ข")], set()),
    ("N-NAME", [("name: ระดับความสำเร็จของมาตรการ", "name: ร้อยละของหมู่บ้านที่ผ่านเกณฑ์")], set()),
    ("N-GAP", [('code: "2"', 'code: "3"'), ('indicators: ["2"]', 'indicators: ["3"]')], set()),
]  # fmt: skip
