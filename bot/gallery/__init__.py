"""The gallery: each message that the product can send, as it came up in months that were played."""
