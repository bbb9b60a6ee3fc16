import { benchDeviceImport } from './device-import.ts';
console.log(await benchDeviceImport({ scratch: '/tmp/p/roster-bench', say: console.log }));
process.exit();
