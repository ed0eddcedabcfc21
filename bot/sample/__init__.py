"""The sample that the product ships: a plan of 56 actions, its measures and its calendar.

Titles of the nine areas are public; every owner is a role and every invented figure is marked
illustrative. No action, owner or date is claimed to be in a published plan.
"""
