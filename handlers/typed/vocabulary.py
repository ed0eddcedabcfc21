"""The words that rules know, by what they do; all without case.

A council's people write short English. Where a list decides whether something is recorded, what is
not in it leaves the words as words: nothing is recorded by guess.
"""

from __future__ import annotations

from models.states import Rating


def words(text: str) -> frozenset[str]:
    """A set of words, written as one text."""
    return frozenset(text.split())


COLOURS = {"green": Rating.GREEN, "amber": Rating.AMBER, "red": Rating.RED}
DONE = words("done complete completed delivered finished closed")

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mon monday",
            "tue tues tuesday",
            "wed weds wednesday",
            "thu thur thurs thursday",
            "fri friday",
            "sat saturday",
            "sun sunday",
        )
    )
    for name in names.split()
}
NUMBERS = {
    name: number
    for number, name in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(),  # noqa: SIM905
        start=1,
    )
}

PERIODS = words("day week fortnight month quarter term year cycle time report update meeting board")
MONTH_WORDS = frozenset(MONTHS)

GLUE = words(
    "a an the and or but so yet nor as at by for from in into of off on onto out over per since"
    " than that though although through throughout till to toward towards under until unless up"
    " upon via when where whereas which while who whose why with within without because cos due"
    " despite during after before about above across against along around between if once i we you"
    " he she it they me us him her them my our your his its their this these those there here all"
    " both each every some any no not none nobody nothing other others another most much many few"
    " several except excepting apart aside excluding"
)
BEING = words(
    "is are was were be been being am has have had having do does did will would can could may"
    " might must shall should ought cannot isn't aren't wasn't weren't hasn't haven't hadn't don't"
    " doesn't didn't won't wouldn't can't couldn't shouldn't it's that's we're i'm they're we've"
    " i've they've we'll i'll it'll remains remain stays stay continues"
)
HASTY = words(
    "cant wont isnt arent dont doesnt didnt havent hasnt hadnt wasnt werent shouldnt couldnt"
    " wouldnt n w bc coz cuz tho til pls plz im ive ill were weve its thats theres"
)
"""Small words as they are typed on a phone."""
WHEN = words(
    "now still again already also always almost just only even ever never soon later today tomorrow"
    " yesterday currently overall mostly mainly largely broadly generally probably possibly perhaps"
    " maybe however therefore hopefully unfortunately sadly otherwise instead too very quite rather"
    " really last next previously formerly originally initially earlier pending then"
) | frozenset(WEEKDAYS)
MANNERS = words("please thanks thank thx ta cheers sorry hi hello regards ok okay yes no")
COUNTS = frozenset(NUMBERS) | words("dozen half")
STATUS = words("status rating rag brag rated position state")
DOING = words(
    "await awaits awaiting waiting waits wait delayed late blocked held stuck stalled paused"
    " slipped slipping behind ahead subject moved chasing working going making getting having"
    " recruiting missing lost left see attached says said agreed started starting planned needing"
    " wanting"
)
SIGNALS = words(
    "need needs until extend extension push move new could can more expect expects expecting"
    " expected should will back forecast now complete completed by"
)
EVIDENCE = words("evidence link links attachment attached")

NOT_DESCRIBED = (
    GLUE
    | BEING
    | WHEN
    | MANNERS
    | COUNTS
    | STATUS
    | DOING
    | SIGNALS
    | HASTY
    | EVIDENCE
    | DONE
    | frozenset(COLOURS)
    | MONTH_WORDS
)
"""Words behind a colour that the colour cannot describe ("amber because", against "red tape")."""

PEOPLE = words(
    "child children pupil pupils student students learner learners people person persons family"
    " families those adult adults baby babies boys girls kids individuals cohort group groups"
)
"""Who may be "at risk" without any action being so."""

WAS = words("was were had previously formerly originally initially earlier wasn't weren't hadn't")
NOW = words(
    "now currently today still remains remain stays staying actually sorry correction mean meant"
    " rather instead make made moved changed went gone slipped dropped raised upgraded downgraded"
    " reverted returned recovered improved declined set mark marked rate rated assessed judged put"
    " say call leave turned became fell rose again moving move keep keeping reported reporting"
)
MAY_BE = words(
    "will would could might may should shall can must ought if unless hope hopes hoped hoping"
    " hopefully aim aims aiming plan plans planning planned expect expects expecting expected"
    " forecast target towards toward likely unlikely risk danger path route return get bring until"
    " till before when once want wants trying try tomorrow next soon eventually potentially"
    " we'll i'll it'll they'll you'll won't wouldn't couldn't to-be"
)
NOT = words(
    "not never neither nor cannot isn't aren't hasn't haven't don't doesn't didn't can't ain't"
    " isnt arent hasnt wasnt havent dont doesnt didnt wont cant far"
)
UNSURE = words(
    "probably maybe perhaps possibly nearly almost borderline close near bordering verging unsure"
    " sure guess suppose either between mostly partly partially"
)
SELF = words(
    "it this that action status rating rag brag overall we i now which_is its everything position"
    " it's that's"
)
"""Subjects that stand for the action itself."""
