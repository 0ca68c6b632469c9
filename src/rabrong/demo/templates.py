"""KPI Templates of the example: published and sent for every indicator, one that came back with comments, one that
waits to be checked. Their texts are invented and say so."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from random import Random

from rabrong.agreements.models import (
    IndicatorVersion,
    Receipt,
    Template,
    TemplateComment,
    TemplateState,
)
from rabrong.agreements.queries.templates_facts import kept, live_facts
from rabrong.agreements.rules.templates_content import item_of
from rabrong.demo.clock import START
from rabrong.demo.frame import Frame
from rabrong.demo.plan import SEED
from rabrong.demo.units import supervisor_in
from rabrong.org.models import Person, Unit, UnitKind

PUBLISHED_AT = datetime(2011, 12, 26, 3, 0, tzinfo=UTC)
"""26 December 2554: after the agreement was signed, before the briefing."""

RECEIVE = (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE, UnitKind.PROVINCE)
RETURNED, SUBMITTED = "4.3", "3.2"
PERMILLE_READ = 930
NOTE = "เพิ่มวิธีตรวจสอบความถูกต้องของข้อมูล และผูกหลักฐานกับระดับคะแนน (ตัวอย่าง)"
COMMENTS = (
    ("collection", "ระบุว่าใครตรวจสอบทะเบียนก่อนส่ง และตรวจกี่ราย (ตัวอย่าง)", False),
    ("evidence", "หลักฐานข้อสุดท้ายใช้กับระดับ 5 เท่านั้นหรือไม่ (ตัวอย่าง)", False),
    ("definitions", "อ้างอิงคู่มือฉบับปี 2555 แทนฉบับเดิม (ตัวอย่าง)", True),
)


def store_templates(frame: Frame, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """Everything of step 3: runs after the past results are there."""
    templates = [_published(frame, version, people) for version in frame.versions.values()]
    receivers = [unit for unit in units.values() if unit.kind in RECEIVE]
    Receipt.objects.bulk_create(_receipts(templates, receivers, people), batch_size=1000)
    _store_returned(_next(templates, RETURNED), people)
    waiting = _next(templates, SUBMITTED)
    waiting.state, waiting.from_round = TemplateState.SUBMITTED, 12
    waiting.conditions += " กรณีแผนชุมชนถูกทบทวนระหว่างปีให้นับแผนฉบับล่าสุด"
    waiting.save()


def _owner(frame: Frame, version: IndicatorVersion) -> str:
    return next(owner.unit for owner in frame.file.details[version.code].owners if owner.role == "main")


def _published(frame: Frame, version: IndicatorVersion, people: Mapping[str, Person]) -> Template:
    owner = _owner(frame, version)
    supervisor, keeper = supervisor_in(people, owner), people[f"keeper-{owner}"]
    template = Template.objects.create(
        indicator=version,
        number=1,
        state=TemplateState.PUBLISHED,
        formula=version.formula,
        data_items=[item_of(row).stored for row in frame.data_items[version.code]],
        evidence=[{"text": str(text), "level": ""} for text in version.evidence],
        supervisor=supervisor,
        printed=kept(live_facts(version, [supervisor, keeper], 6)),
        by=keeper,
        at=PUBLISHED_AT - timedelta(days=6),
        published_at=PUBLISHED_AT,
        edits=4,
        **_texts(version),
    )
    template.keepers.set([keeper])
    return template


def _texts(version: IndicatorVersion) -> dict[str, str]:
    items = " และ ".join(f"{item.code} = {item.name}" for item in version.data_items.all())
    counted = f"คำนวณจาก {items}" if items else "นับผลตามขั้นตอนหรือคะแนนที่ทำได้จริง"
    return {
        "explanation": f"ตัวอย่าง: {version.name} วัดผลการดำเนินงานของกรมในปีงบประมาณ พ.ศ. 2555 ทั้งส่วนกลางและจังหวัด",
        "definitions": "ตัวอย่าง: ถ้อยคำที่ใช้เป็นไปตามคู่มือการปฏิบัติงานของกรมฉบับปี 2554",
        "population": "ตัวอย่าง: หน่วยดำเนินการในพื้นที่เป้าหมายของ 76 จังหวัด",
        "calculation": f"ตัวอย่าง: {counted}",
        "conditions": "ตัวอย่าง: ไม่นับพื้นที่ที่มีประกาศเขตภัยพิบัติในรอบรายงาน",
        "data_source": "ตัวอย่าง: ทะเบียนของสำนักงานพัฒนาชุมชนจังหวัดและอำเภอ",
        "collection": "ตัวอย่าง: อำเภอบันทึกจากทะเบียน จังหวัดตรวจสอบ ส่วนกลางรวบรวม",
        "frequency": "รายเดือน ภายในวันที่ 12 ของเดือนถัดไป",
        "guideline": "ตัวอย่าง: ผู้ประเมินตรวจเอกสารตามรายการหลักฐานและสุ่มตรวจในพื้นที่",
        "plans": "ตัวอย่าง: โครงการตามแผนปฏิบัติราชการประจำปี 2555",
        "success_points": "ตัวอย่าง: การมีส่วนร่วมของชุมชนและการติดตามอย่างต่อเนื่อง",
    }


def _receipts(templates: list[Template], units: list[Unit], people: Mapping[str, Person]) -> Iterator[Receipt]:
    chance = Random(f"{SEED}-receipts")
    for template in templates:
        for unit in units:
            head = people.get(f"province-{unit.code}") or people.get(f"director-{unit.code}")
            is_read = head is not None and chance.randrange(1000) < PERMILLE_READ
            read_at = PUBLISHED_AT + timedelta(days=1 + chance.randrange(20), minutes=chance.randrange(400))
            yield Receipt(
                template=template,
                unit=unit,
                sent_at=PUBLISHED_AT + timedelta(hours=1),
                read_at=read_at if is_read else None,
                read_by=head if is_read else None,
            )


def _next(templates: list[Template], code: str) -> Template:
    """A copy of a published version as the second, written a week ago."""
    first = next(template for template in templates if template.indicator.code == code)
    keepers = list(first.keepers.all())
    copy = Template.objects.get(pk=first.pk)
    copy.pk, copy.number, copy.state = None, 2, TemplateState.DRAFT
    copy.published_at, copy.printed, copy.edits = None, {}, 3
    copy.at, copy.from_round = START - timedelta(days=7), 12
    copy.save()
    copy.keepers.set(keepers)
    return copy


def _store_returned(template: Template, people: Mapping[str, Person]) -> None:
    template.state, template.note = TemplateState.RETURNED, NOTE
    template.explanation += " และความต่อเนื่องของการดูแลครัวเรือนเป้าหมายหลังผ่านเกณฑ์"
    template.save()
    TemplateComment.objects.bulk_create(
        TemplateComment(
            template=template,
            field=field,
            text=text,
            by=people["psdg"],
            at=START - timedelta(days=2),
            settled_at=START - timedelta(days=1) if is_settled else None,
        )
        for field, text, is_settled in COMMENTS
    )
