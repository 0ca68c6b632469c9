"""Rules of a year, what they found, and what people chose to watch."""

from rabrong.monitoring.models.alert_rules import LEVELS, AlertKind, AlertRule
from rabrong.monitoring.models.alerts import Alert, Finding
from rabrong.monitoring.models.watching import Digest, DigestChoice, Watch

__all__ = ("LEVELS", "Alert", "AlertKind", "AlertRule", "Digest", "DigestChoice", "Finding", "Watch")
