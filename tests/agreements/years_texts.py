"""Agreement files of four kinds of years, each small enough to score by hand."""

HEAD = """\
format: rabrong/1
year: {year}
unit: {{code: cdd, name: กรมตัวอย่าง}}
superior: {{name: ปลัดกระทรวงตัวอย่าง}}
"""
ONE_TO_FIVE = "scale: {points: [1, 2, 3, 4, 5], missing: {6: leave_out, 9: leave_out, 12: block}}\n"
STEPS = "criteria: {kind: steps, steps: [ก, ข, ค, ง, จ]}"


def indicator(code: str, aspect: str, weight: str, criteria: str = STEPS) -> str:
    """One indicator of a file."""
    return (
        f'  - {{code: "{code}", name: ตัวชี้วัด {code}, aspect: {aspect}, weight: {weight}, target: 5, '
        f"responsible: กผ, evidence: [รายงาน], {criteria}}}\n"
    )


PERCENT = "criteria: {kind: levels, at: [60, 65, 70, 75, 80]}"

TWO_DIMENSIONS = (
    HEAD.format(year=2560)
    + ONE_TO_FIVE
    + """\
framework:
  - {code: out, name: มิติภายนอก, weight: 70, parts: [{code: eff, name: ประสิทธิผล, weight: 60}, {code: qua, name: คุณภาพ, weight: 10}]}
  - {code: in, name: มิติภายใน, weight: 30}
indicators:
"""  # noqa: E501
    + indicator("1", "eff", "60", PERCENT)
    + indicator("2", "qua", "10")
    + indicator("3", "in", "30")
)
"""FY2555's form: 70 = 60 + 10 outside, 30 inside."""

FOUR_PERSPECTIVES = (
    HEAD.format(year=2561)
    + ONE_TO_FIVE
    + """\
framework:
  - {code: p1, name: ประสิทธิผล, weight: 50}
  - {code: p2, name: คุณภาพการให้บริการ, weight: 20}
  - {code: p3, name: ประสิทธิภาพ, weight: 10}
  - {code: p4, name: พัฒนาองค์กร, weight: 20}
indicators:
"""
    + indicator("1", "p1", "50", "criteria: {kind: levels, at: [30, 25, 20, 15, 10]}")
    + indicator("2", "p2", "20")
    + indicator("3", "p3", "10")
    + indicator("4", "p4", "20")
)
"""A province's weights of FY2553: 50, 20, 10, 20."""

FIVE_BASES = (
    HEAD.format(year=2562)
    + ONE_TO_FIVE
    + """\
framework:
  - {code: functional, name: Functional Based, weight: 30}
  - {code: agenda, name: Agenda Based, weight: 20}
  - {code: area, name: Area Based, weight: 20}
  - {code: innovation, name: Innovation Based, weight: 15}
  - {code: potential, name: Potential Based, weight: 15}
indicators:
"""
    + indicator("1", "functional", "30", "criteria: {kind: bands, from: [15, 25, 35, 45]}")
    + indicator("2", "agenda", "20")
    + indicator("3", "area", "20")
    + indicator("4", "innovation", "15")
    + indicator("5", "potential", "15")
)
"""FY2560 and 2561."""

THREE_POINTS = (
    HEAD.format(year=2563)
    + """\
scale: {points: [50, 75, 100], floor: zero}
framework: [{code: all, name: ทั้งหมด, weight: 100}]
indicators:
"""
    + indicator("1", "all", "100", "criteria: {kind: levels, at: [60, 70, 90]}")
)
"""From FY2562 on: three target points worth 50, 75 and 100."""
