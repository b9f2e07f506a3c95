/** What the map is made of: the payload that the server sends (dashboard/map/payload.py), what it becomes, and what is drawn. */

// Payload: columns of numbers as base64 of their little-endian bytes

type Base64 = string;
type Degrees = number;
type Position = number;

/** Class of every area, with the colour of each class: `--token`, "#rrggbb", or "" for none. */
interface FillPayload {
  key: string;
  /** Uint8 an area. */
  classes: Base64;
  colours: string[];
  /** Classes that nothing is known of. */
  hatched: number[];
  /** Classes that have lines over their colour: it may as well be otherwise. */
  uncertain?: number[];
}

/** Flows of the base layer, largest first: from areas or municipalities to units or municipalities. */
interface FlowColumns {
  from: Position[];
  to: Position[];
  visits: number[];
  past?: (boolean | number)[];
  share?: (number | null)[];
  minutes?: (number | null)[];
}

interface FlowsPayload {
  areas: FlowColumns | null;
  municipalities: FlowColumns | null;
  /** What visits are called. */
  named?: string;
}

/** Who goes where of what is in focus; ends are positions or codes of `constants.ends`. */
interface FocusFlows {
  from: Position[];
  to: Position[];
  visits: number[];
  share: (number | null)[];
  minutes: (number | string | null)[];
  past: (boolean | number)[];
  /** Whether both ends have a place. */
  line: (boolean | number)[];
  /** Which way they go, seen from what is in focus. */
  way: string;
  /** Whether the whole region is in focus. */
  whole?: boolean;
}

interface FocusPayload {
  kind: string;
  areas: Position[];
  unit: Position | null;
  /** Units that stand on their own whatever the zoom. */
  lone?: Position[];
  flows: FocusFlows | null;
  name?: string;
  /** Latitude and longitude of what was drawn. */
  corners?: [Degrees, Degrees][] | null;
}

interface AddedUnit {
  id: string;
  name: string;
  form: string;
  operator: string;
  lat: Degrees;
  lon: Degrees;
  /** What it is drawn as, where it is not new. */
  kind?: ChangeKind;
}

interface UnitsPayload {
  /** Uint8 a unit: `constants.unit_state`. */
  state: Base64;
  added?: AddedUnit[];
  /** Position, latitude, longitude. */
  moved?: [Position, Degrees, Degrees][];
  closed?: Position[];
  /** Those that differ from the version before: position, kind, and where one that has moved stood. */
  marked?: [Position, ChangeKind, Degrees | null, Degrees | null][];
  /** How units differ by measures: Float32 and Uint8 a unit, and the colour of each class. */
  signs?: { radii: Base64 | null; classes: Base64; colours: string[] } | null;
}

/** A change of the scenario in words: on its plate, and at its ring. */
interface ChangePayload {
  id: string;
  kind: ChangeKind;
  label?: string;
  ring_label?: string;
}

/** One figure of every area (Float32) or unit, for the card beside the pointer. */
interface AreaHoverPayload {
  key: string;
  label: string;
  kind: string;
  values: Base64;
}

interface UnitHover {
  label: string;
  kind: string;
  values: (number | string | null)[];
}

/** Everything that one view of the map shows. */
interface Payload {
  version: string;
  stale?: boolean;
  fill?: FillPayload | null;
  /** Uint16 an area: its zone, 0 for none. */
  zones?: Base64 | null;
  service?: { classes: Base64; kind: string } | null;
  flows?: FlowsPayload | null;
  units?: UnitsPayload | null;
  changes?: ChangePayload[];
  ring_m?: number;
  ring_label?: string;
  labels?: boolean;
  /** Areas that the numbers of a ranking stand in, and those that the scenario does something to. */
  ranked?: Position[];
  affected?: Position[];
  focus?: FocusPayload | null;
  /** Latitude and longitude of a place that was searched for. */
  pin?: [Degrees, Degrees] | null;
  /** Both ends of a line that was measured, in a step; Planera's own map draws it from the address. */
  line?: [Degrees, Degrees][];
  hover?: AreaHoverPayload[];
  unit_hover?: UnitHover[];
}

// Geography: fetched once a version (geodata/publish/map_documents.py), in world units: 256 wide at zoom 0, y downwards

/** Many lines in flat arrays, each vertex with the scale from which it matters; `box` is west, north, east, south. */
interface Lines {
  count: number;
  start: Int32Array;
  x: Float64Array;
  y: Float64Array;
  weight: Float32Array;
  box: Float64Array;
}

