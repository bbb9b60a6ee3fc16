import { applyMacro, readUse } from '#features/macros/use.server.ts';

export const load = readUse;

export const actions = { default: applyMacro };
