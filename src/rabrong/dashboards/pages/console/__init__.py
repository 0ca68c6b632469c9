"""The console of those who run a year: figures, ten steps, what was found, windows and rounds."""
