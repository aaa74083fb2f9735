"""The words of a person's name besides given names and surnames."""

from qa.english.word_lists import alternatives

# Before a name and no part of it: nearly anybody's, and those of peers and dames, who seldom go without.
HONORIFICS = frozenset("dr hon honorable honourable miss mr mrs ms mx prof sir".split())
PEERS = frozenset("dame lady lord".split())
# Follow a surname: which of several in a family it is, and degrees, orders and offices.
GENERATIONS = frozenset("jr sr ii iii iv".split())
SUFFIXES = GENERATIONS | frozenset("phd md kc qc sc bl mp mep msp obe mbe cbe mba jd esq".split())
# Before a surname or inside one: "van der Berg", "Jean du Plessis", "Ramón y Cajal".
PARTICLES = frozenset("abu al ben bin da de del della den der di dos du e el ibn la le ten ter van von y zu".split())
# Between two names of a text "ten" counts the second more often: "in Ohio ten Democrats".
PARTICLES_IN_TEXT = PARTICLES - {"ten"}
PARTICLE_IN_TEXT = rf"(?:{alternatives(PARTICLES_IN_TEXT)})"
