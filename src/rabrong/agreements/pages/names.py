"""What the indicators and aspects of a year are called in the language of the page, by their codes."""

from collections.abc import Mapping

from rabrong.agreements.models import Aspect, IndicatorVersion
from rabrong.ui.words import in_language


def indicator_names(year: int) -> Mapping[str, str]:
    """Code -> name. One query."""
    rows = IndicatorVersion.objects.filter(year_id=year).only("code", "name", "name_en")
    return {row.code: in_language(row, "name") for row in rows}


def aspect_names(year: int) -> Mapping[str, str]:
    """Name as it is agreed -> name in the language of the page. One query."""
    rows = Aspect.objects.filter(year_id=year).only("name", "name_en")
    return {row.name: in_language(row, "name") for row in rows}


def aspect_titles(year: int) -> Mapping[str, str]:
    """Code -> name in the language of the page. One query."""
    rows = Aspect.objects.filter(year_id=year).only("code", "name", "name_en")
    return {row.code: in_language(row, "name") for row in rows}
