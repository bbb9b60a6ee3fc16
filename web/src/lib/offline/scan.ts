import type { components, paths } from '#lib/api/schema.gen.ts';

type Body = NonNullable<paths['/api/device-collections/{siteId}/scans']['post']['requestBody']>['content']['application/json'];
export type Scan = Body['scans'][number];
export type ScanResult = components['schemas']['CollectionScanResult'];

/** One scan of a collection day, until it is sent. */
export type QueuedScan = {
  /** The order in which they were scanned; given by the phone's database. */
  seq?: number;
  id: string;
  personId: string;
  siteId: string;
  station: string;
  scan: Scan;
};
