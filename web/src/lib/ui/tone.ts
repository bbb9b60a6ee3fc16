import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import Info from '@lucide/svelte/icons/info';
import OctagonAlert from '@lucide/svelte/icons/octagon-alert';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';

/** How things stand. Each tone has a hue, a lightness and a shape, so that none is told by colour alone. */
export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';

export const SHAPES = { neutral: CircleDashed, info: Info, good: CircleCheck, warn: TriangleAlert, bad: OctagonAlert };
