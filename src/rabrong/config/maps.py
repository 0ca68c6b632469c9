"""What the environment may say about the map, and what is wrong with it."""

from pathlib import Path

from rabrong.charts import faults_in


def why_no_map(path: str) -> list[str]:
    """What keeps the agency's own map from being drawn; nothing where none is named."""
    if not path:
        return []
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return [f"RABRONG_MAP names {path}, which cannot be read: {error}"]
    return [f"RABRONG_MAP names {path}, but {fault}." for fault in faults_in(text)]
