"""The shapes of messages that ask for whole documents or the whole library, as regular expressions.

They match a message without politeness, its final punctuation and what `question_kind` takes off its end (a page, a period, how
many sentences). Groups: `topic`, `a` and `b` (who is compared), `what` (the documents or people as the message names them).
"""

import re

from qa.english.numbers import COUNTS
from qa.english.word_lists import alternatives
from qa.pipeline.kinds.shapes import Shapes
from qa.types.patterns import lazy_regex

_DOC = (
    r"(?:(?:news )?(?:articles?|documents?|docs?|files?|texts?|story|stories|papers?|reports?|pdfs?|pages?|sources?|pieces?))"
)
_DOCS = r"(?:(?:news )?(?:articles|documents|docs|files|texts|stories|papers|reports|pdfs|pages|sources|pieces))"
# What is a document and nothing else, so that one may be called so by its title or file: "the interview", "the May minutes".
_SORT_WORDS = (
    "podcast|episode|interview|transcript|letter|memo|handbook|contract|agreement|proposal|presentation|manual|brochure|leaflet"
    "|newsletter|booklet|guide|lease|notice|charter|flyer|recipe|checklist|timetable|schedule|price list|invoice|receipt"
    "|quotation"
)
_WRITING = rf"(?:{_SORT_WORDS}|e?-?mail|policy|faq|syllabus|itinerary|bylaws?|agenda)"
_WRITINGS = rf"(?:{_WRITING}s|minutes|slides|notes|policies|rules|regulations|instructions|terms)"
WRITINGS = rf"(?:{_WRITING}|{_WRITINGS})"
# Those by which documents are listed; "rules" and "terms" are what documents have.
_SEVERAL = rf"(?:(?:{_SORT_WORDS}|e?-?mail|faq|agenda)s|minutes|policies|slides)"
# With a word before it that narrows it: "tenancy agreements".
_NARROWER = (
    r"(?:(?!(?:the|this|that|these|those|all|any|every|each|my|our|your|some|more|of|in|on|about|from|me|are|is|was|were|new|newest"
    r"|latest|last|first|recent|oldest|earliest|other|many|which|what|two|three|four|five|ten|\d+)\b)[\w’'-]+ )?"
)
A_SORT = rf"(?:{_WRITING}|{_SEVERAL})"
OF_SORT = rf"(?:{_NARROWER}{A_SORT})"
# All of one: "the whole article" is about no whole.
WHOLE = r"(?:whole|entire|full|complete)"
# One document, as its subject tells it: "the article about the bridge", "the bridge story".
_ONE = r"(?:the|this|that|an|a|my|your) (?:news )?(?:article|document|story|report|piece|text|file|post)"
_ONE_ABOUT = rf"{_ONE} (?:about|on|regarding|concerning|of) (?P<topic>\S.*?)"
_ONE_TITLED = rf"{_ONE}(?: (?:called|titled|entitled|headlined))?[:,]? [\"“](?P<topic>[^\"“”]+)[\"”]"
TITLED = lazy_regex(
    rf"(?P<one>{_ONE}(?: (?:called|titled|entitled|headlined))?[:,]? )?[\"“](?P<title>[^\"“”]+)[\"”]", re.IGNORECASE
)
_CALLED = r"(?:article|story|piece|document|text|file)"
_ONE_CALLED = rf"(?:the|this|that|my|your) (?P<topic>(?!news |{WHOLE} {_CALLED}\b)\S.*?) {_CALLED}"
_LIBRARY = r"(?:(?:my|the|this|our|your) (?:whole |entire )?(?:library|collection|corpus|archive|database))"
# Whose documents: "CNN articles", "articles from The Gazette". What is no site of the library is read as any question.
_SITE = r"(?-i:[A-Z])\S*(?: \S+){0,3}?|\S+"
_SOURCE = rf"(?P<source>(?!{_LIBRARY}\b)(?:the )?(?:{_SITE}))"
_OF_SITE, _FROM = rf"(?:(?P<site>{_SITE}) )??", rf"(?: (?:from|by|in|of) {_SOURCE})?"
_THE = (
    r"(?:all of (?:the|these|my|them)|all (?:the|these|my)|all|each of the|every|this|these|the|that|those|my|our|your|both"
    r"|any)"
)
_NUMBER = rf"(?:\d{{1,3}}|{alternatives(COUNTS.keys() - {'one'})})"
# "this", "the document", "these two articles", "my library", "it".
DOCUMENTS = (
    rf"(?:(?:(?:{_THE} )?(?:{_NUMBER} |chosen |selected |whole |entire |full |new |following |attached )*{_DOC}(?: here)?)"
    rf"|{_LIBRARY}|this|these|it|them|that|everything|all of (?:it|this|them)|all|here)"
)
_IN = rf"(?: (?:in|from|of|for|across|among) {DOCUMENTS}| there)?"
MENTION = (
    r"(?:(?:that |which )?(?:(?:also )?(?:mention|name|discuss|cover|contain|include|cite)(?:s|ing|ed)?"
    r"|(?:talk|speak|write|report|tell|inform)(?:s|ing)? (?:about|on|of)|deal(?:s|ing)? with|refer(?:s|ring)? to"
    r"|(?:are|is|were) (?:about|on)|ha(?:ve|s|ving)(?: something (?:about|on)|(?= .+ in (?:the|its|their) (?:title|headline)))"
    r"|about|on|regarding|concerning|with|say(?:s|ing)? (?:something|anything) (?:about|on))(?: the (?:words?|phrase|name|term"
    r"|terms))?)"
)
_TOPIC = r"(?P<topic>\S.*?)"
_QUOTE = (
    r"(?:(?:that |which )?(?:also )?quot(?:e[sd]?|ing)|with (?:a |any )?(?:quotes?|quotations?|statements?) (?:by|from|of))"
)
_OF_TOPIC = rf"(?:(?:,? (?:of|on|about|for|in|around|regarding|concerning|from|to|with))?,?:? {_TOPIC})?"
_ABOUT_TOPIC = rf"(?: (?:about|on|regarding|over|concerning|(?<!week )of|when it comes to) {_TOPIC})?"
_SAY = r"(?:say|said|says|think|thought|thinks|tell|told|claim|claimed|argue|argued|write|wrote|state|stated|believe|believed)"
_VIEWS = (
    r"(?:statements?|comments?|remarks?|views?|opinions?|positions?|stances?|words|claims?|arguments?|reactions?|responses?"
    r"|quotes?|takes?|answers?)"
)
_A, _B = r"(?P<a>\S.*?)", r"(?P<b>\S.*?)"
_AND = r"(?:,? and|,? with|,? to|,? vs\.?|,? versus|,? against)"
_NEWEST = r"(?:newest|latest|most recent|most recently added|last added|recently added|oldest|earliest|first added)"
_SUMMARY = (
    r"(?:summary|summaries|overview|outline|gist|digest|recap|synopsis|abstract|briefing|tl;?dr|roundup|round-up|executive"
    r" summary)"
)
_POINTS = (
    r"(?:(?:(?:key|main|central|major|important|most important|essential|core|top) (?:points?|facts?|takeaways?|messages?"
    r"|findings?|ideas?|things|insights?|statements?|developments)|highlights|bullet points|takeaways|essentials|essence))"
)
_SHORT = r"(?:(?:short|brief|quick|concise|one-paragraph|one-sentence|rough|general|complete|little|bullet-point) )*"
_GET = (
    r"(?:(?:what(?: is| are| was| were)|which (?:is|are)|list|show|give|need|want|write|make|create|find|name|get|draw|build"
    r"|see|have|tell) )?"
)
_A_THE = r"(?:me |us )?(?:an? |the |some |your |my |our |all )?(?:the )?"
_THESE = rf"(?:{DOCUMENTS}|{_THE} (?:{_NUMBER} )?{_WRITINGS})"
# "The two bridge stories", "the June minutes"; but "panel interviews" may be anybody's.
_SUCH_DOCUMENTS = (
    rf"(?!{_THESE}(?: (?:differ|disagree|compare))?$)(?={_THE} |.*{_DOCS})(?:{_THE} )?(?:{_NUMBER} )?{_TOPIC}"
    rf" (?P<what>{_DOCS}|{_WRITINGS})"
)
_PEOPLE = (
    r"(?:everyone|everybody|people|persons?|speakers?|politicians?|experts?|voices?|sources?|names?|individuals?|officials?)"
)
_QUOTED = r"(?:quoted|cited)"
_MOST = r"(?:the )?(?:most(?: often| frequently| of all)?|more than (?:anyone|anybody)(?: else)?)"
# What a message has that names documents of any sort.
_HINTS_AT_DOCUMENTS = (
    f"article|doc|file|text|stor|paper|report|pdf|page|source|{_SORT_WORDS}|mail|polic|faq|syllabus|itinerary|bylaw|agenda|minutes"
    "|slides"
)

