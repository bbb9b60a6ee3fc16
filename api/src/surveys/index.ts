export { seedSurveys } from './demonstration/seed-surveys.ts';
export { csvOfRows } from './open/read-open.ts';
export { surveyShares } from './survey-shares.ts';
export { surveyRoutes } from './routes.ts';
export { closeDueSurveys, openDueSurveys, surveyMails, surveyWork } from './work-surveys.ts';
