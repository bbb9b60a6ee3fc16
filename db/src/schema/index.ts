export * from './catalog.ts';
export * from './people.ts';
export * from './services.ts';
export * from './sites.ts';
export * from './work-orders.ts';
