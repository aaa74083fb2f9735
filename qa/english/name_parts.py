"""The words of a person's name besides given names and surnames."""

from qa.english.word_lists import alternatives

# Before a surname or inside one: "van der Berg", "Jean du Plessis", "Ramón y Cajal".
PARTICLES = frozenset("abu al ben bin da de del della den der di dos du e el ibn la le ten ter van von y zu".split())
# Between two names of a text "ten" counts the second more often: "in Ohio ten Democrats".
PARTICLES_IN_TEXT = PARTICLES - {"ten"}
PARTICLE_IN_TEXT = rf"(?:{alternatives(PARTICLES_IN_TEXT)})"
