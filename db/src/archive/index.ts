export { dumpTables } from './dump.ts';
export { loadTables, useOf } from './load.ts';
export { FORMAT, type Manifest, readManifest, type Sums, sumOf, verifySums, writeManifest } from './manifest.ts';
