from people.models.appointments import Appointment
from people.models.degrees import Degree, Institution
from people.models.directory import Expertise, Group
from people.models.links import Link
from people.models.outputs import Output
from people.models.person import Person
from people.models.themes import ThemeLead

__all__ = [
    "Appointment",
    "Degree",
    "Expertise",
    "Group",
    "Institution",
    "Link",
    "Output",
    "Person",
    "ThemeLead",
]
