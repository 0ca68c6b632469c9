"""Which numbers a fiscal month may have."""

from django.db import models

MONTH_RANGE = models.Q(month__gte=1, month__lte=12)
