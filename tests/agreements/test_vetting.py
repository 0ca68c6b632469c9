"""Vetting: the text to be signed equals the agreed offers field by field, or it is not signed."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from rabrong.agreements.actions.negotiation import agree_offers
from rabrong.agreements.actions.vetting import (
    apply_agreed_offers,
    fit_framework,
    reopen_agreement,
    vet_agreement,
)
from rabrong.agreements.content import digest_of
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    Aspect,
    Indicator,
    IndicatorVersion,
    Item,
    MeetingKind,
    Offer,
    Party,
    Revision,
    Side,
    Signature,
    SigningWay,
)
from rabrong.agreements.queries.negotiation import agreed_offers
from rabrong.agreements.queries.vetting import is_still_vetted, newest_revision, text_to_sign
from rabrong.agreements.rules.negotiation import Placing, Proposal
from rabrong.agreements.rules.vetting import PLACED, FieldCheck, vetted, vetting_of
from rabrong.audit.models import Event
from rabrong.files.actions import keep
from tests.agreements.negotiation_nation import AT, SCAN, TODAY, World, begun, held, levels, offered, wanted
from tests.agreements.test_negotiation_actions import code_of

pytestmark = pytest.mark.django_db

NEW_LEVELS = levels("64", "68", "72", "76", "80")


def agreed(world: World, **proposals: Proposal) -> None:
    """Offers that the committee made and both agreed on."""
    by_code = {code.replace("_", ".").strip("k"): proposal for code, proposal in proposals.items()}
    made = offered(world, held(world, MeetingKind.NOTIFIED), Side.COMMITTEE, by_code)
    seen = {offer.indicator_id: offer.number for offer in made}
    done = agree_offers(world.agreement, [offer.pk for offer in made], seen, by=world.psdg, now=AT)
    assert isinstance(done, list), done


def settled(**changes: object) -> World:
    """Both indicators agreed; 4.3 with some changes."""
    world = begun()
    agreed(world, k4_3=wanted(world, "4.3", **changes), k8=wanted(world, "8"))
    return replace(world, agreement=world.now())


def vet(world: World) -> Revision:
    """Vetted, with the digest the page shows."""
    revision = vet_agreement(world.agreement, digest_of(text_to_sign(world.now())), by=world.psdg, now=AT)
    assert isinstance(revision, Revision), revision
    return revision


def test_every_field_is_held_against_its_offer() -> None:
    """Another wording, weight, target and criteria are found, the weight in three rounds; the other one is proven."""
    world = settled(wording="ร้อยละใหม่", weight=Decimal(55), target=Decimal(72), criteria=NEW_LEVELS)
    vetting = vetting_of(text_to_sign(world.now()), agreed_offers(world.agreement))
    first, second = vetting.items
    assert (first.code, first.state, second.code, second.state) == ("4.3", "differs", "8", "same")
    assert [(field.place, field.round) for field in first.fields if not field.is_same] == [
        ("wording", 0),
        ("weight", 6),
        ("weight", 9),
        ("weight", 12),
        ("target", 0),
        ("criteria", 0),
    ]
    assert FieldCheck("target", 0, "72", "70") in first.fields
    assert (vetting.differences, vetting.is_proven) == (1, False)


CHANGED_SINCE: list[tuple[str, dict[str, object], object, object]] = [
    ("code", {"code": "4.9"}, "4.3", "4.9"),
    ("measure", {"measure": "จำนวนครัวเรือน"}, "", "จำนวนครัวเรือน"),
    ("starts", {"starts": 9}, 6, 9),
    ("cancelled", {"cancelled": 12}, None, 12),
]


@pytest.mark.parametrize(("place", "changes", "was", "now"), CHANGED_SINCE)
def test_what_the_year_changed_since_the_agreement_is_found(
    place: str, changes: dict[str, object], was: object, now: object
) -> None:
    """Renumbered, measured in something else, started later or cancelled after both agreed: not signed so."""
    world = settled()
    IndicatorVersion.objects.filter(pk=world.ratio.pk).update(**changes)
    vetting = vetting_of(text_to_sign(world.now()), agreed_offers(world.agreement))
    differing = [field for item in vetting.items for field in item.fields if not field.is_same]
    assert differing == [FieldCheck(place, 0, was, now)]  # type: ignore[arg-type]
    answer = vet_agreement(world.agreement, digest_of(text_to_sign(world.now())), by=world.psdg, now=AT)
    assert code_of(answer) == "vetting.differs"


def test_an_indicator_moved_to_another_aspect_is_found() -> None:
    """The same weight below another node of the framework is another text."""
    world = settled()
    part = Aspect.objects.create(year_id=2555, code="b", name="ข", parent=Aspect.objects.get(code="all"), position=1)
    IndicatorVersion.objects.filter(pk=world.ratio.pk).update(aspect=part)
    vetting = vetting_of(text_to_sign(world.now()), agreed_offers(world.agreement))
    assert [field for field in vetting.items[0].fields if not field.is_same] == [FieldCheck("aspect", 0, "all", "b")]


def test_an_indicator_added_since_the_agreement_is_found() -> None:
    """A third one that nobody agreed on: 60 + 40 + 5 is 105, and there is no offer for it."""
    world = settled()
    rounds = dict.fromkeys(("6", "9", "12"), "5")
    indicator = Indicator.objects.create(key="new")
    version = IndicatorVersion.objects.create(
        indicator=indicator,
        year_id=2555,
        code="9",
        name="ใหม่",
        aspect=world.ratio.aspect,
        position=9,
        criteria={"kind": "score"},
    )
    Item.objects.create(agreement=world.agreement, indicator=version, weights=rounds)
    vetting = vetting_of(text_to_sign(world.now()), agreed_offers(world.agreement))
    assert [(item.code, item.state) for item in vetting.items if item.state != "same"] == [("9", "no_offer")]
    assert {each.sum for each in vetting.sums} == {Decimal(105)}
    assert not vetting.is_proven


def test_an_old_offer_that_says_less_proves_less() -> None:
    """What was not kept with an offer is not taken as agreed; the same offer made and agreed anew proves it."""
    world = settled()
    Offer.objects.filter(indicator=world.ratio).update(code="", aspect="", measure="", starts=None)
    vetting = vetting_of(text_to_sign(world.now()), agreed_offers(world.agreement))
    assert [field.place for field in vetting.items[0].fields if not field.is_same] == list(PLACED)
    agreed(world, k4_3=wanted(world, "4.3"))
    assert vetting_of(text_to_sign(world.now()), agreed_offers(world.agreement)).is_proven


def test_measure_and_rounds_are_agreed_and_written_like_the_rest() -> None:
    """Agreed: counted in households, from round 9 on, cancelled from round 12; written, the text says so."""
    world = settled(placing=Placing("", "", "ครัวเรือน", 9, 12))
    changed = apply_agreed_offers(world.agreement, by=world.psdg, now=AT)
    assert isinstance(changed, list)
    version = IndicatorVersion.objects.get(pk=world.ratio.pk)
    assert (version.code, version.measure, version.starts, version.cancelled) == ("4.3", "ครัวเรือน", 9, 12)
    proof = vetting_of(text_to_sign(world.now()), agreed_offers(world.agreement))
    assert [item.state for item in proof.items] == ["same", "same"]


def test_missing_offer_and_missing_item_are_found() -> None:
    """An indicator without an agreed offer, and an agreed one that is not in the text."""
    world = begun()
    agreed(world, k4_3=wanted(world, "4.3"))
    Item.objects.filter(agreement=world.agreement, indicator=world.ratio).delete()
    vetting = vetting_of(text_to_sign(world.now()), agreed_offers(world.agreement))
    assert [(item.code, item.state) for item in vetting.items] == [("8", "no_offer"), ("4.3", "no_item")]
    assert not vetting.is_proven


def test_weights_and_framework_have_to_add_up() -> None:
    """55 + 40 is 95 in every round, of the whole and of the aspect that declares 100."""
    world = settled(weight=Decimal(55))
    apply_agreed_offers(world.agreement, by=world.psdg, now=AT)
    vetting = vetting_of(text_to_sign(world.now()), agreed_offers(world.agreement))
    assert {(each.aspect, each.round, each.sum) for each in vetting.sums if not each.is_same} == {
        (aspect, round_, Decimal(95)) for aspect in ("", "all") for round_ in (6, 9, 12)
    }
    assert all(item.state == "same" for item in vetting.items)
    answer = vet_agreement(world.agreement, digest_of(text_to_sign(world.now())), by=world.psdg, now=AT)
    assert code_of(answer) == "vetting.differs"


def test_an_indicator_that_starts_later_counts_in_the_sum() -> None:
    """60 + 40 is 100 in round 6 too, although the second is measured from round 12 on only."""
    world = settled()
    apply_agreed_offers(world.agreement, by=world.psdg, now=AT)
    IndicatorVersion.objects.filter(code="8").update(starts=12)
    assert all(each.is_same for each in vetting_of(text_to_sign(world.now()), {}).sums)


def test_a_cancelled_indicator_may_leave_the_divisor() -> None:
    """Of 60 + 40 the second leaves numerator and divisor from round 9 on: what was agreed is still 100."""
    world = settled()
    apply_agreed_offers(world.agreement, by=world.psdg, now=AT)
    IndicatorVersion.objects.filter(code="8").update(cancelled=9)
    assert all(each.is_same for each in vetting_of(text_to_sign(world.now()), {}).sums)


def test_weights_shared_out_after_a_cancellation_are_whole() -> None:
    """From round 9 on the first has all 100; the 40 of the cancelled one are not counted on top."""
    text = {
        "framework": [],
        "indicators": [
            {"code": "1", "name": "", "weights": {"6": "60", "9": "100", "12": "100"}, "starts": 6, "cancelled": None},
            {"code": "2", "name": "", "weights": {"6": "40", "9": "40", "12": "40"}, "starts": 6, "cancelled": 9},
        ],
    }
    assert [each.sum for each in vetted(text, {}).sums] == [100, 100, 100]


def test_an_empty_text_proves_nothing() -> None:
    """Neither indicators nor offers: nothing to sign."""
    assert not vetted({"indicators": [], "framework": []}, {}).is_proven


def test_agreed_offers_are_written_by_the_machine() -> None:
    """All rounds, target, the year's wording and criteria; a second time there is nothing to write."""
    world = settled(wording="ร้อยละใหม่", target=Decimal(72), criteria=NEW_LEVELS)
    changed = apply_agreed_offers(world.agreement, by=world.psdg, now=AT)
    assert isinstance(changed, list)
    assert [offer.indicator.code for offer in changed] == ["4.3"]
    item = Item.objects.get(agreement=world.agreement, indicator=world.ratio)
    version = IndicatorVersion.objects.get(pk=world.ratio.pk)
    assert (item.weights, item.target, item.criteria) == ({"6": "60", "9": "60", "12": "60"}, Decimal(72), None)
    assert (version.name, version.criteria) == ("ร้อยละใหม่", NEW_LEVELS)
    assert apply_agreed_offers(world.agreement, by=world.psdg, now=AT) == []
    assert Event.objects.filter(verb="vetting.apply").count() == 1