interface Ground {
  set: Lines;
  /** Index of a line a ring. */
  polygons: number[][];
}

interface Points {
  x: Float64Array | number[];
  y: Float64Array | number[];
}

interface Units extends Points {
  ids: string[];
  names: string[];
  forms: { key: string; shape: string }[];
  form: number[];
  operators: string[];
  operator: number[];
  lon: (Degrees | null)[];
  lat: (Degrees | null)[];
}

interface Place {
  name: string;
  at: [number, number];
  persons: number;
  weight: number;
  lon?: Degrees;
  lat?: Degrees;
}

interface Geo {
  version: string;
  arcs: Lines;
  /** Areas to the left and right of each arc, -1 outside the region. */
  sides: [number, number][];
  /** Polygons of rings of arcs of each area; ~i is arc i backwards. */
  areas: number[][][][];
  box: Float64Array;
  ids: string[];
  names: string[];
  municipality: number[];
  municipalities: { id: string; name: string }[];
  groups: number[][];
  persons: number[];
  points: Points;
  middles: Points;
  land: Ground;
  water: Ground;
  /** Weightiest first. */
  places: Place[];
  /** Of roads, water, railways and stops; none where the region has none. */
  squares: SquareLevel[];
  bounds: [[number, number], [number, number]];
  units: Units;
}

// Squares of ground: see geodata/ground

interface SquareIndex {
  /** Whole numbers across a square. */
  steps: number;
  levels: { start: number; zoom: number; column: number; row: number; columns: number; rows: number; has: string }[];
}

/** How ground is drawn from zoom `start` on, and the squares that there are: a bit for each of a box, row by row. */
interface SquareLevel {
  start: number;
  zoom: number;
  column: number;
  row: number;
  columns: number;
  rows: number;
  bits: Uint8Array;
  steps: number;
  /** World units. */
  wide: number;
}

interface SquareDocument {
  lines: Record<string, number[][]>;
  water: number[][][];
  stops: [number, number, number, string][];
  /** Middle, degrees clockwise, steps long. */
  names: [number, number, number, number, string][];
}

/** Where the name of a road stands. */
interface Stretch {
  at: [number, number];
  /** Radians. */
  angle: number;
  /** World units. */
  long: number;
  name: string;
}

interface Stop {
  /** World units. */
  at: [number, number];
  station: boolean;
  name: string;
}

interface Square {
  lines: Record<string, Lines>;
  water: Ground;
  stops: Stop[];
  names: Stretch[];
}

interface Squares {
  take(geo: Geo): void;
  at(zoom: number): boolean;
  draw(ctx: Pen, frame: Frame, palette: Palette): void;
  name(ctx: Pen, frame: Frame, palette: Palette, laid: Laid): void;
  dispose(): void;
}

// View: a payload decoded

type ChangeKind = "add" | "close" | "move" | "size";

/** What the scenario does to a unit. */
interface Change {
  kind: ChangeKind;
  sized: boolean;
  /** Old world position of one that is moved. */
  from: [number, number] | null;
  labels: string[];
  limit: string;
}

interface Changes {
  /** The geography as the scenario leaves it. */
  geo: Geo;
  of: Map<number, Change>;
  /** Metres. */
  ring: number;
}

/** A flow that is told of: of what is chosen, or of the base layer. Ends are in world units, NaN where there is none. */
interface Flow {
  kind: "flow";
  key: string;
  from: number;
  to: number;
  ax: number;
  ay: number;
  bx: number;
  by: number;
  /** Pixels. */
  wide: number;
  visits: number;
  share: number | null;
  /** Of what `share` is one: a key of the words. */
  of: string;
  minutes: number | string | null;
  past: boolean;
  names: [string, string];
  /** "" for a line, else which end has no place. */
  apart?: string;
  halves?: boolean;
  /** Visits the other way. */
  back?: number | null;
}

interface Outlines {
  classes: Uint16Array;
  lines: number[][];
}

interface Fill {
  key: string;
  /** Areas by class and municipality. */
  groups: number[][][];
  colours: string[];
  hatched: Set<number>;
  uncertain: Set<number>;
  compares: boolean;
}

interface Focus {
  kind: string;
  areas: number[];
  unit: number | null;
  lone: number[];
  flows: Flow[];
  corners: [number, number][];
  lines: number[][];
}

