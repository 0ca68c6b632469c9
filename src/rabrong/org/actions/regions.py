"""Which province belongs to which inspection region, by days. The administrator's."""

from datetime import date

from django.db import transaction

from rabrong.org.actions.recording import Change, Rescore, admin_of, days_of, note, scored_anew
from rabrong.org.models import Membership, Unit
from rabrong.org.rules import Refusal
from rabrong.org.tree_rules import membership_refusal


@transaction.atomic
def join_region(
    member: Unit, region: Unit, ends: date | None, change: Change, *, rescore: Rescore
) -> Membership | Refusal:
    """A province belongs to a region from the change's day until before `ends`."""
    admin = admin_of(change.by, change.now)
    if isinstance(admin, Refusal):
        return admin
    refusal = membership_refusal(member, region, change.on, ends)
    if refusal is not None:
        return refusal
    row = Membership.objects.create(
        member=member, region=region, starts=change.on, ends=ends, order_ref=change.order_ref
    )
    after = {"region": region.code, "ends": ends.isoformat() if ends else "", **days_of(change)}
    note(admin, "region.join", f"unit {member.code}", member, ({}, after))
    return scored_anew(rescore, change.on, change.now) or row


@transaction.atomic
def leave_region(membership: Membership, change: Change, *, rescore: Rescore) -> Membership | Refusal:
    """A province's membership ends before the change's day."""
    admin = admin_of(change.by, change.now)
    if isinstance(admin, Refusal):
        return admin
    row = Membership.objects.select_related("member", "region").get(pk=membership.pk)
    if not row.starts < change.on or (row.ends is not None and change.on > row.ends):
        return Refusal("days.order", {"starts": row.starts, "ends": change.on})
    before = {"region": row.region.code, "ends": row.ends.isoformat() if row.ends else ""}
    row.ends = change.on
    row.save(update_fields=["ends"])
    after = {"region": row.region.code, "ends": change.on.isoformat(), "order": change.order_ref}
    note(admin, "region.leave", f"unit {row.member.code}", row.member, (before, after))
    return scored_anew(rescore, change.on, change.now) or row
