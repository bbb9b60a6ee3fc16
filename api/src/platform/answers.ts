import { isDeepStrictEqual } from 'node:util';
import type { FastifySerializerCompiler } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { $ZodType, $ZodTypes } from 'zod/v4/core';

// Answers as the contract describes them, without looking into each value again: zod takes a millisecond for a page of fifty orders. What the
// contract does not name is left out, as zod does; that what it names is there and right is what the tests look at (`checkedAnswers`).

type Shape = (value: unknown) => unknown;

const asItIs: Shape = (value) => value;
const PLAIN = ['string', 'number', 'int', 'boolean', 'date', 'enum', 'literal', 'null', 'unknown', 'any'];
// oxlint-disable-next-line no-underscore-dangle -- where zod keeps what a schema is made of
const defOf = (schema: $ZodType) => (schema as $ZodTypes)._zod.def;

/** How to keep of a value what the schema names, the value itself where that is all of it; undefined for schemas that only zod can follow. */
function shapeOf(schema: $ZodType): Shape | undefined {
  const def = defOf(schema);
  if (PLAIN.includes(def.type)) return asItIs;
  switch (def.type) {
    case 'object':
      return shapeOfObject(def);
    case 'array': {
      const element = shapeOf(def.element);
      return element && (element === asItIs ? asItIs : eachShaped(element));
    }
    case 'record': {
      const each = shapeOf(def.valueType);
      return each === asItIs ? asItIs : undefined;
    }
    case 'optional':
    case 'nullable':
      return orNothing(shapeOf(def.innerType));
    case 'union': {
      const others = def.options.filter((option) => defOf(option).type !== 'null');
      if (others.length === 1) return orNothing(shapeOf(others[0]!));
      return others.every((option) => PLAIN.includes(defOf(option).type)) ? asItIs : undefined;
    }
  }
}

const orNothing = (shape: Shape | undefined) =>
  shape && (shape === asItIs ? asItIs : (value: unknown) => (value === null || value === undefined ? value : shape(value)));

function shapeOfObject({ shape, catchall }: { shape: Readonly<Record<string, $ZodType>>; catchall?: $ZodType | undefined }): Shape | undefined {
  const fields = Object.entries(shape).map(([key, schema]) => ({ key, shape: shapeOf(schema) }));
  if ((catchall && defOf(catchall).type !== 'never') || fields.some((field) => !field.shape)) return undefined;
  const named = new Set(fields.map(({ key }) => key));
  const within = fields.filter((field) => field.shape !== asItIs);
  const isAsNamed = (value: Record<string, unknown>) => {
    if (Object.getPrototypeOf(value) !== Object.prototype) return false;
    for (const key in value) if (!named.has(key)) return false;
    return within.every((field) => field.shape!(value[field.key]) === value[field.key]);
  };
  return (value) => {
    const given = value as Record<string, unknown>;
    if (isAsNamed(given)) return given;
    const kept: Record<string, unknown> = {};
    for (const field of fields) kept[field.key] = field.shape!(given[field.key]);
    return kept;
  };
}

/** The same array where nothing in it had to be left out. */
function eachShaped(element: Shape): Shape {
  return (value) => {
    const values = value as unknown[];
    const shaped = values.map(element);
    return shaped.every((one, i) => one === values[i]) ? values : shaped;
  };
}

type Route = Parameters<typeof serializerCompiler>[0];
const schemaIn = ({ schema }: Route) => (schema && '_zod' in schema ? schema : undefined);

/** Writes an answer as its schema shapes it. */
export const shapedAnswers: FastifySerializerCompiler<Route['schema']> = (route) => {
  const schema = schemaIn(route);
  const shape = schema && shapeOf(schema);
  return shape ? (data) => JSON.stringify(shape(data)) : serializerCompiler(route);
};

/** The same, and each value is looked into: an answer that does not fit its schema, or that is written otherwise than zod would, is a failure. */
export const checkedAnswers: FastifySerializerCompiler<Route['schema']> = (route) => {
  const [shaped, looked] = [shapedAnswers(route), serializerCompiler(route)];
  return (data) => {
    const answer = looked(data);
    if (!isDeepStrictEqual(JSON.parse(shaped(data)), JSON.parse(answer)))
      throw new Error(`${route.method} ${route.url} is not written as its schema says.`);
    return answer;
  };
};
