import { m } from '#lib/paraglide/messages.js';

type Named = { name: string } | null;

/** Who did it: "Ana Ruiz", "Ana Ruiz for Ben Cole" where she stood in for him, and the program where one did it in her name. */
export function whoWords({ actor, onBehalfOf, apiToken }: { actor: Named; onBehalfOf: Named; apiToken: Named }): string {
  const who = actor?.name ?? m.product_name();
  const both = onBehalfOf ? m.who_for({ who, other: onBehalfOf.name }) : who;
  return apiToken ? m.who_program({ who: both, program: apiToken.name }) : both;
}
