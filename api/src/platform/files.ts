import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { Config } from './config.ts';

/** Where people's files are kept. Private: nothing is served from it but through a route that asks who may see it. */
export const createDisk = (config: Pick<Config, 'filesDir'>) =>
  new Disk(new FSDriver({ location: pathToFileURL(`${resolve(config.filesDir)}/`), visibility: 'private' }));
