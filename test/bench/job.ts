/** One request as it goes over the wire. */
export type Sent = { method: string; path: string; headers: Record<string, string>; body?: string };
/** An order that is held and taken up again, in turns, by somebody who may. */
export type Movable = { id: string; version: number; cookie: string };
/** What is asked: the same requests in turn, or moves, each of which needs the version that the one before answered. */
export type Load = { kind: 'requests'; requests: readonly Sent[] } | { kind: 'moves'; orders: readonly Movable[] };
export type Job = { url: string; connections: number; seconds: number; load: Load; unique: boolean };
/** Latencies in milliseconds. */
export type Tally = { requests: number; perSecond: number; p50: number; p99: number; meanBytes: number };
