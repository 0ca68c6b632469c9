"""What is handed in to sign: how the paper names a party, a key for one signature, a scan, a file signed elsewhere."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import override

from rabrong.agreements.actions.applying import Follow, Rescore, nothing_follows
from rabrong.agreements.models import Agreement, Party, SigningWay
from rabrong.agreements.queries.agreements import Signer
from rabrong.paper.signing.timestamps import Ask
from rabrong.paper.signing.trust import Trust


@dataclass(frozen=True, slots=True)
class Named:
    """A party as the paper names it. `code` is the choice it was made from, "" for somebody outside."""

    name: str
    position: str
    unit: str = ""
    acting: str = ""
    code: str = ""

    @property
    def person(self) -> str:
        """The code of the person; "" for somebody outside."""
        return self.code.partition("/")[0]

    @property
    def stored(self) -> dict[str, str]:
        """As JSON."""
        kept = {"name": self.name, "position": self.position, "unit": self.unit, "acting": self.acting}
        return {**kept, "code": self.code}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the paper says besides the text: who signs, where, when."""

    maker: Named
    superior: Named
    place: str = ""
    day: str = ""


def named(signer: Signer) -> Named:
    """One of us as the paper names them. Nobody's name is known where there are positions only."""
    person, acting = signer.person, signer.acting
    with override("th"):
        line = "" if acting is None else f"{acting.get_kind_display()} {acting.seat}"
    position = person.position if person.name else ""
    return Named(str(person), position, "", line, signer.code)


@dataclass(frozen=True, slots=True)
class Intended:
    """Which agreement is signed for which party; `seen` is the digest of the text as the form showed it."""

    agreement: Agreement
    party: Party
    seen: str


@dataclass(frozen=True, slots=True)
class AfterSigning:
    """What stages above bring: scoring anew, and what follows below when an amendment has come into force."""

    rescore: Rescore
    follow: Follow = nothing_follows


@dataclass(frozen=True, slots=True)
class Means:
    """What signing goes by besides the person: whom to trust, whose time, what is scored anew and follows after it."""

    trust: Trust
    rescore: Rescore
    ask_time: Ask | None = None
    follow: Follow = nothing_follows


@dataclass(frozen=True, slots=True)
class Key:
    """A PKCS#12 file and its passphrase, for one signature: neither shown nor kept."""

    data: bytes = field(repr=False)
    passphrase: str = field(repr=False)
    way: SigningWay = SigningWay.PKCS12


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scan of a signature in ink, and the day that is written beside it."""

    content: bytes = field(repr=False)
    signed_on: date


@dataclass(frozen=True, slots=True)
class Upload:
    """The paper with a signature that was made elsewhere."""

    content: bytes = field(repr=False)
