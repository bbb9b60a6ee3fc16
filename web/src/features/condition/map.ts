import { LngLatBounds, Map as GlMap, Marker, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { mount, unmount } from 'svelte';
import { m } from '#lib/paraglide/messages.js';
import { allowWorkers } from '#lib/trusted-workers.ts';
import type { Tone } from '#lib/ui/tone.ts';
import MapPoint from './MapPoint.svelte';

export type MapSchool = { id: string; href: string; label: string; tone: Tone; longitude: number; latitude: number };
export type MapName = { name: string; longitude: number; latitude: number };

/** Whether this browser can draw a map at all. */
export const canDraw = (): boolean => document.createElement('canvas').getContext('webgl2') !== null;

const CLOSEST = 15;
const NAMES_SHOWN = 14;

/** Around its middle, in pixels. */
type Box = { x: number; y: number; width: number; height: number };
const GAP = 4;
const isOver = (a: Box, b: Box) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 + GAP && Math.abs(a.y - b.y) < (a.height + b.height) / 2 + GAP;

/** Draws schools as points with the names of their cities and a scale, and nothing that has to be fetched. Gives how to take it away; says when it cannot draw any more. */
export function drawMap(container: HTMLElement, schools: readonly MapSchool[], names: readonly MapName[], lost: () => void): () => void {
  allowWorkers(workerUrl);
  setWorkerUrl(workerUrl);
  const bounds = new LngLatBounds();
  for (const { longitude, latitude } of schools) bounds.extend([longitude, latitude]);
  const map = new GlMap({
    container,
    style: { version: 8, sources: {}, layers: [] },
    bounds,
    fitBoundsOptions: { padding: 40, maxZoom: CLOSEST - 2 },
    maxZoom: CLOSEST,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    // The page is scrolled by the wheel, the map by its buttons, its keys and by dragging.
    scrollZoom: false,
    locale: {
      'Map.Title': m.buildings_map_region(),
      'NavigationControl.ZoomIn': m.buildings_map_in(),
      'NavigationControl.ZoomOut': m.buildings_map_out(),
      'ScaleControl.Feet': 'ft',
      'ScaleControl.Miles': 'mi',
    },
  });
  map.on('webglcontextlost', lost);
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new ScaleControl({ unit: 'imperial', maxWidth: 120 }));
  const shown = names.slice(0, NAMES_SHOWN).map(({ name, longitude, latitude }) => {
    const element = document.createElement('span');
    element.textContent = name;
    element.className = 'map-name';
    element.ariaHidden = 'true';
    // Above the points that stand around it.
    new Marker({ element, offset: [0, -20] }).setLngLat([longitude, latitude]).addTo(map);
    return { element, longitude, latitude };
  });
  /** Of names that would lie upon each other the one with the most schools is shown. */
  function partNames() {
    const boxes: Box[] = [];
    for (const { element, longitude, latitude } of shown) {
      const { x, y } = map.project([longitude, latitude]);
      const box = { x, y, width: element.offsetWidth, height: element.offsetHeight };
      const isFree = !boxes.some((other) => isOver(box, other));
      element.style.visibility = isFree ? '' : 'hidden';
      if (isFree) boxes.push(box);
    }
  }
  map.on('zoom', partNames);
  map.on('resize', partNames);
  partNames();
  const points = schools.map(({ id, longitude, latitude, ...props }) => {
    const element = document.createElement('div');
    element.dataset['school'] = id;
    const point = mount(MapPoint, { target: element, props });
    new Marker({ element }).setLngLat([longitude, latitude]).addTo(map);
    // It has no words of its own: its link has them.
    element.removeAttribute('aria-label');
    element.removeAttribute('role');
    element.removeAttribute('tabindex');
    return point;
  });
  return () => {
    for (const point of points) void unmount(point);
    // Taking it away loses its context, too: that is no news.
    map.off('webglcontextlost', lost);
    map.remove();
  };
}
