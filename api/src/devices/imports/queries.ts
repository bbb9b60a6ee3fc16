import type { Sql } from '@steward/db';
import { deviceAssignments, deviceModels, devices, sites, students } from '@steward/db/schema';
import { and, asc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';

export const listModels = (on: Sql) =>
  on
    .select({ id: deviceModels.id, make: deviceModels.make, name: deviceModels.name, autoUpdateExpiresOn: deviceModels.autoUpdateExpiresOn })
    .from(deviceModels)
    .orderBy(asc(deviceModels.id));
export const listPlaces = (on: Sql) =>
  on
    .select({ id: sites.id, code: sites.code, name: sites.name, isActive: sql<boolean>`${sites.status} = 'active'` })
    .from(sites)
    .orderBy(asc(sites.code));

/** Who has which device to keep. Read by itself: joined with a table that has just grown a lot, it would be read over and over. */
export const listPrimaries = (on: Sql) =>
  on
    .select({ deviceId: deviceAssignments.deviceId, studentId: deviceAssignments.studentId })
    .from(deviceAssignments)
    .where(and(isNull(deviceAssignments.endedAt), eq(deviceAssignments.kind, 'primary')));
/** Every device as a file is compared with it. */
export const listDevices = (on: Sql) =>
  on
    .select({
      id: devices.id,
      assetTag: devices.assetTag,
      serial: devices.serial,
      modelId: devices.modelId,
      homeSiteId: devices.homeSiteId,
      status: devices.status,
      version: devices.version,
      lastSeenAt: devices.lastSeenAt,
      osVersion: devices.osVersion,
      macAddress: devices.macAddress,
      acquiredOn: devices.acquiredOn,
      priceCents: devices.priceCents,
      orderNumber: devices.orderNumber,
      warrantyEndsOn: devices.warrantyEndsOn,
    })
    .from(devices);
/** By what other systems know the students who are here. */
export const listAccounts = (on: Sql) =>
  on
    .select({ id: students.id, sourceId: students.sourceId, accountDigest: students.accountDigest })
    .from(students)
    .where(and(eq(students.status, 'active'), or(isNotNull(students.sourceId), isNotNull(students.accountDigest))));
