import type { Sql } from '@steward/db';
import { macros, people, teams } from '@steward/db/schema';
import { and, asc, eq, isNull, ne, or, sql } from 'drizzle-orm';
import type { Acts } from '../rules/macro.ts';

type Row = typeof macros.$inferSelect;
export type MacroRow = Omit<Row, 'acts'> & { acts: Acts };

/** Every macro, also those that are no longer offered. */
export const listMacros = async (on: Sql): Promise<MacroRow[]> =>
  (await on.select().from(macros).orderBy(asc(macros.name), asc(macros.id))) as MacroRow[];

/** Those that are in use, of every service. */
export const listInUse = (on: Sql) =>
  on
    .select({ id: macros.id, name: macros.name, version: macros.version })
    .from(macros)
    .where(eq(macros.isActive, true))
    .orderBy(asc(macros.name), asc(macros.id));

/** Those that are offered on orders of this service. */
export const listOffered = (on: Sql, serviceCode: string) =>
  on
    .select({ id: macros.id, name: macros.name, version: macros.version })
    .from(macros)
    .where(and(eq(macros.isActive, true), or(isNull(macros.serviceCode), eq(macros.serviceCode, serviceCode))))
    .orderBy(asc(macros.name), asc(macros.id));

export const findMacro = async (on: Sql, id: string) => (await on.select().from(macros).where(eq(macros.id, id)))[0] as MacroRow | undefined;
/** The same, holding the row until the transaction ends. */
export const lockMacro = async (on: Sql, id: string) =>
  (await on.select().from(macros).where(eq(macros.id, id)).for('update'))[0] as MacroRow | undefined;

/** Is there another in use of this name that stands on the same orders? */
export const isNamedAlready = async (on: Sql, id: string | null, name: string, serviceCode: string | null): Promise<boolean> => {
  const isAnother = id === null ? undefined : ne(macros.id, id);
  const meets = serviceCode === null ? undefined : or(isNull(macros.serviceCode), eq(macros.serviceCode, serviceCode));
  const same = and(eq(macros.isActive, true), sql`lower(${macros.name}) = lower(${name})`, isAnother, meets);
  return (await on.select({ id: macros.id }).from(macros).where(same).limit(1)).length > 0;
};

type Content = Pick<MacroRow, 'name' | 'serviceCode' | 'acts' | 'isActive'>;
const kept = ({ acts, ...content }: Content) => ({ ...content, acts: acts as Row['acts'] });
export const insertMacro = (on: Sql, { id, ...content }: Content & { id: string }) => on.insert(macros).values({ id, ...kept(content) });
export const setMacro = (on: Sql, id: string, content: Content) =>
  on
    .update(macros)
    .set({ ...kept(content), version: sql`${macros.version} + 1` })
    .where(eq(macros.id, id));

/** Crews by id, those of other services among them. */
export const listMacroTeams = (on: Sql) =>
  on.select({ id: teams.id, name: teams.name, serviceCode: teams.serviceCode, isActive: teams.isActive }).from(teams);

/** The language that somebody reads. */
export const findLocale = async (on: Sql, personId: string): Promise<'en' | 'es'> =>
  (await on.select({ locale: people.locale }).from(people).where(eq(people.id, personId)))[0]?.locale === 'es' ? 'es' : 'en';
