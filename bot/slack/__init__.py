"""Slack: everything that knows its names, its limits and its manners."""

from models.states import Door

PLATFORM = Door.SLACK.value
