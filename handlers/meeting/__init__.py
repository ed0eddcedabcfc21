"""Meetings of the delivery group and of the Board: held in chat, decided on the record."""
