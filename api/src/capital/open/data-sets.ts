export const SETS = ['programmes', 'projects', 'scopes', 'changes', 'invoices', 'proposals', 'condition'] as const;
export type SetName = (typeof SETS)[number];
type Words = { en: string; es: string };
type Field = { name: string; type: 'text' | 'money' | 'ratio' | 'day' | 'id' | 'number'; words: Words };

const field = (name: string, type: Field['type'], en: string, es: string): Field => ({ name, type, words: { en, es } });
const programme = field('programme', 'text', 'The code of the programme', 'El código del programa');
const projectId = field('project_id', 'id', 'The project; the same id in every set', 'El proyecto; el mismo identificador en cada conjunto');
const projectName = field('project', 'text', 'Its name', 'Su nombre');
const school = field('school', 'text', 'The school or site', 'La escuela o el sitio');
const money = [
  field('promised', 'money', 'As shown to voters or the board; never changed', 'Como se mostró a los votantes o a la junta; nunca cambia'),
  field('budget', 'money', 'The budget today', 'El presupuesto hoy'),
  field('contracted', 'money', 'Contracts and orders, with approved changes', 'Contratos y pedidos, con los cambios aprobados'),
  field('spent', 'money', 'Approved invoices, with what is held back of them', 'Facturas aprobadas, con lo retenido de ellas'),
  field('forecast', 'money', 'What it is forecast to come to in all', 'A cuánto se pronostica que llegará en total'),
];

