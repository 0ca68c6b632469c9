"""Whether a result is one number that can be forecast, or a score made of parts that is forecast as a score."""

from rabrong.scoring.criteria import Bands, Criterion, Levels, Steps


def is_one_number(criterion: Criterion) -> bool:
    """Levels, bands and steps score one number; the others are made of parts, judged, or pass and fail."""
    return isinstance(criterion, Levels | Bands | Steps)
