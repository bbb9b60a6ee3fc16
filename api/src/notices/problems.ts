import { Problem } from '#kernel/problem.ts';

export const noticeNotFound = () => new Problem(404, 'notice.not_found', 'There is no such notice, or it is not yours.');
export const mailNotFound = () => new Problem(404, 'notice.mail_not_found', 'There is no such mail.');
export const districtAdministratorsOnly = () =>
  new Problem(403, 'notice.district_administrators_only', 'Mails are for those who administer the whole district.');
export const notFailed = (status: string) =>
  new Problem(422, 'notice.mail_not_failed', 'Only a mail that was given up is tried again. Load the page anew to see how it stands.', { status });