_CHANGED = r"what(?:['’]s| is| has| have| was| were)? (?:changed|different|new) (?:between|from)"
COMPARE = Shapes.of(
    "say|said|think|thought|tell|told|claim|argu|write|wrote|state|believe|compare|contrast|differ|agree|contradict|vs|versus"
    "|changed|new",
    rf"(?:compare|contrast) (?!.*\b(?:{_SAY}|{_VIEWS})\b){_TOPIC} (?:in|of|from) (?=(?:the|my|our|your) ){_A}{_AND}"
    rf" (?=(?:the|my|our|your) ){_B}",
    rf"{_CHANGED} {_A}{_AND} {_B}{_ABOUT_TOPIC}",
    rf"what (?:has |have )?changed (?:on|in|about|with|for) {_TOPIC} (?:between|from) {_A}{_AND} {_B}",
    rf"(?:compare|contrast|what (?:are|is) the (?:differences?|disagreements?) between) {_SUCH_DOCUMENTS}",
    rf"how (?:do|does|did) {_SUCH_DOCUMENTS} (?:differ|disagree|compare)",
    rf"(?:compare|contrast) (?:what )?{_A}(?: {_SAY})?{_AND} (?:what )?{_B} (?:have |has )?{_SAY}{_ABOUT_TOPIC}",
    rf"(?:compare|contrast) (?:the )?{_VIEWS} (?:of|by|from) {_A}{_AND} {_B}{_ABOUT_TOPIC}",
    rf"(?:compare|contrast) {_A}(?:['’]s?)?{_AND} {_B}['’]s? {_VIEWS}{_ABOUT_TOPIC}",
    rf"(?:compare|contrast) {_A}{_AND} {_B}{_ABOUT_TOPIC}",
    rf"(?:compare|contrast|what (?:are|is) the (?:differences?|disagreements?) between) (?P<what>{_THESE}){_ABOUT_TOPIC}",
    rf"what (?:did|do|does|have|has|had) (?:both )?{_A},? and {_B} (?:each |both |all |have to )?{_SAY}{_ABOUT_TOPIC}",
    rf"(?:how|where|in what way|on what) (?:do|does|did) {_A}(?:['’]s? (?:{_VIEWS}))?{_AND} {_B}(?:['’]s? (?:{_VIEWS}))?"
    rf" (?:differ|disagree|compare|agree|contradict each other){_ABOUT_TOPIC}",
    rf"{_A} (?:vs\.?|versus) {_B}(?: (?:about|on|regarding|over|concerning) {_TOPIC}|(?<=\d{{4}}))",
    rf"what (?:are|is) the (?:differences?|disagreements?) between (?:what )?{_A} and {_B}(?: {_SAY})?{_ABOUT_TOPIC}",
)
# Of anything at all: whether the documents tell of both is for them to say.
THINGS = Shapes.of(
    "compare|differ|vs|versus|or",
    rf"(?:what (?:are|is) )?(?:the )?(?:main |key |big |biggest )?differences? between {_A},? and {_B}{_ABOUT_TOPIC}",
    rf"how (?:do|does|did) {_A} (?:compare (?:to|with)|differ from) {_B}",
    r"(?P<a>\S+(?: \S+){0,2}) (?:vs\.?|versus) (?P<b>\S+(?: \S+){0,2})",
    r"(?:which|what|who) (?P<topic>[^,]+), (?P<a>[^,]+?) or (?P<b>[^,]+)",
)
_DISAGREE = r"(?:(?:all )?(?:agree|disagree|differ)|contradict(?: each other| themselves)?)"
DISAGREEING = Shapes.of(
    "agree|differ|contradict",
    rf"(?:(?:(?:on |about )?what |where )?(?:do|did) {DOCUMENTS}|(?:which|what) {_DOCS}) {_DISAGREE}"
    rf"(?: (?:about|on|over|regarding))+ {_TOPIC}",
)
MOST_QUOTED = Shapes.of(
    "quoted|cited",
    # Who is quoted at all, too: those who are quoted most come first.
    rf"(?:who|(?:which|what|how many) {_PEOPLE}) (?:is|are|was|were|gets?|got|has been|have been) (?:{_QUOTED}(?: {_MOST})?"
    rf"|(?:the )?most (?:often |frequently )?{_QUOTED}){_ABOUT_TOPIC}{_IN}",
)
QUOTED_IN_ONE = Shapes.of(
    "quoted|cited",
    *(
        rf"(?:who|(?:which|what) {_PEOPLE}) (?:is|are|was|were|gets?|has been|have been) {_QUOTED} in {one}"
        for one in (_ONE_ABOUT, _ONE_CALLED)
    ),
)
# "Letters", "the minutes": those documents alone that are called so.
_SORT, _ALL_OF_SORT = rf"(?P<writing>{OF_SORT})", rf"(?P<writing>{_NARROWER}{_SEVERAL})"
_GIVE = r"(?:list|show|give|name|find|get|see)(?: me)? "
NEWEST = Shapes.of(
    "new|latest|recent|first|last|add|oldest|earliest",
    rf"{_GET}{_A_THE}(?:{_NUMBER} )?{_NEWEST}(?: {_NUMBER})? (?:{_DOC}|{_SORT})(?: from {_SOURCE})?"
    rf"(?: (?:{MENTION}) {_TOPIC})?(?: in {_LIBRARY}| here)?",
)
_MANY = r"(?:how many|did (?:more|fewer)|(?:what is the )?number of|count)(?: of)?(?: all)?(?: the)?"
_WHICH = (
    r"(?:which|what|(?:are|is) there|(?:do|does)(?= (?:any|some) )|(?:list|show|give|find|name|get|search|search for|want|need"
    r"|see)(?: me)?)(?: all| every)?(?: of)?(?: the| these| my| other| more| any| some| an?)?"
)
# Behind what they mention: "how many articles about trams are in here", "… came out in May 2021".
_THERE = (
    rf"(?: (?:(?:are|is) (?:there|here|in (?:here|{_LIBRARY}))|do (?:i|we|you) have|(?:came|come) out|appeared"
    r"|(?:were|was|got) published))?"
)
# Lists, and counts, which begin as `HOW_MANY` tells.
LISTED = Shapes.of(
    _HINTS_AT_DOCUMENTS,
    rf"(?!.* (?:did|does|do(?! (?:i|we|you) have)|(?:was|were)(?! published)|make|made)\b)"
    rf"(?:{_MANY}|{_WHICH}) (?:of the )?{_SORT}{_FROM} {MENTION} {_TOPIC}{_THERE}",
    rf"(?:{_GIVE}(?:all (?:of )?)?|all (?:of )?)(?:the |my |our )?{_ALL_OF_SORT}{_FROM}",
    rf"{_MANY} {_SORT}{_FROM} (?:do (?:i|we) have|are (?:there )?(?:here|in (?:here|{_LIBRARY})))",
    rf"(?:(?:{_MANY}|{_WHICH}) {_OF_SITE})?{_DOC}{_FROM}"
    rf"(?: (?:are|is) (?:there|here)| do (?:you|i|we) have| were| exist)? {MENTION} {_TOPIC}{_THERE}",
    rf"(?:how many|which|what) {_DOC} (?:(?:are|were|come|came) (?:from|by) {_SOURCE}"
    rf"|did (?P<site>{_SITE}) (?:publish|write|print))(?: {MENTION} {_TOPIC})?",
    # … published in March 2023
    rf"(?:{_MANY}|which|what) {_DOC}(?: (?:(?:are|were|is|was)(?: (?:there|here|stored|published|written|added|from|they))*"
    rf"|do (?:i|we|you) have|does {_LIBRARY} (?:have|hold|contain)|in {_LIBRARY}|in total|altogether))*",
)
# Whose words stand in them, which isn't who is mentioned.
QUOTING = Shapes.of(
    "quot|statement",
    rf"(?:(?:{_MANY}|{_WHICH}) )?{_DOC}{_FROM} {_QUOTE} {_TOPIC}",
)
KEY_EVENTS = r"(?:key|main|important|most important) (?:dates|events)"
TIMELINE = Shapes.of(
    "timeline|time line|chronology|events|dates",
    # "What was the timeline that the surgeon gave?" wants none.
    rf"(?!what (?:was|were)\b){_GET}{_A_THE}{_SHORT}(?:timeline|time line|chronology|(?:sequence|order|course) of events"
    rf"|(?:{_NUMBER} )?{KEY_EVENTS})"
    rf"{_OF_TOPIC}",
)
# With a period: "what happened in May 2021".
OF_PERIOD = Shapes.of(
    "happened|news|headlines|stories|events|topics",
    rf"what (?:has |had )?happened|what (?:is|was) in the news|{_GET}{_A_THE}"
    rf"(?:(?:big|biggest|main|top|key|important|most important) )?(?:news|headlines|stories|events|topics)",
)
# With a period: "what happened in Ukraine in March 2022", "what did the council do last month".
_SUBJECT = r"(?P<topic>(?!(?:i|you|he|she|it|we|they|this|that|these|those|there|here)\b)(?:\S+ ){0,3}\S+)"
HAPPENED = Shapes.of(
    "happened|do",
    rf"what (?:has |had )?happened (?:in|at|with) {_SUBJECT}",
    rf"what (?:did|has|have|had) {_SUBJECT} (?:do|done|been doing)",
)
# With a period: "articles published on 4 May 2021", "what was published in May 2021".
DOCUMENTS_OF_PERIOD = Shapes.of(
    f"{_HINTS_AT_DOCUMENTS}|thing",
    rf"(?:(?:give|find|get|see)(?: me)? )?(?:all |any )?(?:the |my )?(?:{_DOCS}|anything|everything)",
    rf"(?:{_MANY}|which|what|(?:give|find|get|see)(?: me)?) {_SORT}",
)
ABOUT = Shapes.of(
    "about|describe|deal with|cover|discuss|contain|say|tell us",
    rf"(?:in (?:a|one|two) (?:sentences?|words?|lines?),? )?what(?: is| are|'re) (?P<what>{DOCUMENTS}) (?:all |really "
    rf"|mainly )?about",
    rf"what(?: is| are) (?P<topic>{_THE} (?:\S+ ){{0,4}}?(?:{_WRITING}|{_WRITINGS})) (?:all |really |mainly )?about",
    rf"what (?:is|are) {_TOPIC} about,? in a line or two",
    rf"what (?:do|does) (?P<what>{DOCUMENTS}) (?:deal with|cover|talk about|discuss|contain|say|tell us|describe)",
)
_SUM_UP = r"(?:summari[sz]e|sum up|recap|condense|digest|shorten|brief me on|tl;?dr)(?: for me)?:?"
_ALL_ON = (
    rf"(?: (?:what (?:(?:{DOCUMENTS}|people|they) )?(?:say|says|said|report|write|is said|is known) (?:about|on)|(?:everything"
    r"|all|the (?:news|coverage|reporting|reports|articles|documents|stories|situation)) (?:about|on|of|regarding)))?"
)
# Short where it says how: "in three points".
_ALL_OF_IT = rf"(?P<what>{DOCUMENTS}|(?:the|this|that) {WHOLE} thing)"
_GIVE_ALL = rf"(?:give|tell|get|send)(?: me| us)? {_ALL_OF_IT}"
GIVE_ALL = lazy_regex(_GIVE_ALL, re.IGNORECASE)
SUMMARY = Shapes.of(
    "summar|sum |recap|condense|digest|brief|tl;dr|tldr|overview|outline|gist|synopsis|abstract|roundup|round-up|point|fact"
    "|takeaway|message|finding|idea|things|insight|statement|developments|highlights|essen|shorten|important"
    "|nutshell|in short|in a few words",
    rf"(?:summari[sz]e|sum up|recap|condense|digest|brief(?: me| us)?(?: on)?|tl;?dr|{_SUMMARY}|{_POINTS})",
    rf"{_SUM_UP} (?P<what>{DOCUMENTS})(?: for me)?",
    rf"sum {_ALL_OF_IT} up",
    rf"{_GIVE_ALL} in (?:a nutshell|short|brief|a few words)",
    rf"(?!shorten|digest){_SUM_UP}{_ALL_ON} (?!of ){_TOPIC}",
    rf"{_GET}{_A_THE}{_SHORT}(?:{_SUMMARY}|{_POINTS})(?: (?:of|in|from|for|on) (?P<what>{DOCUMENTS}))?",
    rf"{_GET}{_A_THE}{_SHORT}{_SUMMARY} (?:of|on|about|for){_ALL_ON} {_TOPIC}",
    rf"(?:(?:list|show|give|need|want|tell|get) )?{_A_THE}{_SHORT}{_POINTS} (?:of|on|about|in) {_TOPIC}",
)
_OF_ONE = tuple(
    shape
    for one in (_ONE_ABOUT, _ONE_TITLED, _ONE_CALLED)
    for shape in (
        rf"{_SUM_UP} {one}",
        rf"{_GET}{_A_THE}{_SHORT}(?:{_SUMMARY}|{_POINTS}) (?:of|in|from|for|on) {one}",
        rf"what(?: is| does) {one} (?:about|say)",
    )
)
OF_ONE = Shapes.of("article|document|story|report|piece|text|file|post", *_OF_ONE)
WHATS_NEW = Shapes.of(
    "new|latest",
    r"(?:what(?: is| are)? |(?:is there )?any(?:thing)? )?(?:the )?(?:new|latest|latest news|newest|news|latest developments"
    rf"|recent news) (?:about|on|with|regarding|from) {_TOPIC}",
)

