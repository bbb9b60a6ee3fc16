import { join } from 'node:path';

/** Where Node keeps what it made of our sources: a process that finds it there starts sooner and needs less memory. */
export const compileCache = join(import.meta.dirname, '../../../node_modules/.cache/node');
