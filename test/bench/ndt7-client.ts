import { workerData } from 'node:worker_threads';
import { measureOnce } from '../../api/src/network/probes/measure-once.ts';

// What a machine in a school runs.
await measureOnce(new URL(workerData as string), { downloadPath: '/ndt/v7/download?ticket=x', uploadPath: '/ndt/v7/upload?ticket=x' });
