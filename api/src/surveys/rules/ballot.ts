/** Of 1 strongly disagree, 2 disagree, 3 neither, 4 agree, 5 strongly agree: from here on somebody agrees. */
const AGREES_FROM = 4;
export const agrees = (mark: number) => mark >= AGREES_FROM;

/** What one person says of one service; null: they do not use it. */
export type Mark = { effective: number; adequate: number } | null;
/** One answer as it lies in the ballot box. */
export type Ballot = {
  siteId: string | null;
  level: string | null;
  areaId: string | null;
  marks: Record<string, Mark>;
  comment: string | null;
  commentServiceCode: string | null;
};

type Given = { serviceCode: string; isUsed: boolean; effective?: number | null | undefined; adequate?: number | null | undefined };
export type Fault = { pointer: string; why: 'missing' | 'twice' | 'unknown' | 'effective' | 'adequate' | 'comment' };

/** Every service once: both questions answered, or not used. Gives the marks, or what is missing and where. */
export function judgeAnswers(
  services: readonly string[],
  given: readonly Given[],
  commentServiceCode: string | null,
): { marks: Record<string, Mark>; faults: Fault[] } {
  const faults: Fault[] = [];
  const marks: Record<string, Mark> = {};
  given.forEach(({ serviceCode, isUsed, effective, adequate }, i) => {
    const at = `/answers/${i}`;
    if (!services.includes(serviceCode)) faults.push({ pointer: `${at}/serviceCode`, why: 'unknown' });
    else if (serviceCode in marks) faults.push({ pointer: `${at}/serviceCode`, why: 'twice' });
    else if (!isUsed) marks[serviceCode] = null;
    else {
      if (effective == null) faults.push({ pointer: `${at}/effective`, why: 'effective' });
      if (adequate == null) faults.push({ pointer: `${at}/adequate`, why: 'adequate' });
      marks[serviceCode] = { effective: effective ?? 0, adequate: adequate ?? 0 };
    }
  });
  if (services.some((code) => !(code in marks)) && faults.length === 0) faults.push({ pointer: '/answers', why: 'missing' });
  if (commentServiceCode !== null && !services.includes(commentServiceCode)) faults.push({ pointer: '/commentServiceCode', why: 'comment' });
  return { marks, faults };
}
