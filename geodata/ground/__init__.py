"""Roads, water, railways and stops out of an OpenStreetMap extract, in squares drawn beneath a map."""
