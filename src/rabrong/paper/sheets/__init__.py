"""Sheets: Excel, OpenDocument and CSV in, Excel and CSV out. Every cell is text on its way in."""
