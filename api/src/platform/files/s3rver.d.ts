declare module '@20minutes/s3rver' {
  import type { RequestListener } from 'node:http';

  /** Speaks S3 over a directory, and checks signatures. The key it knows is S3RVER, with S3RVER as its secret. */
  export default class S3rver {
    constructor(options: { directory: string; silent: boolean; vhostBuckets: boolean; configureBuckets: { name: string }[] });
    configureBuckets(): Promise<unknown>;
    callback(): RequestListener;
  }
}
