import type { Random, SimType } from './world.ts';

export type Season = 'winter' | 'summer' | 'between';

/** What people write about one kind of trouble, and how often by season (0..1). */
type Topic = {
  when: RegExp;
  titles: readonly string[];
  details?: readonly string[];
  done: readonly string[];
  winter: number;
  between: number;
  summer: number;
};

const topic = (
  when: RegExp,
  [winter, between, summer]: [number, number, number],
  titles: readonly string[],
  done: readonly string[],
  details?: readonly string[],
): Topic => ({
  when,
  titles,
  done,
  winter,
  between,
  summer,
  ...(details ? { details } : {}),
});

// Matched against "service trade code"; the first that fits tells the story, so the particular come before the general.
const TOPICS: readonly Topic[] = [
  topic(
    /heat|cold|boiler/,
    [1, 0.35, 0.02],
    [
      'No heat in my classroom',
      'Room is freezing this morning',
      'Heater blows cold air',
      'Radiator clanks and stays cold',
      'It is 58 degrees in here',
      'Hace mucho frío en el salón',
      'Thermostat says 62 and will not change',
      'Unit ventilator will not turn on',
    ],
    [
      'Replaced the thermostat battery and reset the unit.',
      'Bled the radiator and opened a stuck valve.',
      'Replaced the actuator; heat is back.',
      'Reset the boiler, checked the pump, watched it for an hour.',
      'Replaced the igniter. 70 °F at the register.',
    ],
    [
      'Students are wearing their coats.',
      'It has been like this since Monday.',
      'The room next door is warm.',
      'Los niños tienen los abrigos puestos.',
      '',
    ],
  ),
  topic(
    /cool|hot|air_cond|(?:^|_)ac_/,
    [0.03, 0.6, 0.6],
    ['AC not working', 'Classroom is 84 degrees', 'Hace mucho calor', 'Air conditioner drips on the carpet', 'No cool air since the weekend'],
    ['Cleaned the coil and recharged.', 'Replaced the fan belt.', 'Cleared the condensate drain.', 'Reset the controller; cooling again.'],
    ['Windows do not open.', 'It is worst after lunch.', ''],
  ),
  topic(
    /irrigat|sprinkler/,
    [0, 0.25, 1],
    [
      'Sprinkler head broken by the ball field',
      'Irrigation runs during the day',
      'Water running onto the sidewalk',
      'Grass is brown on the north side',
    ],
    ['Replaced the head and adjusted the arc.', 'Reprogrammed the controller.', 'Repaired the lateral line.'],
    ['It makes a puddle at the bus loop.', ''],
  ),
  topic(
    /snow|(?:^|_)ice/,
    [0.9, 0.1, 0],
    ['Ice on the front walk', 'Snow not cleared at the bus loop', 'Ramp is slippery', 'Hielo en la entrada'],
    ['Cleared and sanded.', 'Ice melt applied; downspout redirected.'],
    ['Parents arrive at 7:45.', ''],
  ),
  topic(
    /roof|ceiling|tile/,
    [0.5, 0.5, 0.4],
    ['Ceiling tile fell down', 'Roof leaks when the snow melts', 'Stain on the ceiling is growing', 'Gotera en el techo'],
    ['Replaced tiles; source was a roof drain, cleared.', 'Patched the membrane.', 'Sealed the flashing.'],
    ['Bucket is in place.', ''],
  ),
  topic(
    /asbestos|mold|air_quality|lead/,
    [0.3, 0.4, 0.3],
    ['Musty smell in the portable', 'Black spots on the wall', 'Dust from the old tiles'],
    ['Sampled; results are fine. Filter changed.', 'Cleaned and dried, source repaired.'],
    ['Two students cough.', ''],
  ),
  topic(
    /toilet|restroom|sink|faucet|leak|plumb|drain|water|drink|fountain/,
    [0.7, 0.7, 0.4],
    [
      'Toilet overflows in the boys’ restroom',
      'Sink is clogged',
      'Faucet drips all day',
      'No hot water',
      'Drinking fountain does not work',
      'Leak under the sink',
      'Water on the floor by the door',
      'El baño está tapado',
      'Urinal keeps running',
      'Stall 2 does not flush',
    ],
    [
      'Snaked the line; flows freely.',
      'Replaced the flush valve.',
      'New cartridge, no more drip.',
      'Replaced the supply line and dried the cabinet.',
      'Replaced the filter and reset the cooler.',
      'Relit the water heater.',
    ],
    ['We put a bucket under it.', 'I closed the stall with a sign.', 'It smells.', ''],
  ),
  topic(
    /light|outlet|power|electr|breaker/,
    [0.7, 0.6, 0.4],
    [
      'Lights flicker over my desk',
      'Half the lights are out',
      'Outlet sparks when I plug in',
      'No power on the east wall',
      'Exit sign is dark',
      'Las luces parpadean',
    ],
    [
      'Replaced the driver.',
      'Relamped the row.',
      'Replaced the receptacle and tested the circuit.',
      'Reset the breaker; a space heater had tripped it.',
    ],
    ['It gives some students headaches.', ''],
  ),
  topic(
    /lock|door|key/,
    [0.5, 0.6, 0.5],
    [
      'Classroom door will not lock',
      'Key is stuck in the lock',
      'Door does not close by itself',
      'Front door badge reader is dead',
      'Need two keys for the new teacher',
      'La puerta no cierra',
    ],
    ['Rekeyed the cylinder.', 'Adjusted the closer.', 'Replaced the latch.', 'Replaced the reader’s power supply.', 'Cut and issued two keys.'],
    ['We cannot do the lockdown drill like this.', ''],
  ),
  topic(
    /window|glass|glaz/,
    [0.4, 0.4, 0.3],
    ['Cracked window by the reading corner', 'Window will not close', 'Broken pane in the gym door'],
    ['Replaced the pane.', 'Boarded, then replaced the glass.', 'Freed the track.'],
    ['I taped it.', ''],
  ),
  topic(
    /paint|graffiti/,
    [0.2, 0.4, 0.7],
    ['Graffiti on the playground wall', 'Paint peels in the hallway', 'Room needs paint after the leak'],
    ['Removed and sealed.', 'Primed and painted.'],
  ),
  topic(
    /floor|carpet/,
    [0.3, 0.4, 0.6],
    ['Carpet is loose and people trip', 'Floor tile cracked at the door', 'Carpet smells damp'],
    ['Glued and seamed.', 'Replaced four tiles.', 'Dried and disinfected.'],
  ),
  topic(
    /playground/,
    [0.2, 0.6, 0.4],
    ['Swing chain is worn', 'Bolt sticks out of the slide', 'Need more wood chips under the bars'],
    ['Replaced the chain.', 'Tightened and capped.', 'Topped up the surfacing.'],
    ['I closed that part for recess.', ''],
  ),
  topic(
    /pest|mice|ants|bug/,
    [0.3, 0.6, 0.6],
    ['Mouse in the storage room', 'Ants on the counter', 'Wasps by the entrance', 'Hay hormigas en el salón'],
    ['Set traps and sealed the gap.', 'Baited; food moved to closed bins.', 'Nest removed before school.'],
  ),
  topic(
    /clean|custod|spill|trash/,
    [0.5, 0.6, 0.3],
    ['Spill in the hallway', 'Trash was not emptied', 'Gym floor is sticky', 'Vomit in room, please hurry', 'Paper towels are out'],
    ['Cleaned and dried.', 'Emptied; route changed.', 'Scrubbed the floor.', 'Restocked.'],
  ),
  topic(
    /tree|grass|ground|fence|mow/,
    [0.15, 0.6, 0.8],
    ['Branch hangs over the path', 'Fence has a hole by the field', 'Grass too long for PE', 'Pothole in the parking lot'],
    ['Branch removed.', 'Fence mended.', 'Mowed.', 'Filled.'],
  ),
  topic(
    /fire|alarm|extinguish|safety/,
    [0.4, 0.4, 0.4],
    ['Fire panel shows trouble', 'Extinguisher missing by the kitchen', 'Smoke detector chirps'],
    ['Replaced the detector base and cleared the panel.', 'Extinguisher replaced.', 'New battery.'],
  ),
  topic(
    /elevator|lift/,
    [0.3, 0.3, 0.2],
    ['Elevator stops between floors', 'Elevator doors do not open'],
    ['Contractor reset the drive; tested ten runs.', 'Door sensor cleaned.'],
    ['A student in a wheelchair cannot get to class.', ''],
  ),
  topic(
    /move|event|furniture|setup/,
    [0.3, 0.5, 0.6],
    ['Chairs for the concert', 'Move a bookshelf to room 12', 'Need 30 tables for testing', 'Stage for the assembly'],
    ['Set up and taken down.', 'Moved.', 'Delivered.'],
  ),
  topic(/(?:^|_| )sign/, [0.2, 0.3, 0.4], ['Room sign has the wrong name', 'Parking sign fell down'], ['New sign mounted.', 'Sign set in concrete.']),
  topic(
    /hvac|filter|vent/,
    [0.6, 0.5, 0.3],
    ['Vent is very loud', 'Bad smell from the vent', 'No air from the vent'],
    ['Changed the filter and belt.', 'Balanced the damper.', 'Cleaned the unit.'],
  ),
  topic(
    /password|account|login/,
    [0.6, 0.8, 0.3],
    ['Locked out of my account', 'Student cannot sign in', 'New phone, need my second step reset', 'No puedo entrar a mi cuenta'],
    ['Reset the password; signed in while on the phone.', 'Unlocked; re-enrolled the second step.'],
  ),
  topic(
    /wifi|network|internet/,
    [0.6, 0.7, 0.3],
    ['Wi-Fi drops in the library', 'No internet in my room', 'Chromebooks will not connect', 'El internet está muy lento'],
    ['Rebooted the access point and updated it.', 'Replaced a bad patch cable.', 'Moved the access point.'],
    ['We have state testing tomorrow.', ''],
  ),
  topic(
    /print/,
    [0.5, 0.7, 0.2],
    ['Printer jams every page', 'Copier is out of toner', 'Cannot print from my laptop'],
    ['Replaced the rollers.', 'Toner delivered.', 'Driver reinstalled.'],
  ),
  topic(
    /projector|display|audio|_av\b/,
    [0.5, 0.7, 0.2],
    ['Projector is dim and pink', 'No sound from the display', 'Touch screen does not respond', 'Microphone crackles'],
    ['Lamp replaced.', 'Cable replaced.', 'Recalibrated.', 'Firmware updated.'],
  ),
  topic(
    /lost|stolen/,
    [0.3, 0.3, 0.2],
    ['Student left a Chromebook on the bus', 'Cart is one tablet short', 'Laptop gone from the office'],
    ['Found and returned.', 'Locked remotely; police report attached.', 'Marked as lost; loaner given.'],
  ),
  topic(
    /device|chromebook|laptop|tablet/,
    [0.7, 0.8, 0.2],
    ['Cracked Chromebook screen', 'Keyboard keys missing', 'Laptop does not charge', 'Battery lasts ten minutes', 'La pantalla está rota'],
    ['Screen replaced.', 'Keyboard replaced.', 'New charger.', 'Battery replaced; old one recycled.'],
  ),
  topic(
    /phone/,
    [0.4, 0.4, 0.2],
    ['Classroom phone is dead', 'Voicemail light will not go off'],
    ['Replaced the handset.', 'Reprovisioned the phone.'],
  ),
  topic(
    /software|(?:^|_)app(?:_|$)|data|system|site/,
    [0.4, 0.5, 0.3],
    ['Need a maths app for grade 4', 'New aide needs access to student records', 'Report of attendance by grade', 'Two more licences for yearbook'],
    ['Reviewed for privacy and installed.', 'Access given after approval.', 'Report sent.'],
  ),
  topic(
    /security|phish/,
    [0.3, 0.3, 0.2],
    ['I clicked a link in a strange mail', 'Strange sign-in from another country'],
    ['Sessions ended, password changed, nothing was taken.', 'Blocked the sender for all.'],
  ),
  topic(
    /freezer|cooler|temperature|refriger/,
    [0.3, 0.4, 0.2],
    ['Walk-in cooler at 46 degrees', 'Freezer is warm this morning', 'Milk cooler alarm'],
    ['Replaced the condenser fan; discard log attached.', 'Door gasket replaced, 37 °F.', 'Thermostat replaced.'],
  ),
  topic(
    /oven|kitchen|dish|equipment|steam/,
    [0.4, 0.6, 0.1],
    ['Oven does not heat', 'Dishwasher leaks', 'Steamer trips the breaker', 'Warmer stays cold'],
    ['Element replaced.', 'Pump seal replaced.', 'Cord replaced; runs.'],
  ),
  topic(
    /deliver|order|recall|cater|point_of_sale|nutrition/,
    [0.4, 0.6, 0.05],
    [
      'Two cases of milk short',
      'Bread came late again',
      'Change tomorrow’s count to 240',
      'Register does not read badges',
      'Lunch for the field trip, 60 bags',
    ],
    ['Delivered with the next truck.', 'Count changed.', 'Reader replaced.', 'Packed and ready at 9.'],
  ),
  topic(
    /diet|meal|allerg/,
    [0.2, 0.4, 0.05],
    ['Special diet for a student', 'Meal application question', 'Milk substitute'],
    ['Diet order entered; kitchen told.', 'Application processed.'],
  ),
  topic(
    /leave|accommodat|fmla/,
    [0.4, 0.4, 0.3],
    ['Question about family leave', 'Leave from March', 'Standing desk after surgery', 'Permiso por maternidad'],
    ['Papers sent and filed.', 'Approved; dates confirmed.'],
  ),
  topic(
    /payroll|pay|benefit/,
    [0.5, 0.4, 0.4],
    ['Extra duty missing on my pay', 'Add a child to my insurance', 'Wrong tax withholding', 'Falta pago de horas extra'],
    ['Corrected with the next pay.', 'Enrolled; card comes by mail.'],
  ),
  topic(
    /position|hire|onboard|transfer|separat|licen|sub|evaluat|verif|hr/,
    [0.4, 0.4, 0.5],
    [
      'Para position is open',
      'New hire starts Monday',
      'Licence renewal',
      'Letter for the bank',
      'Transfer to another school',
      'Sub finder shows the wrong school',
    ],
    ['Posted.', 'Done; start date confirmed.', 'Letter sent.', 'Corrected.'],
  ),
];

