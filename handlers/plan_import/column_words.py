"""The councils' words for the columns of a plan, and rules for the words around them.

They come from published plans and trackers: accelerated progress plans, written statements of
action, Ofsted and CQC plans, audit trackers. They are compared as `plain` makes them.
"""

from __future__ import annotations

import re

from handlers.plan_import.fields import Field

WORDS = {
    Field.REF: """
        ref; reference; ref no; ref number; reference no; reference number; action no; action
        number; action ref; action reference; action id; id; no; number; item; item no; item
        number; item ref; #; code; action code; urn; unique ref; unique reference; unique id; plan
        ref; app ref; task no; task id; task ref; recommendation no; ga ref; s no; serial no; line
        no; line; sub ref; action item no""",
    Field.TITLE: """
        action; actions; action required; required action; actions required; action title; title;
        action description; description; description of action; task; tasks; task description;
        activity; activities; what; what will we do; what we will do; what are we going to do;
        what will be done; what needs to be done; what do we need to do; what we are going to do;
        what must improve; action to be taken; actions to be taken; action needed; actions needed;
        key action; key actions; agreed action; planned action; improvement action; specific
        action; specific actions; action point; action points; action detail; action details;
        action item; action summary; action name; action text; improvement activity; deliverable;
        deliverables; agreed management action; management action; recommendation;
        recommendations; audit recommendation; agreed recommendation""",
    Field.AREA: """
        area; area title; area name; area of weakness; area of significant weakness; areas of
        weakness; area of concern; area for improvement; area for action; priority area; priority
        action area; improvement area; improvement theme; theme; workstream; work stream; strand;
        priority; priority action; weakness; significant weakness; significant area of weakness;
        key area; focus area; area of focus; programme area""",
    Field.AREA_NO: """
        area no; area number; area ref; area id; area code; weakness no; priority no; priority
        number; theme no; workstream no; area of weakness no; area of weakness number""",
    Field.AREA_SHORT_TITLE: """
        area short title; area short name; short title; short name; area short; short area title;
        area label""",
    Field.OWNER: """
        owner; owners; owner role; owner name; owner post; action owner; action owners; action
        owner name; lead; leads; action lead; action leads; lead officer; lead officers; lead
        name; lead role; lead person; lead professional; lead for action; lead s; who; by whom;
        who by; who will do it; who will lead; who is responsible; responsible; responsible
        officer; responsible officers; responsible person; responsible lead; responsible owner;
        person responsible; officer responsible; officer; officers; responsible officer action
        lead; responsibility; responsibility of; delivery lead; delivery owner; delivery officer;
        operational lead; operational owner; named lead; named owner; named officer; assigned to;
        assignee; allocated to; task owner; task lead; project lead; lead responsible; lead
        responsibility; led by; owned by; owner title; lead officer name; lead and title; name and
        title; name title; lead name and title; responsible manager; lead manager; manager
        responsible; action manager; action holder; post holder; implementing officer; action
        officer; leader; action by; for action by; actioned by; contact officer; senior lead
        officer; lead contact; who lead""",
    Field.OWNER_EMAIL: """
        owner email; owner email address; email; email address; lead email; lead email address;
        contact email; action owner email; lead officer email; contact; contact details; email
        contact; e mail; responsible officer email; action lead email""",
    Field.OWNER_ORGANISATION: """
        owner organisation; organisation; organization; agency; lead organisation; lead agency;
        lead partner; partner; partner organisation; body; responsible organisation; owning
        organisation; lead body; owner org; org; lead directorate; responsible body; accountable
        body; accountable organisation""",
    Field.CO_OWNER: """
        co owner; co owners; co lead; co leads; second lead; second owner; joint lead; joint
        owner; joint owners; other lead; other leads; supporting lead; supporting officer;
        supporting officers; supported by; support; support lead; contributor; contributors;
        contributing officers; additional lead; additional owner; partner lead; other owners;
        supporting; secondary lead; secondary owner; in support; support officers; supporting
        leads; other officers""",
    Field.DEPUTY: """
        deputy; deputy role; deputy name; deputy lead; deputy owner; owner deputy; cover; cover
        for absence; delegate; named deputy; alternate; substitute; stand in; deputy officer;
        deputy lead officer""",
    Field.DEPUTY_EMAIL: """
        deputy email; deputy email address; delegate email; cover email; deputy lead email; owner
        deputy email""",
    Field.ACCOUNTABLE: """
        accountable; accountable officer; accountable officers; accountable lead; accountable lead
        role; accountable person; accountable owner; accountable director; accountability; sro;
        senior responsible officer; senior responsible owner; senior responsible officer
        accountable; strategic lead; strategic owner; executive lead; executive sponsor; exec
        lead; exec sponsor; sponsor; senior sponsor; area lead; area owner; area sro; director;
        lead director; responsible director; senior lead; senior owner; senior officer; senior
        accountable officer; workstream lead; theme lead; priority lead; head of service; board
        lead; board sponsor; board owner; programme lead; executive owner; strategic director;
        lead executive; overall lead""",
    Field.ACCOUNTABLE_EMAIL: """
        accountable email; accountable lead email; accountable officer email; sro email; senior
        responsible officer email; area lead email; sponsor email; executive lead email; strategic
        lead email; director email; senior lead email""",
    Field.START: """
        start; start date; starts; start by; started; date started; begin; begin date; begins;
        from; commence; commences; commencement date; commencement; planned start; planned start
        date; start on; actual start; actual start date; date from; starting""",
    Field.DUE: """
        due; due date; due by; due on; date due; by when; when; by; deadline; deadlines; target;
        target date; target dates; timescale; timescales; time scale; timeframe; time frame;
        timeline; timing; target completion; target completion date; target deadline; completion
        target; planned completion; planned completion date; planned end; planned end date;
        planned finish; end; end date; finish; finish date; complete by; to be completed by; to be
        complete by; completion due; completion due date; deliver by; delivery date; delivery by;
        delivery deadline; due date for completion; date for completion; date to be completed;
        current due; current due date; current deadline; current target date; action due; action
        due date; due month; due date month; milestone date; by date; when will it be done; when
        by; implementation date; agreed implementation date; deadline date; date; due to complete;
        due for completion""",
    Field.ORIGINAL_DUE: """
        original due; original due date; original date; original deadline; original target;
        original target date; original completion date; original timescale; original target
        completion date; baseline; baseline date; baseline due; baseline due date; baseline end
        date; baseline finish; first agreed; first agreed date; date first agreed; agreed date;
        agreed due date; agreed deadline; initial due date; initial date; initial deadline;
        initial target date; originally due; original end date; original implementation date;
        initial completion date; original; previous due date; initial timescale""",
    Field.EVIDENCE_EXPECTED: """
        evidence; evidence expected; expected evidence; evidence required; required evidence;
        evidence needed; evidence of completion; evidence of delivery; evidence of progress;
        evidence of impact; evidence to be provided; evidence base; evidence source; evidence
        sources; sources of evidence; source of evidence; how will we evidence this; how will we
        evidence it; how evidenced; evidenced by; evidence to evidence impact; evidence and
        assurance; supporting evidence; proof; what evidence will show; evidence that will be
        seen; form of evidence; outputs; output""",
    Field.SUCCESS_MEASURE: """
        success measure; success measures; success criteria; success criterion; measure of
        success; measures of success; success indicator; success indicators; outcome measure;
        outcome measures; impact measure; impact measures; measure; measures; how will we know;
        how we will know; how will we measure success; how will success be measured; how will we
        know it has worked; what will success look like; what success looks like; success looks
        like; what good looks like; intended outcome; intended outcomes; expected outcome;
        expected outcomes; outcome; outcomes; desired outcome; desired outcomes; intended impact;
        expected impact; impact; impact expected; outcome sought; planned outcome; what difference
        will it make; difference made; performance measure; performance measures; target outcome;
        outcome required; result expected""",
    Field.KPI_REFS: """
        kpi; kpis; kpi ref; kpi refs; kpi reference; kpi references; kpi no; kpi id; linked kpi;
        linked kpis; related kpi; related kpis; kpi link; kpi links; performance indicator;
        performance indicators; key performance indicator; key performance indicators; indicator;
        indicators; pi ref; indicator ref""",
    Field.DEPENDS_ON: """
        depends on; depends upon; dependency; dependencies; dependent on; dependant on;
        predecessor; predecessors; depends; relies on; linked actions; linked action;
        interdependency; interdependencies; inter dependencies; needs; blocked by; waiting for;
        dependent actions; key dependencies; action dependencies; prerequisite; prerequisites""",
    Field.STAGE: """
        stage; status at start; action stage; delivery stage; lifecycle; life cycle; delivery
        status; completion status; action status; state; progress status; status; current status;
        overall status; stage of delivery; implementation status; open closed""",
    Field.RATING: """
        rating; rag; brag; rag rating; brag rating; rag status; brag status; rag rated; rag at
        start; brag at start; current rag; current rag rating; current brag; rag brag; brag rag;
        colour; color; colour rating; rating colour; status rag; status brag; bragg; bragg rating;
        ragb; ragb rating; rag score; confidence; delivery confidence; rag this month; rag b;
        overall rag; traffic light; traffic light rating; risk rating rag; progress rag; progress
        rating; current rating; brags; rygb; rag progress; self assessment rag; latest rag; status
        rating; status colour; delivery rag; delivery confidence rag""",
    Field.PROGRESS: """
        progress; progress update; progress updates; progress report; progress note; progress
        notes; progress to date; progress made; progress comments; progress commentary; progress
        since last report; progress since last update; update; updates; latest update; last update
        text; status update; current update; update on progress; commentary; comment; comments;
        narrative; progress narrative; position; current position; position statement; latest
        position; latest progress; current progress; update comments; monthly update; update this
        month; action update; actions update; action taken; action taken to date; actions taken;
        progress summary; summary of progress; highlights; progress update from action lead;
        delivery update; notes on progress; latest comments; update commentary; progress so far;
        where are we now; what have we done; what we have done""",
    Field.PROGRESS_ON: """
        progress on; progress date; date of progress; date of update; update date; date updated;
        updated; updated on; last updated; last update; last updated on; latest update date; date
        of last update; progress as at; as at; as at date; progress update date; date of progress
        update; update on; status date; date of latest update""",
    Field.DELIVERED_ON: """
        delivered on; date delivered; delivered; date achieved; achieved on; achieved; date
        completed; completed on; completed; date complete; completed date; actual completion;
        actual completion date; actual date; actual finish; actual end date; date of completion;
        date closed; closed on; closed; date done; done on; completion achieved; date action
        completed; actual delivery date; date of delivery; actual end; date finished""",
    Field.VERIFIED_ON: """
        verified on; date verified; verified; verification date; signed off on; sign off date;
        date signed off; signed off; evidence accepted on; validated on; date validated;
        validation date; evidence accepted; date of sign off; closure agreed on; evidence verified
        on; assured on""",
}

