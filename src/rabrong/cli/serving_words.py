"""What the serving commands say, in Thai and English."""

from pathlib import Path

from rabrong.scoring.wording import Language

WORDS: dict[Language, dict[str, str]] = {
    "th": {
        "loading": "กำลังเตรียมกรมตัวอย่าง ปีงบประมาณ 2555 ครั้งแรกครั้งเดียว ไม่ถึงหนึ่งนาที ...",
        "bad_folder": "เก็บข้อมูลไว้ใน {data} ไม่ได้ ({error}) เลือกโฟลเดอร์อื่น: make demo DATA=~/rabrong-demo",
        "bad_port": "เปิดที่ {host}:{port} ไม่ได้ ({error}) อาจมีโปรแกรมอื่นใช้อยู่ เลือกพอร์ตอื่น: make demo PORT={other}",
        "bad_database": "ใช้ฐานข้อมูลใน {data} ไม่ได้ ({error}) ลบโฟลเดอร์นั้น หรือเลือกโฟลเดอร์อื่นด้วย DATA=",
        "other_tables": "ฐานข้อมูลใน {data} ไม่ใช่ของตัวอย่าง จึงไม่แตะต้อง เลือกโฟลเดอร์อื่นด้วย DATA=",
        "other_example": "{data} เก็บตัวอย่างของรุ่นอื่น ({loaded}) ลบโฟลเดอร์นั้น หรือเลือกโฟลเดอร์อื่นด้วย DATA=",
        "migrate_first": "ฐานข้อมูลยังไม่พร้อม ขาดอยู่ {count} ขั้น สำรองข้อมูลก่อน แล้วสั่ง: rabrong migrate",
        "one_process": "SQLite มีผู้เขียนได้ทีละราย จึงให้บริการได้โพรเซสเดียว ถ้าต้องการหลายโพรเซสใช้ PostgreSQL",
        "serving": "เปิดให้บริการที่ {address}",
        "stopped": "หยุดแล้ว ข้อมูลอยู่ใน {data}",
        "invitation": (
            "กรมตัวอย่างพร้อมแล้วที่ {address}\n\n"
            "  เปิดหน้านั้นแล้วกดปุ่มของบทบาทที่อยากเป็น ไม่มีรหัสผ่าน และเข้าได้จากเครื่องนี้เท่านั้น\n"
            "    กพร. · ผู้บริหาร         เห็นคะแนนของกรมทั้งหน้า\n"
            "    ผู้ตรวจราชการกรม · ผอ.   เห็นเขตหรือสำนักของตน\n"
            "    จังหวัด · อำเภอ          เห็นหน่วยของตน อำเภอกรอกผลของเดือนพฤษภาคมได้\n"
            "  ลองเปิดสองหน้าต่าง: กพร. ในหน้าต่างหนึ่ง อำเภอในอีกหน้าต่าง แก้ตัวเลขหนึ่งตัว แล้วดูคะแนนของกรม\n\n"
            "  ข้อมูลอยู่ใน {data} · กด Ctrl-C เพื่อหยุด\n"
            "  คิดคะแนนจากแฟ้มโดยไม่ใช้หน้าจอ: .venv/bin/rabrong score cdd-2555"
        ),
    },
    "en": {
        "loading": "Making the example department of fiscal year 2555, this once, less than a minute ...",
        "bad_folder": "Nothing can be kept in {data} ({error}). Choose another folder: make demo DATA=~/rabrong-demo",
        "bad_port": "Cannot listen on {host}:{port} ({error}). If it is taken, choose another: make demo PORT={other}",
        "bad_database": "The database in {data} cannot be used ({error}). Remove the folder, or choose another: DATA=",
        "other_tables": "The database in {data} was not made by the demo, which leaves it alone. Choose another: DATA=",
        "other_example": "{data} holds the example of another version ({loaded}). Remove it, or choose another: DATA=",
        "migrate_first": "The database lacks {count} steps. Make a backup, then: rabrong migrate",
        "one_process": "SQLite is served by one process. Several need PostgreSQL: see docs/operations.md",
        "serving": "Serving at {address}",
        "stopped": "Stopped. The data is in {data}",
        "invitation": (
            "The example department is ready at {address}\n\n"
            "  Open it and press the button of the role you want to be: no password, and only from this machine.\n"
            "    PSDG, executive            the whole department's scorecard\n"
            "    inspector, director        the own region or bureau\n"
            "    province, district         the own unit; a district enters its numbers of May\n"
            "  Try two windows: PSDG in one, a district in the other; change a number, watch the department.\n\n"
            "  The data is in {data}. Ctrl-C stops.\n"
            "  Scoring from a file, without screens: .venv/bin/rabrong score cdd-2555"
        ),
    },
}


def invitation(address: str, data: Path, language: Language) -> str:
    """The address, how to sign in as each role, and where the data is."""
    return WORDS[language]["invitation"].format(address=address, data=data)