/** What each file holds: the same names in CSV and JSON, and this is their dictionary. */
export const DICTIONARY: Record<SetName, { words: Words; fields: readonly Field[] }> = {
  programmes: {
    words: {
      en: 'Programmes: money that is planned and answered for together. Two are never added up.',
      es: 'Programas: dinero que se planea y se rinde junto. Dos nunca se suman.',
    },
    fields: [
      programme,
      field('name', 'text', 'Its name', 'Su nombre'),
      field('kind', 'text', 'bond, or reserve: the annual capital reserve', 'bond (bono) o reserve (la reserva anual de capital)'),
      field('starts_on', 'day', 'Its first day', 'Su primer día'),
      field('ends_on', 'day', 'Its last day', 'Su último día'),
      field(
        'reconciled_on',
        'day',
        'When it last agreed with the finance system; empty: never matched',
        'Cuándo coincidió por última vez con el sistema financiero; vacío: nunca',
      ),
      ...money,
    ],
  },
  projects: {
    words: {
      en: 'Projects: work that is done and answered for as one. None about security.',
      es: 'Proyectos: obra que se hace y se rinde como una. Ninguno sobre seguridad.',
    },
    fields: [
      projectId,
      programme,
      field('code', 'text', 'What the district calls it', 'Cómo lo llama el distrito'),
      projectName,
      field('school_id', 'id', 'The school; empty where it is none of ours', 'La escuela; vacío si no es nuestra'),
      school,
      field(
        'phase',
        'text',
        'planned, design, bid_award, construction, closeout, warranty, complete, on_hold or cancelled',
        'planned (previsto), design (diseño), bid_award (licitación), construction (obra), closeout (cierre), warranty (garantía), complete (terminado), on_hold (en pausa) o cancelled (cancelado)',
      ),
      field('progress', 'ratio', 'How much of the work is done, 0 to 1', 'Cuánto de la obra está hecho, de 0 a 1'),
      field('summary', 'text', 'In plain words; reviewed', 'En palabras sencillas; revisado'),
      ...money,
    ],
  },
  scopes: {
    words: {
      en: 'Scope lines: each thing that a school was promised, in the words in which it was.',
      es: 'Líneas de alcance: cada cosa prometida a una escuela, en las palabras en que se prometió.',
    },
    fields: [
      field('scope_id', 'id', 'The line', 'La línea'),
      projectId,
      projectName,
      field('position', 'number', 'Its place in the project', 'Su lugar en el proyecto'),
      field('promise', 'text', 'What was promised; reviewed', 'Lo que se prometió; revisado'),
      field('promised', 'money', 'What it was to cost; empty: no figure was named', 'Lo que costaría; vacío: no se dio cifra'),
      field(
        'state',
        'text',
        'promised, under_way, complete, changed or dropped',
        'promised (prometido), under_way (en curso), complete (terminado), changed (cambiado) o dropped (retirado)',
      ),
      field('reason', 'text', 'Why it was changed or dropped; reviewed', 'Por qué se cambió o se retiró; revisado'),
      field('actual', 'money', 'What it came to in the end', 'A cuánto llegó al final'),
      field('completed_on', 'day', 'When it was complete', 'Cuándo se terminó'),
    ],
  },
  changes: {
    words: {
      en: 'Changes: money moved to or from projects, and change orders.',
      es: 'Cambios: dinero movido hacia o desde proyectos, y órdenes de cambio.',
    },
    fields: [
      field('change_id', 'id', 'The entry in the ledger', 'El asiento en el libro'),
      programme,
      field('on', 'day', 'The day that it counts for', 'El día para el que cuenta'),
      field(
        'kind',
        'text',
        'transfer: budget moved; change_order: a contract changed',
        'transfer: se movió presupuesto; change_order: cambió un contrato',
      ),
      field('amount', 'money', 'How much; below 0: less', 'Cuánto; menor que 0: menos'),
      field(
        'from_kind',
        'text',
        'The kind of line it came from: unallocated, contingency, construction …',
        'El tipo de línea de la que salió: unallocated (sin asignar), contingency (contingencia), construction (obra)…',
      ),
      field('from_project_id', 'id', 'The project it came from', 'El proyecto del que salió'),
      field('to_kind', 'text', 'The kind of line it went to', 'El tipo de línea a la que fue'),
      field('to_project_id', 'id', 'The project it went to', 'El proyecto al que fue'),
      field(
        'reason_code',
        'text',
        'Of a change order: unforeseen, owner_scope, design_error, code, schedule or credit',
        'De una orden de cambio: unforeseen (imprevisto), owner_scope (pedido del distrito), design_error (error de diseño), code (normas), schedule (plazos) o credit (crédito)',
      ),
      field('reason', 'text', 'In words; reviewed', 'En palabras; revisado'),
      field('document', 'text', 'The public paper that it rests on', 'El documento público en que se apoya'),
    ],
  },
  invoices: {
    words: {
      en: 'Invoices: each approved one, gross of what is held back. Those of a project add up to what it spent.',
      es: 'Facturas: cada una aprobada, con lo retenido. Las de un proyecto suman lo que gastó.',
    },
    fields: [
      field('invoice_id', 'id', 'The entry in the ledger', 'El asiento en el libro'),
      programme,
      projectId,
      projectName,
      school,
      field('on', 'day', 'The day that it counts for', 'El día para el que cuenta'),
      field('vendor', 'text', 'Who is paid', 'A quién se paga'),
      field('number', 'text', 'The vendor’s own number', 'El número del proveedor'),
      field('contract', 'text', 'The contract it belongs to', 'El contrato al que pertenece'),
      field('amount', 'money', 'Gross of what is held back; below 0: a correction', 'Con lo retenido; menor que 0: una corrección'),
    ],
  },
  proposals: {
    words: {
      en: 'Proposals: work that was proposed, its score, what the committee says, the decision and its reason.',
      es: 'Propuestas: obra que se propuso, sus puntos, lo que dice el comité, la decisión y su razón.',
    },
    fields: [
      field('proposal_id', 'id', 'The proposal', 'La propuesta'),
      programme,
      field('number', 'number', 'Its number within the programme', 'Su número en el programa'),
      school,
      field('title', 'text', 'What is to be done', 'Qué se hará'),
      field('summary', 'text', 'In plain words', 'En palabras sencillas'),
      field('cost', 'money', 'What it is to cost', 'Lo que costará'),
      field('score', 'number', '0 to 100; empty where nobody can say', 'De 0 a 100; vacío si nadie puede decirlo'),
      field('published_on', 'day', 'When it was published', 'Cuándo se publicó'),
      field(
        'state',
        'text',
        'published, in_committee, decided or withdrawn',
        'published (publicada), in_committee (en comité), decided (decidida) o withdrawn (retirada)',
      ),
      field('committee', 'text', 'Which committee saw it', 'Qué comité la vio'),
      field('committee_view', 'text', 'What it says', 'Qué dice'),
      field('decision', 'text', 'approved, declined or later', 'approved (aprobada), declined (rechazada) o later (más tarde)'),
      field('reason', 'text', 'Why', 'Por qué'),
      field('decided_on', 'day', 'When', 'Cuándo'),
      field('project_id', 'id', 'What it became', 'En qué se convirtió'),
    ],
  },
  condition: {
    words: {
      en: 'The condition of each school: FCI is what is deferred over what replacing would cost.',
      es: 'El estado de cada escuela: el FCI es lo aplazado entre lo que costaría reemplazar.',
    },
    fields: [
      field('school_id', 'id', 'The school', 'La escuela'),
      school,
      field('level', 'text', 'elementary, middle, high …', 'elementary (primaria), middle (intermedia), high (secundaria)…'),
      field('deferred', 'money', 'Work that is overdue', 'Trabajo atrasado'),
      field(
        'replacement_value',
        'money',
        'What replacing the buildings would cost; empty: nobody knows',
        'Lo que costaría reemplazar los edificios; vacío: nadie lo sabe',
      ),
      field('fci', 'ratio', 'Deferred over replacement value; empty without a value', 'Aplazado entre valor de reemplazo; vacío sin valor'),
    ],
  },
};
