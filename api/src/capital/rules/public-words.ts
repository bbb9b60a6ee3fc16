// Words that everybody may read once somebody else has read them.

type Words = { isPromiseUnreviewed: boolean; isReasonUnreviewed: boolean };
/** Do words of this scope line wait for somebody to read them? */
export const isUnreviewed = ({ isPromiseUnreviewed, isReasonUnreviewed }: Words): boolean => isPromiseUnreviewed || isReasonUnreviewed;
