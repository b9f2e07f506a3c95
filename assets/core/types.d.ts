/** What the core is handed and hands out, besides what the map is made of (assets/map/types.d.ts). */

/** Width of a text as it is set: weight 400 to 700; size and answer in pixels. */
type Measure = (text: string, weight: number, size: number) => number;

/** What a shape is traced with: a canvas, or a path of a picture. */
interface PathPen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
  closePath(): void;
}

/** What of a map is seen, pixels of a zoom: the whole view, and what lies over it. */
interface Visible {
  all: Box;
  covers: Box[];
}

/** What numbers are written with. */
interface NumberWords {
  locale: string;
  currency: string;
  inf: string;
  nan: string;
  minutes: string;
  yes: string;
  no: string;
}

/** A change of the scenario as the address has it. */
interface ChangeItem {
  kind: ChangeKind;
  id: string;
  lat?: Degrees;
  lon?: Degrees;
  capacity?: number;
  operator?: string;
  organisation?: string;
  name?: string;
}

/** Degrees to the region's own metres: factors of `u^i v^j`, see geodata/geometry/metres_polynomial.py. */
interface FlatPolynomial {
  lon: Degrees;
  lat: Degrees;
  /** Degrees that count as 1. */
  span: number;
  degree: number;
  x: number[];
  y: number[];
}

/** Where residents set out from, unpacked of `CarriedHomesPayload`. */
interface CarriedHomes {
  flat: FlatPolynomial;
  /** Whether minutes are the region's own; else they are a guess in a straight line. */
  exact: boolean;
  /** Metres. */
  x: Float64Array;
  y: Float64Array;
  /** Metres a minute, of each home or one for all. */
  pace: Float64Array;
  /** Where each area's homes begin, and the number of all last. */
  begins: Uint32Array;
  persons: Uint32Array;
  /** Of homes in areas where nobody of the age group lives. */
  shares: Float64Array;
  /** Whether minutes are kept in four bytes. */
  narrow: boolean;
  /** Minutes. */
  shortest: number;
  longest: number;
}

/** What is left without the unit that is carried, unpacked of `CarriedUnitPayload`; minutes. */
interface CarriedUnit {
  unit: string;
  /** Whether residents go to it. */
  counts: boolean;
  limit: number;
  /** A smaller change shows in no journey. */
  same: number;
  /** Where the steps of the colours end. */
  ends: number[];
  colours: string[];
  today: Float32Array | Float64Array;
  rest: Float32Array | Float64Array;
  todayArea: Float64Array;
  restArea: Float64Array;
}

/** A unit in hand, ready to be put anywhere. */
interface Load {
  homes: CarriedHomes;
  unit: CarriedUnit;
  /** Residents of each area, and of all. */
  people: Float64Array;
  persons: number;
  /** Residents within the limit today, and without the unit. */
  today: number;
  rest: number;
  /** Homes that have none within the limit without it. */
  beyond: Uint32Array;
  shares?: Float64Array;
  /** Minutes from each home with the unit where it was last put. */
  after?: Float64Array;
}

/** What becomes of residents, as geodata/assessment/effects.py has it. */
interface CarriedAnswer {
  shorter: number;
  longer: number;
  within: number;
  beyond: number;
  reached: number;
  lost: number;
  /** Within the limit with the unit there, and today; of all. */
  covered: number;
  today: number;
  persons: number;
  areaMin: Float64Array;
  classes: Uint8Array;
}