interface AreaHover {
  key: string;
  label: string;
  kind: string;
  values: Float32Array | number[];
}

/** Signs of units by measures: pixels, class, and the colour of each class, of which "" is not known. */
interface Signs {
  radii: Float32Array | number[] | null;
  classes: Uint8Array | number[];
  colours: string[];
}

interface View {
  changes: Changes;
  focus: Focus;
  stale: boolean;
  fill: Fill | null;
  zones: Outlines | null;
  service: Outlines | null;
  flows: FlowsPayload | null;
  state: Uint8Array;
  signs: Signs | null;
  labels: boolean;
  /** Areas that the numbers of a ranking stand in, and those that the scenario does something to. */
  ranked: number[];
  affected: number[];
  /** Where a place that was searched for lies, in world units. */
  pin: [number, number] | null;
  hover: AreaHover[];
  unitHover: UnitHover[];
}

// Frame and marks

/** How world units become pixels on a sheet, what of the world it shows, and what may be skipped, in world units. */
interface Frame {
  zoom: number;
  /** Pixels a world unit. */
  k: number;
  dx: number;
  dy: number;
  /** Pixels. */
  width: number;
  height: number;
  west: number;
  north: number;
  east: number;
  south: number;
  slack: number;
}

/** A unit as it is drawn: pixels of a zoom. */
interface Mark {
  unit: number;
  x: number;
  y: number;
  r: number;
  alert: boolean;
  lone: boolean;
  change?: Change;
  /** Colour of its sign: "operator" where that says who runs the unit, "" where nothing is known; "more", "less" and
   * "same" of what it gains or loses. */
  paint?: string;
}

/** Units that share a circle. */
interface Cluster {
  x: number;
  y: number;
  r: number;
  members: Mark[];
  alert?: boolean;
}

interface Marks {
  singles: Mark[];
  clusters: Cluster[];
}

/** A name as it is laid out: its middle, pixels of a zoom. */
interface Label {
  x: number;
  y: number;
  text: string;
  width: number;
  /** Of the typeface, 400 to 700. */
  weight: number;
  size: number;
  colour: string;
}

/** A name plate of a changed unit: its middle and size, pixels of a zoom. */
interface Plate {
  unit: number;
  row: number;
  kind: ChangeKind;
  text: string;
  x: number;
  y: number;
  w: number;
  h: number;
  /** Of the text. */
  size: number;
  stand: number;
  leader: boolean;
  mark: Mark;
}

/** A number of a ranking: its middle, its disc's radius and where a line to its area ends, pixels of a zoom. */
interface Rank {
  area: number;
  /** Its position in the ranking. */
  at: number;
  r: number;
  x: number;
  y: number;
  leader: [number, number] | null;
}

interface Ring {
  x: number;
  y: number;
  points: [number, number][];
  limit: string;
}

/** What lies under the pointer. */
type Target =
  | { kind: "unit"; unit: number; mark: Mark }
  | { kind: "cluster"; cluster: Cluster }
  | { kind: "area"; area: number }
  | Flow;

/** Colours of the page's custom properties. */
interface Palette {
  of(name: string): string;
  resolve(colour: string): string;
  paper(): string;
  print(): string;
  forget(): void;
  readonly meeting: boolean;
}

type Pen = CanvasRenderingContext2D;

/** Draws one unit. */
type DrawUnit = (ctx: Pen, unit: number, x: number, y: number, r: number, alert: boolean, paint?: string) => void;

/** Pixels that panels cover, by side. */
interface Padding {
  left?: number;
  top?: number;
  right?: number;
  bottom?: number;
}

// What one map is put together of

/** Pixels of a zoom. */
interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** Whether it is a single unit, which bold names may lie on. */
  slight?: boolean;
}

/** What names and plates keep clear of. */
interface Taken {
  take(box: Box): void;
  free(box: Box, bold?: boolean): boolean;
}

interface Share {
  x: number;
  y: number;
  west: boolean;
  text: string;
  past: boolean;
}

