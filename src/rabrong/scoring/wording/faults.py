"""The sentences of mistakes, code -> (Thai, English): what is wrong and what is allowed."""

FAULTS: dict[str, tuple[str, str]] = {
    "scale.too_few_points": (
        "points มี {count} ค่า ต้องมีอย่างน้อย 2 ค่า เช่น [1, 2, 3, 4, 5]",
        "points has {count} values; give two or more, e.g. [1, 2, 3, 4, 5]",
    ),
    "scale.points_not_rising": (
        "points {points:s} ต้องไม่ต่ำกว่า 0 และเพิ่มขึ้นทุกค่า",
        "points {points:s} must not be below 0 and must rise",
    ),
    "bands.open_in_middle": (
        "มีเพียงช่วงสุดท้ายเท่านั้นที่ไม่ต้องมี upto",
        "only the last band may leave out upto",
    ),
    "bands.not_rising": ("upto {limits:s} ต้องเพิ่มขึ้นทุกค่า", "upto {limits:s} must rise"),
    "bands.wrong_count": (
        "from มี {edges} ค่า points มี {points} ค่า: points ต้องมากกว่า from อยู่หนึ่งค่า",
        "from has {edges} values and points {points}: there must be one more point than edges",
    ),
    "points.outside_scale": (
        "คะแนน {points:s} ต้องอยู่ระหว่าง 0 ถึง {last:s}",
        "points {points:s} must be between 0 and {last:s}",
    ),
    "levels.wrong_count": (
        "มี {given} ระดับ ต้องมี {expected} ระดับ",
        "{given} levels given, {expected} needed",
    ),
    "levels.up_and_down": (
        "ระดับ {at:s} ทั้งขึ้นและลง ต้องขึ้นตลอดหรือลงตลอด (เท่ากันได้)",
        "levels {at:s} go both up and down; they must only rise or only fall (equal neighbours are allowed)",
    ),
    "levels.all_equal": (
        "ระดับ {at:s} เท่ากันทั้งหมด จึงบอกไม่ได้ว่ามากหรือน้อยดีกว่า",
        "levels {at:s} are all equal, so neither more nor less is better",
    ),
    "steps.wrong_count": (
        "มี {steps} ขั้นตอน แต่มีคะแนน {points} ค่า ต้องเท่ากันและมีอย่างน้อยหนึ่งขั้น",
        "{steps} steps but {points} points; there must be one point per step and at least one step",
    ),
    "steps.points_fall": (
        "คะแนนรายขั้น {points:s} ต้องไม่ลดลง",
        "points of the steps {points:s} must not fall",
    ),
    "steps.not_that_many": (
        "ทำแล้ว {done} ขั้น ต้องเป็นจำนวนเต็ม 0 ถึง {steps}",
        "{done} steps done: must be a whole number from 0 to {steps}",
    ),
    "weighted_steps.none": ("ต้องมีอย่างน้อยหนึ่งขั้น", "there must be at least one step"),
    "weighted_steps.negative": (
        "คะแนนเต็มรายขั้น {points:s} ต้องไม่ติดลบ",
        "points of the steps {points:s} must not be negative",
    ),
    "weighted_steps.outside": (
        "ขั้นที่ {step} ได้ {given} ต้องอยู่ระหว่าง 0 ถึง {most:s}",
        "step {step} has {given}: must be between 0 and {most:s}",
    ),
    "mixed.wrong_count": (
        "{steps} ขั้นตอนกับ {levels} ระดับ ต้องมีอย่างน้อยอย่างละหนึ่งและรวมกันเป็น {expected}",
        "{steps} steps and {levels} levels; there must be one or more of each and {expected} together",
    ),
    "pass_fail.reversed": (
        "ไม่ผ่านได้ {failed:s} มากกว่าผ่านที่ได้ {passed:s}",
        "a fail earns {failed:s}, more than a pass with {passed:s}",
    ),
    "score.outside_scale": (
        "คะแนน {given} ต้องอยู่ระหว่าง 0 ถึง {last}",
        "score {given} must be between 0 and {last}",
    ),
    "score.too_many_decimals": (
        "คะแนน {given} มีทศนิยมได้ไม่เกิน {most} ตำแหน่ง",
        "score {given} may have at most {most} decimals",
    ),
    "parts.none": ("ต้องมีอย่างน้อยหนึ่งส่วนใน parts", "parts must hold at least one part"),
    "parts.weight_not_positive": (
        "น้ำหนักของทุกส่วนต้องมากกว่า 0",
        "the weight of every part must be above 0",
    ),
    "formula.too_long": (
        "สูตรยาว {length} ตัวอักษร ยาวได้ไม่เกิน {longest}",
        "the formula has {length} characters, at most {longest} are allowed",
    ),
    "formula.too_deep": (
        "สูตรซ้อนวงเล็บเกิน {deepest} ชั้น ที่ตัวอักษรที่ {column}",
        "the formula nests more than {deepest} levels deep at character {column}",
    ),
    "formula.unknown_sign": (
        "สูตรมี {text:s} ที่ตัวอักษรที่ {column} ใช้ได้เพียง + - * / ( ) , ตัวเลข และชื่อข้อมูล",
        "the formula has {text:s} at character {column}; allowed are + - * / ( ) , numbers and names of data items",
    ),
    "formula.bad_number": (
        "{text:s} ที่ตัวอักษรที่ {column} ไม่ใช่ตัวเลข เขียนเช่น 0.5",
        "{text:s} at character {column} is not a number; write for example 0.5",
    ),
    "formula.long_number": (
        "{text:s} ที่ตัวอักษรที่ {column} ยาวเกิน ตัวเลขมีได้ {digits} หลัก ทศนิยม {decimals} ตำแหน่ง",
        "{text:s} at character {column} is too long; a number has up to {digits} digits and {decimals} decimals",
    ),
    "formula.unknown_item": (
        "ไม่มีข้อมูลชื่อ {text:s} (ตัวอักษรที่ {column}) ใช้ได้: {allowed:s}",
        "there is no data item {text:s} (character {column}); allowed: {allowed:s}",
    ),
    "formula.call_without_parenthesis": (
        "หลัง {text:s} ที่ตัวอักษรที่ {column} ต้องเป็นวงเล็บ เช่น {text:s}(a, b)",
        "{text:s} at character {column} must be followed by parentheses, e.g. {text:s}(a, b)",
    ),
    "formula.abs_takes_one": (
        "abs ที่ตัวอักษรที่ {column} รับค่าเดียว",
        "abs at character {column} takes one value",
    ),
    "formula.unclosed": (
        "วงเล็บเปิดที่ตัวอักษรที่ {column} ไม่มีวงเล็บปิด",
        "the parenthesis opened at character {column} is never closed",
    ),
    "formula.unopened": (
        "วงเล็บปิดที่ตัวอักษรที่ {column} ไม่มีวงเล็บเปิด",
        "the parenthesis closed at character {column} was never opened",
    ),
    "formula.operator_expected": (
        "ก่อน {text:s} ที่ตัวอักษรที่ {column} ต้องมี + - * หรือ /",
        "before {text:s} at character {column} there must be + - * or /",
    ),
    "formula.operand_expected": (
        "ที่ {text:s} ตัวอักษรที่ {column} ต้องเป็นตัวเลข ชื่อข้อมูล หรือวงเล็บเปิด",
        "{text:s} at character {column} must be a number, a data item or an opening parenthesis",
    ),
    "formula.ends_early": ("สูตรจบก่อนครบที่ตัวอักษรที่ {column}", "the formula ends too early at character {column}"),
}
