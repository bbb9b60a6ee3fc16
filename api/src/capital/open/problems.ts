import { Problem } from '#kernel/problem.ts';

export const noProgramme = () => new Problem(404, 'capital.open_no_programme', 'There is no such programme, or it is not public.');
export const noSchool = () => new Problem(404, 'capital.open_no_school', 'There is no such school, or nothing is public of it.');
export const noProject = () => new Problem(404, 'capital.open_no_project', 'There is no such project, or it is not public.');
