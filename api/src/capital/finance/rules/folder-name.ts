const NAME = /^([a-z0-9-]+)\.(actuals|purchase_orders|vendors)\.(\d{4}-\d{2}-\d{2})\.(?:csv|txt|xlsx)$/i;

/** What the name of a file in the folder says: `bond-2018.actuals.2026-06-30.csv`. Undefined: it is none of ours. */
export function readFolderName(name: string): { programme: string; kind: string; asOfOn: string } | undefined {
  const [, programme, kind, asOfOn] = NAME.exec(name) ?? [];
  return programme && kind && asOfOn ? { programme: programme.toLowerCase(), kind: kind.toLowerCase(), asOfOn } : undefined;
}
