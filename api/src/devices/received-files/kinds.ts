import { DEVICE_FILE_KINDS } from '../imports/rules/fields.ts';

export const FILE_KINDS = [...DEVICE_FILE_KINDS, 'oneroster'] as const;
/** What a file tells of: devices as Google or Snipe-IT has them, or students as the student information system has them. */
export type FileKind = (typeof FILE_KINDS)[number];
