import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Settings } from './settings.ts';
import type { FileStore } from './store.ts';

const nothing = () => {};
/** What fails is logged once, by whoever asked. */
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Files in a bucket of Amazon S3 or of any server that speaks its language. Imported only where one is configured. */
export function s3Store({ bucket, region, endpoint, prefix, credentials, isPathStyle, timeoutMs }: S3Settings): FileStore {
  const client = new S3Client({
    region,
    forcePathStyle: isPathStyle,
    ...(endpoint ? { endpoint } : {}),
    // Without: what AWS_* or the machine's own role gives.
    ...(credentials ? { credentials } : {}),
    // A checksum of ours travels with each file; the trailing ones that the SDK adds by itself are not understood everywhere.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 2,
    logger: SILENT,
    requestHandler: {
      connectionTimeout: Math.min(timeoutMs, 3_000),
      requestTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      throwOnRequestTimeout: true,
    },
  });
  const named = (key: string) => ({ Bucket: bucket, Key: prefix ? `${prefix}/${key}` : key });

  return {
    put: async (key, path) => {
      const { size } = await stat(path);
      const checksum = await sha256Of(path);
      const content = createReadStream(path);
      try {
        // Private, as is everything in a bucket that says nothing else: many buckets refuse to be told for each file.
        await client.send(new PutObjectCommand({ ...named(key), Body: content, ContentLength: size, ChecksumSHA256: checksum }));
      } finally {
        content.destroy();
      }
    },
    open: async (key) => {
      try {
        const { Body, ContentLength } = await client.send(new GetObjectCommand(named(key)));
        return { stream: Body as Readable, contentLength: ContentLength ?? 0 };
      } catch (error) {
        if ((error as Error).name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    has: async (key) => {
      try {
        await client.send(new HeadObjectCommand(named(key)));
        return true;
      } catch (error) {
        if ((error as Error).name === 'NotFound') return false;
        throw error;
      }
    },
    remove: async (keys) => {
      for (const key of keys) await client.send(new DeleteObjectCommand(named(key)));
    },
  };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('base64');
}
