import { Problem } from '#kernel/problem.ts';

export const noStatedProgramme = () => new Problem(404, 'capital_file.no_stated_programme', 'There is no such programme of another owner.');
export const noStatedProject = () => new Problem(404, 'capital_file.no_stated_project', 'There is no such project of another owner.');
