"""After scores were stored and committed: what stands above this stage and looks at them is told."""

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string


def tell_of_rescore() -> None:
    """Once this transaction is over, call what the setting AFTER_RESCORE names; nothing where it names nothing."""
    if settings.AFTER_RESCORE:
        transaction.on_commit(import_string(settings.AFTER_RESCORE))
