"""The sentences of explanations, code -> (Thai, English)."""

MONTHS = {
    "th": ("", "ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."),
    "en": ("", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"),
}

RULES: dict[str, tuple[str, str]] = {
    "absent.not_reported": ("ยังไม่รายงาน", "not reported"),
    "absent.not_applicable": ("N/A ไม่นำมาคิด", "N/A, not counted"),
    "absent.item": ("ไม่มีผล เพราะ {item:s}: {reason:s}", "no result, because {item:s}: {reason:s}"),
    "absent.division_by_zero": ("ไม่มีผล เพราะตัวหารเป็น 0", "no result: division by zero"),
    "absent.part_missing": ("ไม่มีผล เพราะตัวชี้วัดย่อยยังไม่รายงาน", "no result: a part is not reported"),
    "absent.unit_silent": (
        "ไม่มีผล เพราะ {count} หน่วยยังไม่รายงาน (เช่น {first:s})",
        "no result: {count} units have not reported ({first:s} for one)",
    ),
    "absent.not_added_up": (
        "ไม่มีผล เพราะข้อมูลนี้ไม่รวมข้ามหน่วยและรายงานมาหลายหน่วย",
        "no result: this item is not added up over units and several reported it",
    ),
    "absent.no_weight": ("ไม่มีผล เพราะน้ำหนักรวมเป็น 0", "no result: the weights add up to zero"),
    "total.unrounded": (
        "{value:p} = ผลรวมของคะแนนถ่วงน้ำหนักก่อนปัดเศษ จาก {last:p} · คิดจากน้ำหนัก {counted} ใน {agreed}",
        "{value:p} = sum of the unrounded weighted scores, of {last:p} · weight {counted} of {agreed} counted",
    ),
    "total.displayed": (
        "{value:p} = ผลรวมของคะแนนถ่วงน้ำหนักตามที่แสดง จาก {last:p} · คิดจากน้ำหนัก {counted} ใน {agreed}",
        "{value:p} = sum of the weighted scores as displayed, of {last:p} · weight {counted} of {agreed} counted",
    ),
    "total.none": ("ยังไม่มีคะแนนรวม · ยังไม่มีผล: {missing:s}", "no total yet · without a result: {missing:s}"),
    "aspect.within": (
        "{value:p} = {code:s} {name:s} ในมิติเอง คิดจากน้ำหนัก {weight} · เป็น {share:p} ในคะแนนรวม",
        "{value:p} = {code:s} {name:s} within itself, weight {weight} counted · {share:p} of the total",
    ),
    "aspect.none": ("{code:s} {name:s} ยังไม่มีคะแนน", "{code:s} {name:s} has no score yet"),
    "indicator.weighted": (
        "{value:p} = {score:p} × {weight} ÷ {divisor} · {code:s} คะแนน × น้ำหนัก ÷ น้ำหนักที่นับ",
        "{value:p} = {score:p} × {weight} ÷ {divisor} · {code:s} score × weight ÷ weight counted",
    ),
    "state.counted": ("{code:s} ไม่มีน้ำหนักในรอบนี้", "{code:s} has no weight in this round"),
    "state.missing": ("{code:s} ยังไม่มีผล ไม่นำมาคิด", "{code:s} has no result, not counted"),
    "state.not_applicable": ("{code:s} N/A ไม่นำมาคิด", "{code:s} is N/A, not counted"),
    "state.cancelled": ("{code:s} ยกเลิกตัวชี้วัด", "{code:s} is cancelled"),
    "state.not_started": ("{code:s} เริ่มรอบถัดไป", "{code:s} starts in a later round"),
    "score.lowest": (
        "{value:p} = คะแนนต่ำสุด ตามเกณฑ์ของปีเมื่อไม่รายงาน",
        "{value:p} = first point, the year's rule when nothing is reported",
    ),
    "levels.top": (
        "{value:p} · ผล {x} ถึงหรือเกิน {low} ซึ่งเป็นระดับสูงสุด",
        "{value:p} · result {x} is at or past {low}, the last level",
    ),
    "levels.at": ("{value:p} · ผล {x} ตรงระดับพอดี", "{value:p} · result {x} is exactly at a level"),
    "levels.between": (
        "{value:p} = {low_points} + ({x} − {low}) ÷ ({high} − {low}) × ({high_points} − {low_points}) · เทียบบัญญัติไตรยางศ์",
        "{value:p} = {low_points} + ({x} − {low}) ÷ ({high} − {low}) × ({high_points} − {low_points}) · interpolated",
    ),
    "levels.short_first": (
        "{value:p} · ผล {x} ไม่ถึง {low} ได้คะแนนต่ำสุดของมาตรวัด",
        "{value:p} · result {x} falls short of {low}: the first point",
    ),
    "levels.short_zero": ("{value:p} · ผล {x} ไม่ถึง {low} ได้ 0", "{value:p} · result {x} falls short of {low}: zero"),
    "levels.short_extrapolate": (
        "{value:p} = {low_points} + ({x} − {low}) ÷ ({high} − {low}) × ({high_points} − {low_points}) · ต่อช่วงแรกลงไป ไม่ต่ำกว่า 0",
        "{value:p} = {low_points} + ({x} − {low}) ÷ ({high} − {low}) × ({high_points} − {low_points}) · first segment carried down, not under 0",
    ),
    "levels.short_wall": (
        "{value:p} · ผล {x} ไม่ถึง {low} ซึ่งเป็นสองระดับแรกที่เท่ากัน จึงต่อช่วงลงไปไม่ได้ ได้ 0",
        "{value:p} · result {x} falls short of {low}, both first levels; there is no segment to carry down: zero",
    ),
    "result.rounded": (
        "{value} = ผล {x} ปัดเศษเป็นทศนิยม {places} ตำแหน่งก่อนคิดคะแนน",
        "{value} = result {x} rounded to {places} decimals before it is scored",
    ),
    "bands.edge": (
        "{value:p} · ผล {x} ตรงรอยต่อ {edge} พอดี จึงอยู่ช่วงที่ดีกว่า คือช่วงที่ {band}",
        "{value:p} · result {x} is exactly on the edge {edge}, which belongs to the better side: range {band}",
    ),
    "bands.first": (
        "{value:p} · ผล {x} อยู่ช่วงที่ {band} ก่อน {edge}",
        "{value:p} · result {x} is in range {band}, before {edge}",
    ),
    "bands.between": (
        "{value:p} · ผล {x} อยู่ช่วงที่ {band} ระหว่าง {start} กับ {end}",
        "{value:p} · result {x} is in range {band}, between {start} and {end}",
    ),
    "bands.last": (
        "{value:p} · ผล {x} อยู่ช่วงที่ {band} เลย {edge}",
        "{value:p} · result {x} is in range {band}, past {edge}",
    ),
    "steps.none": ("{value:p} · ยังไม่ได้ทำขั้นตอนแรก จาก {steps} ขั้น", "{value:p} · none of {steps} steps done"),
    "steps.done": (
        "{value:p} · ทำแล้ว {done} จาก {steps} ขั้น: {text:s}",
        "{value:p} · {done} of {steps} steps done: {text:s}",
    ),
    "mixed.steps": (
        "{value:p} · ทำแล้ว {done} จาก {steps} ขั้น: {text:s} ยังไม่คิดจำนวน",
        "{value:p} · {done} of {steps} steps done: {text:s}; the quantity does not count yet",
    ),
    "mixed.no_value": (
        "{value:p} · ทำครบ {steps} ขั้น ยังไม่รายงานจำนวน",
        "{value:p} · all {steps} steps done, the quantity is not reported",
    ),
    "mixed.value_short": (
        "{value:p} · ทำครบ {steps} ขั้น ผล {x} ยังไม่ถึง {low}",
        "{value:p} · all {steps} steps done, the quantity {x} falls short of {low}",
    ),
    "mixed.value": (
        "{value:p} · ทำครบ {steps} ขั้น จึงคิดจำนวน {x}",
        "{value:p} · all {steps} steps done, so the quantity {x} counts",
    ),
    "weighted_steps.sum": (
        "{value:p} = ผลรวมคะแนนรายขั้น {sum} ไม่เกิน {cap}",
        "{value:p} = sum of the steps' points {sum}, at most {cap}",
    ),
    "weighted_steps.step": ("ขั้นที่ {step}: {value} จาก {most}", "step {step}: {value} of {most}"),
    "pass_fail.pass": ("{value:p} · ผ่าน", "{value:p} · passed"),
    "pass_fail.fail": ("{value:p} · ไม่ผ่าน", "{value:p} · failed"),
    "score.given": ("{value:p} · คะแนนที่ผู้ประเมินให้", "{value:p} · the score as judged"),
    "average.mean": (
        "{value} = ผลรวม (น้ำหนัก × ผล) ÷ {weight} · ร้อยละเฉลี่ยถ่วงน้ำหนัก",
        "{value} = sum (weight × result) ÷ {weight} · weighted average",
    ),
    "average.part": ("ส่วนที่ {part}: ผล {value} น้ำหนัก {weight}", "part {part}: result {value}, weight {weight}"),
    "composite.mean": (
        "{value:p} = ผลรวม (คะแนน × น้ำหนัก) ของตัวชี้วัดย่อย ÷ {weight}",
        "{value:p} = sum (score × weight) of the parts ÷ {weight}",
    ),
    "composite.part": ("{code:s} {name:s}: {value:p} น้ำหนัก {weight}", "{code:s} {name:s}: {value:p}, weight {weight}"),
    "composite.part_lowest": (
        "{code:s} {name:s}: {value:p} คะแนนต่ำสุดเพราะไม่รายงาน น้ำหนัก {weight}",
        "{code:s} {name:s}: {value:p}, the first point as nothing is reported, weight {weight}",
    ),
    "adjust.points": (
        "{value:p} = {before:p} {amount:+} · {reason:s}",
        "{value:p} = {before:p} {amount:+} · {reason:s}",
    ),
    "adjust.percent": (
        "{value:p} = {before:p} {amount:+}% ของ {before:p} · {reason:s}",
        "{value:p} = {before:p} {amount:+}% of {before:p} · {reason:s}",
    ),
    "adjust.sum": ("{value:p} · คะแนนหลังปรับ", "{value:p} · score after adjustments"),
    "adjust.held": (
        "{value:p} · คะแนนหลังปรับ {sum:p} เกินขอบมาตรวัดจึงได้เท่าขอบ",
        "{value:p} · {sum:p} after adjustments, held within the scale",
    ),
    "formula.value": (
        "{value} = {substituted:s} · สูตร {text:s} {unit:s}",
        "{value} = {substituted:s} · formula {text:s} {unit:s}",
    ),
    "formula.none": ("สูตร {text:s} ยังคำนวณไม่ได้", "formula {text:s} cannot be computed"),
    "rollup.sum": (
        "{code:s} = {value} · {name:s} รวมจาก {units} หน่วย",
        "{code:s} = {value} · {name:s}, sum of {units} units",
    ),
    "rollup.mean": (
        "{code:s} = {value} · {name:s} เฉลี่ยจาก {units} หน่วย",
        "{code:s} = {value} · {name:s}, mean of {units} units",
    ),
    "rollup.weighted_mean": (
        "{code:s} = {value} · {name:s} เฉลี่ยถ่วงน้ำหนักจาก {units} หน่วย",
        "{code:s} = {value} · {name:s}, weighted mean of {units} units",
    ),
    "rollup.min": (
        "{code:s} = {value} · {name:s} ต่ำสุดใน {units} หน่วย",
        "{code:s} = {value} · {name:s}, least of {units} units",
    ),
    "rollup.max": (
        "{code:s} = {value} · {name:s} สูงสุดใน {units} หน่วย",
        "{code:s} = {value} · {name:s}, greatest of {units} units",
    ),
    "rollup.latest": (
        "{code:s} = {value} · {name:s} ค่าล่าสุดใน {units} หน่วย",
        "{code:s} = {value} · {name:s}, latest of {units} units",
    ),
    "rollup.none": (
        "{code:s} = {value} · {name:s} ไม่รวมข้ามหน่วย",
        "{code:s} = {value} · {name:s}, not added up over units",
    ),
    "rollup.silent": ("{silent} หน่วยไม่รายงาน: {codes:s}", "{silent} units have not reported: {codes:s}"),
    "unit.sum": ("{unit:s}: {value} = ผลรวมของ {readings:s}", "{unit:s}: {value} = sum of {readings:s}"),
    "unit.mean": ("{unit:s}: {value} = ค่าเฉลี่ยของ {readings:s}", "{unit:s}: {value} = mean of {readings:s}"),
    "unit.running": ("{unit:s}: {value} · ยอดสะสม {readings:s}", "{unit:s}: {value} · running total {readings:s}"),
    "unit.last": ("{unit:s}: {value} · ค่าสุดท้ายของ {readings:s}", "{unit:s}: {value} · last of {readings:s}"),
    "unit.none": ("{unit:s}: {value}", "{unit:s}: {value}"),
    "unit.weighted": ("{unit:s}: {value} น้ำหนัก {weight}", "{unit:s}: {value}, weight {weight}"),
    "unit.unweighted": ("{unit:s}: ไม่นำมาคิด เพราะน้ำหนัก {value}", "{unit:s}: left out, its weight is {value}"),
    "unit.undated": ("{unit:s}: {value} · ค่าที่ให้มาโดยไม่แยกเดือน", "{unit:s}: {value} · given without months"),
    "unit.silent_as_zero": ("{unit:s}: ยังไม่รายงาน นับเป็น 0", "{unit:s}: not reported, counted as zero"),
}
