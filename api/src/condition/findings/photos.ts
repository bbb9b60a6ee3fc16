import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dropKept, keepUploads, unknownAttachment } from '../../work-orders/index.ts';
import { changeStructure } from '../keep-condition.ts';
import { deficiencyToPlan } from '../may-plan.ts';
import { photoNotFound, photosOnly, tooManyPhotos } from '../problems.ts';
import { PHOTOS_AT_MOST } from './contract.ts';
import { findPhoto, insertPhotos, listPhotos, removePhoto } from './queries.ts';

/** Puts photos that the person has sent before on a deficiency: all of them, or none. They were made anew when they came, with nothing but their pixels. */
export async function keepPhotos(tx: Sql, actor: Actor, deficiencyId: string, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  const wanted = [...new Set(ids)];
  const kept = await keepUploads(tx, actor.id, wanted);
  if (kept.length !== wanted.length) throw unknownAttachment();
  if (kept.some(({ mediaType }) => !mediaType.startsWith('image/'))) throw photosOnly();
  if ((await listPhotos(tx, [deficiencyId])).length + wanted.length > PHOTOS_AT_MOST) throw tooManyPhotos(PHOTOS_AT_MOST);
  await insertPhotos(
    tx,
    wanted.map((attachmentId) => ({ attachmentId, deficiencyId, addedById: actor.id, addedAt: now })),
  );
}

/** Adds photos to a deficiency; gives the building. */
export async function addPhotos(db: Sql, actor: Actor, id: string, ids: readonly string[], now: Date): Promise<string> {
  const { structureId, componentId, scope } = await deficiencyToPlan(db, actor, id);
  const happening = {
    kind: 'photos_added',
    cause: 'findings',
    actorId: actor.id,
    deficiencyId: id,
    componentId,
    data: { scope, photos: ids.length },
  } as const;
  await db.transaction((tx) => changeStructure(tx, structureId, happening, () => keepPhotos(tx, actor, id, ids, now), now));
  return structureId;
}

/** Takes a photo off a deficiency: nobody sees it from now on, and the file goes. Gives the building. */
export async function takeOffPhoto(db: Sql, actor: Actor, id: string, photoId: string, now: Date): Promise<string> {
  const { structureId, componentId, scope } = await deficiencyToPlan(db, actor, id);
  const happening = { kind: 'photo_removed', cause: 'correction', actorId: actor.id, deficiencyId: id, componentId, data: { scope } } as const;
  await db.transaction(async (tx) => {
    const remove = async () => {
      if ((await findPhoto(tx, photoId))?.deficiencyId !== id) throw photoNotFound();
      await removePhoto(tx, photoId);
      await dropKept(tx, photoId);
    };
    await changeStructure(tx, structureId, happening, remove, now);
  });
  return structureId;
}

/** How a photo is stored; whoever may read the building may see it. */
export async function readPhoto(on: Sql, id: string) {
  const found = await findPhoto(on, id);
  if (!found) throw photoNotFound();
  return found.file;
}
