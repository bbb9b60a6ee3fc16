/** All that a station needs of this folder, in one piece that it loads once it stands. */
export { onQueueChange } from './database.ts';
export { keepCollection } from './keep.ts';
export { registerWorker } from './register.ts';
export { countScans, enqueueScan, scansOf, sendScans } from './scans.ts';
