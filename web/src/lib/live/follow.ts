/** An order to which something happened; without a version it is no longer the person's to see. */
export type Happened = { id: string; number?: string; version?: number };
type Hear = { order: (happened: Happened) => void; everything: () => void };

const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 60_000;

/**
 * Follows what happens from `position` on, until what it gives back is called. Only while the page is seen and there is signal: a browser opens few
 * connections to one place, and a phone's battery is for work. What happened meanwhile is told first when it opens again.
 */
export function follow(position: string, hear: Hear): () => void {
  let last = position;
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let patience = FIRST_RETRY_MS;

  const on = (name: string, react: (data: string) => void) =>
    source!.addEventListener(name, ({ data, lastEventId }: MessageEvent<string>) => {
      if (lastEventId) last = lastEventId;
      react(data);
    });
  function open() {
    clearTimeout(retry);
    if (source || document.visibilityState === 'hidden' || !navigator.onLine) return;
    source = new EventSource(`/live?after=${encodeURIComponent(last)}`);
    on('here', () => (patience = FIRST_RETRY_MS));
    on('change', (data) => hear.order(JSON.parse(data) as Happened));
    on('gone', (data) => hear.order(JSON.parse(data) as Happened));
    on('reset', hear.everything);
    // A connection that breaks is made again by the browser; one that was refused is not.
    source.addEventListener('error', () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      retry = setTimeout(open, patience);
      patience = Math.min(patience * 2, LAST_RETRY_MS);
    });
  }
  function close() {
    clearTimeout(retry);
    source?.close();
    source = undefined;
  }
  const look = () => (document.visibilityState === 'hidden' ? close() : open());

  const watched: [EventTarget, string, () => void][] = [
    [document, 'visibilitychange', look],
    [window, 'pageshow', open],
    [window, 'pagehide', close],
    [window, 'online', open],
    [window, 'offline', close],
  ];
  for (const [target, type, react] of watched) target.addEventListener(type, react);
  open();
  return () => {
    for (const [target, type, react] of watched) target.removeEventListener(type, react);
    close();
  };
}
