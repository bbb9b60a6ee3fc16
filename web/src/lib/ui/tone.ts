/** How things stand. Each tone has a hue, a lightness and a shape, so that none is told by colour alone. */
export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';