_PATTERNS: tuple[tuple[Field, tuple[str, ...]], ...] = (
    (Field.DEPUTY_EMAIL, (r"\bemail\b.*\bdeputy", r"\b(?:deputy.*|cover|delegate) email\b")),
    (
        Field.ACCOUNTABLE_EMAIL,
        (
            r"(?=.*\bemail\b).*\b(?:sro|accountable|senior|director|sponsor)\b",
            r"(?=.*\bemail\b).*\b(?:strategic|area) lead\b",
        ),
    ),
    (Field.EXTRA, (r"(?=.*\bemail\b).*\b(?:co owner|second|joint|support\w*)\b",)),
    (Field.OWNER_EMAIL, (r"\bemail\b",)),
    (
        Field.EXTRA,
        (
            r"\bparagraph|\brisk|\bbudget|\bcost\b|\bfunding|\blink\b|\burl\b|\bhyperlink",
            r"\bforecast|\bexpected (?:completion|delivery|finish)|\breview date|\bnext review",
            r"\brecommendation (?:by|from)|\bnext steps?\b|\bmitigat|\bbarrier|\bissue",
        ),
    ),
    (Field.RATING, (r"\bb?ragg?b?\b", r"\btraffic light")),
    (Field.DEPUTY, (r"\bdeputy\b",)),
    (Field.ACCOUNTABLE, (r"\baccountable|\bsenior responsible|\bsro\b|\bsponsor\b",)),
    (
        Field.ORIGINAL_DUE,
        (
            r"\b(?:original|baseline|initial|previous)\w*\b.*\b(?:date|due|deadline|target)",
            r"\b(?:original|baseline|initial)\b.*\b(?:time\w*|finish|end)\b",
            r"\bfirst agreed\b",
        ),
    ),
    (
        Field.DUE,
        (
            r"\b(?:revised|new|current|amended|extended)\b.*\b(?:date|due|deadline|target)\b",
            r"\b(?:revised|new|amended|extended)\b.*\b(?:timescale|completion|finish|end)\b",
        ),
    ),
    (Field.VERIFIED_ON, (r"\b(?:date|when)\b.*\b(?:verified|validated|signed off)\b",)),
    (
        Field.DELIVERED_ON,
        (
            r"\b(?:date|when|actual)\b.*\b(?:achieved|completed|delivered|closed|done)\b",
            r"\bactual completion",
        ),
    ),
    (Field.SUCCESS_MEASURE, (r"\bsuccess\b|\boutcomes?\b|\bhow will (?:we|you) know\b",)),
    (Field.EVIDENCE_EXPECTED, (r"\bevidence\b",)),
    (Field.KPI_REFS, (r"\bkpis?\b",)),
    (Field.DEPENDS_ON, (r"\bdepend(?:s|ency|encies|ent)\b",)),
    (
        Field.PROGRESS_ON,
        (r"\b(?:date|when)\b.*\b(?:update|updated|progress)\b", r"\blast updated\b"),
    ),
    (Field.PROGRESS, (r"\bprogress\b|\bupdates?\b|\bcommentary\b",)),
    (
        Field.CO_OWNER,
        (r"\b(?:second|joint|supporting|co) (?:lead|owner)|\bsupport(?:ed|ing)?\b",),
    ),
    (Field.OWNER, (r"\b(?:lead|owner|officer)\b.* and (?:their )?organi[sz]ation\b",)),
    (
        Field.OWNER_ORGANISATION,
        (
            r"\b(?:lead|responsible|owning) (?:agency|partner|body)\b",
            r"\borgani[sz]ation\b|\bagency\b",
        ),
    ),
    (Field.START, (r"\bstart",)),
    (
        Field.DUE,
        (
            r"\bdue\b|\bdeadline|\bby when\b|\btimescale|\btarget date",
            r"\bcomplet\w+ (?:date|by)|\bdate for\b",
        ),
    ),
    (
        Field.REF,
        (r"\b(?:action|item|task|unique)\b.*\b(?:no|number|ref|reference|id)\b|^ref\b",),
    ),
    (Field.AREA_NO, (r"\barea\b.*\b(?:no|number|ref)\b",)),
    (
        Field.AREA,
        (r"\barea (?:of|for)\b|\bweakness\b|\bpriority area|\bworkstream\b",),
    ),
    (Field.OWNER, (r"\bowner\b|\blead\b|\bresponsible\b|\bby whom\b",)),
    (Field.TITLE, (r"\bactions?\b|\bwhat (?:we|will|are|needs)\b",)),
)
RULES = tuple((re.compile(pattern), field) for field, patterns in _PATTERNS for pattern in patterns)
"""Tried in order on a header whose words are not known."""
