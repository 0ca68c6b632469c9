"""Which changes to a PDF after it was handed out leave the agreement as it was: filling the signature fields it has.

Stricter than the library's usual policy: no new field, no other form value, no note, nothing that could be laid over
the text. What tools add for checking later (revocation data) and to the file's own description may be added.
"""

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.diff_analysis.form_rules_api import FormUpdatingRule
from pyhanko.sign.diff_analysis.policies import StandardDiffPolicy
from pyhanko.sign.diff_analysis.rules.file_structure_rules import (
    CatalogModificationRule,
    ObjectStreamRule,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.rules.form_field_rules import DSSCompareRule, SigFieldModificationRule
from pyhanko.sign.diff_analysis.rules.metadata_rules import DocInfoRule, MetadataUpdateRule

_ALWAYS = (
    DocInfoRule(),
    XrefStreamRule(),
    ObjectStreamRule(),
    DSSCompareRule(),
    MetadataUpdateRule(),  # type: ignore[no-untyped-call]
)

_FORM_KEYS = ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"}
"""Signing sets the flag that says "there are signatures"; nothing of it is seen."""

ONLY_SIGNING = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),  # type: ignore[no-untyped-call]
        *(rule.as_qualified(ModificationLevel.LTA_UPDATES) for rule in _ALWAYS),
    ],
    form_rule=FormUpdatingRule([SigFieldModificationRule()], _FORM_KEYS),
)


def fields_changed_since(reader: PdfFileReader, revision: int) -> frozenset[str] | None:
    """The fields filled after a revision (from 0); None when anything else was changed.

    Raises what reading a damaged file raises.
    """
    result = ONLY_SIGNING.review_file(reader, revision)
    if not isinstance(result, DiffResult) or result.modification_level > ModificationLevel.FORM_FILLING:
        return None
    return frozenset(result.changed_form_fields)
