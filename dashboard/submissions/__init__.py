"""Cases: what units change of themselves and apply for, who decides, and from which day it is in force."""
