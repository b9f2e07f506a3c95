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
