"""Words by which a post is told from a subject, and a subject from a person's name."""

from __future__ import annotations

_POSTS = """
accountant administrator adviser advisor advocate analyst assistant associate auditor ceo cfo
chair chairman chairperson chairwoman champion chief clerk clinician co-ordinator commissioner
consultant coo coordinator councillor dco dcs deputy designer developer director dmo doctor dsco
editor engineer executive facilitator governor head headteacher inspector lawyer lead leader
manager member mentor midwife nurse officer owner paediatrician partner physician planner
portfolio practitioner president principal producer professor psychologist registrar
representative secretary senco solicitor specialist sro strategist supervisor teacher technician
therapist trainer treasurer trustee visitor worker
"""
POSTS = frozenset(_POSTS.split())
"""The nouns of posts: whoever is called so is somebody."""

_SUBJECTS = """
access adult adults advice all analysis assessment assurance attendance autism behaviour board
business care casework child children children's childrens clinical commissioning communication
communications community complaints contracts corporate council county customer data delivery
department design development digital disability district early east education educational ehc
ehcp emotional engagement enquiries equality evidence experience families family finance forum
governance group health healthcare help housing human improvement inclusion information
innovation insight integrated integration intelligence intervention joint kent language law
learning legal local management mediation mental needs neurodevelopmental nhs north operational
operations organisational parent parental participation partnership partnerships pathway people
performance phase place planning policy practice preparing process procurement programme project
property provision public quality recruitment research resources review reviews risk
safeguarding school schools sen send senior service services settings skills social south
special specialist speech standards statutory strategic strategy sufficiency support system
systems team the therapies therapy training transfer transformation transport tribunal trust
virtual voice wellbeing west workforce year years young youth
"""
SUBJECTS = frozenset(_SUBJECTS.split())
"""What posts are about; capitalised in titles, and still nobody."""
