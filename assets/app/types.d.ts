/** What pages pass around, beside what the map does. */

/** A change of a scenario as the address says it. */
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

/** One view of a presentation: its address with a heading and a note. */
interface Step {
  heading: string;
  note: string;
  view: string;
  figures?: string[];
}

interface Presentation {
  format: string;
  format_version: number;
  key: string;
  name: string;
  language: string;
  region: string;
  version: string;
  steps: Step[];
}

/** A key figure over the periods, as dashboard/plan/development.py tells it. */
interface Development {
  name: string;
  place: string;
  /** "" where the region itself is the place. */
  region: string;
  periods: { key: string; name: string; short: string; value: number | null; text: string; region: number | null; region_text: string }[];
  /** Value and text of each line of the axis. */
  ticks: [number, string][];
  notes: string[];
}

/** Every year of the layer that colours the areas, as dashboard/map/years.py tells them. */
interface YearsPayload {
  layer: string;
  years: number[];
  /** That of the answer. */
  shown: number;
  /** Uint8 an area, year after year. */
  classes: Base64;
  /** What the legend says in each year: a label and a count a row, "" for none. */
  legends: { title: string; brief: string; note: string; rows: [string, string][] }[];
}

/** `/carry/<version>/homes.json`: `CarriedHomes` with its arrays packed. */
type CarriedHomesPayload = Omit<CarriedHomes, "x" | "y" | "pace" | "begins" | "persons" | "shares">
  & Record<"x" | "y" | "pace" | "begins" | "persons" | "shares", Base64>;

/** `/carry/<version>/unit.json`: `CarriedUnit` likewise. */
type CarriedUnitPayload = Omit<CarriedUnit, "today" | "rest" | "todayArea" | "restArea">
  & Record<"today" | "rest" | "today_area" | "rest_area", Base64>;

/** Markup as dashboard/components/markup.py writes it: a text, or a name with attributes and what is inside. */
type Markup = string | [string, Record<string, string>, ...any[]];

/** How far a unit is: NaN metres without a place, NaN minutes where nothing says, Infinity out of reach. */
interface Away {
  metres: number;
  minutes: number;
}

/** Where distances begin, with the area it lies in: -1 outside them all. */
interface Origin {
  lat: Degrees;
  lon: Degrees;
  name?: string;
  kind?: string;
  area: number;
}

/** A fact that every unit has or lacks: shown, filtered by, compared. */
interface FindField {
  key: string;
  label: string;
  short: Markup[][];
  full?: Markup[][];
  about?: string[];
  spans?: ([number, number] | null)[];
  /** What units can be sorted by, and which of them is first: "higher" or "lower". */
  values?: (number | null)[];
  better?: string;
}

interface FindGroup {
  key: string;
  /** Language of the options' names where it is not the page's. */
  lang: string;
  /** What an option means, by its key. */
  about: Record<string, string>;
  takes: string;
  options: [string, string][];
  /** Options of each unit; null where it has not told. */
  told: (string[] | null)[];
}

interface FindForm {
  key: string;
  name: string;
  plural: string;
  /** The map's sign of it. */
  shape: string;
  /** Whether its units come home to people: contracts decide, not distance. */
  home: boolean;
  /** Positions of its units. */
  at: number[];
  /** By name, by position. */
  rank?: number[];
  fields?: FindField[];
  groups?: FindGroup[];
  /** Its units' weeks, the position of each unit's, and its closures. */
  hours?: { weeks: number[][][][]; of: number[]; shut: Record<number, string[][]> };
  /** How many fields a card has. */
  card?: number;
  /** Places in `at` of units that have no capacity: open, but none is the nearest. */
  idle: number[];
  /** Places in `at` of units outside the region, and of those without a place. */
  outside: number[];
  placeless: number[];
  /** How many units are closed. */
  shut?: number;
}

interface FindUnits {
  ids: string[];
  names: string[];
  lon: (Degrees | null)[];
  lat: (Degrees | null)[];
  /** Positions of their municipalities; below 0 in none. */
  muni: number[];
  forms: FindForm[];
  /** Time zone of opening hours, and days when all units are closed. */
  clock: { zone: string; closed: string[] };
  towns: { name: string; lat: Degrees; lon: Degrees }[];
  /** The polynomial of the region's own metres. */
  flat: any;
  paces?: number[] | null;
  pace?: number;
}

/** How far one gets: metres a minute by area, or minutes from areas to units. */
interface TravelAnswer {
  paces: number[] | null;
  pace: number;
  minutes: { begins: Uint32Array; units: Uint32Array; tenths: Uint16Array } | null;
}
