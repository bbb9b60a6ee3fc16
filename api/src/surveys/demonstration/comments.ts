type Comment = { serviceCode: string | null; body: string; state: 'waiting' | 'published' | 'withheld'; reason: string | null };

const published = (serviceCode: string | null, body: string): Comment => ({ serviceCode, body, state: 'published', reason: null });
const waiting = (serviceCode: string | null, body: string): Comment => ({ serviceCode, body, state: 'waiting', reason: null });

/** Made-up comments: of no place and no person, but for one that names somebody and is withheld for that. */
export const COMMENTS: readonly Comment[] = [
  published('facilities', 'Small repairs are quick now. Heating still takes too long in the first cold week.'),
  published('facilities', 'Ahora me dicen cuándo vienen. Antes había que llamar tres veces.'),
  published('facilities', 'The crew left the room cleaner than it was. Thank you.'),
  published('it', 'The swap counter saved my lesson twice this year.'),
  published('it', 'Wi-Fi in the gym drops whenever we test.'),
  published('nutrition', 'Deliveries are on time; the oven waits for a part since spring.'),
  published(null, 'One place to ask for everything is the best change in years.'),
  published(null, 'Sería útil ver todas mis solicitudes en el teléfono sin iniciar sesión cada vez.'),
  waiting('facilities', 'It was better when our building had its own custodian all day.'),
  waiting(null, 'Please ask us twice a year.'),
  waiting('hr', 'The letter about my leave came after it had begun.'),
  { serviceCode: 'it', body: 'Mr. Example at the desk is rude.', state: 'withheld', reason: 'It names a person.' },
];
