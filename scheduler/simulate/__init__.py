"""Months played in a scratch database with the product's own planner, outbox and handlers."""
