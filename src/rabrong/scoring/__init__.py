"""The exact scoring core: standard library only, no clock, no files; every number can say why."""
