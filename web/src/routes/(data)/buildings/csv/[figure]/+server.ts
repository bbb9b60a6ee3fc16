import { error } from '@sveltejs/kit';
import { askedOf, datesOf, ofAddress, queryOf } from '#features/condition/asked.ts';
import { csvAnswer } from '#features/condition/csv.server.ts';
import { bandWords, causeWords, levelWords } from '#features/condition/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { must } from '#lib/server/api.ts';
import { mustHavePage } from '#lib/server/session.ts';
import { systemName } from '#lib/words/system.ts';

/** The figures of a chart of the buildings, one row for each of its marks. */
export async function GET({ locals, params, url }) {
  mustHavePage(locals, 'buildings', 'my-school');
  const { api } = locals;
  const of = ofAddress(url.searchParams);
  const named = (figure: string) => (of.system ? `${figure}-${of.system}` : figure);
  if (params.figure === 'history') {
    const history = must(await api.GET('/api/condition/history', { params: { query: { ...of, every: 'quarter' } } }));
    const rows = history.points.map(({ on, ratio, deferred, replacementValue, band }) => [on, ratio, deferred, replacementValue, bandWords(band)]);
    return csvAnswer(named('history'), history, [
      [m.buildings_history_point(), m.condition_fci(), m.condition_deferred(), m.condition_value(), m.condition_band()],
      ...rows,
    ]);
  }
  if (params.figure === 'bridge') {
    const { from, to } = datesOf(url.searchParams);
    const query = { ...of, ...(from ? { from } : {}), ...(to ? { to } : {}) };
    const bridge = must(await api.GET('/api/condition/bridge', { params: { query } }));
    const end = ({ on, deferred, replacementValue, ratio }: typeof bridge.from) => [on, deferred, replacementValue, ratio];
    return csvAnswer(named('what-changed'), bridge, [
      [m.buildings_bridge_what(), m.buildings_bridge_deferred(), m.buildings_bridge_value(), m.buildings_bridge_fci()],
      end(bridge.from),
      ...bridge.parts.map(({ cause, deferredChange, valueChange, ratioAfter }) => [causeWords(cause), deferredChange, valueChange, ratioAfter]),
      end(bridge.to),
    ]);
  }
  if (params.figure === 'systems') {
    const by = url.searchParams.get('by') === 'school' ? ('school' as const) : ('area' as const);
    const systems = must(await api.GET('/api/condition/systems', { params: { query: { ...of, by } } }));
    const group = by === 'school' ? m.condition_school() : m.condition_area();
    return csvAnswer('systems', systems, [
      ['UNIFORMAT II', m.buildings_system(), group, m.condition_fci(), m.condition_deferred(), m.condition_value()],
      ...systems.items.flatMap(({ code, groups, ...names }) =>
        groups.map((one) => [code, systemName(names), one.name ?? m.condition_no_area(), one.ratio, one.deferred, one.replacementValue]),
      ),
    ]);
  }
  if (params.figure === 'areas' || params.figure === 'levels') {
    const report = must(await api.GET('/api/condition', { params: { query: queryOf(askedOf(url.searchParams)) } }));
    const groups =
      params.figure === 'areas'
        ? report.byArea.map((one) => ({ ...one, name: one.area?.name ?? m.condition_no_area() }))
        : report.byLevel.map((one) => ({ ...one, name: levelWords(one.level) }));
    return csvAnswer(params.figure, report.portfolio, [
      [
        params.figure === 'areas' ? m.condition_area() : m.condition_level(),
        m.condition_fci(),
        m.condition_deferred(),
        m.condition_value(),
        m.condition_band(),
      ],
      ...groups.map(({ name, ratio, deferred, replacementValue, band }) => [name, ratio, deferred, replacementValue, bandWords(band)]),
    ]);
  }
  error(404, { message: 'There is no such figure.', requestId: locals.requestId });
}
