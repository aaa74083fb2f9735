"""What made-up articles are about, and the names of the people and places in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """What the news of one field is about."""

    body: str
    project: tuple[str, ...]
    concern: tuple[str, ...]
    unit: tuple[str, ...]
    role: tuple[str, ...]
    detail: tuple[str, ...]


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


FIELDS = tuple(
    Field(body, *map(_split, lists))
    for body, *lists in (
        (
            "Water Authority",
            "reservoir, pumping station, flood barrier, desalination plant, sewage tunnel, fish ladder",
            "leaking mains, nitrate levels, drought, storm overflows, falling groundwater, silt",
            "megalitres, households, metering points, kilometres of pipe",
            "chief engineer, hydrologist, river warden, plant manager",
            "turbidity sensors, concrete spillways, eel passes, membrane filters, catchment surveys",
        ),
        (
            "Health Board",
            "dialysis ward, vaccination drive, maternity unit, ambulance depot, hearing clinic, sleep laboratory",
            "waiting lists, nurse shortages, drug-resistant infections, rural access, a measles outbreak, burnout",
            "patients, beds, appointments, volunteers in a trial",
            "consultant, head nurse, epidemiologist, medical director",
            "night shifts, blood samples, portable scanners, triage protocols, antibody tests",
        ),
        (
            "Transport Agency",
            "tram line, bypass, ferry terminal, cycle bridge, signalling upgrade, freight yard",
            "delays, overcrowding, road deaths, rising fares, rusting girders, night noise",
            "passengers, carriages, lorries, parking spaces",
            "project manager, timetable planner, union convenor, safety inspector",
            "overhead wires, ballast trains, smart ticketing, noise walls, axle counters",
        ),
        (
            "School Trust",
            "science block, boarding house, reading scheme, apprenticeship programme, nursery, language exchange",
            "truancy, teacher turnover, exam errors, crumbling roofs, screen time, dyslexia",
            "pupils, classrooms, scholarships, textbooks",
            "head teacher, governor, examinations officer, literacy tutor",
            "fraction games, chemistry benches, bus passes, breakfast clubs, handwriting tests",
        ),
        (
            "Museum Foundation",
            "Bronze Age gallery, sculpture garden, film archive, opera season, pottery workshop, manuscript library",
            "forgeries, damp, falling ticket sales, disputed ownership, moth damage, a stolen canvas",
            "visitors, exhibits, negatives, restored frames",
            "curator, conservator, archivist, stage designer",
            "pigment analysis, gilded panels, sound recordings, humidity cases, loan agreements",
        ),
        (
            "Energy Cooperative",
            "wind farm, battery park, geothermal well, heat network, substation, tidal turbine",
            "power cuts, bird strikes, grid congestion, subsidy rules, transformer thefts, volatile prices",
            "megawatts, customers, turbines, rooftop panels",
            "grid operator, treasurer, turbine technician, market analyst",
            "blade coatings, frequency control, borehole logs, smart meters, export cables",
        ),
        (
            "Fisheries Council",
            "oyster nursery, harbour wall, herring quota, seaweed farm, trawler buy-out, marine reserve",
            "warming seas, ghost nets, algal blooms, smuggling, shrinking catches, seal attacks",
            "tonnes of cod, boats, crews, lobster pots",
            "skipper, marine biologist, harbour master, quota officer",
            "echo sounders, biodegradable traps, larval counts, cold stores, mesh sizes",
        ),
        (
            "Space Institute",
            "weather satellite, sounding rocket, radio telescope, lunar drill, ground station, cubesat",
            "orbital debris, budget overruns, solar storms, a valve fault, radio interference, launch insurance",
            "kilograms of payload, images, orbits, antennas",
            "mission director, propulsion engineer, astronomer, flight controller",
            "star trackers, hydrazine tanks, spectral lines, telemetry dropouts, carbon struts",
        ),
        (
            "Farmers' Union",
            "grain silo, hedgerow scheme, dairy robot, seed bank, irrigation canal, slaughterhouse",
            "foot rot, late frosts, fertiliser costs, soil erosion, a wheat rust epidemic, cheap imports",
            "hectares, sheep, milk quotas, seasonal workers",
            "agronomist, shepherd, cattle vet, grain trader",
            "cover crops, nitrogen maps, ear tags, drip lines, pheromone traps",
        ),
        (
            "Chamber of Commerce",
            "textile mill, microchip plant, covered market, data centre, shipyard, craft brewery",
            "layoffs, customs paperwork, late payments, counterfeit goods, interest rates, a ransomware attack",
            "jobs, orders, square metres, shareholders",
            "finance director, shop steward, exporter, start-up founder",
            "loom spindles, clean rooms, invoice factoring, robotic welders, warehouse leases",
        ),
        (
            "Football Association",
            "training academy, floodlit stadium, women's league, anti-doping laboratory, indoor arena, youth cup",
            "match-fixing, concussion, transfer debts, pitch invasions, ageing stands, abuse of referees",
            "spectators, season tickets, goals, licensed coaches",
            "team captain, physiotherapist, referee, club chairman",
            "video reviews, grass roots grants, penalty drills, turnstile counts, loan deals",
        ),
        (
            "Forest Service",
            "fire tower, beaver enclosure, timber railway, ranger school, canopy walk, peat restoration",
            "bark beetles, illegal logging, wildfires, invasive knotweed, wolf attacks, trail erosion",
            "seedlings, hikers, cubic metres of spruce, nest boxes",
            "forest ranger, ecologist, sawmill owner, fire chief",
            "infrared drones, charcoal pits, pine resin, moss transects, tranquilliser darts",
        ),
    )
)
FIRST = _split(
    "Ada, Bjorn, Carmen, Dmitri, Elif, Farid, Greta, Hugo, Ines, Jonas, Kavita, Leon, Mireille, Niamh, Oscar, Petra, Quentin,"
    " Rosa, Samir, Tomoko, Ulrich, Vera, Wanda, Xenia, Yusuf, Zoltan, Amara, Benedikt, Chiara, Desmond, Esther, Finn, Gwen"
)
SURNAME_HEADS = _split(
    "Ald, Bern, Cast, Dor, Ebb, Fair, Gran, Hart, Ing, Jarn, Kess, Lind, Mor, Nord, Ost, Penn, Quar, Rav, Sten, Thorn, Ust,"
    " Val, West, Yar, Zell, Bram, Crow, Dun, Falk, Harg"
)
SURNAME_TAILS = _split(
    "man, stad, well, berg, ova, ini, croft, quist, elli, ard, sen, ström, wick, ez, opoulos, ford, aker, ley"
)
PLACE_HEADS = _split(
    "Ash, Brack, Cold, Deer, Elm, Fen, Glen, Holl, Iron, Kirk, Lang, Mill, Nether, Oak, Pike, Raven, Salt, Stone, Thistle,"
    " Upper, Wolf, Yew, Amber, Birch, Copper, Drift"
)
PLACE_TAILS = _split(
    "mouth, field, bury, haven, ridge, dale, wick, bridge, hollow, minster, stead, gate, cliff, moor, ford, by"
)
MOODS = _split("cautious, stubborn, candid, impatient, hopeful, blunt, weary, cheerful, sceptical, defiant")
REASONS = _split(
    "the tender had failed twice, an audit found gaps in the accounts, residents had gone to court, winter storms cut the road,"
    " the only supplier went bankrupt, inspectors asked for a second survey, the archive turned out to be wrong"
)
RESULTS = _split(
    "a lawsuit that is still pending, a record turnout at the public hearing, two resignations, an unexpected gift from a"
    " retired baker, months of letters to the editor, a compromise that nobody loves, a new inquiry"
)
SEASONS = _split("spring, summer, autumn, winter")
VERBS = _split("delays, approves, doubles, abandons, reopens, defends, rethinks, welcomes, questions, unveils")
