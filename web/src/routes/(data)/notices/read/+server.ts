import { noteRead } from '#features/notices/acts.server.ts';

export const POST = noteRead;
