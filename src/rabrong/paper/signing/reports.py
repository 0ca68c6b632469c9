"""What a check found out about one signature, as values. The sentences are in wording.py."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rabrong.paper.signing.certificates import CertificateFacts
from rabrong.paper.signing.trust import Kind

Covers = Literal["file", "revision", "part"]
"""The whole file; the whole file as it was when it was signed; less than that."""

Changes = Literal["none", "signing", "forbidden"]
"""What came after the signature: nothing, other signatures, anything else."""

Stamp = Literal["none", "trusted", "unknown", "broken"]
"""A time stamp: there is none; of an authority that was named; of another; one that does not fit the signature."""

Standing = Literal["valid", "not_yet", "expired", "revoked", "unknown", "unsuitable"]
"""A certificate at a time. `unknown`: no root that was named stands above it; `unsuitable`: not meant for signing."""


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature. `claimed_at` is what the signer's side says; `stamped_at` what an authority says.

    `then` is the certificate at the time of signing, `now` at the time of the check; `vouched_by` names the root.
    """

    field: str
    signer: CertificateFacts
    claimed_at: datetime | None
    stamped_at: datetime | None
    stamp: Stamp
    is_intact: bool
    covers: Covers
    changes: Changes
    then: Standing
    now: Standing
    vouched_by: str | None
    vouched_kind: Kind | None
    revoked_at: datetime | None
    revocation_checked: bool

    @property
    def signed_at(self) -> datetime | None:
        """The best time known: the authority's where it is trusted."""
        return self.stamped_at if self.stamp == "trusted" else self.claimed_at

    @property
    def is_untouched(self) -> bool:
        """What was signed is what stands there, and only other signatures came after it."""
        return self.is_intact and self.covers != "part" and self.changes != "forbidden"

    @property
    def is_good(self) -> bool:
        """Untouched, by a certificate that was valid when it signed."""
        return self.is_untouched and self.then == "valid" and self.stamp != "broken"