ALL_DOCUMENTS = lazy_regex(rf"{DOCUMENTS}|(?:the |all |main |key |biggest |top )*(?:events?|news|headlines)", re.IGNORECASE)
# "The chapter on leave in the handbook", "section 5".
CHAPTER = lazy_regex(
    r"(?:the )?(?:chapter|section|part) (?:(?:on|about|called|titled) (?P<chapter>\S.*?)|(?P<number>\d+(?:\.\d+)*))"
    r"(?: (?:in|of|from) (?P<of>(?:the|my|our|your|this|that) (?:(?! (?:in|of|from) ).)+|it|this))?$",
    re.IGNORECASE,
)
MAY_BE_DOCUMENT = lazy_regex(r"(?:the|my|our|your) ", re.IGNORECASE)
# What of several documents only one can be: "the paper", "my report".
THE_ONE = lazy_regex(
    r"\b(?:the|my|our|your|this|that) (?:news |whole |entire |full |new |attached )*"
    r"(?P<what>article|document|doc|file|text|story|paper|report|pdf|page)\b",
    re.IGNORECASE,
)
CHANGED = lazy_regex(_CHANGED, re.IGNORECASE)
SAY = lazy_regex(rf"\b(?:{_SAY}|{_VIEWS})\b", re.IGNORECASE)
WRITING = lazy_regex(rf"{_WRITINGS}$", re.IGNORECASE)
ONE_WRITING = lazy_regex(rf"\b{WRITINGS}$", re.IGNORECASE)
HOW_MANY = lazy_regex(r"how many\b|did (?:more|fewer)\b|(?:what is the )?number of\b|count\b", re.I)
