"""Rabrong (รับรอง): the yearly performance agreement of a Thai department, from negotiation to reward."""

__version__ = "0.1.0"
