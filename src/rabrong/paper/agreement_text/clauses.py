"""The six clauses as departments usually write them. A year may have other words: then these are not used."""

from rabrong.paper.agreement_text.content import Party

MAKER = "ผู้ทำคำรับรอง"
SUPERIOR = "ผู้รับคำรับรอง"

_CONTENT = (
    "กรอบการประเมินผล ประเด็นการประเมินผลการปฏิบัติราชการ น้ำหนัก ตัวชี้วัดผลการปฏิบัติราชการ เป้าหมาย เกณฑ์การให้คะแนน และรายละเอียดอื่น ๆ"
)


def usual_clauses(maker: Party, superior: Party, *, starts: str, ends: str) -> tuple[str, ...]:
    """Parties; validity from `starts` to `ends`; the annex; consent; commitment; both understand."""
    return (
        f"คำรับรองระหว่าง\n{_introduced(superior)}  {SUPERIOR}\nและ\n{_introduced(maker)}  {MAKER}",
        f"คำรับรองนี้เป็นคำรับรองฝ่ายเดียว มิใช่สัญญา และใช้สำหรับระยะเวลา 1 ปี เริ่มตั้งแต่วันที่ {starts} ถึงวันที่ {ends}",
        f"รายละเอียดของคำรับรอง ได้แก่ {_CONTENT} ตามที่กำหนดอยู่ในเอกสารประกอบท้ายคำรับรองนี้",
        f"ข้าพเจ้า {superior.name} ในฐานะผู้บังคับบัญชาของ {maker.name} ได้พิจารณาและเห็นชอบกับ{_CONTENT} "
        "ตามที่กำหนดในเอกสารประกอบท้ายคำรับรองนี้ และข้าพเจ้ายินดีจะให้คำแนะนำ กำกับ และตรวจสอบผลการปฏิบัติราชการของ "
        f"{maker.name} ให้เป็นไปตามคำรับรองที่จัดทำขึ้นนี้",
        f"ข้าพเจ้า {maker.name} ได้ทำความเข้าใจคำรับรองตาม 3 แล้ว ขอให้คำรับรองกับ {superior.name} "
        "ว่าจะมุ่งมั่นปฏิบัติราชการให้เกิดผลงานที่ดีตามเป้าหมายของตัวชี้วัดแต่ละตัวในระดับสูงสุด "
        "เพื่อให้เกิดประโยชน์สุขแก่ประชาชนตามที่ให้คำรับรองไว้",
        f"{SUPERIOR}และ{MAKER}ได้เข้าใจคำรับรองการปฏิบัติราชการและเห็นพ้องกันแล้ว จึงได้ลงลายมือชื่อไว้เป็นสำคัญ",
    )


def _introduced(party: Party) -> str:
    return "  ".join(part for part in (party.name, party.position, party.acting) if part)
