"""Attaching, replacing and taking off documents; each in one transaction with its audit record."""

from rabrong.evidence.actions.attaching import Upload, attach_file, remove_file, replace_file

__all__ = ("Upload", "attach_file", "remove_file", "replace_file")
