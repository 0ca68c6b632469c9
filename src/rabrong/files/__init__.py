"""Files that people hand in: kept once by what is in them, never changed, outside what a web server serves."""
