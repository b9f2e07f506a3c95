"""How alike people fare: any measure by fifths of need, by age, by sex; the gap, and the slope over all."""
