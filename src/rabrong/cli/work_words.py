"""What the worker and the preparing of the database say, in Thai and English."""

from rabrong.scoring.wording import Language

WORDS: dict[Language, dict[str, str]] = {
    "th": {
        "working": "กำลังทำงานเบื้องหลัง: ส่งอีเมลและงานประจำ กด Ctrl-C เพื่อหยุด",
        "no_mail": "ไม่ได้ตั้ง RABRONG_SMTP จึงไม่ส่งอีเมล เรื่องแจ้งเตือนยังเห็นได้บนหน้าจอ",
        "stopped": "หยุดแล้ว งานที่ค้างอยู่จะทำต่อเมื่อเริ่มใหม่",
        "done": "งานที่ถึงกำหนดทำแล้ว รอส่ง {waiting} ฉบับ ส่งไม่ได้ {failed} ฉบับ",
        "migrated": "ฐานข้อมูลพร้อมแล้ว ทำไป {count} ขั้น",
    },
    "en": {
        "working": "Working in the background: mails and daily duties. Ctrl-C stops.",
        "no_mail": "RABRONG_SMTP is not set, so no mail is sent. Notices are still seen on the screen.",
        "stopped": "Stopped. What is left is done after the next start.",
        "done": "What was due is done. Mails waiting: {waiting}, not delivered: {failed}",
        "migrated": "The database is ready: {count} steps taken.",
    },
}
