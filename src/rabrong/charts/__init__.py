"""Charts: values in, SVG out, the same on screen and on paper; classes for colours, a summary in words for each."""

from rabrong.charts.bands import NO_BAND, Band, band_of, patterns, shape
from rabrong.charts.bullet import Forecast, Measure, bullet, hero_bullet
from rabrong.charts.curve import Actual, Curve, Past, criteria_curve
from rabrong.charts.month_trend import Level, Months, month_trend
from rabrong.charts.province_map import Area, province_map
from rabrong.charts.rank_bars import Ranked, Ranking, rank_bars
from rabrong.charts.share_strip import Part, share_strip
from rabrong.charts.sparkline import Year, sparkline
from rabrong.charts.state_glyphs import STATES, State, state_glyph
from rabrong.charts.svg import Svg

__all__ = [
    "NO_BAND",
    "STATES",
    "Actual",
    "Area",
    "Band",
    "Curve",
    "Forecast",
    "Level",
    "Measure",
    "Months",
    "Part",
    "Past",
    "Ranked",
    "Ranking",
    "State",
    "Svg",
    "Year",
    "band_of",
    "bullet",
    "criteria_curve",
    "hero_bullet",
    "month_trend",
    "patterns",
    "province_map",
    "rank_bars",
    "shape",
    "share_strip",
    "sparkline",
    "state_glyph",
]
