"""Telling people and screens what happened: notices, the outbox of mails, the live channel."""
