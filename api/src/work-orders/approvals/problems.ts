import { fieldProblem, Problem } from '#kernel/problem.ts';

export const approvalNotFound = () => new Problem(404, 'approval.not_found', 'There is no such approval, or it is not yours to decide on.');
export const approvalOwn = () =>
  new Problem(422, 'approval.own', 'You asked for this yourself: somebody else decides.', {
    errors: [{ pointer: '/decision', in: 'body', detail: 'Nobody approves their own request. It has gone to others.' }],
  });
export const approvalDecided = () =>
  new Problem(409, 'approval.decided', 'Somebody decided on this already, or it need not be decided any more. Nothing was changed.');
export const approvalChanged = (version: number) =>
  new Problem(412, 'approval.changed', 'This approval changed since you loaded it. Look again, then decide.', { headers: { etag: `"${version}"` } });
export const sayWhy = () => fieldProblem('approval.say_why', '/words', 'Say why, in a few words: who asked reads it.');
export const askAnew = () =>
  fieldProblem('approval.ask_anew', '/answers', 'With this the request would need another approval. Cancel it and ask anew.');
export const approvalPending = () =>
  new Problem(422, 'approval.pending', 'This order waits for an approval. It goes on by itself once that is given.', {
    errors: [{ pointer: '/to', in: 'body', detail: 'Wait for the approval, or cancel the order.' }],
  });

export const linkUnknown = () => new Problem(404, 'approval.link_unknown', 'This link is none of ours, or it is not whole.');
export const linkUsed = () => new Problem(410, 'approval.link_used', 'This link was used already: it works once.');
export const linkExpired = () => new Problem(410, 'approval.link_expired', 'This link has expired: it works for seven days.');
export const linkOfAnother = () =>
  new Problem(
    403,
    'approval.link_of_another',
    'This link was sent to somebody else than who is signed in here. What waits for you is under Approvals.',
  );
export const linkNotYours = () =>
  new Problem(
    410,
    'approval.link_not_yours',
    'Whom this link was sent to may no longer decide on this: a role, or standing in for somebody, has ended.',
  );
