type Values = Record<string, string>;

/** The people of a team as its form has them: `m.<id>` with the name. */
export const membersIn = (values: Values): { id: string; name: string }[] =>
  Object.entries(values).flatMap(([box, name]) => (box.startsWith('m.') ? [{ id: box.slice(2), name }] : []));

type Team = {
  name: string;
  serviceCode: string;
  tradeCode: string | null;
  areaId: string | null;
  compartment: string | null;
  weeklyHours: number;
  isActive: boolean;
  members: { id: string; name: string; isLead: boolean }[];
};

/** A team as its form has it. */
export const valuesOf = (team: Team): Values => ({
  name: team.name,
  trade: `${team.serviceCode}/${team.tradeCode ?? ''}`,
  areaId: team.areaId ?? '',
  compartment: team.compartment ?? '',
  weeklyHours: String(team.weeklyHours),
  ...(team.isActive ? { isActive: 'yes' } : {}),
  lead: team.members.find((member) => member.isLead)?.id ?? '',
  ...Object.fromEntries(team.members.map(({ id, name }) => [`m.${id}`, name])),
});

export const NO_TEAM: Values = { name: '', trade: '', areaId: '', compartment: '', weeklyHours: '', isActive: 'yes', lead: '' };
