"""A chat server that answers as Slack's Web API does. What it cannot know stands in `server.py`."""
