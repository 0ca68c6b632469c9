"""Finding what the rules of a year are about: each kind in a module of its own, put together by `look`."""
