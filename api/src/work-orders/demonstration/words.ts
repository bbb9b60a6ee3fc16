/** What people write about one kind of request, what is done about it, and how often it is asked by season (0..1). */
export type Topic = {
  titles: readonly string[];
  done: readonly string[];
  details: readonly string[];
  winter: number;
  between: number;
  summer: number;
};

type Often = readonly [winter: number, between: number, summer: number];
const ALL_YEAR: Often = [0.5, 0.5, 0.4];
const SCHOOL_DAYS: Often = [0.6, 0.7, 0.15];

const topic = (often: Often, titles: readonly string[], done: readonly string[], details: readonly string[] = ['']): Topic => ({
  titles,
  done,
  details,
  winter: often[0],
  between: often[1],
  summer: often[2],
});

/** By the code of the request type. */
export const TOPICS: Record<string, Topic> = {
  no_heat: topic(
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
  too_hot_air_conditioning: topic(
    [0.03, 0.6, 0.6],
    ['AC not working', 'Classroom is 84 degrees', 'Hace mucho calor', 'Air conditioner drips on the carpet', 'No cool air since the weekend'],
    ['Cleaned the coil and recharged.', 'Replaced the fan belt.', 'Cleared the condensate drain.', 'Reset the controller; cooling again.'],
    ['Windows do not open.', 'It is worst after lunch.', ''],
  ),
  hvac_noise_smell: topic(
    ALL_YEAR,
    ['Vent is very loud', 'Bad smell from the vent', 'No air from the vent', 'Fan rattles all day'],
    ['Changed the filter and belt.', 'Balanced the damper.', 'Cleaned the unit.'],
  ),
  lights_out: topic(
    ALL_YEAR,
    ['Lights flicker over my desk', 'Half the lights are out', 'Light hums all day', 'Las luces parpadean', 'Hallway lights stay on at night'],
    ['Replaced the driver.', 'Relamped the row.', 'Reset the occupancy sensor.'],
    ['It gives some students headaches.', ''],
  ),
  power_outage: topic(
    [0.6, 0.4, 0.3],
    ['No power on the east wall', 'Half the room has no power', 'No hay luz en los enchufes', 'Computers went off, lights stay on'],
    ['Reset the breaker; a space heater had tripped it.', 'Replaced the breaker.', 'Found a loose neutral; tightened.'],
    ['It happened when we plugged in the kiln.', ''],
  ),
  outlet_or_sparks: topic(
    [0.12, 0.1, 0.06],
    ['Outlet sparks when I plug in', 'Outlet is warm and smells', 'Switch gives a little shock', 'El enchufe echa chispas'],
    ['Replaced the receptacle and tested the circuit.', 'Replaced the switch.'],
    ['I put a chair in front of it.', ''],
  ),
  new_outlet_electrical: topic(
    [0.2, 0.3, 0.5],
    ['Outlet for the new laminator', 'Need power by the reading table', 'Charging cart has no outlet nearby'],
    ['Installed a double receptacle.', 'Ran a surface raceway; inspected.'],
  ),
  leak_or_water: topic(
    [0.8, 0.6, 0.4],
    ['Leak under the sink', 'Water on the floor by the door', 'Pipe drips on the stairs', 'Hay agua en el piso', 'Puddle by the boiler room'],
    ['Replaced the supply line and dried the cabinet.', 'Tightened the union; dry since.', 'Replaced a cracked elbow.'],
    ['We put a bucket under it.', 'It is getting bigger.', ''],
  ),
  toilet_restroom: topic(
    [0.7, 0.7, 0.3],
    ['Toilet overflows in the boys’ restroom', 'El baño está tapado', 'Urinal keeps running', 'Stall 2 does not flush', 'Toilet is clogged again'],
    ['Snaked the line; flows freely.', 'Replaced the flush valve.', 'Pulled a toy car out of the trap.'],
    ['I closed the stall with a sign.', 'It smells.', ''],
  ),
  sink_faucet_drain: topic(
    [0.7, 0.7, 0.4],
    ['Sink is clogged', 'Faucet drips all day', 'No hot water', 'Sink in the art room drains slowly', 'La llave gotea'],
    ['New cartridge, no more drip.', 'Snaked the line; flows freely.', 'Relit the water heater.', 'Cleaned the trap; clay inside.'],
    ['We put a bucket under it.', ''],
  ),
  drinking_fountain: topic(
    [0.4, 0.7, 0.5],
    ['Drinking fountain does not work', 'Bottle filler light is red', 'Water from the fountain tastes of metal', 'El bebedero no sirve'],
    ['Replaced the filter and reset the cooler.', 'Opened a stuck valve.', 'Flushed and tested; results are fine.'],
    ['It is the one by the gym.', ''],
  ),
  door_lock: topic(
    ALL_YEAR,
    [
      'Classroom door will not lock',
      'Door does not close by itself',
      'Front door badge reader is dead',
      'Key turns and nothing happens',
      'La puerta no cierra',
    ],
    ['Rekeyed the cylinder.', 'Adjusted the closer.', 'Replaced the latch.', 'Replaced the reader’s power supply.'],
    ['We cannot do the lockdown drill like this.', ''],
  ),
  key_request: topic(
    [0.3, 0.5, 0.6],
    ['Need two keys for the new teacher', 'Lost my classroom key', 'Badge for the student teacher', 'Llave para el armario'],
    ['Cut and issued.', 'Rekeyed the room; new keys issued.', 'Badge printed.'],
  ),
  window_glass: topic(
    [0.4, 0.4, 0.3],
    ['Cracked window by the reading corner', 'Window will not close', 'Broken pane in the gym door'],
    ['Replaced the pane.', 'Boarded, then replaced the glass.', 'Freed the track.'],
    ['I taped it.', ''],
  ),
  ceiling_tile_roof_leak: topic(
    ALL_YEAR,
    ['Ceiling tile fell down', 'Roof leaks when the snow melts', 'Stain on the ceiling is growing', 'Gotera en el techo'],
    ['Replaced tiles; source was a roof drain, cleared.', 'Patched the membrane.', 'Sealed the flashing.'],
    ['Bucket is in place.', ''],
  ),
  paint_graffiti: topic(
    [0.2, 0.4, 0.7],
    ['Graffiti on the playground wall', 'Paint peels in the hallway', 'Room needs paint after the leak'],
    ['Removed and sealed.', 'Primed and painted.'],
  ),
  floor_carpet: topic(
    [0.3, 0.4, 0.6],
    ['Carpet is loose and people trip', 'Floor tile cracked at the door', 'Carpet smells damp'],
    ['Glued and seamed.', 'Replaced four tiles.', 'Dried and disinfected.'],
  ),
  shelf_mounting_carpentry: topic(
    [0.4, 0.6, 0.4],
    ['Hang a whiteboard', 'Shelf for the science kits', 'Coat hooks for 24 children', 'Colgar un mapa grande'],
    ['Mounted into studs.', 'Mounted with anchors; holds 80 pounds.'],
  ),
  furniture_repair: topic(
    SCHOOL_DAYS,
    ['Drawer of my desk is stuck', 'Three chairs are wobbly', 'Locker 118 will not open', 'La mesa está rota'],
    ['Glued and screwed.', 'Replaced the glides.', 'Repaired the hinge.'],
  ),
  move_furniture: topic(
    [0.3, 0.5, 0.8],
    ['Move a bookshelf to room 12', 'Piano to the gym and back', 'Twenty boxes to the annex'],
    ['Moved.', 'Moved before school.'],
  ),
  event_setup: topic(
    [0.4, 0.6, 0.1],
    ['Chairs for the concert', 'Need 30 tables for testing', 'Stage for the assembly', 'Family night, 200 people'],
    ['Set up and taken down.', 'Set up the day before.'],
  ),
  sign_request: topic(
    [0.2, 0.3, 0.4],
    ['Room sign has the wrong name', 'Parking sign fell down', 'Sign for the new sensory room'],
    ['New sign mounted.', 'Sign set in concrete.'],
  ),
  custodial_spill: topic(
    [0.6, 0.7, 0.1],
    ['Spill in the hallway', 'Vomit in room, please hurry', 'Milk all over the cafeteria', 'Se derramó pintura'],
    ['Cleaned and dried.', 'Cleaned and disinfected.'],
  ),
  custodial_cleaning: topic(
    SCHOOL_DAYS,
    ['Trash was not emptied', 'Gym floor is sticky', 'Carpet was not vacuumed this week'],
    ['Emptied; route changed.', 'Scrubbed the floor.', 'Vacuumed.'],
  ),
  custodial_supplies: topic(
    SCHOOL_DAYS,
    ['Paper towels are out', 'Soap dispenser is broken', 'No hay papel en el baño'],
    ['Restocked.', 'Dispenser replaced.'],
  ),
  ground_trees_fence: topic(
    [0.15, 0.6, 0.8],
    ['Branch hangs over the path', 'Fence has a hole by the field', 'Grass too long for PE', 'Pothole in the parking lot'],
    ['Branch removed.', 'Fence mended.', 'Mowed.', 'Filled.'],
  ),
  irrigation_sprinkler: topic(
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
  snow_ice: topic(
    [0.9, 0.1, 0],
    ['Ice on the front walk', 'Snow not cleared at the bus loop', 'Ramp is slippery', 'Hielo en la entrada'],
    ['Cleared and sanded.', 'Ice melt applied; downspout redirected.'],
    ['Parents arrive at 7:45.', ''],
  ),
  fire_alarm_safety: topic(
    [0.4, 0.4, 0.4],
    ['Fire panel shows trouble', 'Extinguisher missing by the kitchen', 'Smoke detector chirps', 'Exit sign is dark'],
    ['Replaced the detector base and cleared the panel.', 'Extinguisher replaced.', 'New battery.'],
  ),
  gas_or_smoke: topic(
    [0.05, 0.04, 0.02],
    ['It smells of gas by the kitchen', 'Burning smell from the heater', 'Huele a gas en el pasillo'],
    ['Tightened the fitting; gas company tested.', 'Dust on the coil; cleaned, no leak.'],
  ),
  elevator_lift: topic(
    [0.3, 0.3, 0.2],
    ['Elevator stops between floors', 'Elevator doors do not open'],
    ['Contractor reset the drive; tested ten runs.', 'Door sensor cleaned.'],
    ['A student in a wheelchair cannot get to class.', ''],
  ),
  playground_equipment: topic(
    [0.2, 0.6, 0.4],
    ['Swing chain is worn', 'Bolt sticks out of the slide', 'Need more wood chips under the bars'],
    ['Replaced the chain.', 'Tightened and capped.', 'Topped up the surfacing.'],
    ['I closed that part for recess.', ''],
  ),
  asbestos_question: topic(
    [0.2, 0.3, 0.3],
    ['Old floor tile broke by the door', 'May we drill in room 14?', 'Dust from the old tiles'],
    ['Sampled; results are fine.', 'Tile sealed; area cleaned and tested.'],
    ['Nobody goes in.', ''],
  ),
  air_quality_mold: topic(
    [0.4, 0.4, 0.3],
    ['Musty smell in the portable', 'Black spots on the wall', 'Huele a humedad'],
    ['Cleaned and dried, source repaired.', 'Filter changed; readings are fine.'],
    ['Two students cough.', ''],
  ),
  lead_water_paint: topic(
    [0.2, 0.3, 0.2],
    ['What were the lead results for our fountain?', 'Old paint peels at the window'],
    ['Results sent; all below the limit.', 'Stabilised and painted over.'],
  ),
  pests_mice_ants: topic(
    [0.3, 0.6, 0.6],
    ['Mouse in the storage room', 'Ants on the counter', 'Wasps by the entrance', 'Hay hormigas en el salón'],
    ['Set traps and sealed the gap.', 'Baited; food moved to closed bins.', 'Nest removed before school.'],
  ),
  other_facilities: topic(
    [0.2, 0.3, 0.2],
    ['Something is broken and I do not know who to ask', 'Need help with a small repair', '¿A quién le pido ayuda?'],
    ['Looked at it and fixed it.', 'Sorted out with the office.'],
  ),
  password_account: topic(
    [0.6, 0.8, 0.3],
    ['Locked out of my account', 'Student cannot sign in', 'New phone, need my second step reset', 'No puedo entrar a mi cuenta'],
    ['Reset the password; signed in while on the phone.', 'Unlocked; re-enrolled the second step.'],
  ),
  new_account_access: topic(
    [0.3, 0.4, 0.6],
    ['Account for the new aide', 'Shared mailbox for the yearbook', 'Access to the front office folder'],
    ['Account made; letter sent.', 'Mailbox shared with four people.'],
  ),
  device_laptop_repair: topic(
    [0.7, 0.8, 0.2],
    ['Cracked Chromebook screen', 'Keyboard keys missing', 'Laptop does not charge', 'Battery lasts ten minutes', 'La pantalla está rota'],
    ['Screen replaced.', 'Keyboard replaced.', 'New charger.', 'Battery replaced; old one recycled.'],
  ),
  lost_stolen_device: topic(
    [0.3, 0.3, 0.2],
    ['Student left a Chromebook on the bus', 'Cart is one tablet short', 'Laptop gone from the office'],
    ['Found and returned.', 'Locked remotely; police report attached.', 'Marked as lost; loaner given.'],
  ),
  projector_display: topic(
    [0.5, 0.7, 0.2],
    ['Projector is dim and pink', 'Touch screen does not respond', 'No picture from my laptop', 'El proyector no prende'],
    ['Lamp replaced.', 'Cable replaced.', 'Recalibrated.', 'Firmware updated.'],
  ),
  audio_microphone: topic(
    [0.4, 0.6, 0.2],
    ['No sound from the display', 'Microphone crackles', 'Gym speakers cut out'],
    ['Cable replaced.', 'New batteries and another channel.', 'Amplifier reset.'],
  ),
  wifi_network: topic(
    [0.6, 0.7, 0.3],
    ['Wi-Fi drops in the library', 'No internet in my room', 'Chromebooks will not connect', 'El internet está muy lento'],
    ['Rebooted the access point and updated it.', 'Replaced a bad patch cable.', 'Moved the access point.'],
    ['We have state testing tomorrow.', ''],
  ),
  network_cabling: topic(
    [0.2, 0.3, 0.5],
    ['Network outlet for the new printer', 'Wi-Fi does not reach the portable', 'Camera by the bike racks needs a cable'],
    ['Pulled one drop; tested.', 'Access point mounted.'],
  ),
  phone_voicemail: topic(
    [0.4, 0.4, 0.2],
    ['Classroom phone is dead', 'Voicemail light will not go off', 'My name is wrong on the phone'],
    ['Replaced the handset.', 'Reprovisioned the phone.'],
  ),
  printer_copier: topic(
    [0.5, 0.7, 0.2],
    ['Printer jams every page', 'Copier is out of toner', 'Cannot print from my laptop', 'La copiadora hace rayas'],
    ['Replaced the rollers.', 'Toner delivered.', 'Driver reinstalled.'],
  ),
  software_request: topic(
    [0.4, 0.5, 0.3],
    ['Need a maths app for grade 4', 'Two more licences for yearbook', 'Music notation for the band'],
    ['Reviewed for privacy and installed.', 'Not approved: it sells data. Offered another.', 'Licences assigned.'],
  ),
  student_system_access: topic(
    [0.4, 0.6, 0.3],
    ['New aide needs access to student records', 'Roster shows last year’s class', 'Gradebook will not save'],
    ['Access given after approval.', 'Roster corrected overnight.', 'Cache cleared; saves.'],
  ),
  data_report: topic(
    [0.4, 0.5, 0.3],
    ['Report of attendance by grade', 'List of devices in my school', 'Enrolment by year for the grant'],
    ['Report sent.', 'Sent, with a note on the definitions.'],
  ),
  new_site_move: topic(
    [0.15, 0.2, 0.3],
    ['Portable 3 needs network and a phone', 'Counselling moves to room 12', 'New office for the nurse'],
    ['Two drops pulled, phone moved and tested.', 'Access point mounted; phone works.'],
  ),
  security_phishing: topic(
    [0.3, 0.3, 0.2],
    ['I clicked a link in a strange mail', 'Strange sign-in from another country'],
    ['Sessions ended, password changed, nothing was taken.', 'Blocked the sender for all.'],
  ),
  position_request: topic(
    [0.3, 0.4, 0.5],
    ['Para position is open', 'Two more hours for the clerk', 'Long-term sub for grade 3'],
    ['Posted.', 'Approved and posted.'],
  ),
  hire_onboard: topic(
    [0.3, 0.4, 0.6],
    ['New hire starts Monday', 'Offer for the art teacher'],
    ['Done; start date confirmed.', 'Offer sent and signed.'],
  ),
  transfer_school: topic(
    [0.2, 0.4, 0.4],
    ['Transfer to another school', 'I would like to work closer to home'],
    ['On the list for spring; confirmed.', 'Transfer agreed for August.'],
  ),
  leave_fmla: topic(
    [0.4, 0.4, 0.3],
    ['Question about family leave', 'Leave from March', 'Permiso por maternidad', 'Leave after surgery'],
    ['Papers sent and filed.', 'Approved; dates confirmed.'],
  ),
  accommodation_ada: topic(
    [0.3, 0.3, 0.2],
    ['Standing desk after surgery', 'A quieter room for hearing', 'Adaptación por la espalda'],
    ['Agreed; desk delivered.', 'Room changed from Monday.'],
  ),
  payroll_correction: topic(
    [0.5, 0.4, 0.4],
    ['Extra duty missing on my pay', 'Wrong tax withholding', 'Falta pago de horas extra'],
    ['Corrected with the next pay.', 'Form updated; refund with the next pay.'],
  ),
  benefits_insurance: topic(
    [0.5, 0.4, 0.4],
    ['Add a child to my insurance', 'Dental card did not come', 'Change of plan after marriage'],
    ['Enrolled; card comes by mail.', 'Plan changed from the first of the month.'],
  ),
  licence_renewal: topic(
    [0.4, 0.3, 0.5],
    ['Licence renewal', 'Endorsement for special education'],
    ['Verified with the state.', 'Papers sent; confirmed.'],
  ),
  sub_finder: topic(SCHOOL_DAYS, ['Sub finder shows the wrong school', 'My absence does not show'], ['Corrected.', 'Entered; sub found.']),
  evaluation_question: topic([0.3, 0.3, 0.1], ['When is my observation?', 'Question about my rating'], ['Date agreed.', 'Met and explained.']),
  employee_relations_concern: topic(
    [0.15, 0.15, 0.1],
    ['I want to talk to somebody', 'Conflict in my team'],
    ['Met; next steps agreed.', 'Talk held with both sides.'],
  ),
  separation_resign: topic([0.2, 0.3, 0.3], ['I retire in June', 'Last day and keys'], ['Dates confirmed; letter sent.', 'Checklist sent.']),
  verification_letter: topic(
    [0.4, 0.4, 0.4],
    ['Letter for the bank', 'Proof of employment for an apartment', 'Constancia de trabajo'],
    ['Letter sent.', 'Sent by mail and e-mail.'],
  ),
  other_hr_question: topic(
    [0.3, 0.3, 0.3],
    ['Question about my contract', 'Who is my HR partner?', 'Pregunta sobre mis días'],
    ['Answered by phone.', 'Answered.'],
  ),
  kitchen_equipment_repair: topic(
    [0.4, 0.6, 0.1],
    ['Oven does not heat', 'Dishwasher leaks', 'Steamer trips the breaker', 'Warmer stays cold'],
    ['Element replaced.', 'Pump seal replaced.', 'Cord replaced; runs.'],
  ),
  temperature_excursion: topic(
    [0.3, 0.4, 0.2],
    ['Walk-in cooler at 46 degrees', 'Freezer is warm this morning', 'Milk cooler alarm'],
    ['Replaced the condenser fan; discard log attached.', 'Door gasket replaced, 37 °F.', 'Thermostat replaced.'],
  ),
  delivery_short_late: topic(
    [0.4, 0.6, 0.05],
    ['Two cases of milk short', 'Bread came late again', 'Wrong fruit delivered', 'Faltan dos cajas de leche'],
    ['Delivered with the next truck.', 'Credited; right case sent.'],
  ),
  order_change: topic(
    [0.4, 0.5, 0.05],
    ['Change tomorrow’s count to 240', 'No lunch on Friday, early release', 'Fifteen more meals for the choir'],
    ['Count changed.', 'Changed; kitchen told.'],
  ),
  food_recall: topic(
    [0.15, 0.2, 0.05],
    ['Recall notice for the lettuce', 'Yogurt past its date in the case', 'Bread with mold, one case'],
    ['Counted, discarded and credited.', 'Lot was not ours; cleared to serve.'],
  ),
  special_diet: topic(
    [0.2, 0.4, 0.05],
    ['Special diet for a student', 'Milk substitute', 'Dieta sin gluten'],
    ['Diet order entered; kitchen told.', 'Form received; menu adapted.'],
  ),
  meal_application: topic(
    [0.2, 0.4, 0.05],
    ['Meal application question', 'Family moved, new application'],
    ['Application processed.', 'Approved; the family was told.'],
  ),
  point_of_sale: topic(
    [0.4, 0.6, 0.1],
    ['Register does not read badges', 'Number pad is stuck', 'Line 2 register freezes', 'La caja no abre'],
    ['Reader replaced.', 'Pad replaced.', 'Updated and restarted.'],
    ['The line goes out of the door.', ''],
  ),
  catering_order: topic(
    [0.3, 0.6, 0.1],
    ['Lunch for the field trip, 60 bags', 'Coffee and fruit for the board meeting', 'Snacks for testing week, 240'],
    ['Packed and ready at 9.', 'Served; thank you card received.'],
  ),
  kitchen_pests: topic(
    [0.2, 0.4, 0.3],
    ['Fruit flies by the salad bar', 'Mouse in the dry storage', 'Hormigas en la cocina'],
    ['Set traps and sealed the gap.', 'Drains cleaned; none since.'],
  ),
  kitchen_supplies: topic(
    [0.4, 0.5, 0.1],
    ['Out of size L gloves', 'Two boxes of trays, please', 'New probe thermometer'],
    ['Sent with the next truck.', 'Delivered.'],
  ),
};

/** For a kind that the district added itself. */
export const OTHER: Topic = TOPICS['other_facilities']!;
