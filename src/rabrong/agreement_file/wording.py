"""The sentences of file mistakes and of the lint, code -> (Thai, English), and the filling of them."""

from collections.abc import Mapping

from rabrong.agreement_file.problems import Problem
from rabrong.scoring.wording.faults import FAULTS
from rabrong.scoring.wording.sentences import Language, filled

FILE: dict[str, tuple[str, str]] = {
    "file.unreadable": (
        "เปิดอ่านไม่ได้ ({reason:s}) ตรวจชื่อแฟ้มและสิทธิ์",
        "cannot be read ({reason:s}); check the name and the permissions",
    ),
    "file.too_large": ("ใหญ่เกิน {most} MB", "is larger than {most} MB"),
    "file.not_utf8": (
        "ไม่ใช่ข้อความ UTF-8 (พบไบต์ {byte:s}) บันทึกใหม่เป็น UTF-8 ใน Excel เลือก CSV UTF-8",
        "is not UTF-8 text (byte {byte:s}); save it as UTF-8, in Excel as CSV UTF-8",
    ),
    "file.binary": (
        "ไม่ใช่แฟ้มข้อความ (พบอักขระควบคุม {character:s})",
        "is not a text file (control character {character:s})",
    ),
    "yaml.syntax": ("อ่านเป็น YAML ไม่ได้: {problem:s}", "cannot be read as YAML: {problem:s}"),
    "yaml.characters": ("มีอักขระที่ YAML ไม่รับ: {problem:s}", "holds characters YAML does not take: {problem:s}"),
    "yaml.control": (
        "ข้อความมีอักขระควบคุม {character:s} ซึ่งไม่รับ",
        "a text holds the control character {character:s}, which is not allowed",
    ),
    "yaml.empty": ("แฟ้มว่าง เริ่มด้วย format: rabrong/1", "the file is empty; begin with format: rabrong/1"),
    "yaml.several_documents": (
        "มีหลายเอกสารในแฟ้มเดียว (---) ใช้ได้เอกสารเดียว",
        "several documents in one file (---); only one is allowed",
    ),
    "yaml.too_deep": ("ซ้อนลึกเกิน {deepest} ชั้น", "nests more than {deepest} levels deep"),
    "yaml.too_many": ("มีรายการเกิน {most} รายการ", "holds more than {most} values"),
    "yaml.anchor": (
        "ไม่รับ anchor (&) และ alias (*) เขียนค่าซ้ำเต็ม ๆ",
        "anchors (&) and aliases (*) are not allowed; write the value out",
    ),
    "yaml.tag": ("ไม่รับ tag {tag:s} เขียนค่าอย่างเดียว", "tags are not allowed ({tag:s}); write the value alone"),
    "yaml.key_not_text": ("ชื่อช่องต้องเป็นข้อความ", "a key must be plain text"),
    "yaml.key_twice": ("เขียน {key:s} ซ้ำ ครั้งแรกอยู่บรรทัด {first}", "{key:s} is given twice, first on line {first}"),
    "type.fields": ("ต้องเป็นชุด ชื่อ: ค่า ใช้ได้: {allowed:s}", "must be a mapping (key: value); allowed: {allowed:s}"),
    "type.list": ("{key:s} ต้องเป็นรายการ เช่น [a, b]", "{key:s} must be a list, e.g. [a, b]"),
    "type.text": ("{key:s} ต้องเป็นค่าเดียว ไม่ใช่รายการหรือชุด", "{key:s} must be a single value, not a list or a mapping"),
    "text.empty": ("{key:s} มีข้อความว่าง", "{key:s} holds an empty text"),
    "list.empty": ("{key:s} ต้องมีอย่างน้อยหนึ่งรายการ", "{key:s} must have at least one entry"),
    "key.required": ("ต้องมี {key:s}", "{key:s} is required"),
    "key.unknown": ("ไม่มีช่องชื่อ {unknown:s} ใช้ได้: {allowed:s}", "there is no key {unknown:s}; allowed: {allowed:s}"),
    "key.unknown_near": (
        "ไม่มีช่องชื่อ {unknown:s} หมายถึง {near:s} หรือไม่ ใช้ได้: {allowed:s}",
        "there is no key {unknown:s}, did you mean {near:s}? Allowed: {allowed:s}",
    ),
    "choice.unknown": (
        "{key:s} เป็น {text:s} ไม่ได้ ใช้ได้: {allowed:s}",
        "{key:s} cannot be {text:s}; allowed: {allowed:s}",
    ),
    "code.twice": ("รหัส {text:s} ซ้ำ แต่ละรหัสใช้ได้ครั้งเดียว", "code {text:s} is used twice; every code must be its own"),
    "key.twice": (
        "key {text:s} ซ้ำกับตัวชี้วัดที่บรรทัด {first} หนึ่ง key เป็นของตัวชี้วัดเดียว เปลี่ยนหรือลบออก",
        "key {text:s} is that of the indicator on line {first}; a key belongs to one indicator, change it or leave it out",
    ),
    "steps_en.wrong_count": (
        "steps_en มี {given} ข้อความ ต้องมี {expected} เท่ากับ steps ขั้นที่ยังไม่มีภาษาอังกฤษใส่ข้อความว่าง",
        "steps_en has {given} texts and needs {expected}, as many as steps; leave a text empty where there is none",
    ),
    "day.bad": (
        "{text:s} ไม่ใช่วันที่ เขียนปี-เดือน-วันเป็น พ.ศ. เช่น 2555-04-02",
        "{text:s} is no day; write year-month-day in the Buddhist era, such as 2555-04-02",
    ),
    "code.for_part": (
        "รหัสส่วนเป็น {text:s} ไม่ได้ ห้ามมี / และห้ามใช้คำว่า result",
        "the code of a part cannot be {text:s}: no / and not the word result",
    ),
    "number.bad": (
        "{key:s}: {text:s} ไม่ใช่ตัวเลข เขียนเช่น 85 หรือ 1.10",
        "{key:s}: {text:s} is not a number; write for example 85 or 1.10",
    ),
    "number.empty": ("{key:s}: ไม่มีตัวเลข", "{key:s}: the number is missing"),
    "number.comma": (
        "{key:s}: {text:s} เขียนตัวเลขโดยไม่มีจุลภาค เช่น 11044",
        "{key:s}: {text:s}: write the number without commas, e.g. 11044",
    ),
    "number.thai_digits": ("{key:s}: {text:s} ใช้เลขอารบิก 0-9", "{key:s}: {text:s}: write the digits 0-9"),
    "number.long": (
        "{key:s}: {text:s} ยาวเกิน ตัวเลขมีได้ {digits} หลัก ทศนิยมไม่เกิน {decimals} ตำแหน่ง",
        "{key:s}: {text:s} is too long; a number has up to {digits} digits, {decimals} of them decimals",
    ),
    "number.not_whole": ("{key:s}: {text:s} ต้องเป็นจำนวนเต็ม", "{key:s}: {text:s} must be a whole number"),
    "number.outside": (
        "{key:s}: {value} ต้องอยู่ระหว่าง {least:s} ถึง {most:s}",
        "{key:s}: {value} must be between {least:s} and {most:s}",
    ),
    "year.christian": (
        "ปี {year:s} ต้องเป็น พ.ศ. หมายถึง {buddhist:s} หรือไม่",
        "year {year:s} must be B.E.; did you mean {buddhist:s}?",
    ),
    "year.outside": (
        "ปี {year:s} ต้องเป็น พ.ศ. {first:s} ถึง {last:s}",
        "year {year:s} must be a B.E. year from {first:s} to {last:s}",
    ),
    "weight.negative": ("น้ำหนักต้องไม่ติดลบ", "a weight must not be negative"),
    "weight.no_round": (
        "น้ำหนักรายรอบต้องมีอย่างน้อยหนึ่งรอบ (6, 9, 12)",
        "weights per round need at least one round (6, 9, 12)",
    ),
    "weight.round_missing": (
        "ไม่มีน้ำหนักของรอบ {rounds:s} ที่ตัวชี้วัดนี้นับอยู่",
        "there is no weight for round {rounds:s}, in which this indicator counts",
    ),
    "data.bad_name": (
        "ชื่อข้อมูล {name:s} ใช้ในสูตรไม่ได้ ใช้ตัวอักษร เช่น a หรือ ก ห้ามใช้ min max abs",
        "data item {name:s} cannot be used in a formula; use letters such as a or ก, but not min, max, abs",
    ),
    "data.not_for_kind": (
        "เกณฑ์ชนิดนี้ไม่ใช้ data ใช้ได้กับ levels, bands, steps, score",
        "this kind of criteria takes no data; levels, bands, steps and score do",
    ),
    "data.weighs_itself": (
        "ข้อมูล {name:s} ถ่วงน้ำหนักด้วยตัวเองไม่ได้",
        "data item {name:s} cannot be weighed by itself",
    ),
    "formula.required": (
        "มีข้อมูลหลายตัว ({items:s}) ต้องมี formula",
        "there are several data items ({items:s}), so a formula is required",
    ),
    "formula.no_data": (
        "formula ต้องมี data คือข้อมูลที่นำมาคำนวณ",
        "a formula needs data: the data items it computes from",
    ),
    "unreported.needs_units": (
        "zero และ block ต้องมีรายชื่อ units ในแฟ้ม",
        "zero and block need the file to list its units",
    ),
    "baseline.year": (
        "ปีของ baseline เป็น {text:s} ไม่ได้ เขียนปี พ.ศ. ก่อน {year:s}",
        "a baseline year cannot be {text:s}; write a B.E. year before {year:s}",
    ),
    "adjust.one_of_two": (
        "ต้องมี points หรือ percent อย่างใดอย่างหนึ่ง",
        "give either points or percent, and only one of them",
    ),
    "result.verdict": ("ผล {text:s} ต้องเป็น pass, fail หรือ N/A", "result {text:s} must be pass, fail or N/A"),
    "result.in_parts": (
        "ผล {text:s} ให้ที่นี่ไม่ได้ ให้เป็นรายส่วน หรือ N/A",
        "result {text:s} cannot be given here; give it part by part, or N/A",
    ),
    "result.no_list": ("ผลของเกณฑ์ชนิดนี้ไม่ใช่รายการ", "the result of this kind of criteria is not a list"),
    "result.no_fields": ("ผลของเกณฑ์ชนิดนี้ไม่ใช่ชุด ชื่อ: ค่า", "the result of this kind of criteria is not a mapping"),
    "result.list_length": ("ผลมี {given} ค่า ต้องมี {expected} ค่า", "the result has {given} values, {expected} are needed"),
    "csv.syntax": ("อ่านเป็น CSV ไม่ได้: {problem:s}", "cannot be read as CSV: {problem:s}"),
    "csv.header": ("หัวตาราง {given:s} ต้องเป็น {expected:s}", "the header {given:s} must be {expected:s}"),
    "csv.width": ("แถวนี้มี {given} ช่อง ต้องมี {expected} ช่อง", "this row has {given} columns, {expected} are needed"),
    "csv.indicator": ("ไม่มีตัวชี้วัด {text:s} มี: {allowed:s}", "there is no indicator {text:s}; there are: {allowed:s}"),
    "csv.item": (
        "ตัวชี้วัด {indicator:s} ไม่มีข้อมูล {text:s} มี: {allowed:s}",
        "indicator {indicator:s} has no item {text:s}; allowed: {allowed:s}",
    ),
    "csv.unit_empty": ("ไม่มีรหัสหน่วยงาน", "the unit is missing"),
    "csv.unit": (
        "ไม่มีหน่วยงาน {text:s} ในรายชื่อ units ของแฟ้มคำรับรอง",
        "unit {text:s} is not in the units of the agreement file",
    ),
    "csv.month": (
        "เดือน {text:s} ต้องเป็น ปปปป-ดด ในปีงบประมาณ {year:s} ({first:s} ถึง {last:s} หรือปี ค.ศ. เดียวกัน)",
        "month {text:s} must be YYYY-MM within fiscal year {year:s} ({first:s} to {last:s}, or the same in C.E.)",
    ),
    "csv.twice": ("แถวนี้ ({row:s}) ซ้ำกับบรรทัด {first}", "this row ({row:s}) repeats line {first}"),
    "csv.stopped": (
        "พบข้อผิดพลาดถึง {most} ข้อ จึงหยุดอ่านที่นี่",
        "reading stopped here, after {most} mistakes",
    ),
    "why.unknown": ("ไม่มี {text:s} ใช้ได้: {allowed:s}", "there is no {text:s}; allowed: {allowed:s}"),
}


def file_sentence(problem: Problem, language: Language) -> str:
    """What is wrong, in one sentence without its place."""
    table: Mapping[str, tuple[str, str]] = FAULTS if problem.code in FAULTS else FILE
    return filled(table[problem.code], problem.terms, language)


def place_of(problem: Problem, language: Language) -> str:
    """Where it is: line, column or column name, and the path inside the file."""
    pieces = []
    if problem.line is not None:
        pieces.append(f"{'บรรทัด' if language == 'th' else 'line'} {problem.line}")
    if problem.column is not None:
        pieces.append(f"{'คอลัมน์' if language == 'th' else 'column'} {problem.column}")
    if problem.where:
        pieces.append(problem.where)
    return ", ".join(pieces)
