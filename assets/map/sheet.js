/**
 * A sheet: one canvas over the map, a third larger than the view on every side, drawn by a callback.
 *
 * Panning moves the canvas and zooming scales it, both by CSS alone; it is drawn again when the movement
 * ends, or when the view leaves the canvas. Placement and zoom animation are L.Renderer's own.
 */

/**
 * Pixels of a canvas a CSS pixel: never above 2, which the eye cannot tell from 3.
 *
 * @returns {number}
 */
export function density() {
  return Math.min(window.devicePixelRatio || 1, 2);
}

/**
 * How world units become pixels on a sheet.
 *
 * @param {L.Map} map
 * @param {L.Bounds} bounds layer points of the canvas
 * @returns {Frame} `k` pixels a world unit, `dx`, `dy`; view box in world units; `slack`: what may be skipped
 */
function frameOf(map, bounds) {
  const zoom = map.getZoom();
  const k = Math.pow(2, zoom);
  const origin = map.getPixelOrigin().add(bounds.min);
  const size = bounds.getSize();
  const edge = 8; // pixels: the widest line just outside still shows
  return {
    zoom,
    k,
    dx: -origin.x,
    dy: -origin.y,
    width: size.x,
    height: size.y,
    west: (origin.x - edge) / k,
    north: (origin.y - edge) / k,
    east: (origin.x + size.x + edge) / k,
    south: (origin.y + size.y + edge) / k,
    slack: 0.3 / k,
  };
}

const FRAME = 12; // milliseconds
let lastDrawn = 0; // when any sheet was
let made = null; // the class

/**
 * Make the class when Leaflet is there: this file may load without it.
 *
 * @returns {new (name: string, draw: (ctx: Pen, frame: Frame) => void, options: {pane?: string, zIndex?: number, padding?: number}) => Sheet}
 */
export function sheetClass() {
  made ??= L.Renderer.extend({
    options: { padding: 0.3, pane: "overlayPane", zIndex: 1 },

    initialize(name, draw, options) {
      L.Renderer.prototype.initialize.call(this, options);
      this.name = name;
      this.draw = draw;
      this.milliseconds = 0;
    },

    _initContainer() {
      const canvas = (this._container = document.createElement("canvas"));
      canvas.className = `map-sheet map-sheet-${this.name}`;
      canvas.style.zIndex = this.options.zIndex;
      canvas.setAttribute("aria-hidden", "true");
      this._ctx = canvas.getContext("2d");
    },

    _destroyContainer() {
      this._container.remove();
      delete this._container;
      delete this._ctx;
    },

    getEvents() {
      return { ...L.Renderer.prototype.getEvents.call(this), move: this._onMove, resize: this._update };
    },

    /** Draw under way only when the view has left the canvas, a long drag; one sheet a frame. */
    _onMove() {
      if (this._map._animatingZoom || this._map.getZoom() !== this._zoom) return;
      if (performance.now() - lastDrawn < FRAME) return;
      const size = this._map.getSize();
      const seen = L.bounds(
        this._map.containerPointToLayerPoint([0, 0]),
        this._map.containerPointToLayerPoint(size)
      );
      if (!this._bounds.contains(seen)) this._update();
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      const before = { bounds: this._bounds, center: this._center, zoom: this._zoom };
      L.Renderer.prototype._update.call(this);
      if (this._held(before)) {
        // A short pan: what lies outside the view is drawn already.
        this._bounds = before.bounds;
        this._center = before.center;
        return;
      }
      this._origin = this._map.getPixelOrigin();
      this._size();
      this.redraw();
    },

    /** Leaflet places by fractions of a pixel, which blurs text and shows seams: at rest, whole ones. */
    _updateTransform(center, zoom) {
      L.Renderer.prototype._updateTransform.call(this, center, zoom);
      if (zoom === this._zoom && this._origin?.equals(this._map.getPixelOrigin()))
        L.DomUtil.setPosition(this._container, this._bounds.min);
    },

    /** Whether the canvas as drawn still covers the view with some room to spare. */
    _held({ bounds, zoom }) {
      if (!bounds || zoom !== this._zoom || this._ratio !== density() || !this._origin?.equals(this._map.getPixelOrigin())) return false;
      const now = this._bounds;
      const room = this._map.getSize().multiplyBy(this.options.padding * 0.5);
      return (
        now.getSize().equals(bounds.getSize()) &&
        Math.abs(now.min.x - bounds.min.x) <= room.x &&
        Math.abs(now.min.y - bounds.min.y) <= room.y
      );
    },

    _size() {
      const canvas = this._container;
      const ratio = density();
      const size = this._bounds.getSize();
      L.DomUtil.setPosition(canvas, this._bounds.min);
      const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
      if (canvas.width !== width || canvas.height !== height || ratio !== this._ratio) {
        canvas.width = width;
        canvas.height = height;
        canvas.style.width = `${size.x}px`;
        canvas.style.height = `${size.y}px`;
      }
      this._ratio = ratio;
    },

    /** Draw at once. */
    redraw() {
      if (!this._map || !this._ctx) return;
      const began = performance.now();
      const ctx = this._ctx;
      const frame = frameOf(this._map, this._bounds);
      ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      ctx.clearRect(0, 0, frame.width, frame.height);
      ctx.lineJoin = ctx.lineCap = "round";
      this.draw(ctx, frame);
      lastDrawn = performance.now();
      this.milliseconds = lastDrawn - began;
      this.fire("drawn");
    },

  });
  return made;
}
