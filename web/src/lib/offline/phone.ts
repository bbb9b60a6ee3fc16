/** All that a page needs of this folder, in one piece that it loads once it stands. */
export { downscale } from './downscale.ts';
export { forgetKept, keepPages } from './keep.ts';
export { onQueueChange } from './database.ts';
export { enqueue, queueOf, remove } from './queue.ts';
export { registerWorker } from './register.ts';
export { sendQueue } from './send.ts';
