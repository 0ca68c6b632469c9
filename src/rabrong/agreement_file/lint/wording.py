"""The sentences of the lint, code -> (Thai, English)."""

from rabrong.agreement_file.lint.finding import Finding
from rabrong.scoring.wording.sentences import Language, filled

SENTENCES: dict[str, tuple[str, str]] = {
    "W-SUM": (
        "น้ำหนักตัวชี้วัดรวมได้ {sum} ไม่ใช่ 100 ขาดไป {gap} (รอบ {rounds:s}) คะแนนจะหารด้วย {divisor}",
        "the weights of the indicators add up to {sum}, not 100: {gap} missing (round {rounds:s}); scores are divided by {divisor}",
    ),
    "W-SUM-OVER": (
        "น้ำหนักตัวชี้วัดรวมได้ {sum} ไม่ใช่ 100 เกินมา {gap} (รอบ {rounds:s}) คะแนนจะหารด้วย {divisor}",
        "the weights of the indicators add up to {sum}, not 100: {gap} too much (round {rounds:s}); scores are divided by {divisor}",
    ),
    "W-TREE": (
        "น้ำหนักส่วนย่อยรวมได้ {sum} ไม่ใช่ {declared} ที่กำหนดไว้ข้างบน",
        "the weights of the parts add up to {sum}, not to the {declared} above them",
    ),
    "W-ASPECT": (
        "{name:s}: ตัวชี้วัดรวมน้ำหนัก {sum} แต่กรอบกำหนด {declared} (รอบ {round})",
        "{name:s}: its indicators weigh {sum}, the framework declares {declared} (round {round})",
    ),
    "W-ZERO": ("น้ำหนักเป็น 0 จึงไม่มีผลต่อคะแนน", "the weight is 0, so it changes no score"),
    "A-EMPTY": ("{name:s} ไม่มีตัวชี้วัด", "{name:s} has no indicator"),
    "O-NOBODY": ("ไม่มีตัวชี้วัดใดระบุเจ้าภาพ", "no indicator names an owner"),
    "O-UNOWNED": (
        "ไม่มีเจ้าภาพ: {codes:s} รวมน้ำหนัก {weight} · มีเจ้าภาพแล้ว {owned} จาก 100",
        "without an owner: {codes:s}, weight {weight} together · owned {owned} of 100",
    ),
    "O-GAP": (
        "น้ำหนัก {gap} ในกรอบไม่มีทั้งตัวชี้วัดและเจ้าภาพ: {branches:s} · มีเจ้าภาพแล้ว {owned} จาก 100",
        "{gap} points of the framework have neither indicator nor owner: {branches:s} · owned {owned} of 100",
    ),
    "O-DUP": (
        "ตัวชี้วัด {code:s} มีเจ้าภาพหลักหลายหน่วย: {units:s} ให้มีหนึ่งหน่วย ที่เหลือเป็นเจ้าภาพรอง",
        "indicator {code:s} has several main owners: {units:s}; keep one, make the others co-owners",
    ),
    "O-NOMAIN": ("ตัวชี้วัด {code:s} ไม่มีเจ้าภาพหลัก", "indicator {code:s} has no main owner"),
    "O-TWICE": (
        "หน่วย {unit:s} อยู่ในเจ้าภาพของ {code:s} สองครั้ง",
        "unit {unit:s} stands twice among the owners of {code:s}",
    ),
    "O-SHARE": (
        "สัดส่วนความรับผิดชอบของ {code:s} รวมได้ {sum} ไม่ใช่ 100",
        "the shares of {code:s} add up to {sum}, not 100",
    ),
    "O-NONE": ("หน่วย {unit:s} ไม่มีตัวชี้วัด", "unit {unit:s} has no indicator"),
    "O-UNKNOWN": (
        "เจ้าภาพ {unit:s} ของ {code:s} ไม่อยู่ในรายชื่อ units",
        "owner {unit:s} of {code:s} is not in the list of units",
    ),
    "C-COUNT": (
        "{source:s}: {unit:s} พิมพ์ {count} ตัวชี้วัด แต่ลงรายการ {given} ({codes:s})",
        "{source:s}: {unit:s} is printed with {count} indicators, {given} are listed ({codes:s})",
    ),
    "C-TOTAL": (
        "{source:s}: พิมพ์รวม {counts} ตัวชี้วัด แต่ลงรายการ {given} ซึ่งต่างกันจริง {different}",
        "{source:s}: the printed counts add up to {counts}, {given} are listed, {different} of them different",
    ),
    "C-SOURCE": (
        "{unit:s}: {source:s} พิมพ์ {one} แต่ {other:s} พิมพ์ {two} ({what:s})",
        "{unit:s}: {source:s} prints {one}, {other:s} prints {two} ({what:s})",
    ),
    "P-DUP": (
        "{source:s}: ตัวชี้วัด {code:s} อยู่ใต้หลายหน่วย: {units:s} จึงนับซ้ำ",
        "{source:s}: indicator {code:s} is listed under several units: {units:s}, so it counts twice",
    ),
    "P-SUM": (
        "{source:s}: ร้อยละที่พิมพ์รวมได้ {sum} ไม่ใช่ 100",
        "{source:s}: the printed percentages add up to {sum}, not 100",
    ),
    "P-WEIGHT": (
        "{source:s}: ตัวชี้วัดที่ต่างกัน {different} ตัวรวมน้ำหนัก {sum} จึงมี {gap} ที่ไม่มีเจ้าภาพ (ตัวชี้วัดที่เหลือ: {rest:s})",
        "{source:s}: the {different} different indicators weigh {sum}, so {gap} have no owner (indicators left: {rest:s})",
    ),
    "P-REACH": (
        "{source:s}: {unit:s} ร้อยละ {percent} เป็นไปไม่ได้ด้วยน้ำหนักที่พิมพ์ {weights:s} กับ {given} ตัวชี้วัด (เป็นได้: {possible:s})",
        "{source:s}: {unit:s} cannot reach {percent} with the printed weights {weights:s} over {given} indicators (possible: {possible:s})",
    ),
    "P-PERCENT": (
        "{source:s}: {unit:s} พิมพ์ร้อยละ {percent} แต่ {codes:s} รวมน้ำหนักในคำรับรอง {weight}",
        "{source:s}: {unit:s} is printed with {percent}, but {codes:s} weigh {weight} in the agreement",
    ),
    "P-VALUE": (
        "{source:s}: {unit:s} พิมพ์น้ำหนัก {weights:s} ซึ่งไม่ใช่น้ำหนักของ {codes:s} ในคำรับรอง",
        "{source:s}: {unit:s} is printed with weight {weights:s}, which none of {codes:s} has in the agreement",
    ),
    "P-UNKNOWN": (
        "{source:s}: {unit:s} มี {codes:s} ที่ไม่อยู่ในคำรับรอง",
        "{source:s}: {unit:s} lists {codes:s}, which the agreement does not have",
    ),
    "P-OWNER": (
        "{source:s}: {codes:s} พิมพ์ไว้ใต้ {unit:s} ซึ่งไม่ใช่เจ้าภาพในคำรับรอง",
        "{source:s}: {codes:s} is printed under {unit:s}, which does not own it in the agreement",
    ),
    "L-PLATEAU": (
        "ตัวชี้วัด {code:s}: ระดับ {at:s} มีค่าซ้ำ จึงมีระดับที่ไม่มีใครได้",
        "indicator {code:s}: levels {at:s} repeat a value, so one level cannot be earned",
    ),
    "L-CAP": (
        "ตัวชี้วัด {code:s}: คะแนนรายขั้นรวมได้ {sum} ไม่ถึงคะแนนเต็ม {cap}",
        "indicator {code:s}: the points of the steps add up to {sum}, short of the full {cap}",
    ),
    "L-TRIVIAL": (
        "ตัวชี้วัด {code:s}: ผลปี {year:s} ({value}) ได้คะแนนเต็มอยู่แล้ว เป้าหมายง่ายเกิน",
        "indicator {code:s}: the result of {year:s} ({value}) already earns the full mark; the target is trivial",
    ),
    "L-UNREACH": (
        "ตัวชี้วัด {code:s}: ต้องได้อีก {needed} จึงถึงระดับแรก ({first}) แต่ปีที่เพิ่มดีที่สุดได้ {best}",
        "indicator {code:s}: {needed} more is needed for the first level ({first}), the best yearly gain was {best}",
    ),
    "L-ALWAYS": (
        "ตัวชี้วัด {code:s}: ผลปี {first:s} ถึง {last:s} ได้คะแนนเต็มทุกปีอยู่แล้ว เกณฑ์ไม่ท้าทาย",
        "indicator {code:s}: the results of {first:s} to {last:s} all earn the full mark; the criteria ask for nothing new",
    ),
    "L-NEVER": (
        "ตัวชี้วัด {code:s}: ใน {count} ปีที่รู้ผล ไม่มีปีใดถึงระดับที่สอง ดีที่สุดคือปี {year:s} ({value})",
        "indicator {code:s}: in none of the {count} years known was the second level reached; the best was {year:s} ({value})",
    ),
    "T-BELOW": (
        "ตัวชี้วัด {code:s}: เป้าหมาย {target} แย่กว่าผลปี {year:s} ({value})",
        "indicator {code:s}: the target {target} is worse than the result of {year:s} ({value})",
    ),
    "B-REACH": (
        "ช่วงสีสิ้นสุดที่ {upto} ไม่ถึงคะแนนเต็ม {last}",
        "the bands end at {upto}, short of the last point {last}",
    ),
    "R-NEVER": (
        "ตัวชี้วัด {code:s} ยกเลิกรอบ {cancelled} ก่อนหรือพร้อมเริ่มรอบ {starts} จึงไม่นับในรอบใด",
        "indicator {code:s} is cancelled from round {cancelled} but starts in round {starts}: it never counts",
    ),
    "J-REASON": ("ตัวชี้วัด {code:s}: การปรับคะแนนไม่มีเหตุผล", "indicator {code:s}: an adjustment gives no reason"),
    "E-NONE": ("ตัวชี้วัด {code:s} ไม่มีรายการหลักฐาน", "indicator {code:s} lists no evidence"),
    "D-UNUSED": (
        "ตัวชี้วัด {code:s}: ข้อมูล {items:s} ไม่ได้ใช้ในสูตร",
        "indicator {code:s}: data item {items:s} is not used in the formula",
    ),
    "F-ZERO": ("ตัวชี้วัด {code:s}: สูตร {text:s} หารด้วย 0", "indicator {code:s}: formula {text:s} divides by 0"),
    "N-NAME": ("ตัวชี้วัด {code:s} ชื่อเดียวกับ {earlier:s}", "indicator {code:s} has the same name as {earlier:s}"),
    "N-GAP": ("เลขตัวชี้วัดที่ขาด: {codes:s}", "missing in the numbering: {codes:s}"),
}


def finding_sentence(finding: Finding, language: Language) -> str:
    """What is doubtful, in one sentence."""
    return filled(SENTENCES[finding.code], finding.terms, language)
