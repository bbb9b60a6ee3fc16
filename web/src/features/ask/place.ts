import type { Option } from '#lib/option.ts';

/** The choice that opens the search for another place. */
export const ELSEWHERE = 'elsewhere';

/** What the place picker is drawn from. */
export type Places = {
  /** My rooms: those I set first, then those I used lately. */
  mine: Option[];
  /** The one that is chosen to begin with: a room that I said is mine. */
  preset: string;
  /** The school of another place: mine to begin with. */
  site: Option | undefined;
  room: Option | undefined;
  sites: Option[];
  rooms: Option[];
  /** Whose rooms those are. */
  roomsOf: string;
};

/** A room of mine as one value: its site and itself. */
export const placeValue = (siteId: string, roomId: string) => `${siteId}/${roomId}`;

/** What the form says about the place; nothing for what was not chosen. */
export function chosenPlace(valueOf: (name: string) => string): { siteId?: string; roomId?: string } {
  const place = valueOf('place');
  const [siteId, roomId] = place.includes('/') ? place.split('/') : [valueOf('siteId'), valueOf('roomId')];
  return { ...(siteId ? { siteId } : {}), ...(roomId ? { roomId } : {}) };
}
