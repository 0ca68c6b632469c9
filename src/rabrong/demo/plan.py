"""What is fixed in the example's invented numbers; the seed decides the rest.

Percentages are in basis points (7413 is 74.13 %), offsets in thousandths of a level of the criteria.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SEED = 2555
WHOLE_MONTHS = 7
"""October to April; May is open."""

OPEN_MONTH = 8
SILENT_PROVINCES = ("63", "95")  # ตาก, ยะลา
NOT_APPLICABLE_IN = ("3.2", "85")  # no model administration in ระนอง
NEVER_REPORTED = 2
STOPPED_REPORTING = 14

PERMILLE_OF_APRIL = (640, 690, 750, 820, 890, 950, 1000, 1022)
"""How far the running totals are in each month: slow, fast, slow."""

FAR_BEHIND = {"94": -2900, "96": -2700, "66": -1500, "21": -1400, "86": -1500}
FAR_AHEAD = {"43": 1000, "75": 1100, "74": 950, "40": 900, "50": 1000, "12": 750, "84": 950}
SPREAD_OF_PROVINCES, SPREAD_OF_DISTRICTS, SPREAD_OF_INDICATORS = 480, 450, 380


@dataclass(frozen=True, slots=True)
class Plan:
    """One indicator counted in the districts: the country's percentage in April, what a level of its criteria is
    worth, and how many a district has (None: as many as it has subdistricts)."""

    april: int
    level: int
    sizes: tuple[int, int] | None


COUNTED: Mapping[str, Plan] = {
    "1.2": Plan(april=5310, level=500, sizes=(6, 28)),
    "1.3": Plan(april=7765, level=500, sizes=(7, 21)),
    "2": Plan(april=8195, level=500, sizes=None),
    "3.1": Plan(april=5690, level=500, sizes=None),
    "3.2": Plan(april=7085, level=500, sizes=(1, 4)),
    "4.1": Plan(april=7560, level=500, sizes=(6, 23)),
    "4.3": Plan(april=7370, level=500, sizes=(9, 26)),
}

GROWING = "4.2"
GROWTH = (1180, 1165, 1140, 1105, 1065, 1010, 960, 905)
"""The country's growth of sales by month in basis points: the indicator that falls."""

GROWTH_LEVEL = 200
SALES = (2_000, 15_000)
"""A district's sales in the whole of 2554, in ten thousand baht, least and most."""

PERMILLE_OF_SALES = (90, 175, 290, 370, 450, 540, 615, 690)

Cells = Mapping[str, str]
OWN: Mapping[str, tuple[Cells, ...]] = {
    "1.1.1": tuple({"result": steps} for steps in ("1", "1", "2", "2", "3", "3", "4", "4")),
    "1.1.2": (
        {"steps": "0"},
        {"steps": "1"},
        {"steps": "2"},
        *({"steps": "2", "value": value} for value in ("60.50", "62.00", "63.20", "64.40", "65.00")),
    ),
    "7": tuple(
        {"result": percent} for percent in ("4.10", "9.80", "17.55", "27.40", "38.20", "49.75", "56.30", "61.90")
    ),
    "8": tuple({"result": steps} for steps in ("0", "1", "1", "2", "2", "3")),
    "9": tuple(
        {str(step): points for step, points in enumerate(row.split(), start=1)}
        for row in (
            "1 0 0 0 0 0",
            "1 0.25 0 0 0 0",
            "1 0.25 0.25 0 0.25 0",
            "1 0.25 0.25 0.25 0.50 0.25",
            "1 0.25 0.25 0.50 0.75 0.50",
            "1 0.25 0.25 0.50 1.00 0.75",
            "1 0.25 0.25 0.50 1.25 1.00",
            "1 0.25 0.25 0.50 1.25 1.00",
        )
    ),
    "10": tuple(
        {"10.1": trained, "10.2": plan, "10.3": hours}
        for trained, plan, hours in (
            ("58.00", "fail", "4"),
            ("61.50", "fail", "9"),
            ("64.00", "pass", "13"),
            ("67.50", "pass", "18"),
            ("70.50", "pass", "22"),
            ("73.00", "pass", "27"),
            ("75.00", "pass", "30"),
            ("76.00", "pass", "32"),
        )
    ),
    "11": tuple(
        {"11.1": complete, "11.2": hours}
        for complete, hours in (
            ("86.20", "0"),
            ("89.00", "1"),
            ("91.75", "1"),
            ("93.50", "2.5"),
            ("95.40", "4"),
            ("97.10", "4.5"),
            ("98.20", "6"),
            ("98.50", "6"),
        )
    ),
    "12": tuple(
        {"12.1": share, "12.2/12.2.1": plan, "12.2/12.2.2": steps}
        for share, plan, steps in (
            ("60.50", "fail", "1"),
            ("62.00", "fail", "1"),
            ("65.00", "pass", "1"),
            ("68.00", "pass", "2"),
            ("70.00", "pass", "2"),
            ("72.00", "pass", "3"),
            ("74.00", "pass", "3"),
            ("74.50", "pass", "3"),
        )
    ),
}
"""Indicator reported by its own bureau -> the cells of each month, October first."""

OWN_SUBMITTED_IN_MAY = ("1.1.1", "1.1.2", "7", "10", "11")
"""The bureaus' other indicators are drafts in May."""

SUPERVISED_IN_APRIL = ("1.2", "2", "4.2")
"""Counted in the districts, and passed by their supervisors in April already; the others wait for them."""

TARGETS = {
    "1.1.1": "5", "1.1.2": "70", "1.2": "60", "1.3": "80", "2": "85", "3.1": "65", "3.2": "80", "4.1": "75",
    "4.2": "10", "4.3": "80", "5": "80", "6": "4.5", "7": "80", "8": "5", "9": "5", "10": "5", "11": "5", "12": "5",
}  # fmt: skip
