"""The reporting matrix with what is still owed alone."""

from dataclasses import replace

from rabrong.dashboards.pages.reporting.matrix import Cell, Matrix, Row

IS_COMPLETE = "is-complete"


def only_due(matrix: Matrix) -> Matrix:
    """Rows that owe something, columns in which anything is owed, and of both the cells that are not complete."""
    rows = [_without_complete(row) for row in matrix.rows if row.done < row.all]
    kept = [at for at in range(len(matrix.columns)) if any(row.cells[at] is not None for row in rows)]
    columns = tuple(matrix.columns[at] for at in kept)
    return replace(matrix, columns=columns, rows=tuple(_narrowed(row, kept) for row in rows))


def _without_complete(row: Row) -> Row:
    return replace(row, cells=tuple(None if cell is None or _is_complete(cell) else cell for cell in row.cells))


def _is_complete(cell: Cell) -> bool:
    return cell.looks == IS_COMPLETE


def _narrowed(row: Row, kept: list[int]) -> Row:
    return replace(row, cells=tuple(row.cells[at] for at in kept))