const OTHER = topic(
  /./,
  [0.3, 0.4, 0.2],
  ['Something is broken and I do not know who to ask', 'Please look at this', 'Need help with a small repair', '¿A quién le pido ayuda?'],
  ['Looked at it and fixed it.', 'Sorted out with the office.'],
);

const topicOf = (type: SimType) => {
  const name = `${type.code} ${type.tradeCode} ${type.serviceCode}`;
  return TOPICS.find((t) => t.when.test(type.code)) ?? TOPICS.find((t) => t.when.test(name)) ?? OTHER;
};

/** What is asked, and how likely in this season. */
export function storyFor(type: SimType, season: Season, random: Random) {
  const found = topicOf(type);
  return { title: random.pick(found.titles), description: found.details ? random.pick(found.details) : '', weight: found[season] };
}

/** What is said along the way. */
export function commentsFor(type: SimType, random: Random) {
  return {
    done: random.pick(topicOf(type).done),
    question: random.pick([
      'Is it the unit by the window or by the door?',
      'When is the room empty this week?',
      'Can you add a photo, please?',
      'Thanks, we have it. Somebody comes this week.',
    ]),
    nudge: random.pick([
      'Any news?',
      'It got worse today.',
      'The room is free after 3:30.',
      '¿Ya saben cuándo vienen?',
      'Thank you for the quick answer!',
    ]),
    again: random.pick(['It is back again this morning.', 'Still does the same.', 'Worked for one day.', 'Sigue igual.']),
  };
}
