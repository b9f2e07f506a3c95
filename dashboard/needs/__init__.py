"""Views of the need to come under the map: what drives it, how sure it is, ages, units."""
