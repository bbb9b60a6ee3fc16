/** Hertz and seconds of each note. */
const TUNES = {
  good: [[880, 0.09]],
  next: [[520, 0.06]],
  bad: [
    [220, 0.18],
    [180, 0.22],
  ],
} as const;

let context: AudioContext | undefined;

/** A short sound for what a scan came to: one looks at the device, not at the screen. Where there is no sound, nothing is lost. */
export function beep(tune: keyof typeof TUNES): void {
  try {
    context ??= new AudioContext();
    let at = context.currentTime;
    for (const [hertz, seconds] of TUNES[tune]) {
      const [tone, volume] = [context.createOscillator(), context.createGain()];
      tone.frequency.value = hertz;
      volume.gain.value = 0.08;
      tone.connect(volume).connect(context.destination);
      tone.start(at);
      tone.stop((at += seconds));
    }
  } catch {
    // No sound here.
  }
}