def test_another_unit_keeps_its_criteria_to_itself() -> None:
    """A province's agreed criteria stand in its item; the year's stay."""
    world = begun()
    province = world.nation.agreements["12"]
    Agreement.objects.filter(pk=province.pk).update(state=AgreementState.NEGOTIATING)
    there = replace(world, agreement=province)
    [offer] = offered(there, held(there), Side.DEPARTMENT, {"4.3": wanted(world, "4.3", criteria=NEW_LEVELS)})
    agree_offers(province, [offer.pk], {world.ratio.pk: 1}, by=world.psdg, now=AT)
    apply_agreed_offers(province, by=world.psdg, now=AT)
    assert Item.objects.get(agreement=province).criteria == NEW_LEVELS
    assert IndicatorVersion.objects.get(pk=world.ratio.pk).criteria == world.ratio.criteria


def test_indicator_that_was_only_offered_gets_its_item() -> None:
    """Nobody types it in again."""
    world = settled()
    Item.objects.filter(agreement=world.agreement, indicator=world.ratio).delete()
    apply_agreed_offers(world.agreement, by=world.psdg, now=AT)
    vet(world)
    assert world.now().state == AgreementState.VETTED


def test_applying_needs_agreed_offers_and_the_psdg() -> None:
    """Nothing agreed, nobody else, nothing in a draft."""
    world = begun()
    assert code_of(apply_agreed_offers(world.agreement, by=world.psdg, now=AT)) == "vetting.nothing_agreed"
    assert code_of(apply_agreed_offers(world.agreement, by=world.who("chief"), now=AT)) == "negotiation.not_psdg"
    Agreement.objects.filter(pk=world.agreement.pk).update(state=AgreementState.DRAFT)
    assert code_of(apply_agreed_offers(world.agreement, by=world.psdg, now=AT)) == "offer.not_agreed_now"