/** Sides in pixels, from an upper left corner. */
interface Sides {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A plate at the edge of the map: where flows go that have no line in view. */
interface EdgePlate {
  keys: string[];
  why: string;
  text: string;
  count: string;
  x: number;
  y: number;
  w: number;
  h: number;
  /** Whether its flow comes from there. */
  into: boolean;
  /** Whether it is a row of the box of those without a line. */
  row: boolean;
}

/** What moves over the map: world units of the place, the area under it or -1, the old place, the mark carried. */
interface Carried {
  x: number;
  y: number;
  area: number;
  from: [number, number] | null;
  mark?: Mark | null;
  wide: boolean;
}

/** Where a unit is while it is carried: degrees as the address would hold them. */
interface CarriedUnitPlace {
  id: string;
  lat: Degrees;
  lon: Degrees;
  /** Under it, -1 outside them all. */
  area: number;
  /** Whether a finger hides it. */
  wide: boolean;
}

/** A place drawn as a dot: world units, and pixels. */
interface Spot {
  x: number;
  y: number;
  r: number;
}

interface Sheet extends L.Renderer {
  milliseconds: number;
  _ctx: Pen;
  redraw(): this;
}

/** The drawing board of one map. */
interface Board {
  map: L.Map;
  sheets: Record<string, Sheet>;
  palette: Palette;
  counts: { areas: number; flows: number; labels: number; pins: number; changes: Partial<Record<ChangeKind, number>> };
  readonly marks: Marks;
  readonly plates: EdgePlate[];
  readonly told: { plates: Plate[]; rings: Ring[]; ranks: Rank[]; redrawn: number };
  readonly busy: boolean;
  readonly held: boolean;
  load(geo: Geo): void;
  show(view: View, held?: boolean): void;
  hover(target: Target | null): void;
  press(area: number | null): void;
  panned(): void;
  lift(mark: Mark | null): void;
  carry(where: Carried | null): void;
  spot(spots: Spot[], now?: boolean): void;
  dispose(): void;
}

/** Moves units by hand and by keys. */
interface Dragger {
  /** Whether what lies under the pointer can be moved now. */
  may(target: Target | null): boolean;
  put(id: string, lat: Degrees, lon: Degrees): boolean;
  putDown(): boolean;
  putBack(): void;
  dispose(): void;
}

/** Asks for a place on the map. */
interface Picker {
  start(done?: (lat: Degrees, lon: Degrees) => void, cancel?: () => void): void;
  stop(): void;
  taken(event: L.LeafletMouseEvent): boolean;
  readonly on: boolean;
  dispose(): void;
}

interface Drawing {
  done(corners: [Degrees, Degrees][]): void;
  cancel?(): void;
  changed?(count: number): void;
}

/** Lets a selection be drawn. */
interface Drawer {
  start(how: Drawing): void;
  stop(): void;
  finish(): void;
  readonly on: boolean;
  dispose(): void;
}

/** Draws the line between two places. */
interface Ruler {
  show(): void;
  middle(): [number, number];
  dispose(): void;
}

interface Pointer {
  at(point: L.Point, reach: number): Exclude<Target, Flow> | null;
  flowAt(point: L.Point): Flow | null;
  over(point: L.Point): Target | null;
  retell(): void;
  dispose(): void;
}

/** What pointer and dragger know of the map and ask of it. */
interface Surroundings {
  geo(): Geo | null;
  view(): View | null;
  find(x: number, y: number): number;
  picking(): boolean;
}

/** A map in use. */
interface Scene {
  map: L.Map;
  board: Board;
  pointer: Pointer;
  picker: Picker;
  drawer: Drawer;
  ruler: Ruler;
  dragger: Dragger;
  /** Whether it has been painted: from then on it moves, rather than jumps. */
  settled: boolean;
  dispose(): void;
}

/** Flows of the base layer as they are drawn at a zoom: between which places, how wide, as half-arrows or bent. */
interface FlowsAtZoom {
  flows: FlowColumns;
  from: Points;
  to: Points;
  widest: number;
  halves: boolean;
}

/** Everything that is laid out at a zoom: the same layout has the same key. */
interface Laid {
  zoom?: number;
  view?: View;
  key?: string;
  marks: Marks;
  names: Label[];
  plates: Plate[];
  rings: Ring[];
  ranks: Rank[];
}

/** Leaflet's own, which its types leave out. */
declare namespace L {
  interface Renderer {
    initialize(options: object): void;
    _update(): void;
    _updateTransform(center: LatLng, zoom: number): void;
  }

  interface MapOptions {
    /** Whether it lies over the first, and is no map of the page's own. */
    second?: boolean;
  }

  interface Map {
    _loaded?: boolean;
    _animatingZoom?: boolean;
  }
}

interface Window {
  L?: typeof import("leaflet");
}
