"""A small file in which nothing is wrong or doubtful, and short ways to change it and to ask what is wrong."""

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreement_file.problems import BadFileError, Problem
from rabrong.agreement_file.reader import agreement_of
from rabrong.agreement_file.results import Results, results_of
from rabrong.scoring.agreement import Round
from rabrong.scoring.assess import Assessment, assess

CLEAN = """\
format: rabrong/1
year: 2555
unit: {code: dept, name: กรมตัวอย่าง}
superior: {name: ปลัดกระทรวงตัวอย่าง}
note: ตัวอย่าง
scale: {points: [1, 2, 3, 4, 5], floor: first, places: 4, total: unrounded, missing: leave_out, result_places: 6}
bands: [{upto: 2.4999, name: ต้องแก้ไข}, {upto: 5, name: ดี}]
framework:
  - code: external
    name: มิติภายนอก
    weight: 60
    parts: [{code: effectiveness, name: ประสิทธิผล, weight: 60}]
  - {code: internal, name: มิติภายใน, weight: 40}
indicators:
  - code: "1"
    name: ร้อยละของหมู่บ้านที่ผ่านเกณฑ์
    aspect: effectiveness
    weight: 60
    unit: ร้อยละ
    note: ตัวอย่าง
    data:
      ก: {name: หมู่บ้านที่ผ่าน, unit: หมู่บ้าน, over_units: sum, over_months: running}
      ข: {name: หมู่บ้านทั้งหมด, unit: หมู่บ้าน}
    formula: ก / ข * 100
    unreported: leave_out
    criteria: {kind: levels, at: [60, 70, 80, 90, 100]}
    owners: [{unit: กผ, role: main, share: 60}, {unit: กค, role: co, share: 40}]
    baseline: {2552: 70, 2553: 75, 2554: 82}
    evidence: [ทะเบียนหมู่บ้าน]
    result: {ก: 85, ข: 100}
  - code: "2"
    name: ระดับความสำเร็จของมาตรการ
    aspect: internal
    weight: 40
    criteria: {kind: weighted_steps, points: [2, 3], cap: 5}
    owners: [{unit: กค, role: main, share: 100}]
    evidence: [รายงาน]
    starts: 6
    result: [2, 1.5]
    adjust: [{points: -0.2, reason: ส่งช้า}]
units: [{code: กผ, name: กองแผนงาน, kind: division}, {code: กค, name: กองคลัง, kind: division}, dept]
printed:
  - source: deck
    units: [{unit: กผ, count: 1, indicators: ["1"], percent: 60, weights: [60]}, {unit: กค, count: 1, indicators: ["2"], percent: 40, weights: [40]}]
  - source: book
    units: [{unit: กผ, count: 1}, {unit: กค, count: "-"}]
"""  # noqa: E501

LEVELS = "criteria: {kind: levels, at: [60, 70, 80, 90, 100]}"
WEIGHTED_STEPS = "criteria: {kind: weighted_steps, points: [2, 3], cap: 5}"


def changed(old: str, new: str, text: str = CLEAN) -> str:
    """The text with the one occurrence of `old` replaced."""
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    return text.replace(old, new)


def with_criteria(criteria: str, result: str | None) -> str:
    """The clean file whose indicator 2 has other criteria and another result."""
    text = changed(WEIGHTED_STEPS, f"criteria: {criteria}")
    return changed("    result: [2, 1.5]\n", "" if result is None else f"    result: {result}\n", text)


def problems_of(text: str) -> list[Problem]:
    """What is wrong with an agreement file; nothing when it can be used."""
    try:
        agreement_of(text, "file.yaml")
    except BadFileError as error:
        return error.problems
    return []


def codes_of(text: str) -> list[str]:
    """The codes of what is wrong with an agreement file."""
    return [problem.code for problem in problems_of(text)]


def read(text: str = CLEAN) -> AgreementFile:
    """The agreement in a text."""
    return agreement_of(text, "file.yaml")


def scored(text: str = CLEAN, csv: str | None = None, round_: Round = 12) -> Assessment:
    """The assessment of an agreement file, with a results file where one is given."""
    file = read(text)
    results = Results() if csv is None else results_of(csv, "results.csv", file)
    return assess(file.agreement, results.until(file, round_), round_)


def scores(assessment: Assessment) -> dict[str, str | None]:
    """Indicator -> the score as displayed."""
    return {line.code: None if line.score is None else str(line.score) for line in assessment.scorecard.lines}


def states(assessment: Assessment) -> dict[str, str]:
    """Indicator -> its state."""
    return {line.code: line.state for line in assessment.scorecard.lines}