def test_vetting_fixes_the_text_as_a_revision() -> None:
    """Revision 1 from round 6 holds the very text; its digest is the text's."""
    world = settled(criteria=NEW_LEVELS)
    apply_agreed_offers(world.agreement, by=world.psdg, now=AT)
    revision = vet(world)
    text = text_to_sign(world.now())
    assert (revision.number, revision.from_round, revision.content) == (1, 6, text)
    assert revision.digest == digest_of(text)
    rows = {row["code"]: row for row in json.loads(revision.content)["indicators"]}
    assert rows["4.3"]["criteria"] == NEW_LEVELS
    assert is_still_vetted(revision, text)


def test_vetting_is_refused() -> None:
    """Before the result is notified, with another text than the page showed, while something differs, by the head."""
    world = settled(criteria=NEW_LEVELS)
    digest = digest_of(text_to_sign(world.now()))
    assert code_of(vet_agreement(world.agreement, "0" * 64, by=world.psdg, now=AT)) == "vetting.stale"
    assert code_of(vet_agreement(world.agreement, digest, by=world.psdg, now=AT)) == "vetting.differs"
    assert code_of(vet_agreement(world.agreement, digest, by=world.who("chief"), now=AT)) == "negotiation.not_psdg"
    Agreement.objects.filter(pk=world.agreement.pk).update(state=AgreementState.NEGOTIATING)
    assert code_of(vet_agreement(world.agreement, digest, by=world.psdg, now=AT)) == "negotiation.no_move"


