const FACTORS: Record<string, number> = { kbps: 0.001, mbps: 1, gbps: 1000 };

/** A speed as files write it: `1`, `1.5 Gbps`, `1,000`, with its unit beside it or in another cell. Undefined where it is none. */
export function readMbps(cell: string, unit = ''): number | undefined {
  const found = /^([\d,]*\.?\d+)\s*(kbps|mbps|gbps|kb\/s|mb\/s|gb\/s|k|m|g)?$/i.exec(cell.trim());
  if (!found) return undefined;
  const written = (found[2] ?? unit).trim().toLowerCase();
  const name = written === '' ? 'mbps' : /^[kmg]$/.test(written) ? `${written}bps` : written.replace('b/s', 'bps');
  const factor = FACTORS[name];
  const value = Number(found[1]!.replaceAll(',', ''));
  return factor === undefined || !Number.isFinite(value) ? undefined : value * factor;
}
