"""One story for each patient: what has happened, what is to come, and what it shows."""

from patientkontrakt.demo.stories.agda import agda
from patientkontrakt.demo.stories.elders import aino, elsa, rune, sven
from patientkontrakt.demo.stories.gaps import bengt, fatima, gunnar, ingrid
from patientkontrakt.demo.stories.secrecy import jonas, maja, petra
from patientkontrakt.demo.stories.young import alva, leo

STORIES = (agda, bengt, fatima, sven, elsa, leo, alva, maja, jonas, aino, gunnar, ingrid, rune, petra)