def test_a_vetted_text_that_is_changed_falls_back() -> None:
    """Another offer is agreed: notified again, and vetted anew it is revision 2; without a change it is still 1."""
    world = settled()
    first = vet(world)
    reopen_agreement(world.agreement, by=world.psdg, now=AT)
    assert world.now().state == AgreementState.NOTIFIED
    assert vet(world) == first
    agreed(world, k4_3=wanted(world, "4.3", criteria=NEW_LEVELS))
    assert world.now().state == AgreementState.NOTIFIED
    apply_agreed_offers(world.agreement, by=world.psdg, now=AT)
    second = vet(world)
    assert (second.number, newest_revision(world.agreement)) == (2, second)


def test_a_change_from_elsewhere_is_seen() -> None:
    """Somebody words the framework anew: the vetted text no longer stands."""
    world = settled()
    revision = vet(world)
    Aspect.objects.update(name="อีกชื่อ")
    assert not is_still_vetted(revision, text_to_sign(world.now()))


def test_nothing_is_reopened_once_somebody_signed() -> None:
    """One signature is enough: offers, agreeing, applying and reopening are refused."""
    world = settled()
    revision = vet(world)
    Signature.objects.create(
        revision=revision,
        party=Party.MAKER,
        way=SigningWay.WET,
        name="อธิบดี",
        position="อธิบดี",
        signed_on=TODAY,
        file=keep(SCAN, "application/pdf", now=AT),
        by=world.psdg.person,
        at=AT,
    )
    assert code_of(reopen_agreement(world.agreement, by=world.psdg, now=AT)) == "agreement.signed"
    assert code_of(apply_agreed_offers(world.agreement, by=world.psdg, now=AT)) == "agreement.signed"
    offer = next(iter(agreed_offers(world.agreement).values()))
    seen = {offer.indicator_id: offer.number}
    assert code_of(agree_offers(world.agreement, [offer.pk], seen, by=world.psdg, now=AT)) == "agreement.signed"


def test_framework_is_fitted_only_to_a_whole() -> None:
    """30 and 70 below two aspects that declare 40 and 60; short of 100 nothing is fitted."""
    world = settled(weight=Decimal(30))
    apply_agreed_offers(world.agreement, by=world.psdg, now=AT)
    assert code_of(fit_framework(world.agreement, by=world.psdg, now=AT)) == "vetting.not_full"
    agreed(world, k4_3=wanted(world, "4.3", weight=Decimal(30)), k8=wanted(world, "8", weight=Decimal(70)))
    apply_agreed_offers(world.agreement, by=world.psdg, now=AT)
    top = Aspect.objects.get(code="all")
    for code, weight, indicator in (("a", "40", world.ratio), ("b", "60", world.steps)):
        rounds = dict.fromkeys(("6", "9", "12"), weight)
        part = Aspect.objects.create(year_id=2555, code=code, name=code, parent=top, position=1, weights=rounds)
        IndicatorVersion.objects.filter(pk=indicator.pk).update(aspect=part)
    agreed(world, k4_3=wanted(world, "4.3", weight=Decimal(30)), k8=wanted(world, "8", weight=Decimal(70)))
    assert fit_framework(world.agreement, by=world.psdg, now=AT) == {
        f"{code} {round_}": weight for code, weight in (("a", "30"), ("b", "70")) for round_ in (6, 9, 12)
    }
    vet(world)
    assert code_of(fit_framework(world.nation.agreements["12"], by=world.psdg, now=AT)) == "agreement.signed"
