export const DEVICE_FILE_KINDS = ['chrome', 'snipe'] as const;
/** Whose list of devices a file is: Google's admin console or Snipe-IT. */
export type DeviceFileKind = (typeof DEVICE_FILE_KINDS)[number];

export const FIELDS = [
  'assetTag',
  'serial',
  'model',
  'modelNumber',
  'make',
  'category',
  'status',
  'location',
  'orgUnit',
  'user',
  'username',
  'checkedOutTo',
  'lastSeen',
  'updatesEnd',
  'osVersion',
  'macAddress',
  'acquiredOn',
  'price',
  'orderNumber',
  'warranty',
] as const;
/** What a column may say of a device. */
export type Field = (typeof FIELDS)[number];

/** What headings mean, without case, blanks and marks. The first field that knows a heading takes it. */
const CALLED: Record<DeviceFileKind, Partial<Record<Field, readonly string[]>>> = {
  chrome: {
    assetTag: ['annotatedassetid', 'assetid', 'assettag'],
    serial: ['serialnumber', 'serial'],
    model: ['model', 'modelname'],
    status: ['status'],
    location: ['annotatedlocation', 'location'],
    orgUnit: ['orgunitpath', 'organizationalunitpath', 'organizationalunit', 'orgunit'],
    user: ['annotateduser', 'user'],
    lastSeen: ['lastsync', 'lastsynctime', 'lastpolicysync'],
    updatesEnd: ['supportenddate', 'autoupdateexpiration', 'autoupdateexpirationdate'],
    osVersion: ['osversion', 'operatingsystemversion'],
    macAddress: ['macaddress', 'wifimacaddress'],
    orderNumber: ['ordernumber'],
  },
  snipe: {
    assetTag: ['assettag'],
    serial: ['serialnumber', 'serial'],
    model: ['modelname', 'model'],
    modelNumber: ['modelnumber', 'modelno'],
    make: ['manufacturer'],
    category: ['category'],
    status: ['status', 'statuslabel'],
    location: ['location', 'defaultlocation'],
    user: ['email', 'emailaddress', 'useremail'],
    username: ['username'],
    checkedOutTo: ['checkouttype', 'checkedouttotype'],
    macAddress: ['macaddress'],
    acquiredOn: ['purchasedate', 'purchased'],
    price: ['purchasecost', 'cost'],
    orderNumber: ['ordernumber'],
    warranty: ['warranty', 'warrantymonths'],
  },
};

const plain = (heading: string) => heading.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The fields that files of this kind have. */
export const fieldsOf = (kind: DeviceFileKind): Field[] => FIELDS.filter((field) => CALLED[kind][field] !== undefined);

/** What each heading most likely is; null: not read. A field is taken by the heading that its list names first. */
export function guessColumns(kind: DeviceFileKind, headings: readonly string[]): (Field | null)[] {
  const columns: (Field | null)[] = headings.map(() => null);
  const names = headings.map(plain);
  for (const field of fieldsOf(kind)) {
    const at = CALLED[kind][field]!.map((name) => names.indexOf(name)).find((i) => i >= 0 && columns[i] === null);
    if (at !== undefined) columns[at] = field;
  }
  return columns;
}

/** Without it no row says which device it is. */
export const missingField = (columns: readonly (string | null)[]): Field | undefined =>
  columns.includes('serial') || columns.includes('assetTag') ? undefined : 'serial';
