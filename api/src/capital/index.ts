export { seedCapital } from './demonstration/seed-capital.ts';
