"""A binder: files and their index in one ZIP, streamed, with hashes that anybody can check without this program."""
