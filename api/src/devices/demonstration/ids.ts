/** Ids in the order of the instants they belong to, as those made later are (UUIDv7), the same on every machine. */
export function idMaker(): (at: number) => string {
  let made = 0;
  return (at) => {
    made += 1;
    const time = Math.max(0, Math.floor(at)).toString(16).padStart(12, '0');
    const tail = made.toString(16).padStart(15, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6).padStart(12, 'd')}`;
  };
}

const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const BASE = LETTERS.length;
/** Without a factor in common with the number of keys, so that each number has a key of its own and neighbours look nothing alike. */
const STEP = 347_923_691;
const KEYS = BASE ** 6;

/** A pseudonym that says nothing of whoever it stands for: S-4F7K2Q. */
export function keyOf(number: number): string {
  let left = (number * STEP) % KEYS;
  let key = '';
  for (let i = 0; i < 6; i += 1) {
    key += LETTERS[left % BASE];
    left = Math.floor(left / BASE);
  }
  return `S-${key}`;
}
