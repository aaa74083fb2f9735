"""The words that are known one by one: irregular forms, other names, words for one thing and opposites."""

_IRREGULAR = """
meet: met | win: won | fall: fell fallen | rise: rose risen | buy: bought | sell: sold | say: said | tell: told
take: took taken | give: gave given | find: found | leave: left | lead: led | pay: paid | lose: lost
grow: grew grown | see: saw seen | come: came | go: went gone | hold: held | keep: kept | send: sent | build: built
speak: spoke spoken | write: wrote written | begin: began begun | choose: chose chosen | break: broke broken
draw: drew drawn | fly: flew flown | make: made | think: thought | bring: brought | run: ran | stand: stood
understand: understood | become: became | drive: drove driven | eat: ate eaten | fight: fought | get: got gotten
know: knew known | mean: meant | ride: rode | show: shown | shoot: shot | sink: sank sunk | steal: stole stolen
teach: taught | throw: threw thrown | wear: wore worn | spend: spent | catch: caught | feel: felt | strike: struck
die: dead | undergo: underwent undergone | forbid: forbade forbidden | hide: hid hidden | bite: bit bitten
forget: forgot forgotten | sing: sang sung | swim: swam swum | lend: lent | seek: sought
"""
_ALIASES = """
us: u.s. u.s.a. usa america american united_states
uk: u.k. britain british united_kingdom
eu: e.u. european_union
un: u.n. united_nations
percent: per_cent
"""
# Words for one thing that single-word vectors hold too far apart; a line each.
SAME = """
shut close
rise climb increase grow up
fall drop decline decrease down
say state tell remark note comment add
quit resign
approve pass
buy purchase acquire
cut reduce
blaze fire
begin start
end finish
reply answer respond
ship vessel
around about some approximately roughly
under below
over above exceed
back support
hurt injure wound
kill die
elect choose vote
aid help assist
lawmaker legislator
cost price worth
include including
"""
OPPOSITE = """
rise fall | rise drop | rise decline | increase decrease | increase fall | raise lower | raise cut | grow shrink
climb fall | gain lose | win lose | open close | reopen close | open shut | start end | begin end | start stop
accept reject | approve reject | pass reject | support oppose | allow ban | allow forbid | allow prohibit
permit ban | legal illegal | lawful unlawful | admit deny | confirm deny | buy sell | import export | arrive leave
stay leave | remain leave | enter leave | join leave | include exclude | arrest release | hire fire
appoint dismiss | guilty innocent | convict acquit | true false | high low | higher lower | more less | more fewer
large small | big small | old new | young old | first last | before after | above below | over under | up down
for against | with without | inside outside | early late | strong weak | safe dangerous | succeed fail
success failure | praise criticize | love hate | friend enemy | ally enemy | north south | east west
northern southern | eastern western | male female | man woman | men women | boy girl | father mother | son daughter
brother sister | husband wife | day night | summer winter | spring autumn | minimum maximum | least most
best worst | better worse | left right | rich poor | public private | many few | alive dead | born die
build destroy | create destroy | borrow lend | receive send | teacher pupil | employer employee | buyer seller
plaintiff defendant | victim attacker | domestic foreign | national international | urban rural | hot cold | wet dry
"""
# A form → what it is a form of; a name in small letters → the one name that stands for it.
IRREGULAR = {
    form: entry.split(": ")[0]
    for entry in _IRREGULAR.replace("\n", " | ").split(" | ")
    if entry
    for form in entry.split(": ")[1].split()
}
ALIASES = {
    name.replace("_", " "): line.split(": ")[0]
    for line in _ALIASES.strip().splitlines()
    for name in line.split(": ")[1].split()
}
