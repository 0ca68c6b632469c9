"""Charts: values in, SVG out, the same on screen and on paper; classes for colours, a summary in words for each."""

from rabrong.charts.band_strip import band_strip
from rabrong.charts.bands import NO_BAND, Band, band_of, patterns, shape
from rabrong.charts.bullet import Forecast, Measure, bullet, hero_bullet
from rabrong.charts.contribution import Brought, contribution
from rabrong.charts.curve import Actual, Curve, Past, criteria_curve
from rabrong.charts.distribution import Counted, Mark, Spread, distribution, median_of
from rabrong.charts.heat_map import HeatCell, HeatRow, heat_heads, heat_map
from rabrong.charts.month_trend import Level, Months, month_trend
from rabrong.charts.outlines import Shapes, faults_in, shapes_in
from rabrong.charts.province_map import Area, Drawing, province_map
from rabrong.charts.rank_bars import Ranked, Ranking, rank_bars
from rabrong.charts.region_map import Region, region_map
from rabrong.charts.share_strip import Part, share_strip
from rabrong.charts.slope import Sloped, Slopes, slope
from rabrong.charts.sparkline import Year, sparkline
from rabrong.charts.state_glyphs import STATES, State, state_glyph
from rabrong.charts.strategy_map import Level as StrategyLevel
from rabrong.charts.strategy_map import Node, Strategy, strategy_map
from rabrong.charts.svg import Svg
from rabrong.charts.weight_tree import Branch, Leaf, weight_tree

__all__ = [
    "NO_BAND",
    "STATES",
    "Actual",
    "Area",
    "Band",
    "Branch",
    "Brought",
    "Counted",
    "Curve",
    "Drawing",
    "Forecast",
    "HeatCell",
    "HeatRow",
    "Leaf",
    "Level",
    "Mark",
    "Measure",
    "Months",
    "Node",
    "Part",
    "Past",
    "Ranked",
    "Ranking",
    "Region",
    "Shapes",
    "Sloped",
    "Slopes",
    "Spread",
    "State",
    "Strategy",
    "StrategyLevel",
    "Svg",
    "Year",
    "band_of",
    "band_strip",
    "bullet",
    "contribution",
    "criteria_curve",
    "distribution",
    "faults_in",
    "heat_heads",
    "heat_map",
    "hero_bullet",
    "median_of",
    "month_trend",
    "patterns",
    "province_map",
    "rank_bars",
    "region_map",
    "shape",
    "shapes_in",
    "share_strip",
    "slope",
    "sparkline",
    "state_glyph",
    "strategy_map",
    "weight_tree",
]
