export { seedNetwork } from './demonstration/seed-network.ts';
export { proposeDips } from './dips/propose-dips.ts';
export { atTargetByYear, publishNetwork } from './figures/publish-network.ts';
export { watchLinks } from './probes/hear-probe.ts';
export { networkRoutes } from './routes.ts';
